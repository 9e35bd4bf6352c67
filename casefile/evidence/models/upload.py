"""Files on their way in, which may be cut off and go on later."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, CheckConstraint, ColumnElement, ForeignKey, Index, LargeBinary, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.core.actor import Actor
from casefile.core.db import Base
from casefile.evidence.models.item import Evidence, EvidenceBatch
from casefile.evidence.uploads import UploadState


class Upload(Base):
    """One file being sent by one person into one batch. A note of the machine: it has no history and is swept.

    sha256: what the sender's browser computed. received: bytes that are safely kept. again: register it also when it
    is held already. wrapped: the key of what is kept. refused: why it was not registered, as a code.
    """

    __tablename__ = "upload"
    __table_args__ = (
        CheckConstraint("size >= 0 AND received BETWEEN 0 AND size", name="within"),
        CheckConstraint("state = 'receiving' OR state = 'refused' OR received = size", name="whole"),
        CheckConstraint("(state = 'done') = (num_nonnulls(item_id, duplicate_of_id) = 1)", name="outcome"),
        CheckConstraint("(state = 'refused') = (refused IS NOT NULL)", name="reason"),
        Index("ix_upload_waiting", "touched_at", postgresql_where=text("state = 'received'")),
        Index("ix_upload_touched", "touched_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("evidence_batch.id"), index=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    file_name: Mapped[str]
    mime: Mapped[str | None]
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str | None]
    again: Mapped[bool]
    received: Mapped[int] = mapped_column(BigInteger, default=0)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[UploadState] = mapped_column(default=UploadState.RECEIVING)
    item_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence.id"))
    duplicate_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence.id"))
    refused: Mapped[str | None]
    touched_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())

    batch: Mapped[EvidenceBatch] = relationship()
    item: Mapped[Evidence | None] = relationship(foreign_keys=[item_id])
    duplicate_of: Mapped[Evidence | None] = relationship(foreign_keys=[duplicate_of_id])

    def __init__(self, **values: Any) -> None:
        values.setdefault("id", uuid4())
        super().__init__(**values)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """One's own."""
        return cls.user_id == actor.id
