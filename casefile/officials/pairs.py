"""Two records of one person, merged by two people, and two people of one name who are known to be two."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.cases.models import Registered
from casefile.core.db import Record
from casefile.officials.models import Official


class OfficialMerge(Registered, Record):
    """One person was recorded twice: `one` remains, what hung on `other` was moved. Both references stay findable.

    moved: [table, id, column] of what was moved; added: ids of the names that were copied to `one`.
    """

    __tablename__ = "official_merge"
    __table_args__ = (
        CheckConstraint("one_id <> other_id", name="two_people"),
        CheckConstraint("(undone_at IS NULL) = (undone_reason IS NULL)", name="undone_whole"),
        Index("uq_official_merge_standing", "other_id", unique=True, postgresql_where=text("undone_at IS NULL")),
        Index("ix_official_merge_one", "one_id"),
    )

    one_id: Mapped[UUID] = mapped_column(ForeignKey("official.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("official.id"))
    reason: Mapped[str]
    moved: Mapped[list[list[str]]] = mapped_column(JSONB, default=list)
    added: Mapped[list[str]] = mapped_column(JSONB, default=list)
    merged_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    undone_at: Mapped[datetime | None]
    undone_reason: Mapped[str | None]

    one: Mapped[Official] = relationship(foreign_keys=[one_id])
    other: Mapped[Official] = relationship(foreign_keys=[other_id])

    @property
    def reference(self) -> str:
        """Both references."""
        return f"{self.one.reference} {self.other.reference}"


class NotSameOfficial(Registered, Record):
    """Somebody looked and found two people of a like name; the pair is never suggested again. one_id is the smaller."""

    __tablename__ = "not_same_official"
    __table_args__ = (
        CheckConstraint("one_id < other_id", name="in_order"),
        Index("uq_not_same_official", "one_id", "other_id", unique=True),
    )

    one_id: Mapped[UUID] = mapped_column(ForeignKey("official.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("official.id"), index=True)
    reason: Mapped[str]

    one: Mapped[Official] = relationship(foreign_keys=[one_id])
    other: Mapped[Official] = relationship(foreign_keys=[other_id])

    @property
    def reference(self) -> str:
        """Both references."""
        return f"{self.one.reference} {self.other.reference}"
