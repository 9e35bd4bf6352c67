"""The custody log: entries that are only ever added, each holding the hash of the one before."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ColumnElement, ForeignKey, Index, LargeBinary, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from casefile.core.actor import Actor
from casefile.core.db import Base, among
from casefile.evidence.custody import Entry
from casefile.evidence.models.item import Evidence
from casefile.evidence.rules import CustodyType


class CustodyEvent(Base):
    """One entry of a case's chain. The database refuses UPDATE, DELETE and TRUNCATE (trigger).

    pos: 1, 2, 3 … within the case. at: the database's clock, exactly as hashed. detail: what belongs to the type of
    event alone (outcome of a check, holder, place, tool), plain JSON without fractions.
    """

    __tablename__ = "custody_event"
    __table_args__ = (
        CheckConstraint("pos > 0", name="pos"),
        CheckConstraint("octet_length(hash) = 32 AND octet_length(prev_hash) = 32", name="hash_length"),
        Index("ix_custody_event_evidence", "evidence_id", "pos"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    pos: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    evidence_id: Mapped[UUID] = mapped_column(ForeignKey("evidence.id"))
    type: Mapped[CustodyType]
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    actor_role: Mapped[str]
    reason: Mapped[str | None]
    hash_before: Mapped[str | None]
    hash_after: Mapped[str | None]
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB)
    prev_hash: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The entries of items filed in the actor's cases."""
        filing = Evidence.Filing.__table__.c
        filed = select(filing.record_id).where(among(filing.case_id, actor.cases))
        visible: ColumnElement[bool] = cls.evidence_id.in_(filed)
        return visible

    @property
    def entry(self) -> Entry:
        """What the hash covers."""
        return Entry(type=self.type, evidence_id=self.evidence_id, at=self.at, actor_id=self.actor_id,
                     actor_role=self.actor_role, reason=self.reason, hash_before=self.hash_before,
                     hash_after=self.hash_after, detail=self.detail)
