"""What stands in a chronology, and where the bar of an uncertain date is drawn. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

WIDTH = 1000  # of the strip in which bars are drawn
NARROWEST = 6


class Kind(StrEnum):
    """What a line of the chronology is."""

    INCIDENT = "incident"
    POST = "post"
    FACT = "fact"
    OPERATION = "operation"


class Contradiction(StrEnum):
    """What cannot both be true."""

    PLACE_CLOSED = "place_closed"
    POST_ELSEWHERE = "post_elsewhere"
    POST_TWICE = "post_twice"
    BEFORE_BIRTH = "before_birth"


@dataclass(frozen=True, slots=True)
class Scale:
    """The days from the left to the right end of the strip."""

    first: date
    last: date

    def at(self, day: date) -> int:
        """Where a day stands; the ends of the strip for days beyond them."""
        span = max((self.last - self.first).days, 1)
        return min(max(round((day - self.first).days * WIDTH / span), 0), WIDTH)


@dataclass(frozen=True, slots=True)
class Bar:
    """Where a date can lie (left, width), where it certainly does (sure_left, sure_width), and which ends are open."""

    left: int
    width: int
    sure_left: int
    sure_width: int
    open_left: bool
    open_right: bool


def scale_of(first: date | None, last: date | None) -> Scale | None:
    """The strip for everything dated on a list; None where nothing is."""
    if first is None and last is None:
        return None
    low, high = first or last, last or first
    assert low is not None
    assert high is not None
    return Scale(min(low, high), max(low, high))


def bar(earliest: date | None, latest: date | None, sure: tuple[date, date] | None, scale: Scale | None) -> Bar | None:
    """The bar of a date on a strip; None for what has no date; an end that is not known reaches that of the strip."""
    if scale is None or (earliest is None and latest is None):
        return None
    left = scale.at(earliest) if earliest else 0
    right = scale.at(latest) if latest else WIDTH
    left, width = _wide_enough(left, right)
    sure_left, sure_width = (0, 0) if sure is None else _wide_enough(scale.at(sure[0]), scale.at(sure[1]))
    return Bar(left, width, sure_left, sure_width, earliest is None, latest is None)


def _wide_enough(left: int, right: int) -> tuple[int, int]:
    """A day must be seen, and must not stand out of the strip."""
    width = max(right - left, NARROWEST)
    return min(left, WIDTH - width), width
