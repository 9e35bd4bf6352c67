"""How long a large command slice and a long chronology take beside a bare page, and how many questions they ask."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.uncertain import DateEntry
from casefile.incidents.models import Incident
from casefile.officials import service
from casefile.officials.models import (
    CaseOfficial,
    Holding,
    Official,
    OfficialFact,
    Organisation,
    OrganisationRelation,
    Post,
)
from casefile.officials.rules import Indicator, OrganisationKind, RelationKind
from tests.factories.base import a_case

ORGANISATIONS, RELATIONS, FACTS, ROUNDS = 2000, 5000, 5000, 7
ON = dt.date(2004, 5, 1)


def a_large_structure(case: Any, organisations: int = ORGANISATIONS, relations: int = RELATIONS) -> UUID:
    """Units above one another, each with a post and its holder; the id of the lowest, above which all others stand."""
    picked, situation, period = random.Random(5), case.situation_id, DateEntry.of("1998/2007")
    bodies = [Organisation(situation_id=situation, reference=f"ORG-B{n:05d}", name_latin=f"Unit {n}",
                           kind=OrganisationKind.MILITARY_UNIT) for n in range(organisations)]
    posts = [Post(situation_id=situation, organisation_id=body.id, title_english="Head") for body in bodies]
    people = [Official(situation_id=situation, reference=f"O-B{n:05d}", name_latin=f"Kang Mun {n}")
              for n in range(organisations)]
    held = [Holding(situation_id=situation, official_id=one.id, post_id=post.id, during=period, source="Order")
            for one, post in zip(people, posts, strict=True)]
    pairs = [((n - 1) // 2, n) for n in range(1, organisations)]
    while len(pairs) < relations:
        low = picked.randrange(organisations - 1)
        pairs.append((low, picked.randrange(low + 1, organisations)))
    lines = [OrganisationRelation(situation_id=situation, child_id=bodies[low].id, parent_id=bodies[high].id,
                                  kind=picked.choice([RelationKind.COMMAND, RelationKind.PARTY_GUIDANCE]),
                                  during=period, source="Note") for low, high in pairs]
    lowest = bodies[0].id
    _save(bodies, people, posts, held, lines)
    return lowest


def a_long_chronology(facts: int = FACTS) -> Any:
    """A case with that many dated facts: incidents, posts and conduct; its id."""
    case = a_case()
    situation, picked = case.situation_id, random.Random(7)
    official = Official(situation_id=situation, reference="O-C00001", name_latin="Kang Mun Sik")

    def when() -> DateEntry | None:
        return DateEntry.of(f"{picked.randrange(1960, 2020)}-{picked.randrange(1, 13):02d}")

    with acting(SYSTEM):
        incidents = [Incident(reference=f"I-C{n:05d}", title=f"Transfer {n}", violations=["detention"], when=when())
                     for n in range(facts // 2)]
        for incident in incidents:
            db.session.add(incident)
            incident.file_into(case)
        conduct = [OfficialFact(situation_id=situation, official_id=official.id, indicator=Indicator.ORDER,
                                during=when(), statement=f"Order {n}", source="Copy")
                   for n in range(facts - facts // 2)]
        _save([official], [CaseOfficial(case_id=case.id, official_id=official.id)], conduct)
    return case


def _save(*records: list[Any]) -> None:
    with acting(SYSTEM):
        for some in records:
            db.session.add_all(some)
            db.session.flush()
        db.session.commit()


def run(say: Callable[[str, str, str], None], app: Flask, client: FlaskClient, unit: UUID, case: Any) -> None:
    """Print what a slice and the first page of a chronology cost; the client's person must see both."""
    with app.app_context():
        bare = _median(client, "/help")
        for name, url, goal in (
                (f"chronology of {FACTS}, first page", f"/cases/{case.id}/chronology", "<= 3 times"),
                (f"command slice, {ORGANISATIONS} organisations", f"/organisations/{unit}/command?on={ON}", "fixed"),
                ("its chart", f"/organisations/{unit}/command.svg?on={ON}", "fixed")):
            taken, asked = _median(client, url), _asked(client, url)
            say(name, f"{taken / bare:.1f} x, {asked} questions", goal)
        say("the slice itself, without its page", f"{_slice(unit) / bare:.1f} x a bare page", "fixed questions")


def _slice(unit: UUID) -> float:
    with acting(SYSTEM):
        body = db.session.get_one(Organisation, unit)
        start = time.perf_counter()
        found = service.command_slice([body], (ON, ON))
        taken = time.perf_counter() - start
    assert len(found.units) == ORGANISATIONS
    return taken


def _asked(client: FlaskClient, url: str) -> int:
    asked: list[str] = []

    def count(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    client.get(url)
    event.remove(db.engine, "before_cursor_execute", count)
    return len(asked)


def _median(client: FlaskClient, url: str) -> float:
    times = []
    for _n in range(ROUNDS):
        start = time.perf_counter()
        assert client.get(url).status_code == 200
        times.append(time.perf_counter() - start)
    return sorted(times)[len(times) // 2]
