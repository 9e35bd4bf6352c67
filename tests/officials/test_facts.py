"""Facts of authority, knowledge, conduct and measures, for and against."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.officials.fact_labels import INDICATOR
from casefile.officials.models import OfficialFact
from casefile.officials.rules import Direction, FactKind, Indicator
from tests.factories.base import a_case, a_member, a_user, made
from tests.factories.officials import an_official, an_organisation

FACT = {"indicator": "EC2", "direction": "for", "statement": "Guards were moved on a written order.",
        "during-kind": "year", "during-year": "2005", "source": "Order No. 5, copy", "confidence": "high"}


@pytest.fixture
def scene(make, client_for):
    case = make(a_case)
    official = make(an_official, case.situation, case)
    return case, official, client_for(make(a_member, case, Role.LEGAL_EXPERT)), make


def facts(make):
    def ask():
        with acting(SYSTEM):
            return list(db.session.execute(db.select(OfficialFact)).scalars())

    return make(ask)


def test_every_indicator_has_words_and_a_list():
    assert set(INDICATOR) == set(Indicator)
    assert {indicator.kind for indicator in Indicator} == set(FactKind)
    assert sum(indicator.speaks_against for indicator in Indicator) == 6


def test_for_and_against_are_entered_in_the_same_way_and_shown_side_by_side(scene):
    case, official, expert, make = scene
    unit = make(an_organisation, case.situation)
    url = f"/officials/{official.id}/facts/authority"
    assert expert.post(url, data={**FACT, "organisation_id": str(unit.id)}).status_code == 303
    against = {**FACT, "indicator": "EC-X4", "direction": "against", "statement": "The person was abroad that year."}
    assert expert.post(url, data=against).status_code == 303
    page = expert.get(f"/officials/{official.id}").text
    card = page.split('id="facts"')[1].split("</section>\n</div>")[0]
    speaks_for, speaks_against = card.split('id="facts-against"')
    assert "written order" in speaks_for
    assert "2005" in speaks_for
    assert unit.name_latin in speaks_for
    assert "abroad that year" in speaks_against


def test_a_measure_says_whether_it_was_open_and_taken(scene):
    _case, official, expert, make = scene
    data = {**FACT, "indicator": "ME5", "within_power": "yes", "taken": "no", "result": "No file was opened"}
    assert expert.post(f"/officials/{official.id}/facts/measure", data=data).status_code == 303
    (fact,) = facts(make)
    assert (fact.within_power, fact.taken, fact.result) == ("yes", "no", "No file was opened")
    assert "No file was opened" in expert.get(f"/officials/{official.id}").text


@pytest.mark.parametrize(("wrong", "says"), [
    ({"indicator": "EC-X1"}, "choose “against”"), ({"indicator": "KN1"}, "Choose one of the list"),
    ({"indicator": ""}, "Choose what it goes to"), ({"source": ""}, "Say who or what tells us so"),
    ({"statement": ""}, "Write what the source says"), ({"direction": ""}, "Say whether")])
def test_what_cannot_be_said_is_refused_in_words_and_what_was_typed_stays(scene, wrong, says):
    _case, official, expert, make = scene
    answer = expert.post(f"/officials/{official.id}/facts/authority", data={**FACT, **wrong})
    assert answer.status_code == 422
    assert says in answer.text
    assert "Order No. 5, copy" in answer.text or "source" in wrong
    assert facts(make) == []


def test_a_fact_is_corrected_and_taken_back_with_a_reason(scene):
    _case, official, expert, make = scene
    expert.post(f"/officials/{official.id}/facts/knowledge", data={**FACT, "indicator": "KN1"})
    (fact,) = facts(make)
    edit = {**FACT, "indicator": "KN6", "version": str(fact.version)}
    assert expert.post(f"/official-facts/{fact.id}/edit", data=edit).status_code == 303
    assert facts(make)[0].indicator is Indicator.KN6
    assert expert.post(f"/official-facts/{fact.id}/remove", data={"reason": ""}).status_code == 422
    assert expert.post(f"/official-facts/{fact.id}/remove", data={"reason": "Entered twice"}).status_code == 303
    assert facts(make) == []


def test_strangers_and_unknown_lists_are_not_there(scene, client_for):
    _case, official, expert, make = scene
    expert.post(f"/officials/{official.id}/facts/conduct", data={**FACT, "indicator": "CD-ORDER"})
    (fact,) = facts(make)
    stranger = client_for(make(a_user))
    for url in (f"/officials/{official.id}/facts/conduct", f"/official-facts/{fact.id}/edit",
                f"/official-facts/{fact.id}/remove"):
        assert stranger.get(url).status_code == 404
    assert expert.get(f"/officials/{official.id}/facts/guilt").status_code == 404


@pytest.mark.parametrize("wrong", [{"indicator": Indicator.EC1, "result": "x"}, {"indicator": Indicator.ECX1}])
def test_the_database_holds_what_must_be_true(scene, wrong):
    case, official, _expert, make = scene
    with pytest.raises(IntegrityError):
        make(lambda: made(OfficialFact(situation_id=case.situation_id, official_id=official.id, statement="x",
                                       source="x", direction=Direction.FOR, **wrong)))
