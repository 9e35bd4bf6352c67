"""Items of evidence and the batches in which they arrive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, event, false, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.cases.models import Case, CaseOwned, Filed
from casefile.cases.rules import Classification
from casefile.core.db import Record
from casefile.core.stages import Staged
from casefile.evidence.models.provenance import Provenance, date_checks
from casefile.evidence.rules import (
    ARROWS,
    Admissibility,
    Custody,
    Disclosure,
    Headline,
    Privilege,
    Relation,
    Standing,
    Use,
    Verification,
    headline,
)


def _text() -> Any:
    return mapped_column(deferred=True, deferred_group="evaluation")


class EvidenceBatch(CaseOwned, Provenance, Record):
    """Files that came together, with what is common to them.

    number: counted within the situation; it stands in the exhibit numbers of the items.
    keep_duplicates: also register files whose bytes are held already.
    """

    __tablename__ = "evidence_batch"
    __table_args__ = (Index("uq_evidence_batch_number", "situation_id", "number", unique=True), *date_checks())

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
    parent_id, relation: what it came with, or was made from, and how; family_id: the first of the family. draft:
    made by a machine and not revised. corroborated, contradicted: what the law slice knows (`service.note_standing`).
    hold_reason: why it may not be returned or disposed of, whatever else holds. custodian: who has the original, in
    words; empty while the store has it. custody_seen_at: when somebody last looked after it.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
        CheckConstraint("size >= 0", name="size"),
        CheckConstraint("(use_restriction = 'embargoed') = (embargoed_until IS NOT NULL)", name="embargo"),
        CheckConstraint("fixity_ok IS NULL OR fixity_at IS NOT NULL", name="fixity_dated"),
        *date_checks(),
        CheckConstraint("(parent_id IS NULL) = (relation IS NULL)", name="parent_whole"),
        CheckConstraint("parent_id <> id", name="no_own_parent"),
        CheckConstraint("pages > 0", name="pages"),
        Index("ix_evidence_sha256", "sha256"),
        Index("ix_evidence_parent", "parent_id", postgresql_where=text("parent_id IS NOT NULL")),
        Index("ix_evidence_family", "family_id", postgresql_where=text("family_id IS NOT NULL")),
        Index("ix_evidence_admissibility", "admissibility_state", "serial"),
        Index("ix_evidence_custody", "custody_state", "serial"),
        Index("ix_evidence_use", "use_restriction", "serial"),
        Index("ix_evidence_disclosure", "disclosure_class", "serial"),
        Index("ix_evidence_embargo", "embargoed_until", postgresql_where=text("embargoed_until IS NOT NULL")),
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
        Index("ix_evidence_custody_due", func.coalesce(text("custody_seen_at"), text("received_at"))),
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

    privilege: Mapped[Privilege] = mapped_column(default=Privilege.NOT_EXAMINED,
                                                 server_default=Privilege.NOT_EXAMINED.value)
    corroborated: Mapped[bool] = mapped_column(default=False, server_default=false())
    contradicted: Mapped[bool] = mapped_column(default=False, server_default=false())
    draft: Mapped[bool] = mapped_column(default=False, server_default=false())
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence.id"))
    relation: Mapped[Relation | None]
    family_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence.id"))
    pages: Mapped[int | None]
    duration: Mapped[int | None]
    classification: Mapped[Classification | None]
    retain_until: Mapped[date | None]
    hold_reason: Mapped[str | None]
    custodian: Mapped[str | None]
    custody_seen_at: Mapped[datetime | None]
    second_copy: Mapped[str | None]
    # Long texts of the evaluation: a list of a hundred items does not read them.
    summary: Mapped[str | None] = _text()
    plan: Mapped[str | None] = _text()
    method_who: Mapped[str | None] = _text()
    method_what: Mapped[str | None] = _text()
    method_where: Mapped[str | None] = _text()
    method_when: Mapped[str | None] = _text()
    authenticity: Mapped[str | None] = _text()
    relevance: Mapped[str | None] = _text()
    probative: Mapped[str | None] = _text()
    prejudice: Mapped[str | None] = _text()
    lawfulness_memo: Mapped[str | None] = _text()
    privilege_note: Mapped[str | None] = _text()
    derivation: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True), deferred=True,
                                                              deferred_group="evaluation")

    home_case: Mapped[Case | None] = relationship()
    batch: Mapped[EvidenceBatch | None] = relationship()
    parent: Mapped[Evidence | None] = relationship(foreign_keys=[parent_id], remote_side="Evidence.id")

    @property
    def standing(self) -> Standing:
        """Its axes as the rules take them."""
        return Standing(self.custody_state, self.verification_state, self.admissibility_state, self.use_restriction,
                        self.disclosure_class, self.privilege or Privilege.NOT_EXAMINED, self.integrity_alert,
                        bool(self.contradicted), bool(self.corroborated), bool(self.draft))

    @property
    def has_source(self) -> bool:
        """True when origin and way of acquisition are recorded."""
        return bool(self.origin and self.acquisition)


@event.listens_for(Evidence, "before_insert")
@event.listens_for(Evidence, "before_update")
def _derive_headline(_mapper: Any, _connection: Any, item: Evidence) -> None:
    item.headline = headline(item.standing)
