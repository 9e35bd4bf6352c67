"""Acts with their victims, links between incidents, and the decision that two are not the same."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.incidents.models import IncidentAct, IncidentLink
from casefile.incidents.rules import LinkKind, Violation
from tests.factories.base import a_case, a_member, a_user, made
from tests.factories.incidents import a_place, an_incident

ACT = {"act": "forced_labour", "people": "Pregnant women sent back", "source": "W-ABCD, para. 4", "lowest": "12",
       "lowest_source": "W-ABCD", "highest": "30", "highest_source": "Register of arrivals"}


@pytest.fixture
def scene(make, client_for):
    case = make(a_case)
    return case, make(an_incident, case, title="Raid"), client_for(make(a_member, case, Role.LEGAL_EXPERT)), make


def every(make, model):
    def ask():
        with acting(SYSTEM):
            return list(db.session.execute(db.select(model)).scalars())

    return make(ask)


def test_each_group_has_its_bounds_and_each_bound_its_source(scene):
    _case, incident, expert, make = scene
    assert expert.post(f"/incidents/{incident.id}/acts/add", data=ACT).status_code == 303
    card = expert.get(f"/incidents/{incident.id}").text.split('id="acts"')[1].split("</section>")[0]
    for words in ("Pregnant women sent back", "12 to 30", "At least: W-ABCD", "At most: Register of arrivals"):
        assert words in card
    (act,) = every(make, IncidentAct)
    assert expert.post(f"/incident-acts/{act.id}/edit", data={**ACT, "highest": "", "version": "1"}).status_code == 303
    assert "at least 12" in expert.get(f"/incidents/{incident.id}").text
    assert expert.post(f"/incident-acts/{act.id}/remove", data={"reason": "Of another incident"}).status_code == 303
    assert every(make, IncidentAct) == []


@pytest.mark.parametrize(("wrong", "says"), [
    ({"highest": "3"}, "must not be below the least"), ({"lowest_source": ""}, "whose count this is"),
    ({"people": ""}, "Describe the people"), ({"act": "guilty"}, "Choose"), ({"lowest": "-1"}, "Enter a whole number")])
def test_what_cannot_be_said_is_refused_in_words(scene, wrong, says):
    _case, incident, expert, make = scene
    answer = expert.post(f"/incidents/{incident.id}/acts/add", data={**ACT, **wrong})
    assert answer.status_code == 422
    assert says in answer.text
    assert every(make, IncidentAct) == []


def test_incidents_are_linked_in_one_way_once(scene):
    case, incident, expert, make = scene
    other = make(an_incident, case, title="Transfer")
    data = {"other_id": str(other.id), "kind": "same_order", "source": "Order No. 5, copy"}
    url = f"/incidents/{incident.id}/links/add"
    assert expert.post(url, data=data).status_code == 303
    assert expert.post(url, data={**data, "once": ""}).status_code == 409
    for one, linked in ((incident, other), (other, incident)):
        card = expert.get(f"/incidents/{one.id}").text.split('id="links"')[1].split("</section>")[0]
        assert linked.reference in card
        assert "On the same order" in card
    (link,) = every(make, IncidentLink)
    assert expert.post(f"/incident-links/{link.id}/remove", data={"reason": "A misreading"}).status_code == 303
    assert every(make, IncidentLink) == []


def test_the_decision_that_two_are_not_the_same_is_kept_and_not_asked_again(scene):
    case, _incident, expert, make = scene
    place = make(a_place, case.situation)
    make(an_incident, case, when="1998-03", place_id=place.id, violations=["killing"])
    data = {"title": "Second", "violations": "killing", "language": "en", "place_id": str(place.id),
            "when-kind": "year", "when-year": "1998"}
    url = f"/cases/{case.id}/incidents/new"
    assert "Already recorded?" in expert.post(url, data=data).text
    assert expert.post(url, data={**data, "anyway": "1"}).status_code == 303
    (link,) = every(make, IncidentLink)
    assert link.kind is LinkKind.DISTINCT
    edit = f"/incidents/{link.one_id}/edit"
    changed = {**data, "when-year": "1999", "version": "1"}
    assert expert.post(edit, data=changed).status_code == 303, "1999 does not meet March 1998"
    answer = expert.post(edit, data={**data, "version": "2"})
    assert answer.status_code == 303, "compared before, and kept apart"


def test_a_link_tells_nobody_of_an_incident_they_may_not_see(scene, client_for):
    case, incident, expert, make = scene
    hidden = make(an_incident, make(a_case, case.situation), title="Theirs")
    make(lambda: made(IncidentLink(one_id=incident.id, other_id=hidden.id, kind=LinkKind.FOLLOWED, source="x")))
    act = make(lambda: made(IncidentAct(incident_id=hidden.id, act=Violation.KILLING, people="x", source="x")))
    page = expert.get(f"/incidents/{incident.id}").text
    assert hidden.reference not in page
    assert "No other incident is linked" in page
    (link,) = every(make, IncidentLink)
    assert expert.get(f"/incident-links/{link.id}/remove").status_code == 404
    assert expert.get(f"/incident-acts/{act.id}/edit").status_code == 404
    other = {"other_id": str(hidden.id), "kind": "followed", "source": "x"}
    assert expert.post(f"/incidents/{incident.id}/links/add", data=other).status_code == 422
    assert client_for(make(a_user)).get(f"/incidents/{incident.id}/acts/add").status_code == 404


def test_the_database_holds_what_must_be_true(scene):
    _case, incident, _expert, make = scene
    both = {"lowest_source": "x", "highest_source": "x"}
    for wrong in ({"lowest": 3}, {"highest": 3}, {"lowest": 3, "highest": 2, **both}):
        with pytest.raises(IntegrityError):
            make(lambda values=wrong: made(IncidentAct(incident_id=incident.id, act=Violation.KILLING, people="x",
                                                       source="x", **values)))
