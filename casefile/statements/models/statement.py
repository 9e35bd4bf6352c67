"""A statement: the conversation and its conditions, who was there, what was shown or drawn."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, LargeBinary, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.core.actor import Actor
from casefile.core.db import Record
from casefile.core.vault import Sealed
from casefile.evidence.models import Evidence
from casefile.people.models import Closed, Interpreter, OfPerson, Person
from casefile.people.rules import Spoken
from casefile.statements.rules import (
    Mode,
    PlaceType,
    Present,
    ReadBack,
    Recording,
    Screening,
    Signature,
    StatementType,
)


class Statement(OfPerson, Record):
    """What a person said to us on one day, and under which conditions; seen by whoever sees the person.

    key_owner: whose key seals the text; it stays when people are merged. interviewer: a code, never a name.
    evidence: the record of the statement as an item, at whose paragraphs it is cited. consent_version: the version of
    the person's consent that was explained and held on that day.
    """

    __tablename__ = "statement"
    __table_args__ = (
        CheckConstraint("recording <> 'none' OR coalesce(length(no_recording_reason), 0) > 0", name="why_unrecorded"),
        CheckConstraint("signature <> 'refused' OR coalesce(length(unsigned_reason), 0) > 0", name="why_unsigned"),
        CheckConstraint("mode IN ('in_person', 'written') OR coalesce(length(platform), 0) > 0", name="platform"),
        Index("ix_statement_person", "person_id", "taken_on"),
        Index("ix_statement_evidence", "evidence_id"),
        Index("ix_statement_case", "case_id", "taken_on"),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    key_owner: Mapped[UUID]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"))
    type: Mapped[StatementType]
    taken_on: Mapped[date]
    started_at: Mapped[time | None]
    ended_at: Mapped[time | None]
    breaks: Mapped[str | None]
    place_type: Mapped[PlaceType]
    mode: Mapped[Mode]
    platform: Mapped[str | None]
    interviewer: Mapped[str]
    interpreter_id: Mapped[UUID | None] = mapped_column(ForeignKey("interpreter.id"))
    interpreted_from: Mapped[Spoken | None]
    interpreted_into: Mapped[Spoken | None]
    interpreter_sworn: Mapped[bool] = mapped_column(default=False)
    recording: Mapped[Recording]
    no_recording_reason: Mapped[str | None]
    ground_rules: Mapped[bool] = mapped_column(default=False)
    consent_version: Mapped[int | None]
    language_person: Mapped[Spoken | None]
    language_record: Mapped[Spoken | None]
    read_back: Mapped[ReadBack]
    signature: Mapped[Signature]
    unsigned_reason: Mapped[str | None]
    referred: Mapped[bool] = mapped_column(default=False)
    screening: Mapped[Screening | None]
    next_contact_on: Mapped[date | None]
    evidence_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence.id"))
    support_person_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    corrections_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    payments_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    welfare_before_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    welfare_after_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    support_person = Sealed()
    corrections = Sealed()
    payments = Sealed()
    welfare_before = Sealed()
    welfare_after = Sealed()
    note = Sealed()

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    interpreter: Mapped[Interpreter | None] = relationship()
    evidence: Mapped[Evidence | None] = relationship()


class OfStatement(Closed):
    """Mixin: a part of a statement, seen by whoever sees the statement."""

    statement_id: Any
    statement: Any

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Those of the statements the actor may know of."""
        statements = select(Statement.__table__.c.id).where(Statement.visible_to(actor))
        seen: ColumnElement[bool] = cls.statement_id.in_(statements)
        return seen

    def scopes(self) -> set[UUID]:
        """The cases the person is filed in."""
        found: set[UUID] = self.statement.scopes()
        return found

    @property
    def reference(self) -> str:
        """The statement's."""
        reference: str = self.statement.reference
        return reference


class Attendance(OfStatement, Record):
    """Somebody who was present: what for, under which code or description, and why."""

    __tablename__ = "statement_attendance"
    __table_args__ = (Index("ix_statement_attendance_statement", "statement_id"),)

    statement_id: Mapped[UUID] = mapped_column(ForeignKey("statement.id"))
    key_owner: Mapped[UUID]
    role: Mapped[Present]
    who_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    reason: Mapped[str | None]

    who = Sealed()

    statement: Mapped[Statement] = relationship()


class Annex(OfStatement, Record):
    """An item that belongs to a statement: a sketch made, a document shown; taken out again with a reason."""

    __tablename__ = "statement_annex"
    __table_args__ = (
        Index("uq_statement_annex_active", "statement_id", "evidence_id", unique=True,
              postgresql_where=text("removed_reason IS NULL")),
    )

    statement_id: Mapped[UUID] = mapped_column(ForeignKey("statement.id"))
    evidence_id: Mapped[UUID] = mapped_column(ForeignKey("evidence.id"), index=True)
    paragraph: Mapped[int | None]
    removed_reason: Mapped[str | None]

    statement: Mapped[Statement] = relationship()
    evidence: Mapped[Evidence | None] = relationship()
