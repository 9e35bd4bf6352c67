"""Dossiers that were asked for or built, and the schedules that ask for them."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Uuid, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import String

from casefile.cases.models import Case, CaseOwned
from casefile.core.db import Record
from casefile.core.jobs import JobRun
from casefile.dossiers.rules import Day, Kind, Language, Rhythm
from casefile.people.rules.grants import Purpose


class Dossier(CaseOwned, Record):
    """One dossier: asked for, then built. edition counts the dossiers of a case.

    as_of: the moment whose state it shows. view_sha256: the frozen data it was made from; sha256, size, pages: the
    file. recipient, purpose, level: for whom it is, unless it stays in the office. item_ids: the items in it.
    withheld: reference -> why, of what was left out; it stays in the office. rare: what could tell who somebody is, as
    it was shown to whoever asked for the dossier; rare_reason: why it was asked for all the same. replaced: characters
    the print fonts lack, shown by their number.
    """

    __tablename__ = "dossier"
    __table_args__ = (
        CheckConstraint("(sha256 IS NULL) = (built_at IS NULL)", name="built_whole"),
        CheckConstraint("sha256 IS NULL OR (size > 0 AND pages > 0 AND view_sha256 IS NOT NULL)", name="built_file"),
        CheckConstraint("(kind = 'internal') = (recipient IS NULL)", name="recipient"),
        CheckConstraint("num_nonnulls(recipient, purpose, level) IN (0, 3)", name="recipient_whole"),
        CheckConstraint("rare = '[]' OR coalesce(length(rare_reason), 0) > 0", name="rare_reason"),
        Index("uq_dossier_edition", "case_id", "edition", unique=True),
        Index("ix_dossier_asked", "asked_at"),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    edition: Mapped[int]
    kind: Mapped[Kind]
    language: Mapped[Language]
    asked_by: Mapped[UUID | None]
    asked_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    job_id: Mapped[UUID | None] = mapped_column(ForeignKey("job_run.id", ondelete="SET NULL"))
    as_of: Mapped[datetime | None]
    built_at: Mapped[datetime | None]
    sha256: Mapped[str | None]
    view_sha256: Mapped[str | None]
    size: Mapped[int | None] = mapped_column(BigInteger)
    pages: Mapped[int | None]
    replaced: Mapped[list[str]] = mapped_column(ARRAY(String()), default=list)
    recipient: Mapped[str | None]
    purpose: Mapped[Purpose | None]
    level: Mapped[int | None]
    item_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), server_default=text("'{}'"), default=list)
    withheld: Mapped[dict[str, list[str]]] = mapped_column(JSONB, server_default=text("'{}'"), default=dict)

    rare: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"), default=list)
    rare_reason: Mapped[str | None]

    case: Mapped[Case] = relationship()
    job: Mapped[JobRun | None] = relationship()

    @property
    def file_name(self) -> str:
        """What the download is called: reference and edition, nothing of the case's words."""
        return f"{self.reference}-v{self.edition}.pdf"


class DossierSchedule(CaseOwned, Record):
    """A dossier of this case is built by itself, on a day and time of the case's own clock."""

    __tablename__ = "dossier_schedule"
    __table_args__ = (
        Index("uq_dossier_schedule_case", "case_id", unique=True),
        Index("ix_dossier_schedule_next", "next_run_at"),
    )

    day: Mapped[Day]
    at: Mapped[time]
    language: Mapped[Language]
    enabled: Mapped[bool] = mapped_column(default=True)
    next_run_at: Mapped[datetime]

    case: Mapped[Case] = relationship(lazy="joined", innerjoin=True)

    @property
    def rhythm(self) -> Rhythm:
        """When it is due, by the case's clock."""
        return Rhythm(self.day, self.at, self.case.timezone)


