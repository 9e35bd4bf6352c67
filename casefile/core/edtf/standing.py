"""Whether something that lasted for a time stood on given days: certainly, possibly, or not at all.

A period is written as people know it ("1998 until some day in 2007"), so it has days on which it certainly stood
(after the last day on which it can have begun, before the first on which it can have ended) and days on which it may
have. A year alone ("2004") names no day on which it certainly stood.
"""

import datetime as dt
from enum import StrEnum

from casefile.core.edtf.model import Edge, Edtf, Kind, Point, Precision, Qualifier

Days = tuple[dt.date, dt.date]


class Standing(StrEnum):
    """How sure it is that a thing stood on the days asked for."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    UNDATED = "undated"
    NOT = "not"


def standing(period: Edtf | None, days: Days) -> Standing:
    """Whether a thing that lasted for `period` stood on `days` (first and last day that are possible, both included).

    Certain only when it stood on every one of the days; undated when nothing is known of the period.
    """
    if period is None or not period.points:
        return Standing.UNDATED
    first, last = days
    if (period.earliest or dt.date.min) > last or (period.latest or dt.date.max) < first:
        return Standing.NOT
    sure = sure_days(period)
    return Standing.CERTAIN if sure and sure[0] <= first and last <= sure[1] else Standing.POSSIBLE


def sure_days(period: Edtf) -> Days | None:
    """First and last day on which it certainly stood; None when there is no such day, or the claim is doubted."""
    if period.qualifier.unsure:
        return None
    if period.kind is Kind.POINT:
        point = period.points[0]
        exact = point.precision is Precision.DAY and point.qualifier is Qualifier.NONE
        return point.strict if exact else None
    if period.kind is not Kind.INTERVAL:
        return None
    begun, ended = _edge(period.parts[0], dt.date.min), _edge(period.parts[-1], dt.date.max)
    if begun is None or ended is None or begun > ended:
        return None
    return begun, ended


def _edge(part: Point | Edge, without_limit: dt.date) -> dt.date | None:
    """The day from (or until) which it certainly stood; None where that end is unknown."""
    if isinstance(part, Edge):
        return without_limit if part is Edge.OPEN else None
    return part.latest if without_limit == dt.date.min else part.earliest


def weakest(*standings: Standing) -> Standing:
    """What is left when all of several things must have stood."""
    order = (Standing.NOT, Standing.UNDATED, Standing.POSSIBLE, Standing.CERTAIN)
    return min(standings, key=order.index, default=Standing.CERTAIN)
