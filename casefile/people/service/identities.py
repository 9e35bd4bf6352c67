"""Identities: record them without reading."""

from __future__ import annotations

from sqlalchemy import select

from casefile.core.db import db
from casefile.people.models import Identity, Person
from casefile.people.rules import FIELDS, Group
from casefile.people.service.duplicates import print_contacts


def identity_of(person: Person) -> Identity | None:
    """The person's identity, encrypted as it is stored."""
    return db.session.execute(select(Identity).where(Identity.person_id == person.id)).scalar_one_or_none()


def record_identity(person: Person, changes: dict[str, str | None]) -> None:
    """Write the fields, encrypted; None removes what is stored. What is not named stays."""
    identity = identity_of(person)
    if identity is None:
        identity = Identity(person=person, person_id=person.id)
        db.session.add(identity)
    for name in (name for names in FIELDS.values() for name in names if name in changes):
        setattr(identity, name, changes[name])
    if "contacts" in changes:
        for case_id in person.scopes():
            print_contacts(case_id, person.id, changes["contacts"])


def held_of(person: Person) -> list[Group]:
    """The groups in which something is recorded."""
    identity = identity_of(person)
    return identity.held if identity else []
