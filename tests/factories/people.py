"""Witnesses and victims for tests; every one of them is invented."""

from __future__ import annotations

from typing import Any

from casefile.cases.models import Case
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.incidents.models import Incident
from casefile.people import service
from casefile.people.models import Identity, IncidentPerson, Person
from casefile.people.rules import Part
from tests.factories.base import a_case, made


def a_person(*cases: Case, **values: Any) -> Person:
    """A person filed in the cases (a new one when none is given)."""
    roles = values.pop("roles", ["eyewitness"])
    with acting(SYSTEM):
        person = Person(reference=service.give_code(roles), roles=roles, **values)
        db.session.add(person)
        for case in cases or (a_case(),):
            person.file_into(case)
    return made(person)


def an_identity(person: Person, **values: Any) -> Identity:
    """The person's identity, encrypted."""
    with acting(SYSTEM):
        identity = Identity(person=db.session.merge(person), person_id=person.id)
        for name, text in {"name_latin": "Ryu Test-ok", **values}.items():
            setattr(identity, name, text)
    return made(identity)


def a_part(person: Person, incident: Incident, part: Part = Part.WITNESS_OF_FACT, **values: Any) -> IncidentPerson:
    """The person's part in the incident."""
    with acting(SYSTEM):
        ends = {"person": db.session.merge(person), "incident": db.session.merge(incident)}
        return made(IncidentPerson(person_id=person.id, incident_id=incident.id, part=part, **ends, **values))
