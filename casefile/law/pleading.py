"""How a charge is pleaded and proved: its status, modes in the alternative, propositions (domain brief §4.1)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from casefile.law.framework import Kind
from casefile.law.rules import Direction, Part, RequiredElement, frameworks, required_elements

P = TypeVar("P", bound=Hashable)


class ChargeStatus(StrEnum):
    """Where a charge stands."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    DROPPED = "dropped"
    SUPERSEDED = "superseded"


# An approved charge goes back to draft before anything in it changes; a superseded one is history.
ARROWS: Mapping[ChargeStatus, frozenset[ChargeStatus]] = {
    ChargeStatus.DRAFT: frozenset({ChargeStatus.PROPOSED, ChargeStatus.DROPPED}),
    ChargeStatus.PROPOSED: frozenset({
        ChargeStatus.APPROVED, ChargeStatus.DRAFT, ChargeStatus.DROPPED, ChargeStatus.SUPERSEDED}),
    ChargeStatus.APPROVED: frozenset({ChargeStatus.DRAFT, ChargeStatus.DROPPED, ChargeStatus.SUPERSEDED}),
    ChargeStatus.DROPPED: frozenset({ChargeStatus.DRAFT}),
    ChargeStatus.SUPERSEDED: frozenset(),
}

# Charges that count: what is dropped or superseded has no gaps.
LIVE = (ChargeStatus.DRAFT, ChargeStatus.PROPOSED, ChargeStatus.APPROVED)
OPEN = frozenset({ChargeStatus.DRAFT, ChargeStatus.PROPOSED})


def needs_second_person(old: ChargeStatus, new: ChargeStatus) -> bool:
    """Whether a second person decides the move: to approve a charge, and to end one that two people approved."""
    return new is ChargeStatus.APPROVED or (old is ChargeStatus.APPROVED and new is not ChargeStatus.DRAFT)


class Pleading(StrEnum):
    """How a mode of liability stands beside the others of the same person."""

    CUMULATIVE = "cumulative"
    ALTERNATIVE = "alternative"


def usual_pleading(modes: int) -> Pleading:
    """How modes are pleaded until somebody says otherwise: one alone must hold, several in the alternative."""
    return Pleading.CUMULATIVE if modes == 1 else Pleading.ALTERNATIVE


class Exclusion(StrEnum):
    """Why a row of a charge does not apply; the row and all that hangs on it stay."""

    NOT_PLEADED = "mode_not_pleaded"
    NOT_CHARGED = "official_not_charged"
    NOT_IN_LAW = "not_in_law"
    DECIDED = "decided"


class PropositionType(StrEnum):
    """What part of a case a statement of fact belongs to."""

    CRIME_BASE = "crime_base"
    LINKAGE = "linkage"
    CONTEXTUAL = "contextual"
    MENTAL = "mental"
    JURISDICTIONAL = "jurisdictional"
    BACKGROUND = "background"
    JUDICIAL_NOTICE = "judicial_notice"


class Polarity(StrEnum):
    """Whether a statement, if true, speaks for the charge or against it."""

    FOR = "for"
    AGAINST = "against"


def side(polarity: Polarity, direction: Direction) -> Direction:
    """What a link does to the charge: its proposition may itself speak against the charge.

    Undermining a sentence that speaks against the charge answers that sentence; it proves no element and is context.
    """
    if direction is Direction.NEUTRAL or (polarity, direction) == (Polarity.AGAINST, Direction.UNDERMINES):
        return Direction.NEUTRAL
    return direction if polarity is Polarity.FOR else Direction.UNDERMINES


_BY_PART = {Part.CONTEXTUAL: PropositionType.CONTEXTUAL, Part.SPECIFIC: PropositionType.CRIME_BASE,
            Part.MENTAL: PropositionType.MENTAL, Part.MODE: PropositionType.LINKAGE}


def usual_type(part: Part, kinds: tuple[Kind, ...]) -> PropositionType:
    """The type of a statement made under an element, until somebody says otherwise."""
    return PropositionType.MENTAL if kinds == (Kind.MENTAL,) else _BY_PART[part]


@cache
def every_row(framework_id: str, crime: str) -> Mapping[str, RequiredElement]:
    """Every row a charge of this crime can have, by code, in the order of the matrix."""
    framework = frameworks()[framework_id]
    rows = required_elements(framework, crime, (mode.code for mode in framework.modes))
    return MappingProxyType({row.code: row for row in rows})


def rows_for(
    framework_id: str, crime: str, modes: Mapping[P, Iterable[str]]
) -> dict[tuple[str, P | None], RequiredElement]:
    """The rows of a charge against several people, each with the modes pleaded against that person.

    Shared rows stand once, under None. As long as nobody is named only the shared rows stand: what is proved for each
    person has nobody to be proved for.
    """
    framework = frameworks()[framework_id]
    if not modes:
        return {(row.code, None): row for row in required_elements(framework, crime, ()) if not row.per_official}
    found: dict[tuple[str, P | None], RequiredElement] = {}
    for person, codes in modes.items():
        for row in required_elements(framework, crime, codes):
            found[row.code, person if row.per_official else None] = row
    return found
