"""How a charge is pleaded and proved: its status, modes in the alternative, propositions (domain brief §4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from casefile.law.framework import Kind
from casefile.law.rules import Part


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


def needs_second_person(new: ChargeStatus) -> bool:
    """Whether a second person decides the move."""
    return new is ChargeStatus.APPROVED


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


_BY_PART = {Part.CONTEXTUAL: PropositionType.CONTEXTUAL, Part.SPECIFIC: PropositionType.CRIME_BASE,
            Part.MENTAL: PropositionType.MENTAL, Part.MODE: PropositionType.LINKAGE}


def usual_type(part: Part, kinds: tuple[Kind, ...]) -> PropositionType:
    """The type of a statement made under an element, until somebody says otherwise."""
    return PropositionType.MENTAL if kinds == (Kind.MENTAL,) else _BY_PART[part]
