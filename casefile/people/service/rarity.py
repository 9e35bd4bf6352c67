"""What could tell who somebody is: rare combinations of what the case, or a package of it, holds about people."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from casefile.cases.models import Case
from casefile.core.db import db
from casefile.core.panels import offers
from casefile.incidents.labels import place_name
from casefile.incidents.models import Incident, Place
from casefile.people.labels.rarity import fact_words
from casefile.people.models import IncidentPerson, Person
from casefile.people.rules import Part
from casefile.people.rules.rarity import Fact, Profile, Rare, Trait, dated, rare

# Who only heard of something, or explains it, is not told apart by where and when it happened.
_THERE = (Part.VICTIM, Part.WITNESS_OF_FACT, Part.RELATIVE)
SHOWN = 3
# (person, place, earliest and latest day): what a higher slice knows, `offer(Case, "people_were_at")`.
Presence = tuple[UUID, UUID | None, date | None, date | None]


@dataclass(frozen=True, slots=True)
class Telling:
    """What could tell who a person is: combinations in words, each with how many people share it. more: unshown."""

    who: str
    combinations: list[tuple[int, list[str]]]
    more: int = 0

    @property
    def stored(self) -> dict[str, Any]:
        """As it is kept with what was released."""
        return {"who": self.who, "combinations": [[n, facts] for n, facts in self.combinations], "more": self.more}


def telling_in(case: Case, among: Collection[UUID] | None = None, about: Person | None = None) -> list[Telling]:
    """What could tell who is who among the people of a case, by code; five questions, however many people.

    among: those who stand in a package, if not everybody. about: of one person alone. Merged records do not count.
    """
    people = _people(case, among)
    found = rare(_profiles(case, people), current_app.config["RARE_BELOW"], None if about is None else [about.id])
    chosen = {id: every[:SHOWN] for id, every in found.items()}
    places = _places(chosen.values())
    return sorted((Telling(people[id].reference, [(one.n, [fact_words(fact, places) for fact in one.facts])
                                                   for one in every], len(found[id]) - len(every))
                   for id, every in chosen.items()), key=lambda one: one.who)


def stored(found: Sequence[Telling]) -> list[dict[str, Any]]:
    """A list as it is kept."""
    return [one.stored for one in found]


def seen(found: Sequence[Telling]) -> str:
    """Names a list, so that nobody acknowledges another one than was shown; empty when there is nothing to show."""
    text = json.dumps(stored(found), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16] if found else ""


def _people(case: Case, among: Collection[UUID] | None) -> dict[UUID, Any]:
    filing = Person.Filing
    query = (select(Person.id, Person.reference, Person.sex, Person.age_band, Person.roles, Person.languages,
                    Person.vulnerabilities).join(filing, filing.record_id == Person.id)
             .where(filing.case_id == case.id, Person.merged_into_id.is_(None)))
    if among is not None:
        query = query.where(Person.id.in_(sorted(among)))
    return {row.id: row for row in db.session.execute(query)}


def _profiles(case: Case, people: dict[UUID, Any]) -> list[Profile[UUID]]:
    """One profile for each place and time at which a person was; one without for whoever was nowhere we know of."""
    were: dict[UUID, set[frozenset[Fact]]] = defaultdict(set)
    for person, place, earliest, latest in _presences(case):
        if person in people:
            at = {(Trait.PLACE, str(place))} if place else set()
            were[person].add(frozenset(at | dated(earliest, latest)))
    return [Profile(id, _facts(row) | at) for id, row in people.items() for at in were.get(id) or {frozenset()}]


def _facts(row: Any) -> frozenset[Fact]:
    one = [(Trait.SEX, row.sex), (Trait.AGE, row.age_band)]
    many = [(Trait.ROLE, row.roles), (Trait.LANGUAGE, row.languages), (Trait.VULNERABILITY, row.vulnerabilities)]
    return frozenset([*((trait, value.value) for trait, value in one if value is not None),
                      *((trait, str(value)) for trait, values in many for value in values)])


def _presences(case: Case) -> Iterable[Presence]:
    filing, link = Incident.Filing, IncidentPerson
    query = (select(link.person_id, Incident.place_id, Incident.when_earliest, Incident.when_latest)
             .join(Incident, Incident.id == link.incident_id).join(filing, filing.record_id == Incident.id)
             .where(filing.case_id == case.id, link.ended_at.is_(None), link.part.in_(_THERE)))
    yield from db.session.execute(query)
    for known in offers(case, "people_were_at"):
        yield from known


def _places(found: Iterable[Sequence[Rare]]) -> dict[str, str]:
    ids = {UUID(value) for every in found for one in every for trait, value in one.facts if trait is Trait.PLACE}
    rows = db.session.execute(select(Place).where(Place.id.in_(sorted(ids)))).scalars() if ids else ()
    return {str(place.id): place_name(place) for place in rows}
