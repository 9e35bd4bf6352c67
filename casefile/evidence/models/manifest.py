"""Manifests of the digests of new files, and what time authorities answered. The database only adds to all three."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, LargeBinary, func, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.cases.models import Case, CaseOwned
from casefile.core.actor import Actor
from casefile.core.db import Base, Record, among
from casefile.core.trusted_time import Answer
from casefile.evidence.models.item import Evidence


class TimeManifest(CaseOwned, Record):
    """One manifest of the new files of a case. content: exactly the bytes that are stamped. asked_by: empty for the
    daily one.
    """

    __tablename__ = "time_manifest"
    __table_args__ = (
        CheckConstraint("files > 0", name="not_empty"),
        CheckConstraint("sha256 = encode(sha256(content), 'hex')", name="sha256"),
        Index("ix_time_manifest_case_created", "case_id", "created_at"),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    files: Mapped[int]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    asked_by: Mapped[UUID | None]

    case: Mapped[Case] = relationship()


class ManifestEntry(Base):
    """Which manifest a file stands in: one, for good."""

    __tablename__ = "time_manifest_entry"

    evidence_id: Mapped[UUID] = mapped_column(ForeignKey("evidence.id"), primary_key=True)
    manifest_id: Mapped[UUID] = mapped_column(ForeignKey("time_manifest.id"), index=True)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Those of items filed in the actor's cases."""
        filing = Evidence.Filing.__table__.c
        visible: ColumnElement[bool] = cls.evidence_id.in_(
            select(filing.record_id).where(among(filing.case_id, actor.cases)))
        return visible


class TimeAnswer(Base):
    """What came of asking an authority once. token: the answer that was believed, exactly as it came (`.tsr`).

    stamped_at, serial, authority, policy: what the token says; they are read from it, and `verify` reads them again.
    """

    __tablename__ = "time_answer"
    __table_args__ = (
        CheckConstraint("(answer = 'granted') = (num_nonnulls(token, token_sha256, stamped_at, serial, authority, "
                        "policy) = 6)", name="whole"),
        CheckConstraint("token_sha256 = encode(sha256(token), 'hex')", name="token_sha256"),
        Index("uq_time_answer_granted", "manifest_id", unique=True, postgresql_where=text("answer = 'granted'")),
        Index("ix_time_answer_manifest", "manifest_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    manifest_id: Mapped[UUID] = mapped_column(ForeignKey("time_manifest.id"))
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    answer: Mapped[Answer]
    token: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    token_sha256: Mapped[str | None]
    stamped_at: Mapped[datetime | None]
    serial: Mapped[str | None]
    authority: Mapped[str | None]
    policy: Mapped[str | None]

    def __init__(self, **values: Any) -> None:
        values.setdefault("id", uuid4())
        super().__init__(**values)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Answers to manifests of the actor's cases."""
        manifest = TimeManifest.__table__.c
        visible: ColumnElement[bool] = cls.manifest_id.in_(
            select(manifest.id).where(among(manifest.case_id, actor.cases)))
        return visible
