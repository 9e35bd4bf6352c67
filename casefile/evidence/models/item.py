"""Items of evidence and the batches in which they arrive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, ForeignKey, Index, String, event, func, text
from sqlalchemy.orm import Mapped, composite, declared_attr, mapped_column, relationship

from casefile.cases.models import Case, CaseOwned, Filed
from casefile.core.db import Record
from casefile.core.stages import Staged
from casefile.core.uncertain import DateEntry, entry_columns
from casefile.evidence.rules import (
    ARROWS,
    Acquisition,
    Admissibility,
    Custody,
    Disclosure,
    Headline,
    Kind,
    Sensitivity,
    Standing,
    Use,
    Verification,
    headline,
)


class Provenance:
    """Where something comes from: said once for a batch, kept and corrected on each item.

    origin: who or what it comes from, in words. made: when its content came into being. obtained: when we or the
    collector got it. circumstances: what is known about how it came to us.
    """

    title: Mapped[str]
    kind: Mapped[Kind]
    languages: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"), default=list)
    description: Mapped[str | None]
    origin: Mapped[str | None]
    author: Mapped[str | None]
    acquisition: Mapped[Acquisition | None]
    obtained_by: Mapped[str | None]
    obtained_where: Mapped[str | None]
    circumstances: Mapped[str | None]
    sensitivity: Mapped[Sensitivity]

    @declared_attr
    def made(cls) -> Mapped[DateEntry | None]:  # noqa: N805
        """When the content came into being."""
        return composite(DateEntry, *entry_columns("made"))

    @declared_attr
    def obtained(cls) -> Mapped[DateEntry | None]:  # noqa: N805
        """When it was obtained."""
        return composite(DateEntry, *entry_columns("obtained"))


COMMON = ("title", "kind", "languages", "description", "origin", "author", "acquisition", "obtained_by",
          "obtained_where", "circumstances", "sensitivity", "made", "obtained")

def _dates() -> tuple[CheckConstraint, ...]:
    return (CheckConstraint("made_earliest <= made_latest", name="made_order"),
            CheckConstraint("obtained_earliest <= obtained_latest", name="obtained_order"))


class EvidenceBatch(CaseOwned, Provenance, Record):
    """Files that came together, with what is common to them.

    number: counted within the situation; it stands in the exhibit numbers of the items.
    keep_duplicates: also register files whose bytes are held already.
    """

    __tablename__ = "evidence_batch"
    __table_args__ = (Index("uq_evidence_batch_number", "situation_id", "number", unique=True), *_dates())

    situation_id: Mapped[UUID] = mapped_column(ForeignKey("situation.id"))
    number: Mapped[int]
    keep_duplicates: Mapped[bool] = mapped_column(default=False)
    received_by: Mapped[UUID | None]

    case: Mapped[Case] = relationship()


class Evidence(Filed, Provenance, Staged, Record):
    """One item: a stored file that nobody can change, and what is known about it.

    serial: the number in the reference, for sorting. ern_start, ern_end: the exhibit numbers of its pages, never given
    twice. file_name: as received, unfit characters written out; shown, never used as a path. mime_declared: what the
    sender said; mime_found: a label read from the first bytes. home_case_id: the case whose custody chain holds it.
    headline: follows from the axes, set at every flush. integrity_alert: a check failed, and nobody has resolved it.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
        CheckConstraint("size > 0", name="not_empty"),
        CheckConstraint("(use_restriction = 'embargoed') = (embargoed_until IS NOT NULL)", name="embargo"),
        CheckConstraint("fixity_ok IS NULL OR fixity_at IS NOT NULL", name="fixity_dated"),
        *_dates(),
        Index("ix_evidence_sha256", "sha256"),
        Index("ix_evidence_received", "received_at"),
        Index("ix_evidence_title", "title"),
        Index("ix_evidence_made", "made_earliest"),
        Index("ix_evidence_headline", "headline", "serial"),
        Index("ix_evidence_kind", "kind", "serial"),
        Index("ix_evidence_verification", "verification_state", "serial"),
        Index("ix_evidence_title_part", "title", postgresql_using="gin", postgresql_ops={"title": "gin_trgm_ops"}),
        Index("ix_evidence_file_name_part", "file_name", postgresql_using="gin",
              postgresql_ops={"file_name": "gin_trgm_ops"}),
        Index("ix_evidence_alert", "serial", postgresql_where=text("integrity_alert OR custody_state = 'lost'")),
        Index("ix_evidence_no_source", "serial", postgresql_where=text("origin IS NULL OR acquisition IS NULL")),
        Index("ix_evidence_fixity_due", func.coalesce(text("fixity_at"), text("received_at"))),
    )

    axes: ClassVar[Mapping[str, Any]] = ARROWS

    reference: Mapped[str] = mapped_column(unique=True)
    serial: Mapped[int] = mapped_column(BigInteger, unique=True)
    ern_start: Mapped[str] = mapped_column(unique=True)
    ern_end: Mapped[str] = mapped_column(unique=True)
    home_case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("evidence_batch.id"), index=True)
    file_name: Mapped[str]
    mime_declared: Mapped[str | None]
    mime_found: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    received_by: Mapped[UUID | None]
    custody_state: Mapped[Custody] = mapped_column(default=Custody.REGISTERED)
    verification_state: Mapped[Verification] = mapped_column(default=Verification.UNVERIFIED)
    admissibility_state: Mapped[Admissibility] = mapped_column(default=Admissibility.NOT_ASSESSED)
    use_restriction: Mapped[Use] = mapped_column(default=Use.INTERNAL)
    disclosure_class: Mapped[Disclosure] = mapped_column(default=Disclosure.UNCLASSIFIED)
    embargoed_until: Mapped[date | None]
    headline: Mapped[Headline] = mapped_column(default=Headline.REGISTERED)
    fixity_at: Mapped[datetime | None]
    fixity_ok: Mapped[bool | None]
    fixity_checks: Mapped[int] = mapped_column(default=0)
    integrity_alert: Mapped[bool] = mapped_column(default=False)

    home_case: Mapped[Case | None] = relationship()
    batch: Mapped[EvidenceBatch | None] = relationship()

    @property
    def standing(self) -> Standing:
        """Its axes as the rules take them."""
        return Standing(self.custody_state, self.verification_state, self.admissibility_state, self.use_restriction,
                        self.disclosure_class, self.integrity_alert)

    @property
    def has_source(self) -> bool:
        """True when origin and way of acquisition are recorded."""
        return bool(self.origin and self.acquisition)


@event.listens_for(Evidence, "before_insert")
@event.listens_for(Evidence, "before_update")
def _derive_headline(_mapper: Any, _connection: Any, item: Evidence) -> None:
    item.headline = headline(item.standing)
