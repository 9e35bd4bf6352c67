"""Add witnesses and victims, give them codes, file them."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from casefile.cases.models import Case
from casefile.core import audit
from casefile.core.access import Permission, can
from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.people.models import Person, PersonCode
from casefile.people.rules import NUMBERS, code, prefix_for

_TRIES = 20


def give_code(roles: Collection[str]) -> str:
    """A pseudonym code that was never given before, at random: it tells neither when nor in which order.

    Raises Refused when all numbers of the kind are given.
    """
    prefix = prefix_for(roles)
    for _try in range(_TRIES):
        drawn = code(prefix, secrets.randbelow(NUMBERS))
        if _take(drawn):
            return drawn
    given = set(db.session.execute(select(PersonCode.code)).scalars())
    free = [drawn for drawn in (code(prefix, number) for number in range(NUMBERS)) if drawn not in given]
    secrets.SystemRandom().shuffle(free)
    for drawn in free:
        if _take(drawn):
            return drawn
    raise Refused(_("All codes of this kind are given. Tell an administrator: longer codes are needed."))


def _take(drawn: str) -> bool:
    statement = insert(PersonCode).values(code=drawn).on_conflict_do_nothing().returning(PersonCode.code)
    return db.session.execute(statement).scalar_one_or_none() is not None


def add_person(case: Case, roles: Collection[str], **fields: Any) -> Person:
    """Add a witness or victim to a case, under a new code."""
    person = Person(reference=give_code(roles), roles=list(roles), **fields)
    db.session.add(person)
    person.file_into(case)
    return person


def cases_of(person: Person) -> Sequence[Case]:
    """The actor's cases in which the person is filed, by reference."""
    filed = select(Person.Filing.case_id).where(Person.Filing.record_id == person.id)
    return db.session.execute(select(Case).where(Case.id.in_(filed)).order_by(Case.reference)).scalars().all()


def case_of(person: Person, wanted: str | None) -> tuple[Case, Sequence[Case]]:
    """The case to show the person in (the one asked for if the person is filed there, else the first), and all."""
    cases = cases_of(person)
    return next((case for case in cases if str(case.id) == wanted), cases[0]), cases


def cases_to_file_into(person: Person) -> list[tuple[UUID, str]]:
    """Where the actor may file the person: (id, words)."""
    found = db.session.execute(select(Case).where(Case.id.not_in(sorted(person.scopes()))).order_by(Case.reference))
    return [(case.id, f"{case.reference} {case.title}") for case in found.scalars()
            if can(current(), Permission.FILE_INTO, case)]


def people_in(case: Case) -> list[tuple[UUID, str]]:
    """(id, code) of the people of a case, for a picker."""
    filed = select(Person.Filing.record_id).where(Person.Filing.case_id == case.id)
    query = select(Person.id, Person.reference).where(Person.id.in_(filed), Person.merged_into_id.is_(None))
    return [(row.id, row.reference) for row in db.session.execute(query.order_by(Person.reference).limit(1000))]


def people_beside(person: Person, case: Case) -> list[tuple[UUID, str]]:
    """(id, code) of the other people of a case."""
    return [entry for entry in people_in(case) if entry[0] != person.id]


def file_into(person: Person, case: Case, reason: str) -> None:
    """File the person in another case: its team sees the code, its protection officers may open the identity.

    Raises Refused for a record that was merged into another one.
    """
    if person.merged_into_id is not None:
        raise Refused(_("This record was merged into another one: file that one."))
    person.file_into(case, reason)
    audit.note("filed", person, reason=reason)
