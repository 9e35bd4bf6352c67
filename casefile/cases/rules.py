"""Case stages, themes, forums, standards: vocabularies, arrows between stages, exit checks (§1.3, §1.4, §9.1)."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
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


def is_forward(before: Stage, after: Stage) -> bool:
    """One step further along the line; only such a step has exit checks."""
    return before in LINE and after in LINE and LINE.index(after) == LINE.index(before) + 1


def next_stage(stage: Stage) -> Stage | None:
    """The stage that follows on the line."""
    place = LINE.index(stage) + 1 if stage in LINE else len(LINE)
    return LINE[place] if place < len(LINE) else None


def needs_second(before: Stage, after: Stage) -> bool:
    """Whether a second person decides the move (* in §9.1)."""
    return (before, after) in NEEDS_SECOND


def days_in(since: datetime, now: datetime) -> int:
    """Whole days since a case came into its stage."""
    return max(0, (now - since).days)


def is_overdue(stage: Stage, since: datetime, now: datetime) -> bool:
    """Whether a case has stayed longer than usual in its stage."""
    return days_in(since, now) > MAX_STAY.get(stage, 1_000_000)


class Check(StrEnum):
    """Exit criteria the case itself can answer; the higher slices add theirs."""

    SUMMARY = "summary"
    LEAD = "lead"
    LEGAL_EXPERT = "legal_expert"
    CONFLICTS = "conflicts_declared"
    FORUM = "forum_decided"
    SECOND_PERSON = "second_person"
    NO_BLOCKING_GAPS = "no_blocking_gaps"


EXIT_CHECKS: dict[Stage, tuple[Check, ...]] = {
    Stage.INTAKE: (Check.SUMMARY, Check.LEAD),
    Stage.PRELIMINARY: (Check.LEAD, Check.LEGAL_EXPERT, Check.CONFLICTS, Check.SECOND_PERSON),
    Stage.PLAN: (Check.FORUM, Check.LEGAL_EXPERT, Check.SECOND_PERSON),
    Stage.BUILDING: (Check.LEAD, Check.LEGAL_EXPERT),
    Stage.LEGAL: (Check.LEAD, Check.LEGAL_EXPERT),
    Stage.ADVERSARIAL: (Check.NO_BLOCKING_GAPS, Check.SECOND_PERSON),
    Stage.READY: (Check.NO_BLOCKING_GAPS, Check.SECOND_PERSON),
}

# No reason overrides these (§9.1).
HARD = frozenset({Check.SECOND_PERSON})


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the exit checks look at. roles: held on the team; deciders: people who could decide."""

    has_summary: bool
    has_forum: bool
    roles: Set[str]
    deciders: int
    undeclared: int
    blocking_gaps: int


def unmet_checks(stage: Stage, facts: CaseFacts) -> list[Check]:
    """The exit checks of the stage that the case does not meet."""
    met = {
        Check.SUMMARY: facts.has_summary,
        Check.LEAD: "lead" in facts.roles,
        Check.LEGAL_EXPERT: "legal_expert" in facts.roles,
        Check.CONFLICTS: facts.undeclared == 0,
        Check.FORUM: facts.has_forum,
        Check.SECOND_PERSON: facts.deciders >= 2,
        Check.NO_BLOCKING_GAPS: facts.blocking_gaps == 0,
    }
    return [check for check in EXIT_CHECKS.get(stage, ()) if not met[check]]


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


class Decision(StrEnum):
    """What a second person does with a proposal."""

    APPROVE = "approve"
    RETURN = "return"


class CaseKind(StrEnum):
    """A structural case holds the contextual elements which other cases of the situation adopt."""

    CASE = "case"
    STRUCTURAL = "structural"
