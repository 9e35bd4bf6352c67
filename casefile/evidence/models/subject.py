"""What an item is about: an incident, a person or an official."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, and_, or_, select, text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from casefile.core.actor import Actor
from casefile.core.db import Record, among
from casefile.evidence.models.flag import OfEvidence
from casefile.evidence.models.item import Evidence
from casefile.evidence.pinpoints import Pinpoint
from casefile.evidence.sources import Role
from casefile.incidents.models import Incident
from casefile.officials.models import Official
from casefile.people.models import Person

_ACTIVE = text("ended_at IS NULL")
_PLACE = text("coalesce(pin_value, '')")  # the item as a whole, or one place in it


def _filed(model: Any, actor: Actor) -> Any:
    """The ids of the model's records filed in the actor's cases."""
    filing = model.Filing.__table__.c
    return select(filing.record_id).where(among(filing.case_id, actor.cases))


class EvidenceSubject(OfEvidence, Record):
    """An item is about exactly one incident, person or official; ended, with the reason, when that was wrong.

    role: how a person can be recognised in it; the same list says whose consent it needs.
    pinpoint: the place in the item that is about it, with the words that stand there; None for the whole item.
    """

    __tablename__ = "evidence_subject"
    __table_args__ = (
        CheckConstraint("num_nonnulls(incident_id, person_id, official_id) = 1", name="one_subject"),
        CheckConstraint("(person_id IS NULL) = (role IS NULL)", name="role_of_people"),
        CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="ended_whole"),
        CheckConstraint("(pin_kind IS NULL) = (pin_value IS NULL)", name="pinpoint"),
        *(Index(f"uq_evidence_subject_{name}", "evidence_id", f"{name}_id", _PLACE, unique=True,
                postgresql_where=_ACTIVE)
          for name in ("incident", "person", "official")),
        *(Index(f"ix_evidence_subject_{name}", f"{name}_id", postgresql_where=_ACTIVE)
          for name in ("incident", "person", "official")),
    )

    incident_id: Mapped[UUID | None] = mapped_column(ForeignKey("incident.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    official_id: Mapped[UUID | None] = mapped_column(ForeignKey("official.id"))
    role: Mapped[Role | None]
    pinpoint: Mapped[Pinpoint | None] = composite(
        Pinpoint, mapped_column("pin_kind", nullable=True), mapped_column("pin_value", nullable=True),
        return_none_on=lambda kind, _value: kind is None)
    quote: Mapped[str | None]
    linked_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]

    incident: Mapped[Incident | None] = relationship()
    person: Mapped[Person | None] = relationship()
    official: Mapped[Official | None] = relationship()

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Where the actor may know of both ends: a link must not tell that the other end exists."""
        registered = select(Official.__table__.c.id).where(among(Official.__table__.c.situation_id, actor.situations))
        return and_(
            cls.evidence_id.in_(_filed(Evidence, actor)),
            or_(cls.incident_id.is_(None), cls.incident_id.in_(_filed(Incident, actor))),
            or_(cls.person_id.is_(None), cls.person_id.in_(_filed(Person, actor))),
            or_(cls.official_id.is_(None), cls.official_id.in_(registered)))

    def scopes(self) -> set[UUID]:
        """The cases in which both ends are filed; an official stands in the register of all of them."""
        other = self.incident or self.person
        return self.evidence.scopes() & other.scopes() if other else self.evidence.scopes()

    @property
    def subject(self) -> Incident | Person | Official:
        """The record it is about."""
        found = self.incident or self.person or self.official
        assert found is not None  # the CHECK of the table
        return found

    @property
    def reference(self) -> str:
        """The item's."""
        return self.evidence.reference
