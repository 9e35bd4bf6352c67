"""Tasks and dates: what people do with them, and the questions pages ask."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import defer, joinedload, lazyload

from casefile.accounts.models import User
from casefile.cases.models import Case, Membership
from casefile.core.access import GRANTS, Permission, Role
from casefile.core.actor import SYSTEM, acting, current
from casefile.core.db import db, next_number
from casefile.core.errors import Refused
from casefile.core.jobs import Job, JobRun, JobState
from casefile.deadlines import timing
from casefile.deadlines.models import Deadline, Reminder
from casefile.deadlines.rules import MOST_SNOOZES, OPEN_STATES, Kind, State, View, Whose

SILENT_TOO_LONG = timedelta(minutes=10)
LATELY = timedelta(days=14)

# A list names the case and the owner; the counts and stages of the case are not for lists.
_WITH_CASE = (joinedload(Deadline.owner),
              joinedload(Deadline.case).options(defer(Case.counts), defer(Case.left), lazyload(Case.situation)))


def add_deadline(case: Case, due_on: date, due_time: time | None = None, **fields: Any) -> Deadline:
    """Set a date in the case's time zone. Raises Refused when owner or backup could not work on it."""
    _check_people(case.id, fields.get("owner_id"), fields.get("backup_id"))
    deadline = Deadline(case_id=case.id, reference=f"T-{next_number('T'):04d}", timezone=case.timezone,
                        timed=due_time is not None, due_at=timing.moment(due_on, due_time, case.timezone), **fields)
    db.session.add(deadline)
    return deadline


def change(deadline: Deadline, due_on: date, due_time: time | None = None, **fields: Any) -> None:
    """Change a date. A moved date starts afresh: no snooze, nothing acknowledged, all its warnings before it."""
    _check_people(deadline.case_id, fields.get("owner_id"), fields.get("backup_id"))
    due_at = timing.moment(due_on, due_time, deadline.timezone)
    if due_at != deadline.due_at or fields["owner_id"] != deadline.owner_id:
        deadline.snoozed_until = deadline.snooze_reason = deadline.acknowledged_at = None
        deadline.snoozes = 0
    deadline.due_at, deadline.timed = due_at, due_time is not None
    for name, value in fields.items():
        setattr(deadline, name, value)


def move(deadline: Deadline, state: State, reason: str) -> None:
    """Follow an arrow of the state. Raises Refused when there is none."""
    before = deadline.state
    deadline.move("state", state, reason)
    deadline.state_reason = reason
    deadline.done_at = datetime.now(UTC) if state is State.DONE else None
    deadline.done_from = before if state is State.DONE and before is not State.DONE else None


def finish(deadline: Deadline) -> None:
    """Mark it done in one press; pressing again changes nothing."""
    if deadline.state is not State.DONE:
        before, deadline.state = deadline.state, State.DONE
        deadline.done_at, deadline.done_from = datetime.now(UTC), before


def undo(deadline: Deadline) -> None:
    """Take “done” back: it stands where it stood before. Pressing again changes nothing."""
    if deadline.state is State.DONE and deadline.done_from is not None:
        deadline.state, deadline.done_at, deadline.done_from = deadline.done_from, None, None


def snooze(deadline: Deadline, until: date, reason: str) -> None:
    """Say nothing before the morning of a day. Raises Refused the third time, and for what is late or closed."""
    if not deadline.is_open or deadline.is_late:
        raise Refused(_("Only an open date that has not passed can be snoozed. Move the date instead."))
    if deadline.snoozes >= MOST_SNOOZES:
        raise Refused(_("This was snoozed twice already. Do it, or move the date."))
    if not timing.day_in(deadline.timezone, datetime.now(UTC)) < until <= deadline.due_on:
        raise Refused(_("Snooze until a day after today, and not beyond the date itself."))
    deadline.snoozed_until = timing.moment(until, time.min, deadline.timezone)
    deadline.snooze_reason, deadline.snoozes = reason, deadline.snoozes + 1
    deadline.reason_for_change = reason


def acknowledge(deadline: Deadline) -> None:
    """Say that one is at work on it, so that the backup is not called. Raises Refused for anybody but the two."""
    if current().id not in (deadline.owner_id, deadline.backup_id):
        raise Refused(_("Only the owner or the backup can say that they are at work on it."))
    if deadline.acknowledged_at is None:
        deadline.acknowledged_at = datetime.now(UTC)


def _check_people(case_id: UUID, owner_id: UUID | None, backup_id: UUID | None) -> None:
    allowed = set(people_of(case_id))
    if owner_id not in allowed or (backup_id is not None and backup_id not in allowed):
        raise Refused(_("Owner and backup must be on the team of the case, and more than observers."))
    if owner_id == backup_id:
        raise Refused(_("The backup must be another person than the owner."))


def people_of(case_id: UUID) -> dict[UUID, str]:
    """Who can own a date of the case: id -> name."""
    query = select(User.id, User.name).where(User.id.in_(_workers(case_id)), User.disabled_at.is_(None))
    return {row.id: row.name for row in db.session.execute(query.order_by(User.name))}


