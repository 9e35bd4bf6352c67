"""What stands in the way of a move: the table of the rules, asked of a real item."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import select

from casefile.core.actor import SYSTEM, acting, current
from casefile.core.db import db
from casefile.evidence.models import CustodyEvent, Evidence, ExculpatoryFlag, Grade
from casefile.evidence.rules import (
    BY_APPOINTMENT,
    BY_TRANSFER,
    CODES,
    WITH_THE_MOVE,
    Code,
    CustodyType,
    Guard,
    Need,
    Privilege,
    Relation,
    guard_of,
)


@dataclass(frozen=True, slots=True)
class Said:
    """What comes with a move beside its reason.

    until: the end of an embargo. code: why it is excluded or not disclosed. support: the item the move rests on.
    paper: a document that is no item, as it is cited.
    """

    until: date | None = None
    code: Code | None = None
    support: Evidence | None = None
    paper: str | None = None


NOTHING = Said()


def logged(item: Evidence, type: CustodyType) -> bool:
    """Whether an entry of this kind stands in the item's custody log."""
    query = select(CustodyEvent.pos).where(CustodyEvent.evidence_id == item.id, CustodyEvent.type == type).limit(1)
    db.session.flush()  # under the actor's own name, before the system looks
    with acting(SYSTEM):
        return db.session.execute(query).first() is not None


def _graded(item: Evidence) -> bool:
    """Whether anybody graded it: that may be known before the marks may."""
    db.session.flush()
    with acting(SYSTEM):
        return db.session.execute(select(Grade.id).where(Grade.evidence_id == item.id).limit(1)).first() is not None


def _flagged(item: Evidence) -> bool:
    query = select(ExculpatoryFlag.id).where(ExculpatoryFlag.evidence_id == item.id,
                                             ExculpatoryFlag.lowered_at.is_(None)).limit(1)
    return db.session.execute(query).first() is not None


def _methods(item: Evidence) -> list[str | None]:
    return [item.method_who, item.method_what, item.method_where, item.method_when]


def _other(item: Evidence, said: Said) -> bool:
    return said.support is not None and said.support.id != item.id


def today() -> date:
    """The day by UTC."""
    return datetime.now(UTC).date()


_MET: dict[Need, Callable[[Evidence, Said], bool]] = {
    Need.ORIGIN: lambda item, _said: bool(item.origin),
    Need.ACQUISITION: lambda item, _said: bool(item.acquisition),
    Need.HASH: lambda item, _said: logged(item, CustodyType.HASHED),
    # What was made here came from nowhere.
    Need.RECEIVED: lambda item, _said: is_derivative(item) or logged(item, CustodyType.RECEIVED),
    Need.SECOND_COPY: lambda item, _said: bool(item.second_copy),
    Need.VIRUS_CHECK: lambda item, _said: logged(item, CustodyType.VIRUS_CHECKED),
    Need.INTACT: lambda item, _said: not item.integrity_alert,
    Need.PLAN: lambda item, _said: bool(item.plan),
    Need.ALL_METHODS: lambda item, _said: all(_methods(item)),
    Need.A_METHOD: lambda item, _said: any(_methods(item)),
    Need.GRADE: lambda item, _said: _graded(item),
    Need.RELEVANCE: lambda item, _said: bool(item.relevance),
    Need.PROBATIVE: lambda item, _said: bool(item.probative),
    Need.PREJUDICE: lambda item, _said: bool(item.prejudice),
    Need.LAWFULNESS: lambda item, _said: bool(item.lawful and item.lawfulness_memo),
    Need.PRIVILEGE: lambda item, _said: item.privilege is not Privilege.NOT_EXAMINED,
    Need.REVISED: lambda item, _said: not item.draft,
    Need.NO_HOLD: lambda item, _said: not item.hold_reason,
    Need.RETENTION: lambda item, _said: item.retain_until is not None and item.retain_until <= today(),
    Need.NO_FLAG: lambda item, _said: not _flagged(item),
    Need.CONTRARY: _other,
    Need.CONDITION: _other,
    Need.CONSENT: _other,
    Need.MEMO: lambda item, said: bool(said.paper) or _other(item, said),
    Need.WITHDRAWAL: lambda item, said: bool(said.paper) or _other(item, said),
    Need.CERTIFICATE: lambda _item, said: bool(said.paper),
    Need.CODE: lambda _item, said: said.code is not None,
    Need.UNTIL: lambda _item, said: said.until is not None,
}


def unmet(item: Evidence, guard: Guard, said: Said = NOTHING) -> list[Need]:
    """What the guard still wants, in the order of the table."""
    return guard.unmet({need for need in guard.needs if _MET[need](item, said)})


def held_roles(item: Evidence) -> frozenset[str]:
    """The actor's roles in the cases of the item."""
    actor = current()
    return frozenset(role for scope in item.scopes() for role in actor.roles.get(scope, ()))


def is_for(guard: Guard, item: Evidence) -> bool:
    """Whether the actor's roles let them make or propose the move."""
    return current().system or bool(held_roles(item) & guard.who)


def code_fits(new: StrEnum, code: Code | None) -> bool:
    """Whether the reason code is one for the state; only some states have one."""
    return code is None or code in CODES.get(new, ())


@dataclass(frozen=True, slots=True)
class Way:
    """One arrow that leaves where an item stands, and what it takes."""

    axis: str
    new: StrEnum
    guard: Guard
    mine: bool
    missing: list[Need]

    @property
    def open(self) -> bool:
        """True when this person can take it now."""
        return self.mine and not self.missing


def ways_from(item: Evidence, axes: list[str]) -> list[Way]:
    """Every arrow that leaves where the item stands, but those that a transfer or an appointment makes.

    missing: what must be put right on the item first; what comes with the move itself is asked for there.
    """
    known: dict[Need, bool] = {}

    def way(axis: str, old: StrEnum, new: StrEnum) -> Way:
        guard = guard_of(old, new)
        for need in guard.needs:
            if need not in known:
                known[need] = need in WITH_THE_MOVE or _MET[need](item, NOTHING)
        return Way(axis, new, guard, is_for(guard, item), [need for need in guard.needs if not known[need]])

    return [way(axis, getattr(item, axis), new) for axis in axes for new in type(getattr(item, axis))
            if new in item.next_states(axis) and (getattr(item, axis), new) not in BY_TRANSFER | BY_APPOINTMENT]


def is_derivative(item: Evidence) -> bool:
    """True for what was made from another item."""
    return item.relation not in (None, Relation.ATTACHMENT)
