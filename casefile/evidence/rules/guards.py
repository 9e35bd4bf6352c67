"""Who may move an item where, with what in hand, and who decides with them (domain brief §5.4, as one table)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from casefile.evidence.rules.axes import Admissibility, Custody, Disclosure, Use, Verification


class Need(StrEnum):
    """What must be there before a move."""

    ORIGIN = "origin"
    ACQUISITION = "acquisition"
    HASH = "hash"
    SECOND_COPY = "second_copy"
    VIRUS_CHECK = "virus_check"
    RECEIVED = "received"
    INTACT = "intact"
    PLAN = "plan"
    ALL_METHODS = "all_methods"
    A_METHOD = "a_method"
    GRADE = "grade"
    CONTRARY = "contrary"
    RELEVANCE = "relevance"
    PROBATIVE = "probative"
    PREJUDICE = "prejudice"
    LAWFULNESS = "lawfulness"
    PRIVILEGE = "privilege"
    REVISED = "revised"
    CODE = "code"
    CONDITION = "condition"
    CONSENT = "consent"
    WITHDRAWAL = "withdrawal"
    MEMO = "memo"
    NO_HOLD = "no_hold"
    RETENTION = "retention"
    CERTIFICATE = "certificate"
    UNTIL = "until"
    NO_FLAG = "no_flag"
    BACK = "back"


# What comes with the move itself; everything else stands on the item before.
WITH_THE_MOVE = frozenset({Need.CONTRARY, Need.CODE, Need.CONDITION, Need.CONSENT, Need.WITHDRAWAL, Need.CERTIFICATE,
                           Need.UNTIL, Need.MEMO})


class Code(StrEnum):
    """Why something is excluded or not disclosed."""

    RELEVANCE = "ADM-REL"
    PROBATIVE = "ADM-PROB"
    PREJUDICE = "ADM-PREJ"
    VIOLATION = "ADM-69-7"
    AUTHENTICITY = "ADM-AUTH"
    PRIVILEGE = "ADM-PRIV"
    WORK_PRODUCT = "DIS-81-1"
    PROVIDER = "DIS-54-3-E"
    PROTECTION = "DIS-68"
    SECURITY = "DIS-72"


CODES = {Admissibility.EXCLUDED: tuple(code for code in Code if code.startswith("ADM")),
         Disclosure.NOT_DISCLOSABLE: tuple(code for code in Code if code.startswith("DIS"))}


@dataclass(frozen=True, slots=True)
class Guard:
    """who: roles that may make or propose the move. second: roles of which another person decides (none: nobody)."""

    who: frozenset[str]
    second: frozenset[str] = frozenset()
    needs: tuple[Need, ...] = ()

    def unmet(self, met: Collection[Need]) -> list[Need]:
        """What is still missing, in the order of the table."""
        return [need for need in self.needs if need not in met]


_KEEPERS = frozenset({"evidence_officer", "lead"})
_ANALYSTS = frozenset({"analyst", "legal_expert", "lead"})
_ANYBODY = frozenset({"analyst", "legal_expert", "legal_officer", "evidence_officer", "reviewer", "lead"})
LAWYERS = frozenset({"legal_officer", "lead"})
_CARERS = frozenset({"legal_officer", "protection_officer", "lead"})
_SECOND_ANALYST = frozenset({"analyst", "legal_expert", "reviewer", "lead"})
_REVIEWER = frozenset({"reviewer"})
_COORDINATOR = frozenset({"coordinator"})
TWO_LAWYERS = frozenset({"legal_officer"})

_ASSESSED = (Need.RELEVANCE, Need.PROBATIVE, Need.PREJUDICE, Need.LAWFULNESS, Need.PRIVILEGE)
_GONE = Guard(_KEEPERS, _COORDINATOR, (Need.NO_HOLD, Need.RETENTION, Need.CERTIFICATE))
_DOUBT = Guard(_ANYBODY, needs=(Need.CONTRARY,))

# The state that is reached -> its guard.
_TO: dict[StrEnum, Guard] = {
    Custody.PRESERVED: Guard(_KEEPERS, needs=(Need.ORIGIN, Need.ACQUISITION, Need.RECEIVED, Need.HASH, Need.SECOND_COPY,
                                              Need.VIRUS_CHECK, Need.INTACT)),
    Custody.RETURNED: _GONE,
    Custody.DISPOSED: _GONE,
    Custody.LOST: Guard(_KEEPERS),
    Verification.UNVERIFIED: Guard(_ANALYSTS),
    Verification.IN_VERIFICATION: Guard(_ANALYSTS, needs=(Need.PLAN,)),
    Verification.VERIFIED: Guard(_ANALYSTS, _SECOND_ANALYST, (Need.ALL_METHODS, Need.GRADE, Need.INTACT)),
    Verification.PARTLY: Guard(_ANALYSTS, needs=(Need.A_METHOD, Need.GRADE, Need.INTACT)),
    Verification.UNVERIFIABLE: Guard(_ANALYSTS),
    Verification.DISPUTED: _DOUBT,
    Verification.REFUTED: _DOUBT,
    Admissibility.LIKELY: Guard(LAWYERS, needs=(*_ASSESSED, Need.REVISED)),
    Admissibility.CONDITIONAL: Guard(LAWYERS, needs=(*_ASSESSED, Need.REVISED)),
    Admissibility.AT_RISK: Guard(LAWYERS, needs=_ASSESSED),
    Admissibility.EXCLUDED: Guard(LAWYERS, _REVIEWER, (Need.CODE,)),
    Use.LEAD_ONLY: Guard(LAWYERS, needs=(Need.CONDITION,)),
    Use.WITHDRAWN: Guard(_CARERS, needs=(Need.WITHDRAWAL,)),
    Use.SEALED: Guard(_ANYBODY),
    Use.EMBARGOED: Guard(_CARERS, needs=(Need.UNTIL,)),
    Disclosure.INCRIM: Guard(LAWYERS, needs=(Need.NO_FLAG,)),
    Disclosure.NOT_DISCLOSABLE: Guard(LAWYERS, needs=(Need.CODE, Need.NO_FLAG)),
}


# Moves that nobody on the case makes: somebody outside it is appointed, examines the one item and writes a memo.
BY_APPOINTMENT = frozenset({(Use.SEALED, Use.INTERNAL)})


def guard_of(old: StrEnum, new: StrEnum) -> Guard:
    """The guard of a move along an arrow."""
    guard = _TO.get(new, Guard(LAWYERS))
    if (old, new) in BY_APPOINTMENT:
        return Guard(LAWYERS, frozenset({"staff"}), (Need.MEMO,))
    if old is Use.LEAD_ONLY and new is not Use.WITHDRAWN:
        return Guard(LAWYERS, _REVIEWER, (*guard.needs, Need.CONSENT))
    if old is Admissibility.EXCLUDED:  # what two shut out, two let in
        return Guard(guard.who, _REVIEWER, guard.needs)
    if old is Custody.LOST and new is Custody.PRESERVED:
        return Guard(_KEEPERS, needs=(Need.INTACT,))
    return guard


# Moves that nobody makes by choosing a status: a transfer makes them, with a giver and a receiver.
BY_TRANSFER = frozenset({(Custody.PRESERVED, Custody.OUT), (Custody.OUT, Custody.PRESERVED)})


def needs_second(old: StrEnum, new: StrEnum) -> bool:
    """Say whether the table of §5.4 wants a second person for this move."""
    return bool(guard_of(old, new).second)
