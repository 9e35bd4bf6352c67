"""The parts people have in incidents."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, select

from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.incidents.models import Incident
from casefile.people.models import IncidentPerson, Person
from casefile.people.rules import Part

_OFFERED = 500


def _standing() -> Select[Any]:
    return select(IncidentPerson).where(IncidentPerson.ended_at.is_(None))


def give_part(person: Person, incident: Incident, part: Part) -> IncidentPerson:
    """Link a person to an incident. Raises Refused when the link stands already or no case holds both."""
    if not person.scopes() & incident.scopes():
        raise Refused(_("The incident and the person are not filed in the same case. File one of them there first."))
    same = _standing().where(IncidentPerson.person_id == person.id, IncidentPerson.incident_id == incident.id,
                             IncidentPerson.part == part)
    if db.session.execute(same).first():
        raise Refused(_("%(reference)s has this part in the incident already.", reference=person.reference))
    link = IncidentPerson(person=person, incident=incident, person_id=person.id, incident_id=incident.id, part=part)
    db.session.add(link)
    return link


def end_part(link: IncidentPerson, reason: str) -> None:
    """End the link; the row stays as history. Raises Refused when it ended before."""
    if link.ended_at is not None:
        raise Refused(_("This was taken back before."))
    link.ended_at, link.end_reason, link.reason_for_change = datetime.now(UTC), reason, reason


def parts_in(incident: Incident) -> Sequence[IncidentPerson]:
    """Who has which part in the incident, by code."""
    query = _standing().join(Person, Person.id == IncidentPerson.person_id)
    query = query.where(IncidentPerson.incident_id == incident.id)
    return db.session.execute(query.order_by(Person.reference, IncidentPerson.part)).scalars().all()


def incidents_of(person: Person) -> Sequence[IncidentPerson]:
    """What the person can speak to, by reference of the incident."""
    query = _standing().join(Incident, Incident.id == IncidentPerson.incident_id)
    query = query.where(IncidentPerson.person_id == person.id)
    return db.session.execute(query.order_by(Incident.reference, IncidentPerson.part)).scalars().all()


def people_of_incidents(ids: Collection[UUID]) -> dict[UUID, list[IncidentPerson]]:
    """Incident id -> the standing parts in it, for many incidents in one question."""
    query = _standing().join(Person, Person.id == IncidentPerson.person_id)
    query = query.where(IncidentPerson.incident_id.in_(sorted(ids))).order_by(Person.reference)
    found: dict[UUID, list[IncidentPerson]] = {}
    for link in db.session.execute(query).scalars():
        found.setdefault(link.incident_id, []).append(link)
    return found


def people_for(incident: Incident) -> list[tuple[UUID, str]]:
    """Who can be given a part in the incident: (id, code) of people filed in a case of the incident."""
    filing = Person.Filing
    filed = select(filing.record_id).where(filing.case_id.in_(sorted(incident.scopes())))
    query = select(Person.id, Person.reference).where(Person.id.in_(filed), Person.merged_into_id.is_(None))
    return [(row.id, row.reference) for row in db.session.execute(query.order_by(Person.reference).limit(_OFFERED))]


def incidents_for(person: Person) -> list[tuple[UUID, str]]:
    """In which incidents the person can be given a part: (id, words) of incidents filed in a case of the person."""
    filing = Incident.Filing
    filed = select(filing.record_id).where(filing.case_id.in_(sorted(person.scopes())))
    query = select(Incident.id, Incident.reference, Incident.title).where(Incident.id.in_(filed))
    rows = db.session.execute(query.order_by(Incident.reference.desc()).limit(_OFFERED))
    return [(row.id, f"{row.reference} {row.title}") for row in rows]


