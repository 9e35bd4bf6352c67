"""Situations, cases, memberships; and the three ways in which a record belongs: filed, registered, owned by a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    func,
    select,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by
from sqlalchemy.orm import Mapped, column_property, declared_attr, mapped_column, relationship

from casefile.accounts.models import User
from casefile.cases.rules import ARROWS, CaseKind, Classification, Forum, Stage, Standard, Theme
from casefile.core.access import Role
from casefile.core.actor import Actor, current
from casefile.core.db import Base, Record, among
from casefile.core.stages import Staged


class Situation(Record):
    """A country situation: its register holds places, organisations, posts and officials."""

    __tablename__ = "situation"

    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    description: Mapped[str | None]

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Coordinators of the office see every situation, others those they have a case in."""
        if Role.COORDINATOR in actor.office_roles:
            return true()
        return among(cls.id, actor.situations)

    def scopes(self) -> set[UUID]:
        """Itself."""
        return {self.id}

    def own_roles(self, actor: Actor) -> frozenset[Role]:
        """A coordinator of the office may open cases in any situation."""
        return actor.office_roles & {Role.COORDINATOR}


class Case(Staged, Record):
    """A case file: a set of charges, with a team whose members each hold a role in it."""

    __tablename__ = "case"
    __table_args__ = (Index("ix_case_situation", "situation_id"), Index("ix_case_created", "created_at"))

    axes: ClassVar[Mapping[str, Any]] = {"stage": ARROWS}

    reference: Mapped[str] = mapped_column(unique=True)
    situation_id: Mapped[UUID] = mapped_column(ForeignKey("situation.id"))
    title: Mapped[str]
    kind: Mapped[CaseKind] = mapped_column(default=CaseKind.CASE)
    theme: Mapped[Theme]
    target_forum: Mapped[Forum]
    target_standard: Mapped[Standard]
    classification: Mapped[Classification]
    summary: Mapped[str | None]
    timezone: Mapped[str] = mapped_column(default="Asia/Seoul")
    stage: Mapped[Stage] = mapped_column(default=Stage.INTAKE)
    stage_since: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())

    situation: Mapped[Situation] = relationship(lazy="joined", innerjoin=True)
    members: Mapped[list[Membership]] = relationship(back_populates="case", order_by="Membership.since")

    if TYPE_CHECKING:  # set below, where the tables they count are known
        counts: Mapped[dict[str, int] | None]
        left: Mapped[dict[str, str] | None]
        lead: Mapped[str | None]

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The cases on whose team the actor is."""
        return among(cls.id, actor.cases)

    def scopes(self) -> set[UUID]:
        """Itself."""
        return {self.id}

    def own_roles(self, actor: Actor) -> frozenset[Role]:
        """None beyond the team's."""
        return frozenset()


