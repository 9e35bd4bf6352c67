"""Witnesses and victims: what is done with them, and the questions pages ask."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from casefile.cases.models import Case
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
    raise Refused(_("All codes of this kind are given. An administrator must add longer ones."))


def _take(drawn: str) -> bool:
    statement = insert(PersonCode).values(code=drawn).on_conflict_do_nothing().returning(PersonCode.code)
    return db.session.execute(statement).scalar_one_or_none() is not None


def add_person(case: Case, roles: Collection[str], **fields: Any) -> Person:
    """Add a witness or victim to a case, under a new code."""
    person = Person(reference=give_code(roles), roles=list(roles), **fields)
    db.session.add(person)
    person.file_into(case)
    return person
