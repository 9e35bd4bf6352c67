"""The registers of interpreters and intermediaries: by code; who they are is sealed with a key of their own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, LargeBinary, String, or_, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.cases.models import Case, Registered
from casefile.core.access import GRANTS, Permission
from casefile.core.actor import Actor
from casefile.core.db import Record, among
from casefile.core.vault import Sealed
from casefile.people.models.person import Closed, OfPerson, Person, readable_people
from casefile.people.rules import Sex
from casefile.people.rules.mediators import Between, Region, Standing, Tie


class Mediator(Registered):
    """Mixin: somebody of a situation's register, by code, hidden from those who may not read about witnesses.

    Their own key seals who they are: destroying a witness's key leaves them, and the other way round.
    """

    id: Any

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Registers of the situations in which the actor may read them in at least one case."""
        reading = GRANTS[Permission.REGISTER_READ]
        open_to = {id for id in actor.situations if actor.roles.get(id, frozenset()) & reading}
        return among(cls.situation_id, open_to)

    @classmethod
    def hidden_in(cls, actor: Actor) -> frozenset[UUID]:
        """Situations in which the actor only observes."""
        reading = GRANTS[Permission.REGISTER_READ]
        return frozenset(id for id in actor.situations if not actor.roles.get(id, frozenset()) & reading)

    @property
    def key_owner(self) -> UUID:
        """Their own."""
        own: UUID = self.id
        return own


class Interpreter(Mediator, Record):
    """An interpreter: what they speak, where they come from, whether they were vetted and bound to secrecy."""

    __tablename__ = "interpreter"
    __table_args__ = (CheckConstraint("cardinality(languages) > 0", name="languages"),)

    reference: Mapped[str] = mapped_column(unique=True)
    languages: Mapped[list[str]] = mapped_column(ARRAY(String))
    region: Mapped[Region | None]
    gender: Mapped[Sex | None]
    vetted_on: Mapped[date | None]
    nda_until: Mapped[date | None]
    retired: Mapped[bool] = mapped_column(default=False)
    identity_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    quality_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    identity = Sealed()
    quality = Sealed()

    def standing(self, ties: Collection[Tie]) -> Standing:
        """What the rules take; ties: those to the person and the case in question."""
        return Standing(self.languages, self.region, self.vetted_on, self.nda_until, ties)


class InterpreterTie(Closed, Record):
    """Whom an interpreter may not meet, is related to, or in which case they have a part; ended with a reason.

    The register is read in the whole situation, this only where the person or the case is known.
    """

    __tablename__ = "interpreter_tie"
    __table_args__ = (
        CheckConstraint("num_nonnulls(person_id, case_id) = 1", name="one_end"),
        CheckConstraint("(tie = 'party') = (case_id IS NOT NULL)", name="party_of_a_case"),
        Index("uq_interpreter_tie_active", "interpreter_id", "person_id", "case_id", "tie", unique=True,
              postgresql_where=text("ended_reason IS NULL"), postgresql_nulls_not_distinct=True),
        Index("ix_interpreter_tie_person", "person_id"),
    )

    interpreter_id: Mapped[UUID] = mapped_column(ForeignKey("interpreter.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    tie: Mapped[Tie]
    reason: Mapped[str]
    ended_reason: Mapped[str | None]

    interpreter: Mapped[Interpreter] = relationship()
    person: Mapped[Person | None] = relationship()
    case: Mapped[Case | None] = relationship()

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Where the actor may know of the person or of the case."""
        return or_(cls.person_id.in_(readable_people(actor)), among(cls.case_id, actor.cases))

    def scopes(self) -> set[UUID]:
        """The cases of the person, or the case."""
        if self.case_id is not None:
            return {self.case_id}
        return self.person.scopes() if self.person else set()

    @property
    def reference(self) -> str:
        """The interpreter's."""
        return self.interpreter.reference

    def concerns(self, person_id: UUID, case_id: UUID) -> bool:
        """Whether it is about this person or this case."""
        return person_id == self.person_id or case_id == self.case_id


class Intermediary(Mediator, Record):
    """Somebody through whom people came to us: what they are, what they stand to gain, what they were paid."""

    __tablename__ = "intermediary"

    reference: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[Between]
    vetted_on: Mapped[date | None]
    retired: Mapped[bool] = mapped_column(default=False)
    identity_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    interests_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    identity = Sealed()
    interests = Sealed()


class Introduction(OfPerson, Record):
    """An intermediary brought a person to us.

    spread: what the person knows may have passed through the intermediary to others, or from them: all whom this is
    said of under one intermediary go back to one source.
    """

    __tablename__ = "introduction"
    __table_args__ = (
        Index("uq_introduction_active", "intermediary_id", "person_id", unique=True,
              postgresql_where=text("ended_reason IS NULL")),
        Index("ix_introduction_person", "person_id"),
    )

    intermediary_id: Mapped[UUID] = mapped_column(ForeignKey("intermediary.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    key_owner: Mapped[UUID]
    introduced_on: Mapped[date | None]
    spread: Mapped[bool] = mapped_column(default=False)
    relation_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    interests_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    payments_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    ended_reason: Mapped[str | None]

    relation = Sealed()
    interests = Sealed()
    payments = Sealed()

    intermediary: Mapped[Intermediary] = relationship()
    person: Mapped[Person] = relationship()
