"""The reminder engine: what should have been said by now is computed from state, and said once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import joinedload, lazyload, load_only

from casefile.accounts.models import Notification, User
from casefile.cases.models import Case, Membership
from casefile.core import audit, mail
from casefile.core.access import Role
from casefile.core.db import db
from casefile.core.mail import Letter, Template
from casefile.deadlines import timing
from casefile.deadlines.models import Deadline, Reminder
from casefile.deadlines.rules import LONGEST_WARNING, Rung
from casefile.deadlines.service import is_open
from casefile.deadlines.timing import LATE, Person, Roster, Send

BATCH = 500
_RUNG_OF = {Role.LEAD: Rung.LEAD, Role.COORDINATOR: Rung.COORDINATOR, Role.PROTECTION_OFFICER: Rung.PROTECTION}


def remind(now: datetime | None = None) -> int:
    """Say whatever should have been said by now and was not; returns how many things were said.

    now: the database's clock, so that a machine whose clock is wrong sends nothing early. Must run as the system.
    """
    at = now or db.session.execute(select(func.clock_timestamp())).scalar_one()
    return sum(_remind_of(batch, at) for batch in _batches(at))


def _batches(now: datetime) -> Iterator[Sequence[Deadline]]:
    """The open dates about which there may be something to say, nearest first, some hundred at a time."""
    after: tuple[datetime, UUID] | None = None
    while True:
        query = _candidates(now)
        if after is not None:
            query = query.where(tuple_(Deadline.due_at, Deadline.id) > after)
        batch = db.session.execute(query.limit(BATCH)).scalars().all()
        if batch:
            yield batch
        if len(batch) < BATCH:
            return
        after = (batch[-1].due_at, batch[-1].id)


def _candidates(now: datetime) -> Select[Any]:
    reach = case({kind: days + 1 for kind, days in LONGEST_WARNING.items()}, value=Deadline.kind)
    near: ColumnElement[bool] = Deadline.due_at - func.make_interval(0, 0, 0, reach) <= now
    named = joinedload(Deadline.case).options(load_only(Case.reference), lazyload(Case.situation))
    return select(Deadline).where(is_open(), near).options(named).order_by(Deadline.due_at, Deadline.id)


def _remind_of(batch: Sequence[Deadline], now: datetime) -> int:
    """Say what is due about these dates, with the same number of questions to the database however many they are."""
    rosters, users = _teams({deadline.case_id for deadline in batch})
    by_id = {deadline.id: deadline for deadline in batch}
    said = _said(by_id)
    due = [(deadline, send) for deadline in batch for send in _due(deadline, rosters[deadline.case_id], now)
           if (deadline.id, deadline.due_at, send.occasion, send.to) not in said]
    new = _claim(due)
    _tell([(by_id[deadline_id], send, users[send.to]) for deadline_id, send in new])
    return len(new)


def _due(deadline: Deadline, roster: Roster, now: datetime) -> list[Send]:
    return timing.sends_due(deadline.facts, roster.team(deadline.owner_id, deadline.backup_id), now)


def _teams(case_ids: set[UUID]) -> tuple[dict[UUID, Roster], dict[UUID, User]]:
    """Who is active on the teams of these cases, by case; and the accounts themselves."""
    query = select(Membership.case_id, Membership.role, User).join(User, User.id == Membership.user_id)
    query = query.where(Membership.case_id.in_(case_ids), Membership.ended_at.is_(None), User.disabled_at.is_(None))
    people: dict[UUID, dict[UUID, Person]] = defaultdict(dict)
    rungs: dict[UUID, dict[Rung, tuple[Person, ...]]] = defaultdict(dict)
    users: dict[UUID, User] = {}
    for case_id, role, user in db.session.execute(query.order_by(User.id)):
        users[user.id] = user
        person = people[case_id].setdefault(user.id, Person(user.id, timing.known_zone(user.timezone)))
        if role in _RUNG_OF:
            held = rungs[case_id]
            held[_RUNG_OF[role]] = (*held.get(_RUNG_OF[role], ()), person)
    return {case_id: Roster(people[case_id], rungs[case_id]) for case_id in case_ids}, users


Said = tuple[UUID, datetime, str, UUID]


def _said(deadlines: dict[UUID, Deadline]) -> set[Said]:
    """What was said before about these dates: nothing is tried twice, though the key alone would prevent it."""
    key = (Reminder.deadline_id, Reminder.due_at, Reminder.occasion, Reminder.recipient_id)
    rows = db.session.execute(select(*key).where(Reminder.deadline_id.in_(deadlines)))
    return {(row[0], row[1], row[2], row[3]) for row in rows}


def _claim(due: list[tuple[Deadline, Send]]) -> list[tuple[UUID, Send]]:
    """Write the reminders down; only what is new comes back. Two runs at once wait for each other, row by row.

    The rows are sorted, so that two runs meet the same row first and neither waits for the other in a ring.
    """
    if not due:
        return []
    rows = sorted(({"deadline_id": deadline.id, "case_id": deadline.case_id, "due_at": deadline.due_at,
                    "occasion": send.occasion, "rung": send.rung, "recipient_id": send.to} for deadline, send in due),
                  key=lambda row: (str(row["deadline_id"]), row["occasion"], str(row["recipient_id"])))
    table = Reminder.__table__
    statement = insert(table).on_conflict_do_nothing().returning(
        table.c.deadline_id, table.c.occasion, table.c.rung, table.c.recipient_id)
    return [(row[0], Send(row[1], row[2], row[3])) for row in db.session.execute(statement, rows)]


def _tell(new: list[tuple[Deadline, Send, User]]) -> None:
    """In the application, by e-mail, and in the history: codes and dates only."""
    if not new:
        return
    notices = [{"user_id": user.id, "kind": "deadline_late" if send.occasion == LATE else "deadline_near",
                "url": f"/deadlines/{deadline.id}", "key": _key(deadline, send),
                "codes": {"reference": deadline.reference, "case": deadline.case.reference,
                          "due_on": deadline.due_on.isoformat()}} for deadline, send, user in new]
    db.session.execute(insert(Notification.__table__).on_conflict_do_nothing(), notices)
    mail.send_each([_letter(deadline, send, user) for deadline, send, user in new])
    for deadline, send, _user in new:
        audit.note("reminded", deadline, reason=f"{send.occasion} {send.rung}")
    db.session.flush()


def _key(deadline: Deadline, send: Send) -> str:
    return f"deadline:{deadline.id}:{deadline.due_at.isoformat()}:{send.occasion}:{send.to}"


def _letter(deadline: Deadline, send: Send, user: User) -> Letter:
    template = Template.DEADLINE_LATE if send.occasion == LATE else Template.DEADLINE_REMINDER
    at = f"{deadline.local:%H:%M} ({deadline.timezone})" if deadline.timed else ""
    codes = {"case": deadline.case.reference, "reference": deadline.reference, "due_on": deadline.due_on.isoformat(),
             "at": at, "id": str(deadline.id)}
    return Letter(template, user.email, user.locale, codes, deadline.case_id)
