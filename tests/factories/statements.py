"""Statements, interviews and those who stand between, for tests; everybody and everything said is invented."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from casefile.cases.models import Case
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.people import service as people
from casefile.people.models import Intermediary, Interpreter, Person, today
from casefile.statements import service
from casefile.statements.models import Paragraph, Statement
from casefile.statements.rules import Mode, PlaceType, ReadBack, Recording, Signature, StatementType
from tests.factories.base import made

CONDITIONS = {"type": StatementType.FULL_INTERVIEW, "place_type": PlaceType.OWN_OFFICE, "mode": Mode.IN_PERSON,
              "interviewer": "IV-03", "recording": Recording.AUDIO, "read_back": ReadBack.YES,
              "signature": Signature.NOT_YET}


def a_statement(case: Case, person: Person, text: str = "", **values: Any) -> Statement:
    """A statement with the paragraphs of a text."""
    tags = values.pop("tags", {})
    with acting(SYSTEM):
        fields = {**CONDITIONS, "taken_on": today() - timedelta(days=30), **values}
        ends = db.session.get_one(Case, case.id), db.session.get_one(Person, person.id)
        statement = service.take_statement(*ends, **fields)
        if text:
            service.paste(statement, text, **tags)
    return made(statement)


def read(model: Any, name: str, **by: Any) -> list[Any]:
    """An attribute of the stored rows, opened."""
    with acting(SYSTEM):
        db.session.expire_all()
        found = db.session.execute(db.select(model).filter_by(**by).order_by(model.created_at)).scalars()
        return [getattr(row, name) for row in found]


def texts(statement: Statement) -> list[tuple[int, str]]:
    """Number and text of its paragraphs."""
    with acting(SYSTEM):
        db.session.expire_all()
        query = db.select(Paragraph).where(Paragraph.statement_id == statement.id).order_by(Paragraph.number)
        return [(one.number, one.text) for one in db.session.execute(query).scalars()]


def paragraphs(statement: Statement) -> list[Paragraph]:
    """Its paragraphs as they are stored, detached."""
    with acting(SYSTEM):
        query = db.select(Paragraph).where(Paragraph.statement_id == statement.id).order_by(Paragraph.number)
        found = list(db.session.execute(query, execution_options={"populate_existing": True}).scalars())
        for one in found:
            db.session.expunge(one)
        return found


def an_interpreter(case: Case, **values: Any) -> Interpreter:
    """An interpreter whose papers are in order."""
    fields = {"languages": ["ko", "en"], "vetted_on": today() - timedelta(days=90),
              "nda_until": today() + timedelta(days=300), **values}
    with acting(SYSTEM):
        return made(people.add_interpreter(case.situation_id, **fields))


def an_intermediary(case: Case, **values: Any) -> Intermediary:
    """Somebody who brings people to us."""
    with acting(SYSTEM):
        return made(people.add_intermediary(case.situation_id, **{"kind": "broker", **values}))
