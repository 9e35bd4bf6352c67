"""Tasks and dates of a case, what was said about them to whom, and the calendars people subscribe to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.accounts.models import User
from casefile.cases.models import Case, CaseOwned
from casefile.core.actor import Actor
from casefile.core.db import Base, Record, among
from casefile.core.stages import Staged
from casefile.deadlines import timing
from casefile.deadlines.rules import ARROWS, OPEN_STATES, Kind, Priority, Rung, State

_OPEN = "state IN ('open', 'in_progress', 'in_review', 'blocked')"


class Deadline(CaseOwned, Staged, Record):
    """Something to be done by a date, or a date that must not be missed.

    due_at: the moment it falls, in UTC; timezone: the zone in which it was set. timed: a time of day was given;
    otherwise it falls at the end of the day. linked_reference: the record it is about, by its reference.
    done_from: the state before it was done, to which `undo` returns. acknowledged_at: the owner said “I am at it”.
    """

    __tablename__ = "deadline"
    __table_args__ = (
        CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done_at"),
        CheckConstraint("state <> 'done' OR done_from IS NOT NULL", name="done_from"),
        CheckConstraint("state NOT IN ('blocked', 'cancelled') OR coalesce(length(state_reason), 0) > 0",
                        name="state_reason"),
        CheckConstraint("(snoozed_until IS NULL) = (snooze_reason IS NULL)", name="snooze_reason"),
        CheckConstraint("snoozes BETWEEN 0 AND 2", name="snoozes"),
        CheckConstraint("backup_id <> owner_id", name="backup_another"),
        Index("ix_deadline_case_due", "case_id", "due_at"),
        Index("ix_deadline_due_open", "due_at", "id", postgresql_where=text(_OPEN)),
        Index("ix_deadline_owner", "owner_id", "due_at", postgresql_where=text(_OPEN)),
        Index("ix_deadline_backup", "backup_id", "due_at", postgresql_where=text(_OPEN)),
        Index("ix_deadline_done", "done_at", postgresql_where=text("state = 'done'")),
    )

    axes: ClassVar[Mapping[str, Any]] = {"state": ARROWS}

    reference: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    kind: Mapped[Kind]
    priority: Mapped[Priority] = mapped_column(default=Priority.NORMAL)
    due_at: Mapped[datetime]
    timed: Mapped[bool] = mapped_column(default=False)
    timezone: Mapped[str]
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    backup_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    linked_reference: Mapped[str | None]
    state: Mapped[State] = mapped_column(default=State.OPEN)
    state_reason: Mapped[str | None]
    done_at: Mapped[datetime | None]
    done_from: Mapped[State | None]
    snoozed_until: Mapped[datetime | None]
    snooze_reason: Mapped[str | None]
    snoozes: Mapped[int] = mapped_column(default=0)
    acknowledged_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship()
    owner: Mapped[User] = relationship(foreign_keys=[owner_id])
    backup: Mapped[User | None] = relationship(foreign_keys=[backup_id])

    @property
    def is_open(self) -> bool:
        """True while there is something to do."""
        return self.state in OPEN_STATES

    @property
    def is_late(self) -> bool:
        """True when it is open and its moment has passed."""
        return self.is_open and timing.is_late(self.due_at, datetime.now(UTC))

    @property
    def local(self) -> datetime:
        """The moment in its own time zone."""
        return self.due_at.astimezone(ZoneInfo(self.timezone))

    @property
    def due_on(self) -> date:
        """The day in its own time zone."""
        return self.local.date()

    @property
    def due_time(self) -> time | None:
        """The time of day in its own time zone, if one was given."""
        return self.local.time() if self.timed else None

    @property
    def facts(self) -> timing.Facts:
        """What its reminders follow from."""
        return timing.Facts(self.kind, self.due_at, self.timezone, self.created_at, self.snoozed_until,
                            self.acknowledged_at is not None)


class Reminder(Base):
    """One thing that was said to one person about one date; the database only adds rows.

    The key is what makes it said once, whatever the clock does and however many workers run. The due date is part
    of it: a date that was moved is a new date.
    """

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("deadline_id", "due_at", "occasion", "recipient_id", name="uq_reminder_said"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    deadline_id: Mapped[UUID] = mapped_column(ForeignKey("deadline.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"))
    due_at: Mapped[datetime]
    occasion: Mapped[str]
    rung: Mapped[Rung]
    recipient_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    sent_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())

    recipient: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Those of the actor's cases."""
        return among(cls.case_id, actor.cases)


class CalendarFeed(Base):
    """The calendar of one person; whoever holds the secret of its address reads the dates, as codes."""

    __tablename__ = "calendar_feed"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
