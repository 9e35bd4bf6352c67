"""An interview that somebody wants to hold, what stood against it, and who agreed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.cases.models import Case
from casefile.core.db import Record
from casefile.core.stages import Staged
from casefile.deadlines.models import Deadline
from casefile.people.models import Interpreter, OfPerson, Person
from casefile.statements.models.statement import Statement
from casefile.statements.rules import ARROWS, OFFICER, SECOND_PERSON, Need, State, StatementType


class PlannedInterview(OfPerson, Staged, Record):
    """A planned interview. It is scheduled once everybody has agreed whose approval the plan needs.

    needs: rules.Need, as they stood when it was planned. justification: why the person must tell it again.
    second_*: the second person of the case (through the review queue); officer_*: the protection officer.
    """

    __tablename__ = "planned_interview"
    __table_args__ = (
        CheckConstraint("(officer_id IS NULL) = (officer_reason IS NULL)", name="officer_whole"),
        CheckConstraint("officer_id <> planned_by", name="officer_another"),
        CheckConstraint("second_id <> planned_by", name="second_another"),
        CheckConstraint("state <> 'cancelled' OR coalesce(length(end_reason), 0) > 0", name="cancel_reason"),
        CheckConstraint("state NOT IN ('scheduled', 'held') OR NOT ('full_exists' = ANY(needs)) "
                        "OR second_id IS NOT NULL", name="second_agreed"),
        CheckConstraint("state NOT IN ('scheduled', 'held') OR NOT (needs && ARRAY['high_risk', 'recent_distress']"
                        "::varchar[]) OR officer_id IS NOT NULL", name="officer_agreed"),
        Index("ix_planned_interview_person", "person_id", "planned_on"),
        Index("ix_planned_interview_case", "case_id", "state"),
    )

    axes: ClassVar[Mapping[str, Any]] = {"state": ARROWS}

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"))
    reference: Mapped[str] = mapped_column(unique=True)
    type: Mapped[StatementType]
    planned_on: Mapped[date]
    interviewer: Mapped[str]
    interpreter_id: Mapped[UUID | None] = mapped_column(ForeignKey("interpreter.id"))
    purpose: Mapped[str]
    distress_on: Mapped[date | None]
    justification: Mapped[str | None]
    needs: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"), default=list)
    state: Mapped[State] = mapped_column(default=State.WAITING)
    planned_by: Mapped[UUID | None]
    second_id: Mapped[UUID | None]
    officer_id: Mapped[UUID | None]
    officer_reason: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]
    deadline_id: Mapped[UUID | None] = mapped_column(ForeignKey("deadline.id"))
    statement_id: Mapped[UUID | None] = mapped_column(ForeignKey("statement.id"))

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    case: Mapped[Case | None] = relationship()
    interpreter: Mapped[Interpreter | None] = relationship()
    deadline: Mapped[Deadline | None] = relationship()
    statement: Mapped[Statement | None] = relationship()

    @property
    def waits_for_second(self) -> bool:
        """True while the second person of the case has not agreed."""
        return self._asks(SECOND_PERSON) and self.second_id is None

    @property
    def waits_for_officer(self) -> bool:
        """True while the protection officer has not agreed."""
        return self._asks(OFFICER) and self.officer_id is None

    def _asks(self, kinds: frozenset[Need]) -> bool:
        return not kinds.isdisjoint(Need(need) for need in self.needs)
