"""The parts people have in incidents."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    and_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.core.actor import Actor
from casefile.core.db import Record, among
from casefile.incidents.models import Incident
from casefile.people.models.person import Closed, Person, readable_people
from casefile.people.rules import (
    Part,
)


class IncidentPerson(Closed, Record):
    """A person's part in an incident; ended, with the reason, when it was entered wrongly or no longer stands."""

    __tablename__ = "incident_person"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="ended_whole"),
        Index("uq_incident_person_active", "incident_id", "person_id", "part", unique=True,
              postgresql_where=text("ended_at IS NULL")),
        Index("ix_incident_person_person", "person_id", postgresql_where=text("ended_at IS NULL")),
    )

    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incident.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    part: Mapped[Part]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]

    incident: Mapped[Incident] = relationship(lazy="joined", innerjoin=True)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Where the actor may know of both: a link must not tell that the other end exists."""
        filing = Incident.Filing.__table__.c
        incidents = select(filing.record_id).where(among(filing.case_id, actor.cases))
        return and_(cls.person_id.in_(readable_people(actor)), cls.incident_id.in_(incidents))

    def scopes(self) -> set[UUID]:
        """The cases in which both are filed."""
        return self.person.scopes() & self.incident.scopes()

    @property
    def reference(self) -> str:
        """The person's code."""
        return self.person.reference
