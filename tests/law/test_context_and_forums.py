"""Adopting what a structural case found, and the forum planner's pages."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient

from casefile.cases.rules import CaseKind, Forum, Standard
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.uncertain import DateEntry
from casefile.deadlines.models import Deadline
from casefile.deadlines.rules import Kind
from casefile.law import service
from casefile.law.models import ContextAdoption, ContextFinding, ForumAssessment, LimitationEvent
from casefile.law.rules import Level
from tests.factories.base import a_case, a_member, a_user
from tests.factories.law import a_charge, held, the_element
from tests.factories.officials import an_official

Make = Callable[..., Any]
Open = Callable[..., FlaskClient]


def count(model: Any) -> int:
    with acting(SYSTEM):
        return len(db.session.execute(db.select(model)).unique().scalars().all())


def report(element: Any, level: Level) -> ContextFinding | None:
    with acting(SYSTEM):
        finding = service.report_finding(held(element), level, Standard.FACT_FINDING)
        db.session.commit()
        return finding


@pytest.fixture
def scene(make: Make, client_for: Open) -> SimpleNamespace:
    """A structural case that found a policy, and a charge of another case of the situation."""
    structural = make(a_case, kind=CaseKind.STRUCTURAL)
    case = make(a_case, structural.situation)
    charge = make(a_charge, case, "RS7-1-c", make(an_official, case.situation, case))
    theirs = make(the_element, make(a_charge, structural, "RS7-1-e"), "CTX7-3")
    make(report, theirs, Level.ARGUABLE)
    element = make(the_element, charge, "CTX7-3")
    return SimpleNamespace(
        case=case, charge=charge, element=element, theirs=theirs, structural=structural,
        expert=client_for(make(a_member, case, Role.LEGAL_EXPERT)),
        reader=client_for(make(a_member, case, Role.OBSERVER)), stranger=client_for(make(a_user)))


def finding_id(make: Make, number: int = 1) -> str:
    def ask() -> str:
        with acting(SYSTEM):
            return str(db.session.execute(db.select(ContextFinding.id).filter_by(number=number)).scalar_one())

    return str(make(ask))


def test_a_finding_is_adopted_and_becomes_stale(make: Make, scene: SimpleNamespace) -> None:
    """By people who see nothing of the structural case but the finding."""
    url = f"/charge-elements/{scene.element.id}/adopt"
    page = scene.expert.get(url).text
    assert f"{scene.structural.reference}, version 1: Arguable" in page
    assert scene.expert.post(url, data={"finding_id": finding_id(make)}).status_code == 422
    assert make(count, ContextAdoption) == 0
    answer = scene.expert.post(url, data={"finding_id": finding_id(make), "reason": "Same years, same facilities"})
    assert answer.status_code == 303
    page = scene.expert.get(f"/charges/{scene.charge.id}").text
    for words in (scene.structural.reference, "version 1", "Arguable", "Same years, same facilities"):
        assert words in page
    assert "stale" not in page
    make(report, scene.theirs, Level.WEAK)
    page = scene.reader.get(f"/charges/{scene.charge.id}").text
    assert "stale" in page
    assert "The structural case says now: Weak (version 2" in page
    assert scene.expert.post(url, data={"finding_id": finding_id(make), "reason": "Old"}).status_code == 422
    assert scene.expert.post(url, data={"finding_id": finding_id(make, 2), "reason": "Read again"}).status_code == 303
    assert "stale" not in scene.expert.get(f"/charges/{scene.charge.id}").text
    assert make(ends, scene) == ["Read again", None]
    assert "Same years, same facilities" in make(reasons)


def ends(scene: SimpleNamespace) -> list[str | None]:
    with acting(SYSTEM):
        query = db.select(ContextAdoption.ended_reason).order_by(ContextAdoption.adopted_at)
        return list(db.session.execute(query).scalars())


def reasons() -> set[str | None]:
    with acting(SYSTEM):
        return set(db.session.execute(db.select(AuditEvent.reason)).scalars())


def test_only_contextual_elements_of_the_same_law_are_shared(make: Make, scene: SimpleNamespace) -> None:
    act = make(the_element, scene.charge, "RS7-1-c.1")
    assert "Nothing to adopt" in scene.expert.get(f"/charge-elements/{act.id}/adopt").text
    own = make(the_element, make(a_charge, scene.structural, "RS7-1-e"), "RS7-1-e.1")
    assert make(report, own, Level.STRONG) is None
    assert make(report, scene.element, Level.STRONG) is None  # not a structural case
    other = make(the_element, make(a_charge, scene.case, "AH4-b", framework="ADHOC-JCE@1"), "AHC-1")
    assert "Nothing to adopt" in scene.expert.get(f"/charge-elements/{other.id}/adopt").text
    elsewhere = make(the_element, make(a_charge, make(a_case), "RS7-1-c"), "CTX7-3")

    def attempt() -> None:
        with acting(SYSTEM):
            finding = db.session.execute(db.select(ContextFinding)).scalar_one()
            service.adopt(held(elsewhere), finding, "Another situation")

    with pytest.raises(Refused, match="newest finding"):
        make(attempt)


def test_who_may_adopt_and_end(make: Make, scene: SimpleNamespace) -> None:
    url = f"/charge-elements/{scene.element.id}/adopt"
    for client in (scene.reader, scene.stranger):
        assert client.get(url).status_code == 404
        assert client.post(url, data={"finding_id": finding_id(make), "reason": "x"}).status_code == 404
    scene.expert.post(url, data={"finding_id": finding_id(make), "reason": "Fits"})

    def held_id() -> str:
        with acting(SYSTEM):
            return str(db.session.execute(db.select(ContextAdoption.id)).scalar_one())

    end = f"/context-adoptions/{make(held_id)}/end"
    assert scene.reader.post(end, data={"reason": "x"}).status_code == 404
    assert scene.expert.get(end).status_code == 200
    assert scene.expert.post(end, data={"reason": ""}).status_code == 422
    assert scene.expert.post(end, data={"reason": "Other years"}).status_code == 303
    assert "Adopted from structural cases" not in scene.expert.get(f"/charges/{scene.charge.id}").text


# --- the planner


def test_the_planner_answers_for_every_forum(make: Make, scene: SimpleNamespace, queries: list[str]) -> None:
    url = f"/cases/{scene.case.id}/forums"
    page = scene.reader.get(url).text
    for forum in Forum:
        assert (f'id="{forum.value}"' in page) == (forum is not Forum.UNDECIDED)
    assert "LIM-RS-29@1" in page
    assert scene.stranger.get(url).status_code == 404
    assert scene.expert.post(url).status_code == 405
    queries.clear()
    scene.reader.get(url)
    few = len(queries)
    make(a_charge, scene.case, "RS7-1-f", incident_ids=[])
    queries.clear()
    scene.reader.get(url)
    assert len(queries) <= few
    assert few <= 8, "\n".join(queries)


def test_what_is_recorded_of_a_forum_moves_its_gates(make: Make, scene: SimpleNamespace) -> None:
    url = f"/cases/{scene.case.id}/forums/ROK"
    assert scene.reader.get(url).status_code == 404
    assert scene.expert.get(f"/cases/{scene.case.id}/forums/NOWHERE").status_code == 404
    good = {"viability": "open", "death_penalty": "yes", "fair_trial": "acceptable", "fair_trial_on": "2026-01-05",
            "in_absentia": "no"}
    for wrong, words in (({"viability": "x"}, "Choose one"), ({"fair_trial_on": ""}, "Enter the date"),
                         ({"fair_trial": "unassessed"}, "leave the date empty"),
                         ({"temporal_from": "2007-12-21", "temporal_to": "2001-01-01"}, "must not be before")):
        answer = scene.expert.post(url, data={**good, **wrong})
        assert answer.status_code == 422
        assert words in answer.text
    assert make(count, ForumAssessment) == 0
    assert scene.expert.post(url, data=good).status_code == 303
    page = scene.expert.get(f"/cases/{scene.case.id}/forums").text
    assert "no written assurance is on file" in page
    changed = {**good, "version": "1", "death_penalty": "assurance_obtained"}
    assert scene.expert.post(url, data=changed).status_code == 303
    assert make(count, ForumAssessment) == 1


def test_a_limitation_is_counted_suspended_and_set_as_a_date(make: Make, scene: SimpleNamespace) -> None:
    charge = make(a_charge, scene.case, "EXD-250", framework="DOM-EX@1", period=period("2004/2009"))
    url = f"/cases/{scene.case.id}/forums?charge={charge.id}"
    page = scene.expert.get(url).text
    assert "LIM-EXD-250@1" in page
    assert "1 Jan 2004" in page
    assert "Ends on 1 Jan 2029" in page
    events = f"/charges/{charge.id}/limitation/ROK/events"
    assert scene.reader.get(events).status_code == 404
    for wrong in ({"kind": "suspension", "began_on": "2010-01-01", "basis": "x"},
                  {"kind": "interruption", "began_on": "2010-01-01", "ended_on": "2010-02-01", "basis": "x"},
                  {"kind": "suspension", "began_on": "2010-02-01", "ended_on": "2010-01-01", "basis": "x"}):
        assert scene.expert.post(events, data=wrong).status_code == 422
    right = {"kind": "suspension", "began_on": "2010-01-01", "ended_on": "2010-01-31", "basis": "Absent from the State"}
    assert scene.expert.post(events, data=right).status_code == 303
    page = scene.expert.get(url).text
    assert "Ends on 31 Jan 2029" in page
    assert "Absent from the State" in page
    assert make(count, Deadline) == 0
    press = f"/charges/{charge.id}/limitation/ROK"
    assert scene.reader.post(press).status_code == 404
    assert scene.expert.get(press).status_code == 405
    first = scene.expert.post(press)
    assert first.status_code == 303
    assert scene.expert.post(press).location == first.location

    def set_dates() -> list[tuple[Any, ...]]:
        with acting(SYSTEM):
            return [(one.kind, str(one.due_on), one.linked_reference) for one in
                    db.session.execute(db.select(Deadline)).scalars()]

    assert make(set_dates) == [(Kind.DOMESTIC_LIMITATION, "2029-01-31", charge.reference)]
    assert "The date is set" in scene.expert.get(url).text
    assert scene.expert.post(f"/charges/{scene.charge.id}/limitation/ICC-UNSC").status_code == 409

    def event_id() -> str:
        with acting(SYSTEM):
            return str(db.session.execute(db.select(LimitationEvent.id)).scalar_one())

    remove = f"/limitation-events/{make(event_id)}/remove"
    assert scene.reader.post(remove, data={"reason": "x"}).status_code == 404
    assert scene.expert.post(remove, data={"reason": ""}).status_code == 422
    assert scene.expert.post(remove, data={"reason": "Wrong person"}).status_code == 303
    assert make(count, LimitationEvent) == 0


def period(text: str) -> Any:
    return DateEntry.of(text)
