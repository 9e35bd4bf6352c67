"""Two records for one person: merged by two people and parted again, or known to be two people."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, LargeBinary, and_, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.core.actor import Actor
from casefile.core.db import Base, Record, among
from casefile.people.models.person import Closed, Person, readable_people


class _Pair(Closed):
    """Mixin: a record about two people, seen only by whoever may read about both."""

    one_id: Any
    other_id: Any
    one: Any
    other: Any

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Where the actor may know of both."""
        known = readable_people(actor)
        seen: ColumnElement[bool] = and_(cls.one_id.in_(known), cls.other_id.in_(known))
        return seen

    def scopes(self) -> set[UUID]:
        """The cases in which both are filed."""
        found: set[UUID] = self.one.scopes() & self.other.scopes()
        return found

    @property
    def reference(self) -> str:
        """Both codes."""
        return f"{self.one.reference} {self.other.reference}"


class PersonMerge(_Pair, Record):
    """One person was recorded twice: `one` remains, what hung on `other` was moved. Both codes stay findable.

    moved: [table, id, column] of what was moved, so that it can be moved back. undone_at: they were parted again.
    """

    __tablename__ = "person_merge"
    __table_args__ = (
        CheckConstraint("one_id <> other_id", name="two_people"),
        CheckConstraint("(undone_at IS NULL) = (undone_reason IS NULL)", name="undone_whole"),
        Index("uq_person_merge_standing", "other_id", unique=True, postgresql_where=text("undone_at IS NULL")),
        Index("ix_person_merge_one", "one_id"),
    )

    one_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    moved: Mapped[list[list[str]]] = mapped_column(JSONB, default=list)
    merged_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    undone_at: Mapped[datetime | None]
    undone_reason: Mapped[str | None]

    one: Mapped[Person] = relationship(foreign_keys=[one_id])
    other: Mapped[Person] = relationship(foreign_keys=[other_id])


class NotSamePerson(_Pair, Record):
    """Somebody looked and found two people; the pair is never offered again. one_id is the smaller id."""

    __tablename__ = "not_same_person"
    __table_args__ = (
        CheckConstraint("one_id < other_id", name="in_order"),
        Index("uq_not_same_person", "one_id", "other_id", unique=True),
    )

    one_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str]
    said_by: Mapped[UUID | None]

    one: Mapped[Person] = relationship(foreign_keys=[one_id])
    other: Mapped[Person] = relationship(foreign_keys=[other_id])


class ContactPrint(Base):
    """A telephone number of a person as a keyed hash: two people of one case who share it meet, nobody else can tell.

    The key is the case's own, so that prints of two cases never meet; the number itself is in the identity alone.
    """

    __tablename__ = "contact_print"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    print: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Those of the actor's cases."""
        return among(cls.case_id, actor.cases)
