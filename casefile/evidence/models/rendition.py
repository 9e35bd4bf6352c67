"""Working copies of items, how far their reading has come, and items that were taken out of others."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ColumnElement, ForeignKey, Index, String, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from casefile.core.actor import Actor
from casefile.core.db import Base, among
from casefile.evidence.copies import CopyKind, ReadingState
from casefile.evidence.models.item import Evidence


def _with_item(column: ColumnElement[UUID], actor: Actor) -> ColumnElement[bool]:
    """Seen by whoever sees the item."""
    filing = Evidence.Filing.__table__.c
    found: ColumnElement[bool] = column.in_(select(filing.record_id).where(among(filing.case_id, actor.cases)))
    return found


class Reading(Base):
    """How far the reading of one item has come, and what may be known without opening what was found.

    attempt: which try this is; a worker of an older one changes nothing. kind: the media type by content. pages: of a
    paged file; parts: of a text without pages; members: how many things lie inside. says_made: the day that the file
    gives itself. says_where: true when it gives a place. What it says in words is a working copy (CopyKind.FACTS).
    """

    __tablename__ = "reading"
    __table_args__ = (
        CheckConstraint("(state = 'failed') = (problem IS NOT NULL)", name="failed_why"),
        Index("ix_reading_says_made", "says_made", postgresql_where=text("says_made IS NOT NULL")),
        Index("ix_reading_failed", "evidence_id", postgresql_where=text("state = 'failed'")),
    )

    evidence_id: Mapped[UUID] = mapped_column(ForeignKey("evidence.id"), primary_key=True)
    attempt: Mapped[int] = mapped_column(default=1)
    state: Mapped[ReadingState] = mapped_column(default=ReadingState.WAITING)
    problem: Mapped[str | None]
    run_id: Mapped[UUID | None]
    kind: Mapped[str | None]
    pages: Mapped[int | None]
    parts: Mapped[int] = mapped_column(default=0)
    made: Mapped[int] = mapped_column(default=0)
    members: Mapped[int] = mapped_column(default=0)
    notes: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"), default=list)
    says_made: Mapped[date | None]
    says_where: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    done_at: Mapped[datetime | None]

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Those of items filed in the actor's cases."""
        return _with_item(cls.__table__.c.evidence_id, actor)


class Rendition(Base):
    """One working copy: a stored file, or the reason why there is none.

    page: the page of a paged file, the part of a text without pages, 0 for the item as a whole. words: what a text is
    found by, as numbers that only the holder of the key can make; the text itself is in the store, encrypted.
    sure: of 100, how sure the engine was that read a picture.
    """

    __tablename__ = "rendition"
    __table_args__ = (
        CheckConstraint("(sha256 IS NULL) = (problem IS NOT NULL)", name="made_or_why_not"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
        Index("ix_rendition_words", "words", postgresql_using="gin"),
        Index("ix_rendition_sha256", "sha256"),
    )

    evidence_id: Mapped[UUID] = mapped_column(ForeignKey("evidence.id"), primary_key=True)
    kind: Mapped[CopyKind] = mapped_column(primary_key=True)
    page: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str | None]
    size: Mapped[int | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    tool: Mapped[str]
    tool_version: Mapped[str]
    sure: Mapped[int | None]
    problem: Mapped[str | None]
    words: Mapped[list[int] | None] = mapped_column(ARRAY(BigInteger), deferred=True)
    made_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Those of items filed in the actor's cases."""
        return _with_item(cls.__table__.c.evidence_id, actor)


class Extraction(Base):
    """An item that was taken out of another: an attachment, a packed file, a captured page. place: its number there."""

    __tablename__ = "extraction"
    __table_args__ = (Index("uq_extraction_place", "parent_id", "place", unique=True),)

    evidence_id: Mapped[UUID] = mapped_column(ForeignKey("evidence.id"), primary_key=True)
    parent_id: Mapped[UUID] = mapped_column(ForeignKey("evidence.id"))
    place: Mapped[int]

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Where both ends are seen: a part must not tell that its whole exists."""
        return _with_item(cls.__table__.c.evidence_id, actor) & _with_item(cls.__table__.c.parent_id, actor)
