"""What of a case may go into a dossier for somebody outside, and what is left out and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.dossiers.models import Dossier
from casefile.evidence.models import Evidence
from casefile.evidence.service import sharing
from casefile.people.models import Person, today
from casefile.people.rules.grants import Answer, Level, Outcome, Wanted

_CODE = re.compile(r"\b[WV]-[0-9]{5}\b")
# The category of what stood there (§6.6): another witness is named.
MASK = "[A6]"


@dataclass(frozen=True, slots=True)
class Sieve:
    """The items and people that may go, and reference -> why, of all that may not: sealed, it stays in the office."""

    items: frozenset[UUID]
    codes: frozenset[str]
    withheld: dict[str, list[str]]

    def passes(self, item: Evidence) -> bool:
        """Whether the item may go."""
        return item.id in self.items

    def masked(self, value: Any) -> Any:
        """The value with the code of everybody left out replaced by its category."""
        if isinstance(value, str):
            return _CODE.sub(lambda found: found.group() if found.group() in self.codes else MASK, value)
        if isinstance(value, tuple):
            return tuple(self.masked(each) for each in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{one.name: self.masked(getattr(value, one.name)) for one in fields(value)})
        return value


def sieve_of(dossier: Dossier, items: list[Evidence]) -> Sieve | None:
    """Ask everybody's consent for a dossier that goes outside; None for one that stays in the office."""
    if dossier.recipient is None or dossier.purpose is None or dossier.level is None:
        return None
    wanted = Wanted(dossier.recipient, dossier.purpose, Level(dossier.level), today())
    basis, filing = sharing.basis_of([item.id for item in items]), Person.Filing
    with acting(SYSTEM):
        filed = select(filing.record_id).where(filing.case_id == dossier.case_id)
        people = sharing.people_of(db.session.execute(filed).scalars().all())
    answers = {item.reference: basis.answer(item.id, wanted) for item in items}
    persons = {people.given[id].who: people.of_person(id, wanted) for id in people.given}
    return Sieve(
        frozenset(item.id for item in items if _goes(answers[item.reference])),
        frozenset(code for code, answer in persons.items() if _goes(answer)),
        _why(answers | persons, lambda answer: not _goes(answer)))


def _goes(answer: Answer) -> bool:
    """Only what may go as it is: a dossier lists items and does not redact inside them."""
    return answer.outcome is Outcome.ALLOW


def _why(answers: dict[str, Answer], held: Callable[[Answer], bool]) -> dict[str, list[str]]:
    return {who: sorted({reason.why for reason in answer.reasons}) for who, answer in answers.items() if held(answer)}
