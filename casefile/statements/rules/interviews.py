"""What stands in the way of an interview, needs somebody’s approval, or should be known (brief §6.4)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from casefile.statements.rules.vocabulary import FULL, TELLS_AGAIN, StatementType

SAME_WEEK = timedelta(days=7)


class Need(StrEnum):
    """What stands in the way of an interview, asks for somebody's approval, or should be known."""

    NEVER_ASSESSED = "never_assessed"
    OVERDUE = "overdue"
    NO_CONTACT = "no_contact"
    CONSENT_GONE = "consent_gone"
    MERGED = "merged"
    INTERPRETER = "interpreter"
    FULL_EXISTS = "full_exists"
    HIGH_RISK = "high_risk"
    RECENT_DISTRESS = "recent_distress"
    OPEN_QUESTIONS = "open_questions"
    NO_CONSENT_YET = "no_consent_yet"
    INTERPRETER_WARNING = "interpreter_warning"


FORBIDS = frozenset({Need.NEVER_ASSESSED, Need.OVERDUE, Need.NO_CONTACT, Need.CONSENT_GONE, Need.MERGED,
                     Need.INTERPRETER})
SECOND_PERSON = frozenset({Need.FULL_EXISTS})
OFFICER = frozenset({Need.HIGH_RISK, Need.RECENT_DISTRESS})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known before an interview. distress: days on which something distressing happened to the person."""

    type: StatementType
    day: date
    protection: str | None = None
    no_contact: bool = False
    consent_gone: bool = False
    consent_given: bool = True
    merged: bool = False
    earlier: Collection[StatementType] = ()
    high_risk: bool = False
    distress: Collection[date] = ()
    questions: int = 0
    interpreter_blocked: bool = False
    interpreter_warned: bool = False


def needs(facts: Facts) -> list[Need]:
    """Everything that stands in the way, needs approval or should be known, the gravest first."""
    held = {
        Need.NEVER_ASSESSED: facts.protection == Need.NEVER_ASSESSED.value,
        Need.OVERDUE: facts.protection == Need.OVERDUE.value,
        Need.NO_CONTACT: facts.no_contact,
        Need.CONSENT_GONE: facts.consent_gone,
        Need.MERGED: facts.merged,
        Need.INTERPRETER: facts.interpreter_blocked,
        Need.FULL_EXISTS: facts.type in TELLS_AGAIN and not FULL.isdisjoint(facts.earlier),
        Need.HIGH_RISK: facts.high_risk,
        Need.RECENT_DISTRESS: any(abs(facts.day - day) <= SAME_WEEK for day in facts.distress),
        Need.OPEN_QUESTIONS: facts.questions > 0 and facts.type is not StatementType.CLARIFICATION,
        Need.NO_CONSENT_YET: not facts.consent_given and not facts.consent_gone,
        Need.INTERPRETER_WARNING: facts.interpreter_warned,
    }
    return [need for need in Need if held[need]]
