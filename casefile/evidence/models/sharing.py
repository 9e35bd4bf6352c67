"""What decides about sharing an item beside people's consent: was it looked through, who gave it on which terms."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.cases.models import Registered
from casefile.core.db import Record
from casefile.evidence.models.flag import OfEvidence
from casefile.evidence.providers import Attribution, Default, Onward

_STANDS = text("ended_at IS NULL")


class PeopleReview(OfEvidence, Record):
    """Somebody looked through the whole item and listed everybody who can be recognised in it.

    It ends when somebody is taken off the list: then the item is looked through again.
    """

    __tablename__ = "people_review"
    __table_args__ = (Index("uq_people_review_stands", "evidence_id", unique=True, postgresql_where=_STANDS),)

    reviewed_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]

    @property
    def reference(self) -> str:
        """The item's."""
        return self.evidence.reference


class ProviderAgreement(Registered, Record):
    """The terms on which an organisation gives us material (§2.3)."""

    __tablename__ = "provider_agreement"
    __table_args__ = (
        CheckConstraint("expires_on >= protocol_on", name="order"),
        CheckConstraint("consultation_days >= 0", name="days"),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    provider: Mapped[str]
    protocol_on: Mapped[date]
    default: Mapped[Default] = mapped_column("default_restriction")
    consultation_days: Mapped[int] = mapped_column(default=0)
    attribution: Mapped[Attribution]
    onward: Mapped[Onward]
    return_on_end: Mapped[bool] = mapped_column(default=False)
    consents_obtained: Mapped[bool] = mapped_column(default=False)
    consent_form: Mapped[str | None]
    contact: Mapped[str | None]
    expires_on: Mapped[date | None]


class ItemProvider(OfEvidence, Record):
    """The agreement under which an item was given; ended, with the reason, when that was wrong."""

    __tablename__ = "item_provider"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="ended_whole"),
        Index("uq_item_provider_stands", "evidence_id", unique=True, postgresql_where=_STANDS),
        Index("ix_item_provider_agreement", "agreement_id"),
    )

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("provider_agreement.id"))
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]

    agreement: Mapped[ProviderAgreement] = relationship(lazy="joined", innerjoin=True)

    @property
    def reference(self) -> str:
        """The item's."""
        return self.evidence.reference
