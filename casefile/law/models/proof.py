"""Propositions, the elements they go to, and the evidence that supports or undermines them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from casefile.cases.models import Case, CaseOwned
from casefile.core.db import Record
from casefile.core.stages import Staged
from casefile.evidence.models import Evidence
from casefile.evidence.pinpoints import Pinpoint
from casefile.law.models.charge import ChargeElement
from casefile.law.pleading import Polarity, PropositionType, side
from casefile.law.rules import (
    PROPOSITION_ARROWS,
    Corroboration,
    Direction,
    Directness,
    PropositionStatus,
    Weight,
)
from casefile.law.rules.assessing import ITEM_PARTS


class Proposition(CaseOwned, Staged, Record):
    """One sentence of fact, for or against a charge; it may serve many elements of the case's charges.

    stated_by: whose sentence it is. status: where a person says it stands.
    """

    __tablename__ = "proposition"
    __table_args__ = (
        UniqueConstraint("id", "case_id"),
        CheckConstraint("length(sentence) > 0", name="sentence"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)", name="withdrawn_reason"),
        CheckConstraint("(status = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn"),
        CheckConstraint("status IN ('proposed', 'withdrawn') OR coalesce(length(status_reason), 0) > 0",
                        name="status_reason"),
    )

    axes: ClassVar[Mapping[str, Any]] = {"status": PROPOSITION_ARROWS}

    reference: Mapped[str] = mapped_column(unique=True)
    sentence: Mapped[str]
    type: Mapped[PropositionType]
    polarity: Mapped[Polarity] = mapped_column(default=Polarity.FOR)
    status: Mapped[PropositionStatus] = mapped_column(default=PropositionStatus.PROPOSED)
    status_reason: Mapped[str | None]
    stated_by: Mapped[UUID | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None]

    case: Mapped[Case] = relationship()
    links: Mapped[list[EvidenceLink]] = relationship(
        back_populates="proposition", order_by="EvidenceLink.created_at",
        primaryjoin="Proposition.id == foreign(EvidenceLink.proposition_id)")

    @property
    def is_withdrawn(self) -> bool:
        """True when nobody relies on it any more."""
        return self.withdrawn_at is not None


class ElementProposition(CaseOwned, Record):
    """A proposition put forward under an element of a charge of the same case."""

    __tablename__ = "element_proposition"
    __table_args__ = (
        ForeignKeyConstraint(["charge_element_id", "case_id"], ["charge_element.id", "charge_element.case_id"]),
        ForeignKeyConstraint(["proposition_id", "case_id"], ["proposition.id", "proposition.case_id"]),
        UniqueConstraint("charge_element_id", "proposition_id"),
        Index("ix_element_proposition_proposition", "proposition_id"),
    )

    charge_element_id: Mapped[UUID]
    proposition_id: Mapped[UUID]

    element: Mapped[ChargeElement] = relationship(
        primaryjoin="ChargeElement.id == foreign(ElementProposition.charge_element_id)")
    proposition: Mapped[Proposition] = relationship(
        primaryjoin="Proposition.id == foreign(ElementProposition.proposition_id)")


class EvidenceLink(CaseOwned, Record):
    """An item of the case, at one place in it, speaks for a proposition, against it, or sets it in context.

    A link that is no longer relied on is ended with a reason, never deleted. pinpoint may be added later; until then
    it is a blocking gap. rendition: the SHA-256 of the version in which the place was counted; none: the original.
    corroborates: in what way it bears out another source. seen: how the item stood when somebody last looked at the
    link; what changed since makes it stale.
    """

    __tablename__ = "evidence_link"
    __table_args__ = (
        ForeignKeyConstraint(["proposition_id", "case_id"], ["proposition.id", "proposition.case_id"]),
        ForeignKeyConstraint(["evidence_id", "case_id"], ["evidence_filing.record_id", "evidence_filing.case_id"]),
        CheckConstraint("(pin_kind IS NULL) = (pin_value IS NULL)", name="pinpoint"),
        CheckConstraint("weight IS NULL OR coalesce(length(weight_reason), 0) > 0", name="weight_reason"),
        CheckConstraint("(ended_at IS NULL) = (ended_reason IS NULL)", name="ended_reason"),
        CheckConstraint("rendition ~ '^[0-9a-f]{64}$'", name="rendition"),
        Index("ix_evidence_link_proposition", "proposition_id", "direction"),
        Index("ix_evidence_link_evidence", "evidence_id"),
    )

    proposition_id: Mapped[UUID]
    evidence_id: Mapped[UUID]
    pinpoint: Mapped[Pinpoint | None] = composite(
        Pinpoint, mapped_column("pin_kind", nullable=True), mapped_column("pin_value", nullable=True),
        return_none_on=lambda kind, _value: kind is None)
    rendition: Mapped[str | None]
    quote: Mapped[str | None]
    direction: Mapped[Direction]
    directness: Mapped[Directness | None]
    weight: Mapped[Weight | None]
    weight_reason: Mapped[str | None]
    corroborates: Mapped[Corroboration | None]
    note: Mapped[str | None]
    seen: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    linked_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str | None]

    case: Mapped[Case] = relationship()
    proposition: Mapped[Proposition] = relationship(
        back_populates="links", primaryjoin="Proposition.id == foreign(EvidenceLink.proposition_id)")
    evidence: Mapped[Evidence] = relationship(primaryjoin="foreign(EvidenceLink.evidence_id) == Evidence.id")

    @property
    def is_active(self) -> bool:
        """True while somebody relies on it."""
        return self.ended_at is None

    @property
    def is_stale(self) -> bool:
        """True when the item stands otherwise than when somebody last looked at the link."""
        return self.seen is not None and self.seen != self.evidence_state

    @property
    def evidence_state(self) -> list[Any]:
        """How the item stands now, in the order in which it is kept."""
        return [getattr(self.evidence, part) for part in ITEM_PARTS]

    @property
    def side(self) -> Direction:
        """What it does to the charge."""
        return side(self.proposition.polarity, self.direction)

    @property
    def reference(self) -> str:
        """The item and the proposition: how the history names the link."""
        return f"{self.evidence.reference} – {self.proposition.reference}"
