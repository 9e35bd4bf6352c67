"""Tasks and dates: their kinds, when each warns and whom it calls when it is late (domain brief §9.3, §9.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is to be done, or what falls due."""

    # work (§9.3)
    COLLECTION = "collection"
    INTERVIEW = "interview"
    RECONTACT = "recontact"
    TRANSLATION = "translation"
    TRANSCRIPTION = "transcription"
    VERIFICATION = "verification"
    GEOLOCATION = "geolocation"
    CUSTODY_REVIEW = "custody_review"
    FIXITY_FOLLOWUP = "fixity_followup"
    MEDICAL_EXAM = "medical_exam"
    EXPERT_COMMISSION = "expert_commission"
    LEGAL_ASSESSMENT = "legal_assessment"
    SECOND_REVIEW = "second_review"
    EXONERATING_SEARCH = "exonerating_search"
    REDACTION = "redaction"
    REDACTION_QC = "redaction_qc"
    CONSENT_RENEWAL = "consent_renewal"
    PROTECTION_REVIEW = "protection_review"
    RFA_RESPONSE = "rfa_response"
    PROVIDER_CONSULTATION = "provider_consultation"
    DEADLINE_FILING = "deadline_filing"
    STRUCTURE_RESEARCH = "structure_research"
    IDENTITY_RESOLUTION = "identity_resolution"
    GAP_FILL = "gap_fill"
    DISCLOSURE_REVIEW = "disclosure_review"
    RECALL_NOTICE = "recall_notice"
    RETENTION_DECISION = "retention_decision"
    # dates that are not a piece of work of their own (§9.4)
    CONSENT_EXPIRY = "consent_expiry"
    CONSENT_REVIEW = "consent_review"
    FIXITY_CYCLE = "fixity_cycle"
    DOMESTIC_LIMITATION = "domestic_limitation"
    EMBARGO_END = "embargo_end"
    STAGE_REVIEW = "stage_review"
    FORUM_ASSESSMENT = "forum_assessment"
    FAIR_TRIAL_ASSESSMENT = "fair_trial_assessment"
    PERISHABLE_SOURCE = "perishable_source"
    PRESERVATION_LETTER = "preservation_letter"
    FOUR_EYES_PENDING = "four_eyes_pending"


class Rung(StrEnum):
    """Who is told, lowest first."""

    OWNER = "owner"
    BACKUP = "backup"
    PROTECTION = "protection_officer"
    LEAD = "lead"
    COORDINATOR = "coordinator"


Ladder = tuple[tuple[int, Rung], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """warnings: days before the date. ladder: days late -> who is called then, besides the owner, who is told at once.

    half_time: one more warning in the middle of the time that was given. at_night: may be sent in quiet hours.
    """

    warnings: tuple[int, ...]
    ladder: Ladder
    half_time: bool = False
    at_night: bool = False


def _step_by_step(days: int) -> Ladder:
    """The backup after these days, the lead a day later, the coordinators another day later."""
    return ((days, Rung.BACKUP), (days + 1, Rung.LEAD), (days + 2, Rung.COORDINATOR))


def _all_at(days: int) -> Ladder:
    """Everybody up to the coordinators after these days: the table names the top of the ladder."""
    return ((days, Rung.BACKUP), (days, Rung.LEAD), (days, Rung.COORDINATOR))


# Work has no row in §9.4; a week and a day before, and two days for the owner to explain.
_WORK = Plan((7, 1), _step_by_step(2))

PLANS: dict[Kind, Plan] = dict.fromkeys(Kind, _WORK) | {
    Kind.CONSENT_EXPIRY: Plan((180, 90, 30, 7), _all_at(0)),
    Kind.CONSENT_REVIEW: Plan((30, 7), _step_by_step(14)),
    Kind.PROTECTION_REVIEW: Plan((14, 3), ((1, Rung.BACKUP), (1, Rung.PROTECTION), (2, Rung.LEAD),
                                           (3, Rung.COORDINATOR))),
    Kind.CUSTODY_REVIEW: Plan((30, 7), _step_by_step(7)),
    Kind.FIXITY_CYCLE: Plan((7,), _step_by_step(3)),
    Kind.RFA_RESPONSE: Plan((30, 14, 7, 3, 1), _all_at(0)),
    Kind.DEADLINE_FILING: Plan((60, 30, 14, 7, 3, 1), _all_at(0), at_night=True),
    Kind.DOMESTIC_LIMITATION: Plan((365, 180, 90, 30), _step_by_step(1)),
    Kind.PROVIDER_CONSULTATION: Plan((3,), _step_by_step(1), half_time=True),
    Kind.EMBARGO_END: Plan((7,), ()),
    Kind.STAGE_REVIEW: Plan((14, 0), _step_by_step(7)),
    Kind.FORUM_ASSESSMENT: Plan((30,), _step_by_step(14)),
    Kind.FAIR_TRIAL_ASSESSMENT: Plan((30,), _step_by_step(0)),
    Kind.RETENTION_DECISION: Plan((60, 14), _step_by_step(14)),
    Kind.PERISHABLE_SOURCE: Plan((30, 7, 1), _all_at(0)),
    Kind.PRESERVATION_LETTER: Plan((14, 7, 1), _step_by_step(0)),
    Kind.FOUR_EYES_PENDING: Plan((2, 0), _step_by_step(3)),
}

# The earliest day on which anything of a kind can be said; half-time has no earliest day of its own.
LONGEST_WARNING = {kind: 3650 if plan.half_time else max(plan.warnings) for kind, plan in PLANS.items()}


class Priority(StrEnum):
    """How much it matters."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class State(StrEnum):
    """Where the work stands."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    IN_REVIEW = "in_review"
    BLOCKED = "blocked"
    DONE = "done"
    CANCELLED = "cancelled"


OPEN_STATES = (State.OPEN, State.IN_PROGRESS, State.IN_REVIEW, State.BLOCKED)
NEEDS_REASON = (State.BLOCKED, State.CANCELLED)

ARROWS: dict[State, frozenset[State]] = {
    State.OPEN: frozenset({State.IN_PROGRESS, State.IN_REVIEW, State.BLOCKED, State.DONE, State.CANCELLED}),
    State.IN_PROGRESS: frozenset({State.OPEN, State.IN_REVIEW, State.BLOCKED, State.DONE, State.CANCELLED}),
    State.IN_REVIEW: frozenset({State.IN_PROGRESS, State.BLOCKED, State.DONE, State.CANCELLED}),
    State.BLOCKED: frozenset({State.OPEN, State.IN_PROGRESS, State.DONE, State.CANCELLED}),
    # Back to where it was: a slip of the finger, or work that turned out not to be finished.
    State.DONE: frozenset({State.OPEN, State.IN_PROGRESS, State.IN_REVIEW, State.BLOCKED}),
    State.CANCELLED: frozenset({State.OPEN}),
}

MOST_SNOOZES = 2

_REFERENCE = re.compile(r"[A-Z]{1,6}(-[A-Z0-9]{1,12}){1,4}")


def is_reference(text: str) -> bool:
    """True for what our references look like: EV-0143, W-K7QX, PRK-EV-000123, CF-2026-001."""
    return len(text) <= 40 and _REFERENCE.fullmatch(text) is not None


class View(StrEnum):
    """What a list of dates shows; without one, what is not finished."""

    LATE = "late"
    MONTH = "month"
    DONE = "done"
    ALL = "all"


class Whose(StrEnum):
    """Whose dates a list shows."""

    MINE = "mine"
    NOBODY = "nobody"
