"""Assessments: what a level asks for, who agrees, what cannot be changed, what makes one stale."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from casefile.cases.decisions import decide
from casefile.cases.rules import Standard
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.review import Review
from casefile.deadlines.models import Deadline
from casefile.evidence.pinpoints import read
from casefile.evidence.rules import Use, Verification
from casefile.evidence.service import independence, sharing
from casefile.evidence.sources import Tie
from casefile.law import labels, service
from casefile.law.models import ElementProposition, Proposition
from casefile.law.rules import (
    PROPOSITION_ARROWS,
    Difference,
    Direction,
    Directness,
    Guard,
    Judgement,
    Leg,
    Level,
    PropositionStatus,
    Weight,
    best_directness,
    changes_since,
    guards_unmet,
    strongest,
)
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.evidence import an_item
from tests.factories.law import ENSLAVEMENT, SUPERIOR, a_charge, a_link, held, the_element
from tests.factories.officials import an_official

Make = Callable[..., Any]
TEXTS = {"reasoning": "Two accounts agree", "exculpatory": "Registers of 2007 were looked at; nothing found",
         "contrary": "The work was voluntary"}

# --- rules ---


def judged(level: Level, **values: Any) -> frozenset[Guard]:
    whole = {"supporting": 2, "undermining": 1, "left": 1, "reasoning": True, "contrary": True, "remove_one": True,
             "meets_target": True}
    return guards_unmet(Judgement(level, **{**whole, **values}))


@pytest.mark.parametrize(("level", "values", "unmet"), [
    (Level.NONE, {"supporting": 0}, None), (Level.NONE, {}, Guard.NO_SUPPORT),
    (Level.LEAD, {"supporting": 0, "reasoning": False}, None),
    (Level.WEAK, {"reasoning": False}, Guard.REASON), (Level.WEAK, {"contrary": False}, None),
    (Level.ARGUABLE, {"contrary": False}, Guard.CONTRARY), (Level.ARGUABLE, {"supporting": 0}, Guard.SUPPORT),
    (Level.SUFFICIENT, {"supporting": 0}, Guard.SUPPORT), (Level.SUFFICIENT, {"meets_target": False}, Guard.TARGET),
    (Level.STRONG, {}, None), (Level.STRONG, {"left": 0}, Guard.REMOVE_ONE),
    (Level.STRONG, {"remove_one": False}, Guard.REMOVE_ONE), (Level.NEGATED, {"undermining": 0}, Guard.AGAINST)])
def test_each_level_asks_for_what_the_table_says(level: Level, values: dict[str, Any], unmet: Guard | None) -> None:
    assert judged(level, **values) == (frozenset({unmet}) if unmet else frozenset())


def test_the_strongest_item_is_the_heaviest_then_the_nearest() -> None:
    legs = [Leg("EV-1", Weight.MEDIUM, Directness.DIRECT), Leg("EV-2", Weight.HIGH, Directness.HEARSAY_FIRST),
            Leg("EV-3", Weight.HIGH, Directness.DOCUMENTARY)]
    assert (strongest(legs), strongest([])) == ("EV-3", None)
    assert best_directness([None, Directness.HEARSAY_FIRST, Directness.EXPERT]) is Directness.EXPERT


KEYS = st.dictionaries(st.sampled_from("abcd"), st.lists(st.sampled_from("xyz"), min_size=13, max_size=13), max_size=4)


@given(KEYS, KEYS)
@settings(max_examples=60)
def test_something_changed_exactly_when_the_two_differ(then: dict[str, Any], now: dict[str, Any]) -> None:
    found = changes_since({"propositions": {}, "links": then}, {"propositions": {}, "links": now})
    assert bool(found) == (then != now)


def test_a_withdrawn_sentence_comes_back_by_no_arrow() -> None:
    assert PROPOSITION_ARROWS[PropositionStatus.WITHDRAWN] == frozenset()
    assert all(PropositionStatus.WITHDRAWN in after or status is PropositionStatus.WITHDRAWN
               for status, after in PROPOSITION_ARROWS.items())


# --- service ---


@pytest.fixture
def desk(context: Flask) -> SimpleNamespace:
    """A case with two lawyers and a reviewer, a charge, and an element with two supporting items."""
    case = a_case()
    official = an_official(case.situation, case)
    charge = a_charge(case, ENSLAVEMENT, official, modes=[SUPERIOR])
    element = the_element(charge, "RS7-1-c.1")
    items = [an_item(case, origin=f"Person {n}", states={"use_restriction": Use.OPEN}) for n in range(2)]
    links = [a_link(element, item, "People worked under guard", directness=Directness.DIRECT, pinpoint=read("p. 1"))
             for item in items]
    return SimpleNamespace(case=case, charge=charge, element=element, items=items, links=links,
                           lawyer=a_member(case, Role.LEGAL_EXPERT), other=a_member(case, Role.LEGAL_OFFICER),
                           reviewer=a_member(case, Role.REVIEWER))


def assessed(desk: SimpleNamespace, level: Level, number: int = 0, standard: Standard | None = Standard.CONFIRMATION,
             **texts: Any) -> Any:
    with acting_as(desk.lawyer):
        made = service.assess(held(desk.element), number, level, standard, **{**TEXTS, **texts})
        db.session.commit()
        return made


def agreed(desk: SimpleNamespace, review: Review) -> None:
    with acting_as(desk.reviewer):
        decide(held(review), True, "Read and agreed")
        db.session.commit()


def standing(desk: SimpleNamespace) -> service.Standing:
    with acting(SYSTEM):
        db.session.expire_all()
        return service.standing_of(held(desk.element))


def test_one_person_assesses_up_to_arguable(desk: SimpleNamespace) -> None:
    made = assessed(desk, Level.ARGUABLE)
    assert (made.number, made.level, made.assessed_by, made.reviewed_by) == (1, Level.ARGUABLE, desk.lawyer.id, None)
    assert standing(desk).level is Level.ARGUABLE


@pytest.mark.parametrize("level", [Level.SUFFICIENT, Level.STRONG])
def test_a_second_person_agrees_before_it_stands(desk: SimpleNamespace, level: Level) -> None:
    review = assessed(desk, level, without_strongest="The other account alone")
    assert isinstance(review, Review)
    assert standing(desk).assessment is None
    with acting_as(desk.lawyer), pytest.raises(Refused):
        decide(held(review), True, "My own")
    db.session.rollback()
    agreed(desk, review)
    stands = standing(desk).assessment
    assert stands is not None
    assert (stands.level, stands.assessed_by, stands.reviewed_by) == (level, desk.lawyer.id, desk.reviewer.id)


def test_what_a_level_asks_for_is_refused_by_the_service_too(desk: SimpleNamespace) -> None:
    for level, texts in ((Level.NONE, {}), (Level.WEAK, {"reasoning": ""}), (Level.STRONG, {"without_strongest": ""}),
                         (Level.NEGATED, {})):
        with pytest.raises(Refused):
            assessed(desk, level, **texts)
        db.session.rollback()
    with pytest.raises(Refused):
        assessed(desk, Level.SUFFICIENT, standard=Standard.LEAD)


def test_an_element_that_is_not_met_asks_for_a_review_of_the_charge(desk: SimpleNamespace) -> None:
    a_link(desk.element, an_item(desk.case), "Another department ran it", Direction.UNDERMINES)
    agreed(desk, assessed(desk, Level.NEGATED))
    with acting(SYSTEM):
        (task,) = db.session.execute(db.select(Deadline)).scalars()
        assert (task.linked_reference, task.owner_id) == (desk.charge.reference, desk.lawyer.id)


def test_the_database_refuses_what_would_change_or_drop_an_assessment(desk: SimpleNamespace) -> None:
    assessed(desk, Level.ARGUABLE)
    for statement in ("UPDATE element_assessment SET level = 'WEAK'", "DELETE FROM element_assessment",
                      "TRUNCATE element_assessment"):
        with pytest.raises(DBAPIError, match="not allowed"), db.session.begin_nested():
            db.session.execute(text(statement))


def test_a_new_one_supersedes_and_the_old_one_stays_to_be_read(desk: SimpleNamespace) -> None:
    assessed(desk, Level.ARGUABLE)
    with pytest.raises(Refused, match="meanwhile"):
        assessed(desk, Level.WEAK)
    db.session.rollback()
    assessed(desk, Level.WEAK, number=1)
    with acting(SYSTEM):
        found = service.assessments_of(held(desk.element))
        assert [(one.number, one.level) for one in found] == [(2, Level.WEAK), (1, Level.ARGUABLE)]
        (cell,) = [cell for cell in service.matrix_of(held(desk.charge)).cells if cell.id == desk.element.id]
        assert (cell.level, cell.assessor, cell.is_stale) == (Level.WEAK, desk.lawyer.name, False)


def end(desk: SimpleNamespace) -> None:
    service.end_link(held(desk.links[0]), "Wrong item")


def add(desk: SimpleNamespace) -> None:
    a_link(desk.element, an_item(desk.case), held(desk.links[0]).proposition)


def correct(desk: SimpleNamespace) -> None:
    service.correct_link(held(desk.links[0]), weight=Weight.LOW, weight_reason="Second thoughts")


def reword(desk: SimpleNamespace) -> None:
    one = held(desk.links[0]).proposition
    service.change_proposition(one, "People worked", one.type, one.polarity)


def contest(desk: SimpleNamespace) -> None:
    service.move_proposition(held(desk.links[0]).proposition, PropositionStatus.SUPPORTED, "Two accounts")


def dispute(desk: SimpleNamespace) -> None:
    held(desk.items[0]).move("verification_state", Verification.DISPUTED, "Another hand")


def withdraw_consent(desk: SimpleNamespace) -> None:
    held(desk.items[0]).move("use_restriction", Use.WITHDRAWN, "Consent withdrawn")


def fail_fixity(desk: SimpleNamespace) -> None:
    held(desk.items[0]).integrity_alert = True


def redraft(desk: SimpleNamespace) -> None:
    held(desk.items[0]).draft = True  # its translation is a machine's again


def share(desk: SimpleNamespace) -> None:
    sharing.review_people(held(desk.items[0]))  # nobody is in it: it may go to the target forum from now on


def detach(desk: SimpleNamespace) -> None:
    other = service.attach(held(desk.element), service.state_proposition(held(desk.case), "Another"))
    db.session.flush()
    entry = db.session.execute(db.select(ElementProposition).where(
        ElementProposition.proposition_id == desk.links[0].proposition_id)).scalar_one()
    service.detach(entry, "It serves another element")
    db.session.delete(other)


@pytest.mark.parametrize(("change", "kind"), [
    (end, Difference.LINK_GONE), (add, Difference.LINK_ADDED), (correct, Difference.LINK_CHANGED),
    (reword, Difference.PROPOSITION_CHANGED), (contest, Difference.PROPOSITION_CHANGED),
    (dispute, Difference.ITEM_CHANGED), (withdraw_consent, Difference.ITEM_CHANGED),
    (fail_fixity, Difference.ITEM_CHANGED), (redraft, Difference.ITEM_CHANGED), (share, Difference.ITEM_CHANGED),
    (detach, Difference.PROPOSITION_GONE)])
def test_what_changes_beneath_makes_it_stale_and_is_named(desk: SimpleNamespace, change: Callable[..., None],
                                                          kind: Difference) -> None:
    assessed(desk, Level.ARGUABLE)
    assert standing(desk).changes == []
    with acting(SYSTEM):
        change(desk)
        db.session.commit()
    found = standing(desk).changes
    assert kind in {one.kind for one in found}
    assert all(one.reference in labels.change_words(one) for one in found)
    with acting(SYSTEM):
        (cell,) = [cell for cell in service.matrix_of(held(desk.charge), "review").cells if cell.id == desk.element.id]
        assert cell.is_stale
        assert cell.needs_review


def test_a_link_says_that_its_item_changed_until_somebody_looks_again(desk: SimpleNamespace) -> None:
    with acting(SYSTEM):
        assert not held(desk.links[0]).is_stale
        dispute(desk)
        db.session.commit()
        db.session.expire_all()
        assert held(desk.links[0]).is_stale
        service.correct_link(held(desk.links[0]), note="Seen")
        db.session.commit()
        assert not held(desk.links[0]).is_stale


def test_sources_are_counted_once_and_a_single_one_blocks_nothing(desk: SimpleNamespace) -> None:
    with acting(SYSTEM):
        third = an_item(desk.case)
        a_link(desk.element, third, held(desk.links[0]).proposition)
    with acting(SYSTEM):
        independence.tie(held(third), [held(desk.items[0])], Tie.COPIED, "The same print")
        db.session.commit()
        facts = service.facts_of(held(desk.charge))[desk.element.id]
        assert (facts.supporting, facts.independent, facts.direct, facts.single_source) == (3, 2, 2, False)
        one = the_element(desk.charge, "CTX7-1")
    a_link(one, desk.items[0], "Attacked", directness=Directness.HEARSAY_FIRST)
    with acting(SYSTEM):
        facts = service.facts_of(held(desk.charge))[one.id]
        assert (facts.single_source, facts.hearsay_only, facts.best) == (True, True, Directness.HEARSAY_FIRST)


def test_a_sentence_is_said_to_be_supported_only_when_something_supports_it(context: Flask) -> None:
    case = a_case()
    with acting(SYSTEM):
        said = service.state_proposition(held(case), "Nobody was paid")
        db.session.flush()
        for status in (PropositionStatus.SUPPORTED, PropositionStatus.CONTESTED):
            with pytest.raises(Refused):
                service.move_proposition(said, status, "Because")
        service.move_proposition(said, PropositionStatus.AGREED, "Not disputed (Rule 69)")
        service.move_proposition(said, PropositionStatus.WITHDRAWN, "Split in two")
        db.session.commit()
        assert said.is_withdrawn


# --- pages ---


@pytest.fixture
def pages(make: Make, client_for: Callable[..., FlaskClient]) -> SimpleNamespace:
    """The same for pages."""
    case = make(a_case)
    official = make(an_official, case.situation, case)
    charge = make(a_charge, case, ENSLAVEMENT, official, modes=[SUPERIOR])
    element = make(the_element, charge, "RS7-1-c.1")
    link = make(a_link, element, make(an_item, case), "People worked under guard")
    return SimpleNamespace(case=case, charge=charge, element=element, link=link, url=f"/charge-elements/{element.id}",
                           expert=client_for(make(a_member, case, Role.LEGAL_EXPERT)),
                           reviewer=client_for(make(a_member, case, Role.REVIEWER)),
                           analyst=client_for(make(a_member, case, Role.ANALYST)),
                           stranger=client_for(make(a_member, make(a_case))))


def test_pages_of_an_assessment_open_for_those_they_are_for(pages: SimpleNamespace) -> None:
    for url in (f"{pages.url}/assess", f"{pages.url}/assessments", f"/charges/{pages.charge.id}/facts",
                f"/propositions/{pages.link.proposition_id}/status", f"/evidence/{pages.link.evidence_id}/cite"):
        assert pages.expert.get(url).status_code == 200, url
        assert pages.stranger.get(url).status_code == 404, url
    assert pages.analyst.post(f"{pages.url}/assess").status_code == 404
    assert pages.reviewer.get(f"/evidence/{pages.link.evidence_id}/cite").status_code == 404


def test_a_level_without_what_it_asks_for_keeps_the_typing_and_says_what_is_lacking(pages: SimpleNamespace) -> None:
    answer = pages.expert.post(f"{pages.url}/assess", data={"number": "0", "level": "ARGUABLE", "reasoning": "Because"})
    assert answer.status_code == 422
    assert "Say what speaks for the official" in answer.text
    answer = pages.expert.post(f"{pages.url}/assess", data={
        "number": "0", "level": "ARGUABLE", "reasoning": "Because of it", "exculpatory": "Nothing found"})
    assert answer.status_code == 422
    assert "Describe the contrary view." in answer.text
    assert "Because of it" in answer.text


def test_assessing_shows_on_the_element_the_matrix_and_the_history(pages: SimpleNamespace) -> None:
    data = {"number": "0", "level": "ARGUABLE", **TEXTS}
    assert pages.expert.post(f"{pages.url}/assess", data=data).status_code == 303
    assert "Arguable" in pages.expert.get(pages.url).text
    assert "Arguable" in pages.expert.get(f"/cases/{pages.case.id}/matrix").text
    assert TEXTS["exculpatory"] in pages.expert.get(f"{pages.url}/assessments").text
    late = pages.expert.post(f"{pages.url}/assess", data=data)
    assert late.status_code == 422
    assert "meanwhile" in late.text


def test_a_level_that_waits_is_not_proposed_twice(pages: SimpleNamespace) -> None:
    data = {"number": "0", "level": "SUFFICIENT", "standard": "STD-SG61", **TEXTS}
    assert "Proposed" in pages.expert.post(f"{pages.url}/assess", data=data, follow_redirects=True).text
    again = pages.expert.post(f"{pages.url}/assess", data=data)
    assert again.status_code == 422
    assert "waits for a second person" in again.text


def test_a_place_is_cited_under_several_elements_at_once(pages: SimpleNamespace, make: Make) -> None:
    item = make(an_item, pages.case)
    url = f"/evidence/{item.id}/cite?case={pages.case.id}&pinpoint=p.%2014&quote=Every%20morning&rendition={'a' * 64}"
    page = pages.expert.get(url).text
    assert "p. 14" in page
    assert "Every morning" in page
    assert "a" * 64 in page
    other = make(the_element, pages.charge, "CTX7-1")
    answer = pages.expert.post(url, data={
        "elements": [str(pages.element.id), str(other.id)], "sentence": "Work began at dawn", "direction": "supports",
        "pinpoint": "p. 14", "quote": "Every morning", "rendition": "a" * 64})
    assert answer.status_code == 303
    shown = pages.expert.get(answer.location).text
    assert "RS7-1-c.1" in shown
    assert "CTX7-1" in shown

    def kept() -> Any:
        with acting(SYSTEM):
            said = db.session.execute(db.select(Proposition).filter_by(sentence="Work began at dawn")).scalar_one()
            return [(str(link.pinpoint), link.rendition) for link in said.links]

    assert make(kept) == [("p. 14", "a" * 64)]
    assert pages.expert.post(url, data={"sentence": "x", "direction": "supports"}).status_code == 422


def test_the_figures_go_out_as_csv_and_as_a_workbook_without_a_formula(pages: SimpleNamespace, make: Make) -> None:
    table = pages.expert.get(f"/charges/{pages.charge.id}/matrix.csv")
    assert "RS7-1-c.1" in table.text
    assert table.headers["Content-Disposition"].endswith(f"{pages.charge.reference}.csv")
    book = pages.expert.get(f"/charges/{pages.charge.id}/matrix.xlsx").data
    sheet = zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml").decode()
    assert "RS7-1-c.1" in sheet
    assert "<f>" not in sheet
    assert pages.expert.get(f"/charges/{pages.charge.id}/matrix.exe").status_code == 404
    assert pages.stranger.get(f"/charges/{pages.charge.id}/matrix.csv").status_code == 404