class Membership(Record):
    """A person's role in one case.

    no_conflict_at: when it was declared that the person has no conflict of interest in this case.
    ended_at: when the person was taken off the team; the row stays as history.
    """

    __tablename__ = "membership"
    __table_args__ = (
        Index("uq_membership_active", "case_id", "user_id", "role", unique=True,
              postgresql_where=text("ended_at IS NULL")),
        Index("ix_membership_user", "user_id", postgresql_where=text("ended_at IS NULL")),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    role: Mapped[Role]
    since: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    no_conflict_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship(back_populates="members")
    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The teams of one's own cases."""
        return among(cls.case_id, actor.cases)

    def scopes(self) -> set[UUID]:
        """The case."""
        return {self.case_id}


class StageMove(Record):
    """One move of a case from stage to stage.

    unmet: exit checks that were not met; override then says why the move was right all the same. The dossier prints
    the overrides in its annex on method.
    """

    __tablename__ = "stage_move"
    __table_args__ = (
        Index("ix_stage_move_case", "case_id", "at"),
        CheckConstraint("unmet = '{}' OR coalesce(length(override), 0) > 0", name="override_reason"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"))
    from_stage: Mapped[Stage]
    to_stage: Mapped[Stage]
    reason: Mapped[str]
    unmet: Mapped[list[str]] = mapped_column(ARRAY(String()), default=list)
    override: Mapped[str | None]
    moved_by: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The moves of one's own cases."""
        return among(cls.case_id, actor.cases)

    def scopes(self) -> set[UUID]:
        """The case."""
        return {self.case_id}


class CaseCount(Base):
    """How many records of each kind a case holds; kept by triggers, so that tabs never count."""

    __tablename__ = "case_count"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(BigInteger)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Counts of one's own cases only: even a number tells that something exists."""
        return among(cls.case_id, actor.cases)


# Read along with the case, so that a page inside a case never asks for them again; `lead` only where it is undeferred.
Case.counts = column_property(
    select(func.jsonb_object_agg(CaseCount.kind, CaseCount.n)).where(CaseCount.case_id == Case.id).scalar_subquery())
Case.left = column_property(
    select(func.jsonb_object_agg(StageMove.from_stage, aggregate_order_by(StageMove.at, StageMove.at.asc())))
    .where(StageMove.case_id == Case.id).scalar_subquery())
Case.lead = column_property(
    select(func.string_agg(User.name, ", ")).join(Membership, Membership.user_id == User.id)
    .where(Membership.case_id == Case.id, Membership.role == Role.LEAD, Membership.ended_at.is_(None))
    .scalar_subquery(), deferred=True)


class Filing:
    """One record filed in one case: by whom, when, why. Each Filed class has a table of its own."""

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    filed_by: Mapped[UUID | None]
    filed_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    reason: Mapped[str | None]


class Filed:
    """Mixin: a record filed in one or more cases, seen by whoever is on the team of one of them.

    `Thing.Filing` is the table of its filings, `thing.filings` the rows. Put it first among the bases.
    """

    Filing: ClassVar[Any]
    filings: Any
    id: Any

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        table = cls.__dict__.get("__tablename__")
        if table:
            record_id = mapped_column(ForeignKey(f"{table}.id"), primary_key=True)
            body = {
                "__tablename__": f"{table}_filing",
                "__annotations__": {"record_id": Mapped[UUID]},
                "record_id": record_id,
                # The key begins with the record; lists of a case come this way.
                "__table_args__": (Index(f"ix_{table}_filing_case", "case_id"),),
                "__module__": cls.__module__,
            }
            cls.Filing = type(f"{cls.__name__}Filing", (Filing, Base), body)
            cls.filings = relationship(cls.Filing, lazy="select")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Filed in one of the actor's cases."""
        filing = cls.Filing.__table__.c
        visible: ColumnElement[bool] = cls.id.in_(select(filing.record_id).where(among(filing.case_id, actor.cases)))
        return visible

    def scopes(self) -> set[UUID]:
        """The cases it is filed in."""
        return {filing.case_id for filing in self.filings}

    def file_into(self, case: Case, reason: str | None = None) -> None:
        """File the record in a case; doing it twice changes nothing."""
        if case.id not in self.scopes():
            self.filings.append(self.Filing(case_id=case.id, filed_by=current().id, reason=reason))


class Registered:
    """Mixin: a record of a situation's register, seen by everybody who has a case in that situation."""

    @declared_attr
    def situation_id(cls) -> Mapped[UUID]:  # noqa: N805
        """The situation."""
        return mapped_column(ForeignKey("situation.id"), index=True)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Registers of the situations the actor has a case in."""
        return among(cls.situation_id, actor.situations)

    def scopes(self) -> set[UUID]:
        """The situation: roles held in any of its cases count."""
        return {self.situation_id}


class CaseOwned:
    """Mixin: a record that belongs to exactly one case (charge, deadline, dossier)."""

    @declared_attr
    def case_id(cls) -> Mapped[UUID]:  # noqa: N805
        """The case."""
        return mapped_column(ForeignKey("case.id"), index=True)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Those of the actor's cases."""
        return among(cls.case_id, actor.cases)

    def scopes(self) -> set[UUID]:
        """The case."""
        return {self.case_id}
