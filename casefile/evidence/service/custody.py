"""The custody log: adding entries, reading them, checking a chain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from casefile.cases.models import Case
from casefile.core.actor import SYSTEM, acting, current
from casefile.core.db import db
from casefile.evidence.custody import ZERO, Entry, Link, broken_links, chain_hash
from casefile.evidence.models import CustodyEvent, Evidence
from casefile.evidence.rules import CustodyType

PORTION = 2000


@dataclass(frozen=True, slots=True)
class Happened:
    """What is to be written down. detail: the fields of `rules.FIELDS`: texts without
    names of witnesses, and whole numbers.
    """

    type: CustodyType
    reason: str | None = None
    before: str | None = None
    after: str | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


def append(item: Evidence, *happened: Happened) -> None:
    """Add entries to the chain of the item's home case, last in the transaction of the act they speak of.

    Whoever else adds to the same chain waits until this transaction ends. The time is the database's.
    """
    case_id, actor, role = item.home_case_id, current(), _role(item)
    db.session.flush()
    with acting(SYSTEM):  # the chain is one, whoever may see which of its items
        at, pos, prev = _end_of_chain(case_id)
    for what in happened:
        pos += 1
        entry = Entry(what.type, item.id, at, actor.id, role, what.reason, what.before, what.after, what.detail)
        link = chain_hash(prev, case_id, pos, entry)
        db.session.add(CustodyEvent(
            case_id=case_id, pos=pos, evidence_id=item.id, type=entry.type, at=at, actor_id=actor.id, actor_role=role,
            reason=entry.reason, hash_before=entry.hash_before, hash_after=entry.hash_after, detail=dict(entry.detail),
            prev_hash=prev, hash=link))
        prev = link
    db.session.flush()


def _end_of_chain(case_id: UUID) -> tuple[Any, int, bytes]:
    """(now, position, hash) of the last entry, with the chain locked until the transaction ends."""
    db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"custody:{case_id}", 0))))
    # A statement of its own: it must see what was committed while we waited.
    last = (select(CustodyEvent.pos, CustodyEvent.hash).where(CustodyEvent.case_id == case_id)
            .order_by(CustodyEvent.pos.desc()).limit(1).subquery())
    now = select(func.clock_timestamp().label("at")).subquery()
    query = select(now.c.at, last.c.pos, last.c.hash).outerjoin_from(now, last, now.c.at.is_not(None))
    row = db.session.execute(query).one()
    return row.at, row.pos or 0, row.hash or ZERO


def _role(item: Evidence) -> str:
    """The roles that let the actor touch the item, as codes."""
    actor = current()
    if actor.system:
        return "system"
    held = {role.value for scope in item.scopes() for role in actor.roles.get(scope, ())}
    return ",".join(sorted(held)) or "appointed"  # for this one item, from outside its cases


def custody_of(item: Evidence) -> list[CustodyEvent]:
    """The entries of one item, oldest first."""
    query = select(CustodyEvent).where(CustodyEvent.evidence_id == item.id).order_by(CustodyEvent.pos)
    return list(db.session.execute(query).scalars())


def verify_chain(case: Case) -> list[tuple[int, str]]:
    """(position, "gap" | "break" | "change") for every entry of the case's chain that does not fit."""
    return list(broken_entries(case.id))


def first_fault(case: Case) -> tuple[int, str] | None:
    """(position, field) of the first entry that does not fit; None when the chain is whole.

    A hash cannot say which part of an entry was changed: where that is so the field is "content".
    """
    field_of = {"gap": "pos", "break": "prev_hash", "change": "content"}
    found = next(broken_entries(case.id), None)
    return (found[0], field_of[found[1]]) if found else None


def broken_entries(case_id: UUID) -> Iterator[tuple[int, str]]:
    """Recompute a chain from its content, entry by entry, with flat memory."""
    yield from broken_links(case_id, _links(case_id))


def _links(case_id: UUID) -> Iterator[Link]:
    last = 0
    while rows := _portion(case_id, last):
        for row in rows:
            yield Link(row.pos, row.prev_hash, row.hash, row.entry)
        last = rows[-1].pos


def _portion(case_id: UUID, after: int) -> list[CustodyEvent]:
    query = select(CustodyEvent).where(CustodyEvent.case_id == case_id, CustodyEvent.pos > after)
    query = query.order_by(CustodyEvent.pos).limit(PORTION).execution_options(populate_existing=True)
    with acting(SYSTEM):
        return list(db.session.execute(query).scalars())
