"""What of a case may go into a dossier for somebody outside, and what is left out and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
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
from casefile.people.service import aliases_for

_CODE = re.compile(r"\b[WV]-[0-9]{5}\b")
# The category of what stood there (§6.6): another witness is named, or an item that does not go.
MASK, MASK_ITEM = "[A6]", "[L]"


@dataclass(frozen=True, slots=True)
class Sieve:
    """The items and people that may go, and reference -> why, of all that may not: sealed, it stays in the office.

    people: ids of those who go. names: code -> the recipient's own name for the person; no two recipients share one.
    """

    items: frozenset[UUID]
    people: frozenset[UUID]
    names: dict[str, str]
    withheld: dict[str, list[str]]

    @property
    def codes(self) -> frozenset[str]:
        """The codes of those who go."""
        return frozenset(self.names)

    def passes(self, item: Evidence) -> bool:
        """Whether the item may go."""
        return item.id in self.items

    def masked(self, value: Any) -> Any:
        """The value with every code replaced: by the recipient's name, or by the category of what is left out."""
        if isinstance(value, str):
            shown = _CODE.sub(lambda found: self.names.get(found.group(), MASK), value)
            return self._left_out.sub(MASK_ITEM, shown) if self._left_out is not None else shown
        if isinstance(value, tuple):
            return tuple(self.masked(each) for each in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{one.name: self.masked(getattr(value, one.name)) for one in fields(value)})
        return value

    @property
    def _left_out(self) -> re.Pattern[str] | None:
        """Where an item that does not go is named: whoever reads its number learns that there is one."""
        return _named(tuple(sorted(self.withheld)))


@lru_cache(maxsize=8)
def _named(references: tuple[str, ...]) -> re.Pattern[str] | None:
    words = [re.escape(one) for one in references if _CODE.fullmatch(one) is None]
    return re.compile(rf"(?<![\w.-])(?:{'|'.join(words)})(?![\w-]|\.\w)") if words else None


def sieve_of(dossier: Dossier, items: list[Evidence]) -> Sieve | None:
    """Ask everybody's consent for a dossier that goes outside; None for one that stays in the office."""
    if dossier.recipient is None or dossier.purpose is None or dossier.level is None:
        return None
    wanted = Wanted(dossier.recipient, dossier.purpose, Level(dossier.level), today())
    basis, filing = sharing.basis_of([item.id for item in items]), Person.Filing
    with acting(SYSTEM):
        filed = select(filing.record_id).join(Person, Person.id == filing.record_id).where(
            filing.case_id == dossier.case_id, Person.merged_into_id.is_(None))
        ids = db.session.execute(filed).scalars().all()
    people = sharing.people_of(ids)
    answers = {item.reference: basis.answer(item.id, wanted) for item in items}
    persons = {people.given[id].who: people.of_person(id, wanted) for id in ids}
    goes = frozenset(id for id in ids if _goes(people.of_person(id, wanted)))
    return Sieve(
        frozenset(item.id for item in items if _goes(answers[item.reference])), goes,
        _names(goes, people, dossier.recipient), _why(answers | persons, lambda answer: not _goes(answer)))


def _names(goes: frozenset[UUID], people: sharing.Basis, recipient: str) -> dict[str, str]:
    """Every code of those who go -> the recipient's name for the person."""
    aliases = aliases_for(goes, recipient)
    return {people.given[code].who: alias for id, alias in aliases.items() for code in (id, *people.merged.get(id, ()))}


def _goes(answer: Answer) -> bool:
    """Only what may go as it is: a dossier lists items and does not redact inside them."""
    return answer.outcome is Outcome.ALLOW


def _why(answers: dict[str, Answer], held: Callable[[Answer], bool]) -> dict[str, list[str]]:
    return {who: sorted({reason.why for reason in answer.reasons}) for who, answer in answers.items() if held(answer)}
