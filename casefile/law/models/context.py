"""What a structural case found on the context, and the charges of other cases that adopt it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.cases.models import CaseOwned, Registered
from casefile.cases.rules import Standard
from casefile.core.db import Record
from casefile.law.models.charge import ChargeElement
from casefile.law.rules import Level


class ContextFinding(Registered, Record):
    """The level a structural case gave to a contextual test, as the situation may know it: no reasons, no sources.

    number: 1, 2, 3 … for each test of each structural case; the highest stands and makes adoptions of the others stale.
    source: the structural case by its reference, which is all that people outside its team learn of it.
    """

    __tablename__ = "context_finding"
    __table_args__ = (
        UniqueConstraint("source_case_id", "framework", "code", "number"),
        CheckConstraint("number > 0", name="number"),
        Index("ix_context_finding_code", "situation_id", "framework", "code"),
    )

    source_case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"))
    source: Mapped[str]
    framework: Mapped[str]
    code: Mapped[str]
    number: Mapped[int]
    level: Mapped[Level]
    standard: Mapped[Standard | None]

    @property
    def reference(self) -> str:
        """How the history names it."""
        return f"{self.source} {self.code} {self.number}"


class ContextAdoption(CaseOwned, Record):
    """An element of a charge rests on what a structural case found, in one version; ended with a reason."""

    __tablename__ = "context_adoption"
    __table_args__ = (
        ForeignKeyConstraint(["charge_element_id", "case_id"], ["charge_element.id", "charge_element.case_id"]),
        Index("uq_context_adoption", "charge_element_id", unique=True, postgresql_where=text("ended_at IS NULL")),
        CheckConstraint("length(reason) > 0", name="reason"),
        CheckConstraint("(ended_at IS NULL) = (ended_reason IS NULL)", name="ended_reason"),
    )

    charge_element_id: Mapped[UUID]
    finding_id: Mapped[UUID] = mapped_column(ForeignKey("context_finding.id"), index=True)
    reason: Mapped[str]
    adopted_by: Mapped[UUID | None]
    adopted_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str | None]

    element: Mapped[ChargeElement] = relationship(
        primaryjoin="ChargeElement.id == foreign(ContextAdoption.charge_element_id)")
    finding: Mapped[ContextFinding] = relationship(lazy="joined", innerjoin=True)

    @property
    def reference(self) -> str:
        """How the history names it: the element."""
        return self.element.code if self.element else ""
