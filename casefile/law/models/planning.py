"""Where a case could go: what a person recorded about each forum, and what stops or restarts a limitation."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.cases.models import Case, CaseOwned
from casefile.cases.rules import Forum
from casefile.core.db import Record
from casefile.law.models.charge import Charge
from casefile.law.planning import Absentia, DeathPenalty, EventKind, FairTrial, Viability


class ForumAssessment(CaseOwned, Record):
    """What is recorded for one forum and one case (§1.3); the gates are computed from it.

    temporal_from and temporal_to narrow the jurisdiction in time that the data of the forum give.
    """

    __tablename__ = "forum_assessment"
    __table_args__ = (
        UniqueConstraint("case_id", "forum"),
        CheckConstraint("temporal_from <= temporal_to", name="order"),
        CheckConstraint("(fair_trial = 'unassessed') = (fair_trial_on IS NULL)", name="fair_trial_dated"),
    )

    forum: Mapped[Forum]
    viability: Mapped[Viability] = mapped_column(default=Viability.OPEN)
    temporal_from: Mapped[date | None]
    temporal_to: Mapped[date | None]
    territorial_basis: Mapped[str | None]
    personal_basis: Mapped[str | None]
    admissibility_note: Mapped[str | None]
    immunity_note: Mapped[str | None]
    death_penalty: Mapped[DeathPenalty] = mapped_column(default=DeathPenalty.UNKNOWN)
    in_absentia: Mapped[Absentia] = mapped_column(default=Absentia.UNKNOWN)
    fair_trial: Mapped[FairTrial] = mapped_column(default=FairTrial.UNASSESSED)
    fair_trial_on: Mapped[date | None]
    evidence_form: Mapped[str | None]
    language: Mapped[str | None]
    reviewed_on: Mapped[date | None]
    next_review_due: Mapped[date | None]

    case: Mapped[Case] = relationship()

    @property
    def reference(self) -> str:
        """How the history names it."""
        return self.forum.value

    def as_facts(self) -> dict[str, Any]:
        """What the gates look at."""
        names = ("viability", "temporal_from", "temporal_to", "territorial_basis", "personal_basis", "death_penalty",
                 "admissibility_note", "immunity_note", "in_absentia", "fair_trial", "fair_trial_on")
        return {name: getattr(self, name) for name in names}


class LimitationEvent(CaseOwned, Record):
    """Something that suspended or interrupted the limitation of a charge in one forum, and what shows it."""

    __tablename__ = "limitation_event"
    __table_args__ = (
        ForeignKeyConstraint(["charge_id", "case_id"], ["charge.id", "charge.case_id"]),
        CheckConstraint("began_on <= ended_on", name="order"),
        CheckConstraint("(kind = 'suspension') = (ended_on IS NOT NULL)", name="suspension_ends"),
        Index("ix_limitation_event_charge", "charge_id", "forum"),
    )

    charge_id: Mapped[UUID]
    forum: Mapped[Forum]
    kind: Mapped[EventKind]
    began_on: Mapped[date]
    ended_on: Mapped[date | None]
    basis: Mapped[str]

    charge: Mapped[Charge] = relationship(primaryjoin="Charge.id == foreign(LimitationEvent.charge_id)")

    @property
    def reference(self) -> str:
        """How the history names it."""
        return f"{self.forum.value} {self.kind.value}"