def _workers(case_id: Any) -> Select[Any]:
    """The ids of those on the team who may work on dates."""
    roles = [role for role in Role if role in GRANTS[Permission.DEADLINE_EDIT]]
    return select(Membership.user_id).where(Membership.case_id == case_id, Membership.ended_at.is_(None),
                                            Membership.role.in_(roles))


# --- questions ---


def is_open() -> ColumnElement[bool]:
    """The condition for what is still to be done."""
    return Deadline.state.in_(OPEN_STATES)


def _own() -> ColumnElement[bool]:
    return or_(Deadline.owner_id == current().id, Deadline.backup_id == current().id)


def late() -> ColumnElement[bool]:
    """The condition for what is open although its moment has passed."""
    return is_open() & (Deadline.due_at < func.now())


def soon() -> ColumnElement[bool]:
    """The condition for what is open and falls in the next 30 days."""
    return is_open() & Deadline.due_at.between(func.now(), func.now() + timedelta(days=30))


def without_owner() -> ColumnElement[bool]:
    """The condition for what is open although its owner is no longer on the team (or has no account)."""
    team = select(Membership.user_id).join(User, User.id == Membership.user_id).where(
        Membership.case_id == Deadline.case_id, Membership.ended_at.is_(None), User.disabled_at.is_(None))
    return is_open() & Deadline.owner_id.not_in(team)


def of_case(case: Case, *conditions: ColumnElement[bool]) -> Select[Any]:
    """The dates of a case with the names of their owners."""
    return select(Deadline).where(Deadline.case_id == case.id, *conditions).options(joinedload(Deadline.owner))


def of_all_cases(*conditions: ColumnElement[bool]) -> Select[Any]:
    """The dates of all the actor's cases, with the names of owners and the cases."""
    return select(Deadline).where(*conditions).options(*_WITH_CASE)


def open_deadlines_of(case: Case) -> list[Deadline]:
    """The open dates of a case, nearest first."""
    query = of_case(case, is_open()).order_by(Deadline.due_at, Deadline.reference)
    return list(db.session.execute(query).scalars())


def mine() -> Select[Any]:
    """What the actor owns or backs up and is not done."""
    return of_all_cases(_own(), is_open())


def done_lately() -> list[Deadline]:
    """What the actor's list held and was done in the last two weeks, newest first."""
    query = select(Deadline).where(_own(), Deadline.state == State.DONE, Deadline.done_at > datetime.now(UTC) - LATELY)
    query = query.options(*_WITH_CASE).order_by(Deadline.done_at.desc())
    return list(db.session.execute(query.limit(20)).scalars())


SORTS = {"due": Deadline.due_at, "reference": Deadline.reference, "title": Deadline.title}


def chosen(view: View | None, kind: Kind | None, whose: Whose | None) -> list[ColumnElement[bool]]:
    """The conditions of a filter; without one, what is not finished."""
    views = {None: [is_open()], View.LATE: [late()], View.MONTH: [soon()], View.DONE: [Deadline.state == State.DONE],
             View.ALL: []}
    conditions: list[ColumnElement[bool]] = list(views[view])
    if kind is not None:
        conditions.append(Deadline.kind == kind)
    if whose is Whose.MINE:
        conditions.append(_own())
    return [*conditions, without_owner()] if whose is Whose.NOBODY else conditions


def find_deadline(reference: str) -> UUID | None:
    """The id of the date with this reference."""
    return db.session.execute(select(Deadline.id).filter_by(reference=reference)).scalar_one_or_none()


def just_done(id: UUID) -> Deadline | None:
    """The date, if it is done."""
    return db.session.execute(select(Deadline).filter_by(id=id, state=State.DONE)).scalar_one_or_none()


def reminders_of(deadline: Deadline) -> list[Reminder]:
    """What was said about a date, and to whom."""
    query = select(Reminder).where(Reminder.deadline_id == deadline.id).order_by(Reminder.sent_at, Reminder.occasion)
    return list(db.session.execute(query).scalars())


def counts_of(*conditions: ColumnElement[bool]) -> list[int]:
    """How many of the dates the actor may know of meet each condition, in one question."""
    counted = (func.count(Deadline.id).filter(condition) for condition in conditions)
    # Said to be about dates in so many words: inside FILTER the row filter does not find the table by itself.
    return list(db.session.execute(select(*counted).select_from(Deadline)).one())


def reminders_overdue() -> datetime | None:
    """Since when no reminders have run, if that is longer than ten minutes ago: the scheduler must be looked at."""
    ran = select(func.max(JobRun.finished_at)).where(JobRun.name == Job.REMIND, JobRun.state == JobState.DONE)
    first = select(func.min(Deadline.created_at)).where(is_open())
    with acting(SYSTEM):  # one moment in time, which tells nothing about any case
        since, now = db.session.execute(
            select(func.coalesce(ran.scalar_subquery(), first.scalar_subquery()), func.clock_timestamp())).one()
    return since if since is not None and now - since > SILENT_TOO_LONG else None
