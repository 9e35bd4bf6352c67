"""Who is cited in a dossier on which consent, and every copy that went somewhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.cases.models import CaseOwned
from casefile.core.actor import Actor
from casefile.core.db import Base, Record, among
from casefile.dossiers.models import Dossier
from casefile.dossiers.rules import Method
from casefile.people.models import closed_to
from casefile.people.rules.grants import Purpose


class DossierPerson(Base):
    """Somebody who is cited in a dossier, and the version of the consent that counted when it was built."""

    __tablename__ = "dossier_person"
    __table_args__ = (Index("ix_dossier_person_person", "person_id"),)

    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"))
    consent_number: Mapped[int | None]

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Those of the actor's cases, where people may be read about."""
        return among(cls.case_id, actor.cases - closed_to(actor))


class Transfer(CaseOwned, Record):
    """One copy of a dossier that went somewhere; it stays, whatever is recalled.

    evaluation: what the sharing gate and the consents said at that moment, as codes.
    """

    __tablename__ = "transfer"
    __table_args__ = (
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
        CheckConstraint("level BETWEEN 0 AND 6", name="level"),
        Index("ix_transfer_dossier", "dossier_id", "sent_at"),
    )

    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"))
    recipient: Mapped[str]
    purpose: Mapped[Purpose | None]
    level: Mapped[int]
    method: Mapped[Method]
    legal_basis: Mapped[str | None]
    caveats: Mapped[str | None]
    sha256: Mapped[str]
    sent_by: Mapped[UUID | None]
    sent_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    recalled_at: Mapped[datetime | None]
    evaluation: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)

    dossier: Mapped[Dossier] = relationship(lazy="joined", innerjoin=True)

    @property
    def reference(self) -> str:
        """The dossier's."""
        return self.dossier.reference


