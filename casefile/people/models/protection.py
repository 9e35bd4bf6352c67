"""Risk assessments, what happened to people's safety, and where they were referred to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.core.db import Record
from casefile.core.stages import Staged
from casefile.core.vault import Sealed
from casefile.people.models.person import OfPerson, Person
from casefile.people.rules import Protection
from casefile.people.rules.risk import (
    REFERRAL_ARROWS,
    REFERRAL_OPEN,
    Decision,
    Degree,
    Happening,
    ReferralState,
    Service,
)


class RiskAssessment(OfPerson, Record):
    """One assessment of the risk to a person; the last one holds. The database only adds to this table.

    What it says of threats and measures is sealed with the person's key: it would lead to them. level: what remains
    after the measures. valid_until: the last day on which anybody may rely on it. owner_id: who renews it.
    """

    __tablename__ = "risk_assessment"
    __table_args__ = (
        UniqueConstraint("person_id", "number"),
        CheckConstraint("valid_until >= assessed_on", name="order"),
        CheckConstraint("length(basis) > 0", name="basis"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    number: Mapped[int]
    threats: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"), default=list)
    exposures: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"), default=list)
    likelihood: Mapped[Degree | None]
    impact: Mapped[Degree | None]
    level: Mapped[Protection]
    decision: Mapped[Decision | None]
    basis: Mapped[str]
    assessed_on: Mapped[date]
    assessed_by: Mapped[UUID | None]
    valid_until: Mapped[date]
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    deadline_id: Mapped[UUID | None] = mapped_column(ForeignKey("deadline.id"))
    likelihood_text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    impact_text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    mitigation_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    likelihood_text = Sealed()
    impact_text = Sealed()
    mitigation = Sealed()

    person: Mapped[Person] = relationship()

    @property
    def key_owner(self) -> UUID:
        """The person's key; an assessment is never moved to another person."""
        return self.person_id


class ProtectionEvent(OfPerson, Record):
    """Something that touched a person's safety: contact by strangers, a leak, a threat. Told to those responsible."""

    __tablename__ = "protection_event"
    __table_args__ = (
        CheckConstraint("(settled_on IS NULL) = (outcome_sealed IS NULL)", name="settled_whole"),
        Index("ix_protection_event_person", "person_id", "happened_on"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    key_owner: Mapped[UUID]
    kind: Mapped[Happening]
    happened_on: Mapped[date]
    description_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    measures_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    outcome_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    logged_by: Mapped[UUID | None]
    logged_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    settled_on: Mapped[date | None]

    description = Sealed()
    measures = Sealed()
    outcome = Sealed()

    person: Mapped[Person] = relationship()


class Referral(OfPerson, Staged, Record):
    """Help that a person was offered: of which kind, with whom, how far it came, when to ask again."""

    __tablename__ = "referral"
    __table_args__ = (Index("ix_referral_person", "person_id"), Index("ix_referral_follow_up", "follow_up_on"))

    axes: ClassVar[Mapping[str, Any]] = {"state": REFERRAL_ARROWS}

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    key_owner: Mapped[UUID]
    service: Mapped[Service]
    state: Mapped[ReferralState] = mapped_column(default=ReferralState.OFFERED)
    referred_on: Mapped[date]
    follow_up_on: Mapped[date | None]
    provider_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    provider = Sealed()
    note = Sealed()

    person: Mapped[Person] = relationship()

    @property
    def is_open(self) -> bool:
        """True while somebody has to ask how it goes."""
        return self.state in REFERRAL_OPEN
