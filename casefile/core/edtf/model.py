"""What a date in the profile is: points, spans and choices, each with its earliest and latest day.

Bounds. A point covers its whole day, month, season, year, decade or century. "About" (`~`, `%`) pads both sides by one
unit of the point's own precision: a day by a day, a month by a month, a season by three months, a year by a year, a
decade by ten years, a century by a hundred; "uncertain" (`?`) pads nothing, because it doubts the claim and not its
edges. Winter is named for the year in which it begins: `1998-24` is December 1998 to February 1999. Bounds stop at
0001-01-01 and 9999-12-31.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

FIRST_MONTH = 12  # months counted from year 0: January of year 1
LAST_MONTH = 9999 * 12 + 11
WINTER = 24


class BadDate(ValueError):
    """A date that cannot be held: a reason code, the part at fault, and numbers for the message."""

    def __init__(self, reason: str, part: str = "", **details: int) -> None:
        super().__init__(reason, part)
        self.reason = reason
        self.part = part
        self.details = details


class Kind(StrEnum):
    """What shape a date has."""

    POINT = "point"
    INTERVAL = "interval"
    ONE_OF = "one_of"
    BETWEEN = "between"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How finely a date is known."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    INTERVAL = "interval"
    ONE_OF = "one_of"
    BETWEEN = "between"
    UNKNOWN = "unknown"


class Qualifier(StrEnum):
    """How far a date is trusted."""

    NONE = ""
    APPROXIMATE = "~"
    UNCERTAIN = "?"
    BOTH = "%"

    @property
    def about(self) -> bool:
        """Whether the edges are vague."""
        return self in (Qualifier.APPROXIMATE, Qualifier.BOTH)

    @property
    def unsure(self) -> bool:
        """Whether the claim itself is doubted."""
        return self in (Qualifier.UNCERTAIN, Qualifier.BOTH)


class Edge(StrEnum):
    """An end of a span that is not a date."""

    OPEN = ".."
    UNKNOWN = ""


SPAN_MONTHS = {
    Precision.MONTH: 1,
    Precision.SEASON: 3,
    Precision.YEAR: 12,
    Precision.DECADE: 120,
    Precision.CENTURY: 1200,
}


def qualifier_of(about: bool, unsure: bool) -> Qualifier:
    """The qualifier that says both things."""
    if about:
        return Qualifier.BOTH if unsure else Qualifier.APPROXIMATE
    return Qualifier.UNCERTAIN if unsure else Qualifier.NONE


def _first_day(month: int) -> dt.date:
    year, index = divmod(max(month, FIRST_MONTH), 12)
    return dt.date(year, index + 1, 1)


def _last_day(month: int) -> dt.date:
    """The last day of a counted month, never past the calendar's end."""
    if month >= LAST_MONTH:
        return dt.date.max
    return _first_day(month + 1) - dt.timedelta(days=1)


def _shift(day: dt.date, days: int) -> dt.date:
    ordinal = day.toordinal() + days
    return dt.date.fromordinal(min(max(ordinal, 1), dt.date.max.toordinal()))


@dataclass(frozen=True, slots=True)
class Point:
    """One day, month, season, year, decade or century.

    `month` holds the season number (21-24) of a season. `hidden` says what is known to exist and not known which: a
    "day" of a month or year, or a "month" of a year.
    """

    code: str
    precision: Precision
    qualifier: Qualifier
    year: int
    month: int | None = None
    day: int | None = None
    hidden: str = ""

    def _months(self, padding: int) -> tuple[dt.date, dt.date]:
        start = self.year * 12
        if self.precision is Precision.MONTH:
            start += (self.month or 1) - 1
        elif self.precision is Precision.SEASON:
            start += ((self.month or WINTER) - 20) * 3 - 1
        span = SPAN_MONTHS[self.precision]
        return _first_day(start - span * padding), _last_day(start + span * (1 + padding) - 1)

    def _bounds(self, padding: int) -> tuple[dt.date, dt.date]:
        if self.precision is Precision.DAY:
            day = dt.date(self.year, self.month or 1, self.day or 1)
            return _shift(day, -padding), _shift(day, padding)
        return self._months(padding)

    @property
    def strict(self) -> tuple[dt.date, dt.date]:
        """First and last day, without the padding of "about"."""
        return self._bounds(0)

    @property
    def earliest(self) -> dt.date:
        """The first day it can be."""
        return self._bounds(int(self.qualifier.about))[0]

    @property
    def latest(self) -> dt.date:
        """The last day it can be."""
        return self._bounds(int(self.qualifier.about))[1]


@dataclass(frozen=True, slots=True)
class Edtf:
    """A held date: its canonical code, its shape and its parts.

    Intervals and "between" have exactly two parts, either of which may be an `Edge`.
    """

    code: str
    kind: Kind
    parts: tuple[Point | Edge, ...] = ()

    @property
    def points(self) -> tuple[Point, ...]:
        """The parts that are dates."""
        return tuple(part for part in self.parts if isinstance(part, Point))

    @property
    def earliest(self) -> dt.date | None:
        """The first day it can be, or None where the start is open or unknown."""
        if not self.parts or isinstance(self.parts[0], Edge):
            return None
        return min(point.earliest for point in self.points)

    @property
    def latest(self) -> dt.date | None:
        """The last day it can be, or None where the end is open or unknown."""
        if not self.parts or isinstance(self.parts[-1], Edge):
            return None
        return max(point.latest for point in self.points)

    @property
    def precision(self) -> Precision:
        """How finely it is known; a span or a choice is a precision of its own."""
        return self.points[0].precision if self.kind is Kind.POINT else Precision(self.kind)

    @property
    def qualifier(self) -> Qualifier:
        """Everything that is doubted in any part."""
        marks = [point.qualifier for point in self.points]
        return qualifier_of(any(mark.about for mark in marks), any(mark.unsure for mark in marks))

    @property
    def sort_key(self) -> tuple[dt.date, dt.date]:
        """Order by earliest, then latest day.

        A date without a start stands where its end is; one without an end after its like; an unknown one last. The
        same in SQL: `ORDER BY coalesce(earliest, latest) NULLS LAST, latest NULLS LAST`.
        """
        end = self.latest or dt.date.max
        return self.earliest or end, end

    def __str__(self) -> str:
        return self.code


def overlaps(one: Edtf, other: Edtf) -> bool:
    """Whether two dates can share a day, by their bounds: an open or unknown end reaches any day."""

    def starts_in_time(late: Edtf, early: Edtf) -> bool:
        return late.earliest is None or early.latest is None or late.earliest <= early.latest

    return starts_in_time(one, other) and starts_in_time(other, one)


def merge_codes(parts: Iterable[Point | Edge], separator: str) -> str:
    """The codes of parts, joined."""
    return separator.join(part.value if isinstance(part, Edge) else part.code for part in parts)
