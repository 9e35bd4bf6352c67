"""What follows from a change of the proof in the same transaction, and what adopted findings and consent count for."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from casefile.cases.decisions import decide
from casefile.cases.rules import CaseKind, Standard
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.review import Review
from casefile.deadlines.rules import State
from casefile.evidence.models import Evidence
from casefile.evidence.rules import Headline, Use
from casefile.evidence.service import independence, sharing
from casefile.evidence.sources import Tie
from casefile.law import service
from casefile.law.models import ChargeElement, ElementAssessment, EvidenceLink
from casefile.law.pleading import ChargeStatus
from casefile.law.rules import Direction, Level
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.evidence import an_item
from tests.factories.incidents import an_incident
from tests.factories.law import ENSLAVEMENT, SUPERIOR, a_charge, a_link, held, the_element
from tests.factories.officials import a_holding, an_official


@pytest.fixture
def desk(context: Flask) -> SimpleNamespace:
    """A structural case, and a charge of another case of the situation against one official."""
    structural = a_case(kind=CaseKind.STRUCTURAL)
    case = a_case(structural.situation)
    official = an_official(case.situation, case)
    charge = a_charge(case, ENSLAVEMENT, official, modes=[SUPERIOR])
    return SimpleNamespace(
        structural=structural, case=case, official=official, charge=charge, policy=the_element(charge, "CTX7-3"),
        first=the_element(charge, "RS7-1-c.1"), lawyer=a_member(case, Role.LEGAL_EXPERT),
        reviewer=a_member(case, Role.REVIEWER))


def gaps(desk: SimpleNamespace, code: str) -> set[str]:
    with acting(SYSTEM):
        listed = service.gap_list(held(desk.case))
        return {one.reference.rpartition(" ")[2] for rule, found in listed.open if rule.code == code for one in found}


def cell(desk: SimpleNamespace, element: ChargeElement) -> service.Cell:
    with acting(SYSTEM):
        return next(one for one in service.matrix_of(held(desk.charge)).cells if one.id == element.id)


def report(desk: SimpleNamespace, level: Level) -> Any:
    theirs = the_element(a_charge(desk.structural, "RS7-1-e"), "CTX7-3")
    with acting(SYSTEM):
        finding = service.report_finding(held(theirs), level, Standard.FACT_FINDING)
        db.session.commit()
        return finding


def adopt(desk: SimpleNamespace, finding: Any) -> None:
    with acting(SYSTEM):
        service.adopt(held(desk.policy), held(finding), "The same years")
        db.session.commit()


def test_an_adopted_finding_counts_as_the_level_and_fills_the_gap(desk: SimpleNamespace) -> None:
    assert "CTX7-3" in gaps(desk, "GAP-EMPTY")
    finding = report(desk, Level.ARGUABLE)
    adopt(desk, finding)
    shown = cell(desk, desk.policy)
    assert (shown.level, shown.is_stale, shown.needs_review) == (Level.ARGUABLE, False, False)
    assert "CTX7-3" not in gaps(desk, "GAP-EMPTY")
    with acting(SYSTEM):
        assert desk.policy.id not in service.matrix_of(held(desk.charge)).gaps
    with acting_as(desk.lawyer), pytest.raises(Refused, match="End the adoption"):
        service.assess(held(desk.policy), 0, Level.LEAD, exculpatory="Nothing")
    db.session.rollback()
    report(desk, Level.NEGATED)
    assert cell(desk, desk.policy).is_stale
    assert "CTX7-3" in gaps(desk, "GAP-STALE")


def test_a_finding_that_shows_nothing_fills_no_gap(desk: SimpleNamespace) -> None:
    adopt(desk, report(desk, Level.NONE))
    assert "CTX7-3" in gaps(desk, "GAP-EMPTY")


def test_what_may_not_go_to_the_target_forum_is_a_gap_until_somebody_looked_through_it(desk: SimpleNamespace) -> None:
    item = an_item(desk.case, states={"use_restriction": Use.OPEN})
    a_link(desk.first, item)
    assert "RS7-1-c.1" in gaps(desk, "GAP-CONSENT-FORUM")
    with acting(SYSTEM):
        assert service.facts_of(held(desk.charge))[desk.first.id].use == "no"
        sharing.review_people(held(item))
        db.session.commit()
        assert service.facts_of(held(desk.charge))[desk.first.id].use == "yes"
    assert "RS7-1-c.1" not in gaps(desk, "GAP-CONSENT-FORUM")


def test_a_task_closes_in_the_transaction_that_fills_its_gap(desk: SimpleNamespace) -> None:
    with acting(SYSTEM):
        case = held(desk.case)
        gap = service.gap_of(case, "GAP-EMPTY", desk.first.id)
        assert gap is not None
        task = service.ask_to_fill(case, gap, desk.first.id, desk.lawyer.id, date.today() + timedelta(days=7))
        db.session.commit()
        assert held(task).state is State.OPEN
    a_link(desk.first, an_item(desk.case), "A guard kept the book")
    with acting(SYSTEM):
        assert held(task).state is State.DONE


def test_two_independent_sources_of_one_sentence_corroborate_each_other(desk: SimpleNamespace) -> None:
    one, other = (an_item(desk.case, states={"custody_state": "preserved"}) for _n in range(2))
    link = a_link(desk.first, one, "People worked")

    def headlines() -> list[Headline]:
        with acting(SYSTEM):
            db.session.expire_all()
            return [held(item).headline for item in (one, other)]

    assert headlines()[0] is Headline.PRESERVED
    with acting(SYSTEM):
        said = held(link).proposition
    second = a_link(desk.first, other, said)
    assert headlines() == [Headline.CORROBORATED] * 2
    with acting(SYSTEM):
        service.end_link(held(second), "Another event")
        db.session.commit()
    assert headlines() == [Headline.PRESERVED] * 2
    with acting(SYSTEM):
        independence.tie(held(one), [held(other)], Tie.COPIED, "The same print")
        db.session.commit()
    a_link(desk.first, other, said)
    assert headlines() == [Headline.PRESERVED] * 2


def test_who_ends_an_approved_charge_is_two_people(desk: SimpleNamespace) -> None:
    with acting_as(desk.lawyer):
        service.move_charge(held(desk.charge), ChargeStatus.PROPOSED, "Ready")
        db.session.commit()
        db.session.commit()
        asked = service.move_charge(held(desk.charge), ChargeStatus.APPROVED, "Ready")
        db.session.commit()
    with acting_as(desk.reviewer):
        decide(held(asked), True, "Read")
        db.session.commit()
    with acting_as(desk.lawyer):
        dropped = service.move_charge(held(desk.charge), ChargeStatus.DROPPED, "No evidence holds")
        db.session.commit()
        assert isinstance(dropped, Review)
        assert held(desk.charge).status is ChargeStatus.APPROVED
    with acting_as(desk.reviewer):
        decide(held(dropped), True, "I agree: nothing holds")
        db.session.commit()
        assert held(desk.charge).status is ChargeStatus.DROPPED


@pytest.mark.parametrize(("held_during", "found"), [("2001/2003", True), ("2001/2006", False), (None, False)])
def test_an_incident_outside_the_time_in_post_is_a_gap(desk: SimpleNamespace, held_during: str | None,
                                                       found: bool) -> None:
    incident = an_incident(desk.case, when="2005-03")
    charge = a_charge(desk.case, ENSLAVEMENT, desk.official, modes=[SUPERIOR], incident_ids=[incident.id])
    if held_during:
        a_holding(desk.official, during=held_during)
    assert (charge.reference in gaps(desk, "GAP-TIME")) is found


def test_two_people_filling_one_matrix_lose_nothing(live: Flask, sent: list[Any]) -> None:
    """Both link and assess at once: both links stand; who is second is told, sees the first, and assesses."""
    with live.app_context():
        case = a_case()
        charge = a_charge(case, ENSLAVEMENT, an_official(case.situation, case), modes=[SUPERIOR])
        element = the_element(charge, "RS7-1-c.1")
        people = [a_member(case, Role.LEGAL_EXPERT) for _n in range(2)]
        items = [an_item(case) for _n in range(2)]
    start, refused = threading.Barrier(2), []

    def work(n: int) -> None:
        with live.test_request_context(), acting_as(people[n]):
            start.wait(30)
            row = db.session.get_one(ChargeElement, element.id)
            service.link_evidence(row, db.session.get_one(Evidence, items[n].id), "They worked", Direction.SUPPORTS)
            db.session.commit()
            start.wait(30)
            try:
                service.assess(row, 0, Level.LEAD, exculpatory="Nothing found")
                db.session.commit()
            except Refused:
                db.session.rollback()
                refused.append(n)
            db.session.remove()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with live.test_request_context(), acting_as(people[refused[0]]):
        row = db.session.get_one(ChargeElement, element.id)
        first = service.standing_of(row).assessment
        assert first is not None
        assert first.assessed_by == people[1 - refused[0]].id
        service.assess(row, first.number, Level.WEAK, reasoning="One source", exculpatory="Nothing found")
        db.session.commit()
        db.session.remove()
    with live.app_context(), acting(SYSTEM):
        assert db.session.query(EvidenceLink).count() == 2
        assert db.session.query(ElementAssessment).count() == 2
