"""What the demonstration has entered so far, under the short keys by which its tables speak of each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from casefile.accounts.models import User
from casefile.cases.models import Case, Situation
from casefile.cases.service import actor_for
from casefile.core.actor import Actor, acting
from casefile.core.db import db
from casefile.core.uncertain import DateEntry
from casefile.core.uncertain.entry import Basis
from casefile.evidence.models import Evidence
from casefile.incidents.models import Incident, Place
from casefile.law.models import Charge
from casefile.officials.models import Official, Organisation, Post
from casefile.people.models import Interpreter, Person

T = TypeVar("T")


@dataclass(slots=True)
class World:
    """Records by key. Every table of the demonstration is entered by somebody of its team, never by the system."""

    situation: Situation
    users: dict[str, User] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    officials: dict[str, Official] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    items: dict[str, Evidence] = field(default_factory=dict)
    charges: dict[str, Charge] = field(default_factory=dict)
    interpreters: dict[str, Interpreter] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    @contextmanager
    def acting_as(self, key: str) -> Iterator[User]:
        """Act as a person of the team; what was done before is saved first, under the name of whoever did it."""
        db.session.flush()
        actor = self.actors.get(key) or actor_for(self.users[key])
        self.actors[key] = actor
        with acting(actor):
            yield self.users[key]
            db.session.flush()

    def by_person(self, rows: Iterable[T], person: Callable[[T], str]) -> Iterator[T]:
        """Give out the rows, person by person, acting as whoever enters them: changing places costs time."""
        held = list(rows)
        for key in dict.fromkeys(map(person, held)):
            with self.acting_as(key):
                yield from (row for row in held if person(row) == key)

    def teams_changed(self) -> None:
        """Forget who may do what: somebody joined a team."""
        self.actors.clear()


def when(code: str | None, wording: str | None = None, basis: str | None = None) -> DateEntry | None:
    """An uncertain date as a form gives it; None when nothing is known."""
    return DateEntry.of(code, wording, Basis(basis) if basis else None) if code else None


def today() -> date:
    """The day on which the demonstration is entered."""
    return datetime.now(UTC).date()


def in_days(days: int) -> date:
    """The day that lies so many days ahead (negative: back)."""
    return today() + timedelta(days=days)


def ago(days: float) -> datetime:
    """The moment so many days back."""
    return datetime.now(UTC) - timedelta(days=days)
