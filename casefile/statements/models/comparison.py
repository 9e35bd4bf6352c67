"""What somebody found on putting two accounts side by side."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, LargeBinary, and_, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.core.actor import Actor
from casefile.core.db import Record
from casefile.core.vault import Sealed
from casefile.people.models import OfPerson, Person
from casefile.statements.models.statement import Statement
from casefile.statements.rules import Finding, Topic


class ConsistencyNote(OfPerson, Record):
    """A note on two statements, of one person or of two, with its reason; seen by whoever sees both.

    person_id: whose statement the first one is; the reason is sealed with the key of that statement.
    """

    __tablename__ = "consistency_note"
    __table_args__ = (
        CheckConstraint("statement_id <> other_id", name="two_statements"),
        Index("ix_consistency_note_statement", "statement_id"),
        Index("ix_consistency_note_other", "other_id"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    statement_id: Mapped[UUID] = mapped_column(ForeignKey("statement.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("statement.id"))
    key_owner: Mapped[UUID]
    topic: Mapped[Topic | None]
    finding: Mapped[Finding]
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    noted_by: Mapped[UUID | None]
    noted_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())

    reason = Sealed()

    person: Mapped[Person] = relationship()
    statement: Mapped[Statement] = relationship(foreign_keys=[statement_id])
    other: Mapped[Statement] = relationship(foreign_keys=[other_id])

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Where the actor may read both statements."""
        seen = Statement.visible_to(actor)
        readable = select(Statement.__table__.c.id).where(seen)
        both: ColumnElement[bool] = and_(cls.statement_id.in_(readable), cls.other_id.in_(readable))
        return both

    def scopes(self) -> set[UUID]:
        """The cases in which both people are filed."""
        return self.statement.scopes() & self.other.scopes()
