"""Case stages, themes, forums, standards: vocabularies and the arrows between stages (domain brief §1.3, §1.4, §9.1)."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where a case stands (§9.1)."""

    INTAKE = "intake"
    PRELIMINARY = "preliminary_assessment"
    PLAN = "investigation_plan"
    BUILDING = "building"
    LEGAL = "legal_assessment"
    ADVERSARIAL = "adversarial_review"
    READY = "dossier_ready"
    REFERRED = "referred"
    SUPPORT = "proceedings_support"
    DORMANT = "dormant"
    CLOSED = "closed"


LINE = (Stage.INTAKE, Stage.PRELIMINARY, Stage.PLAN, Stage.BUILDING, Stage.LEGAL, Stage.ADVERSARIAL, Stage.READY,
        Stage.REFERRED, Stage.SUPPORT)

# Days after which a case has stayed too long in its stage.
MAX_STAY = {Stage.INTAKE: 14, Stage.PRELIMINARY: 45, Stage.PLAN: 30, Stage.BUILDING: 180, Stage.LEGAL: 60,
            Stage.ADVERSARIAL: 30, Stage.READY: 30}

# Forward moves that a second person decides (* in §9.1).
NEEDS_SECOND = frozenset({
    (Stage.PRELIMINARY, Stage.PLAN), (Stage.PLAN, Stage.BUILDING), (Stage.ADVERSARIAL, Stage.READY),
    (Stage.READY, Stage.REFERRED),
})


def _arrows() -> dict[Stage, frozenset[Stage]]:
    """One step forward, any step back, and out to dormant or closed from everywhere."""
    arrows: dict[Stage, frozenset[Stage]] = {}
    for place, stage in enumerate(LINE):
        forward = {LINE[place + 1]} if place + 1 < len(LINE) else set()
        back = set(LINE[1:place]) if place > 1 else set()
        arrows[stage] = frozenset(forward | back | {Stage.DORMANT, Stage.CLOSED})
    arrows[Stage.DORMANT] = frozenset({*LINE[:4], Stage.CLOSED})
    arrows[Stage.CLOSED] = frozenset({Stage.DORMANT})
    return arrows


ARROWS = _arrows()


class Theme(StrEnum):
    """Ready-made themes, from the victim groups of A/HRC/25/63 (§1.4)."""

    POLITICAL_CAMPS = "T1"
    ORDINARY_PRISONS = "T2"
    BELIEVERS = "T3"
    FLIGHT = "T4"
    STARVATION = "T5"
    ABDUCTION = "T6"
    FORCED_LABOUR = "T7"
    OTHER = "T0"


class Forum(StrEnum):
    """Where a case could go (§1.3)."""

    ICC_UNSC = "ICC-UNSC"
    ICC_TERR = "ICC-TERR"
    ICC_NAT = "ICC-NAT"
    ICC_12_3 = "ICC-12-3"
    ADHOC = "ADHOC"
    ROK = "ROK"
    UJ = "UJ"
    DOM_VIC = "DOM-VIC"
    CIV = "CIV"
    SANC = "SANC"
    TRUTH = "TRUTH"
    UNDECIDED = "NONE"


class Standard(StrEnum):
    """The standard of proof a case aims at (§3.9)."""

    LEAD = "STD-LEAD"
    REASONABLE_BASIS = "STD-RB15"
    FACT_FINDING = "STD-RGB-FF"
    ARREST = "STD-RG58"
    CONFIRMATION = "STD-SG61"
    CONVICTION = "STD-BRD66"
    DOMESTIC = "STD-DOM"


class Classification(StrEnum):
    """Who in the office may be told that the case exists."""

    INTERNAL = "internal"
    RESTRICTED = "restricted"
    STRICT = "strictly_restricted"


class CaseKind(StrEnum):
    """A structural case holds the contextual elements which other cases of the situation adopt."""

    CASE = "case"
    STRUCTURAL = "structural"
