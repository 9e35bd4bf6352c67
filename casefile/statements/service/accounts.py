"""What a person told before, here or elsewhere, what that leaves open, and what to ask the next time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.incidents.models import Incident
from casefile.people.models import IncidentPerson, Person
from casefile.people.rules import Part
from casefile.statements.models import OpenQuestion, Paragraph, PriorAccount, Statement
from casefile.statements.rules import FULL, Knowledge, StatementType
from casefile.statements.service.statements import opens, statements_of

_KNOWS = (Part.VICTIM, Part.WITNESS_OF_FACT)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every account of a person that is known of."""

    own: Sequence[Statement]
    elsewhere: Sequence[PriorAccount]

    @property
    def types(self) -> list[StatementType]:
        """What kinds of account there are."""
        return [*(account.type for account in self.own), *(account.type for account in self.elsewhere)]

    @property
    def has_full(self) -> bool:
        """Whether a full interview exists in any organisation."""
        return not FULL.isdisjoint(self.types)


def ledger_of(person: Person) -> Ledger:
    """The accounts of a person, ours and others'."""
    query = select(PriorAccount).where(PriorAccount.person_id == person.id)
    query = query.options(joinedload(PriorAccount.evidence)).order_by(PriorAccount.created_at)
    return Ledger(statements_of(person), db.session.execute(query).scalars().all())


def note_account(person: Person, account: PriorAccount | None = None, **fields: Any) -> PriorAccount:
    """Enter an account given elsewhere, or correct the entry."""
    entry = account or PriorAccount(person=person, person_id=person.id, key_owner=person.id)
    with db.session.no_autoflush:  # fetching a key must not save half of the fields
        for name, value in fields.items():
            setattr(entry, name, value)
    db.session.add(entry)
    return entry


def purpose_gaps(person: Person) -> list[Incident]:
    """The incidents the person lived through or saw of which no paragraph of theirs speaks at first hand."""
    told = select(Paragraph.incident_id).join(Statement, Statement.id == Paragraph.statement_id).where(
        Statement.person_id == person.id, Paragraph.struck_reason.is_(None), Paragraph.incident_id.is_not(None),
        Paragraph.knowledge == Knowledge.FIRST_HAND)
    knows = select(IncidentPerson.incident_id).where(
        IncidentPerson.person_id == person.id, IncidentPerson.ended_at.is_(None), IncidentPerson.part.in_(_KNOWS))
    query = select(Incident).where(Incident.id.in_(knows), Incident.id.not_in(told)).order_by(Incident.reference)
    return list(db.session.execute(query).scalars())


def ask_later(person: Person, question: str, incident_id: UUID | None = None) -> OpenQuestion:
    """Put a question on the list for the next contact."""
    entry = OpenQuestion(person=person, person_id=person.id, key_owner=person.id, incident_id=incident_id)
    entry.question = question
    db.session.add(entry)
    return entry


def settle_question(question: OpenQuestion, day: date, outcome: str) -> None:
    """Say what became of a question. Raises Refused when that was said before."""
    if question.answered_on is not None:
        raise Refused(_("This question was settled before."))
    question.answered_on, question.outcome, question.reason_for_change = day, outcome, outcome


def questions_of(person: Person, open_only: bool = True) -> Sequence[OpenQuestion]:
    """The questions for the next contact, oldest first."""
    query = select(OpenQuestion).where(OpenQuestion.person_id == person.id)
    if open_only:
        query = query.where(OpenQuestion.answered_on.is_(None))
    query = query.options(joinedload(OpenQuestion.incident)).order_by(OpenQuestion.created_at)
    return db.session.execute(query).scalars().all()


@dataclass(frozen=True, slots=True)
class Question:
    """A question opened for reading; words is None when its key was destroyed."""

    entry: OpenQuestion
    words: str | None


def read_questions(person: Person, open_only: bool = True) -> list[Question]:
    """The questions for the next contact, opened."""
    found = questions_of(person, open_only)
    return [Question(entry, entry.question if readable else None) for entry in found for readable in (opens(entry),)]
