"""Handing an original over: one gives, another confirms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from casefile.core.db import Record
from casefile.core.stages import Staged
from casefile.evidence.models.flag import OfEvidence
from casefile.evidence.rules import TRANSFER_ARROWS, TransferState


class CustodyTransfer(OfEvidence, Staged, Record):
    """An original on its way from one pair of hands to another.

    to_user_id: the colleague who receives it; to_body: an outside body, whose signed receipt a second colleague records
    (receipt). due_on: by when it should be confirmed. answered_by is never given_by.
    """

    __tablename__ = "custody_transfer"
    __table_args__ = (
        CheckConstraint("num_nonnulls(to_user_id, to_body) = 1", name="one_receiver"),
        CheckConstraint("answered_by <> given_by OR state = 'withdrawn'", name="two_sides"),
        CheckConstraint("(state = 'offered') = (answered_at IS NULL)", name="answered_whole"),
        Index("uq_custody_transfer_open", "evidence_id", unique=True,
              postgresql_where=text("state IN ('offered') OR (state = 'confirmed' AND to_body IS NOT NULL)")),
        Index("ix_custody_transfer_evidence", "evidence_id", "created_at"),
        Index("ix_custody_transfer_receiver", "to_user_id", postgresql_where=text("state = 'offered'")),
    )

    axes: ClassVar[Mapping[str, Any]] = {"state": TRANSFER_ARROWS}

    given_by: Mapped[UUID | None]
    to_user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    to_body: Mapped[str | None]
    purpose: Mapped[str]
    place: Mapped[str]
    condition: Mapped[str]
    seal: Mapped[str | None]
    witness: Mapped[str | None]
    document: Mapped[str | None]
    due_on: Mapped[date]
    state: Mapped[TransferState] = mapped_column(default=TransferState.OFFERED)
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    answer: Mapped[str | None]
    receipt: Mapped[str | None]

    @property
    def reference(self) -> str:
        """The item's."""
        return self.evidence.reference

    @property
    def late(self) -> bool:
        """True while nobody has confirmed it and the day is over."""
        return self.state is TransferState.OFFERED and self.due_on < date.today()
