"""What people decided about gaps: to live with one, or to have somebody fill it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.cases.models import Case, CaseOwned
from casefile.core.db import Record
from casefile.deadlines.models import Deadline


class AcceptedGap(CaseOwned, Record):
    """A gap that the case goes on with, and why; it can be reopened, and stays in the history."""

    __tablename__ = "accepted_gap"
    __table_args__ = (
        CheckConstraint("length(reason) > 0", name="reason"),
        CheckConstraint("(reopened_at IS NULL) = (reopened_reason IS NULL)", name="reopened_reason"),
        Index("uq_accepted_gap", "case_id", "code", "record_id", unique=True,
              postgresql_where=text("reopened_at IS NULL")),
    )

    code: Mapped[str]
    record_id: Mapped[UUID]
    reference: Mapped[str]
    reason: Mapped[str]
    accepted_by: Mapped[UUID | None]
    reopened_at: Mapped[datetime | None]
    reopened_reason: Mapped[str | None]

    case: Mapped[Case] = relationship()


class GapTask(CaseOwned, Record):
    """A task that somebody took on to fill a gap; it closes itself when the gap is gone."""

    __tablename__ = "gap_task"
    __table_args__ = (Index("ix_gap_task_gap", "case_id", "code", "record_id"),)

    code: Mapped[str]
    record_id: Mapped[UUID]
    deadline_id: Mapped[UUID] = mapped_column(ForeignKey("deadline.id"), unique=True)

    deadline: Mapped[Deadline] = relationship()
