"""Proof on paper: the levels, what must accompany each, and the level of a whole charge (§4.3).

Nothing here computes a percentage or calls anybody responsible.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from casefile.law.rules.charge import RequiredElement, requirements


class Level(StrEnum):
    """The assessed strength of one element (§4.3), in order."""

    NOT_ASSESSED = "NA"
    NONE = "NONE"
    LEAD = "LEAD"
    WEAK = "WEAK"
    ARGUABLE = "ARGUABLE"
    SUFFICIENT = "SUFFICIENT"
    STRONG = "STRONG"
    NEGATED = "NEGATED"

    @property
    def rank(self) -> int:
        """Place for comparing: a negated element is worse for a charge than one nobody has looked at."""
        return -1 if self is Level.NEGATED else list(Level).index(self)


class Guard(StrEnum):
    """What must accompany a level when it is set (§4.3)."""

    NO_SUPPORT = "no_support"
    REASON = "reason"
    CONTRARY = "contrary_view"
    SECOND = "second_reviewer"
    REMOVE_ONE = "remove_one_item"
    CHARGE_REVIEW = "charge_review"
    SUPPORT = "supporting_link"
    AGAINST = "undermining_link"
    TARGET = "target_standard"


GUARDS: Mapping[Level, frozenset[Guard]] = {
    Level.NOT_ASSESSED: frozenset(),
    Level.NONE: frozenset({Guard.NO_SUPPORT}),
    Level.LEAD: frozenset(),
    Level.WEAK: frozenset({Guard.REASON}),
    Level.ARGUABLE: frozenset({Guard.REASON, Guard.CONTRARY, Guard.SUPPORT}),
    Level.SUFFICIENT: frozenset({Guard.REASON, Guard.SUPPORT, Guard.TARGET, Guard.SECOND}),
    Level.STRONG: frozenset({Guard.REASON, Guard.SUPPORT, Guard.TARGET, Guard.SECOND, Guard.REMOVE_ONE}),
    Level.NEGATED: frozenset({Guard.REASON, Guard.AGAINST, Guard.SECOND, Guard.CHARGE_REVIEW}),
}


class Direction(StrEnum):
    """What a piece of evidence does to a proposition."""

    SUPPORTS = "supports"
    UNDERMINES = "undermines"
    NEUTRAL = "neutral_context"


class Directness(StrEnum):
    """How near the evidence is to the fact."""

    DIRECT = "direct"
    CIRCUMSTANTIAL = "circumstantial"
    HEARSAY_FIRST = "hearsay_first"
    HEARSAY_MULTI = "hearsay_multi"
    EXPERT = "expert"
    DOCUMENTARY = "documentary"


class Weight(StrEnum):
    """How much a link counts, always with a reason."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


def charge_level(
    elements: Iterable[RequiredElement],
    levels: Mapping[str, Level],
    alternative_modes: Collection[str] = (),
) -> Level:
    """Give the level of a charge against one suspect: that of its weakest requirement.

    Alternatives count with the better one, tracks with the better whole track, and modes of liability pleaded
    in the alternative with the better mode; all other modes must hold. A negated requirement negates the
    charge, but a negated alternative only leaves the other one. Rows without a level count as not assessed.
    """
    fixed: list[RequiredElement] = []
    apart: dict[str, list[RequiredElement]] = {}
    for row in elements:
        (apart.setdefault(row.mode, []) if row.mode in alternative_modes else fixed).append(row)
    results = [_weakest(fixed, levels)] if fixed else []
    if apart:
        results.append(_best(_weakest(rows, levels) for rows in apart.values()))
    return _worst(results)


def _weakest(elements: Iterable[RequiredElement], levels: Mapping[str, Level]) -> Level:
    def of(way: Iterable[RequiredElement]) -> Level:
        return _worst(levels.get(row.code, Level.NOT_ASSESSED) for row in way)

    return _worst(_best(of(way) for way in ways) for ways in requirements(elements))


def _best(levels: Iterable[Level]) -> Level:
    return max(levels, key=lambda level: level.rank)


def _worst(levels: Iterable[Level]) -> Level:
    return min(levels, key=lambda level: level.rank, default=Level.NOT_ASSESSED)
