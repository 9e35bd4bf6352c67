"""Grades of items: given once, never changed, and blind for whoever grades next."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, Index, or_, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from casefile.core.access import Role
from casefile.core.actor import Actor
from casefile.core.audit import protected
from casefile.core.db import Record, among
from casefile.evidence.models.flag import OfEvidence
from casefile.evidence.models.item import Evidence
from casefile.evidence.rules import Information, Source

# Who sees every grade at once, and therefore never gives a blind one.
OVERSEERS = frozenset({Role.COORDINATOR, Role.LEAD, Role.REVIEWER, Role.LEGAL_OFFICER})


class Grade(OfEvidence, Record):
    """One person's two marks for an item, each with its reason; for testimony a sheet in place of the letter.

    The database refuses UPDATE, DELETE and TRUNCATE (trigger). The history says that a grade was given, never which.
    """

    __tablename__ = "evidence_grade"
    __table_args__ = (
        CheckConstraint("(source IS NULL) = (sheet IS NOT NULL)", name="letter_or_sheet"),
        CheckConstraint("(source IS NULL) = (source_reason IS NULL)", name="source_reason"),
        Index("ix_evidence_grade_evidence", "evidence_id", "graded_by"),
    )

    graded_by: Mapped[UUID | None]
    source: Mapped[Source | None] = mapped_column(info=protected())
    source_reason: Mapped[str | None] = mapped_column(info=protected())
    information: Mapped[Information] = mapped_column(info=protected())
    information_reason: Mapped[str] = mapped_column(info=protected())
    sheet: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True), info=protected())

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """One's own; others' when one has graded the item oneself, when two have, or as an overseer of its case."""
        filing = Evidence.Filing.__table__.c
        mine, others = cls.__table__.alias(), cls.__table__.alias()
        overseen = [case for case in actor.cases if actor.roles.get(case, frozenset()) & OVERSEERS]
        seen = or_(
            cls.graded_by == actor.id,
            cls.evidence_id.in_(select(filing.record_id).where(among(filing.case_id, overseen))),
            select(mine.c.id).where(mine.c.evidence_id == cls.evidence_id, mine.c.graded_by == actor.id).exists(),
            select(others.c.id).where(others.c.evidence_id == cls.evidence_id,
                                      others.c.graded_by.is_distinct_from(cls.graded_by)).exists())
        filed: ColumnElement[bool] = cls.evidence_id.in_(
            select(filing.record_id).where(among(filing.case_id, actor.cases)))
        return filed & seen

    @property
    def reference(self) -> str:
        """The item's."""
        return self.evidence.reference
