"""Flags that an item speaks for a suspect."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, select, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from casefile.core.actor import Actor
from casefile.core.db import Record, among
from casefile.evidence.models.item import Evidence
from casefile.evidence.rules import Exculpatory


class OfEvidence:
    """Mixin: a record that belongs to one item and is seen by whoever sees the item."""

    @declared_attr
    def evidence_id(cls) -> Mapped[UUID]:  # noqa: N805
        """The item."""
        return mapped_column(ForeignKey("evidence.id"))

    @declared_attr
    def evidence(cls) -> Mapped[Evidence]:  # noqa: N805
        """The item."""
        return relationship(Evidence, foreign_keys=f"{cls.__name__}.evidence_id")  # type: ignore[attr-defined]

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Those of items filed in the actor's cases."""
        filing = Evidence.Filing.__table__.c
        filed = select(filing.record_id).where(among(filing.case_id, actor.cases))
        visible: ColumnElement[bool] = cls.evidence_id.in_(filed)
        return visible

    def scopes(self) -> set[UUID]:
        """The cases of the item."""
        return self.evidence.scopes()


class ExculpatoryFlag(OfEvidence, Record):
    """Somebody says that an item speaks for a suspect: how, and where in it. Lowered flags stay as history."""

    __tablename__ = "exculpatory_flag"
    __table_args__ = (
        CheckConstraint("(lowered_at IS NULL) = (lowered_reason IS NULL)", name="lowered_whole"),
        Index("ix_exculpatory_flag_evidence", "evidence_id"),
        Index("ix_exculpatory_flag_raised", "evidence_id", postgresql_where=text("lowered_at IS NULL")),
    )

    kind: Mapped[Exculpatory]
    passage: Mapped[str]
    raised_by: Mapped[UUID | None]
    lowered_at: Mapped[datetime | None]
    lowered_reason: Mapped[str | None]

    @property
    def reference(self) -> str:
        """The item's."""
        return self.evidence.reference
