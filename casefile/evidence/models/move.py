"""The moves of items along their axes: from where to where, why, on what it rests."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from casefile.core.db import Record
from casefile.evidence.models.flag import OfEvidence
from casefile.evidence.rules import Code


class AxisMove(OfEvidence, Record):
    """One move. The database refuses UPDATE, DELETE and TRUNCATE (trigger).

    support_id: the item it rests on (what contradicts, the provider's condition or consent). paper: a document that is
    no item (certificate, record of a withdrawal). asked_by: who proposed it, where a second person decided.
    """

    __tablename__ = "evidence_move"
    __table_args__ = (
        CheckConstraint("asked_by <> moved_by", name="second_person"),
        CheckConstraint("length(reason) > 0", name="reason"),
        Index("ix_evidence_move_evidence", "evidence_id", "created_at"),
    )

    axis: Mapped[str]
    old: Mapped[str]
    new: Mapped[str]
    reason: Mapped[str]
    code: Mapped[Code | None]
    support_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence.id"))
    paper: Mapped[str | None]
    moved_by: Mapped[UUID | None]
    asked_by: Mapped[UUID | None]

    @property
    def reference(self) -> str:
        """The item's."""
        return self.evidence.reference
