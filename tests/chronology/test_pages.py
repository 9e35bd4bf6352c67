"""The chronology of a case: one list of all that is dated, and what contradicts itself in it."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.uncertain import DateEntry
from casefile.officials.models import OfficialFact, Organisation
from casefile.officials.rules import Degree, Direction, Indicator
from tests.factories.base import a_case, a_member, a_user, made
from tests.factories.incidents import a_place, an_incident
from tests.factories.law import a_charge
from tests.factories.officials import a_holding, a_post, an_involvement, an_official, an_organisation
from tests.factories.people import a_part, a_person


def a_fact(official, during, **values: Any):
    return made(OfficialFact(situation_id=official.situation_id, official_id=official.id, during=DateEntry.of(during),
                             statement="Guards were moved on a written order.", source="Order No. 5", **values))


@pytest.fixture
def scene(make, client_for):
    """A facility with an incident, its head with a post and an order, another incident elsewhere."""
    case = make(a_case)
    place = make(a_place, case.situation, name_latin="Unjin", operated=DateEntry.of("1998/2007"))
    unit = make(an_organisation, case.situation, place_id=place.id)
    head = make(an_official, case.situation, case)
    post = make(a_post, unit)
    make(a_holding, head, post, "2002/2009")
    make(a_fact, head, "2005-03-01", indicator=Indicator.ORDER, direction=Direction.FOR)
    here = make(an_incident, case, title="Quota raised", when="2004-05", place_id=place.id)
    elsewhere = make(an_incident, case, title="Transfer", when="2011")
    make(an_incident, case, title="Undated", when=None)
    return SimpleNamespace(case=case, place=place, unit=unit, head=head, post=post, here=here, elsewhere=elsewhere,
                           member=client_for(make(a_member, case, Role.LEGAL_EXPERT)),
                           url=f"/cases/{case.id}/chronology")


def titles(page):
    shown = re.findall(r'<p><span class="cf-muted">([^<]+)</span> <a[^>]*>([^<]+)</a>', page)
    return [(kind.split()[0], title.split(":")[0]) for kind, title in shown]


def test_everything_dated_stands_in_one_order_with_bars(scene):
    page = scene.member.get(scene.url).text
    assert [kind for kind, _title in titles(page)] == ["Place", "Post", "Incident", "Order,", "Incident", "Incident"]
    assert page.count("<svg class=\"cf-strip\"") == 5
    assert page.count("cf-strip-sure") == 3, "two periods and one day are certain; a month and a year are not"
    assert "style=" not in page
    assert [kind for kind, _title in titles(scene.member.get(scene.url + "?sort=-date").text)][-1] == "Incident"


@pytest.mark.parametrize(("query", "kinds"), [
    ("kind=post", ["Post"]), ("kind=fact", ["Order,"]), ("first_year=2010", ["Incident"]),
    ("first_year=2003&last_year=2004", ["Place", "Post", "Incident"]), ("about=O-9999", []), ("about=nothing", [])])
def test_filters_by_kind_and_years(scene, query, kinds):
    page = scene.member.get(f"{scene.url}?{query}").text
    assert [kind for kind, _title in titles(page)] == kinds
    assert ("Nothing matches these filters" in page) == (not kinds)


def test_filters_by_person_official_place_unit_and_element(scene, make):
    person = make(a_person, scene.case)
    make(a_part, person, scene.elsewhere)
    make(an_involvement, scene.head, scene.here)
    make(a_charge, scene.case, "RS7-1-c", scene.head, incident_ids=[scene.here.id])

    def about(code):
        return [kind for kind, _title in titles(scene.member.get(f"{scene.url}?about={code}").text)]

    assert about(person.reference) == ["Incident"]
    assert about(scene.head.reference.lower()) == ["Post", "Incident", "Order,"]
    assert about(scene.place.reference) == ["Place", "Post", "Incident"]
    assert about(scene.unit.reference) == ["Place", "Post", "Incident"]
    assert about("RS7-1-c.1") == ["Post", "Incident", "Order,"]
    assert about(scene.here.reference) == ["Incident"]


def test_it_costs_the_same_few_questions_whatever_its_length(scene, make, queries):
    counts = []
    scene.member.get(scene.url)
    for n in (1, 30):
        for _ in range(n):
            make(a_holding, make(an_official, scene.case.situation, scene.case), scene.post, "2001/2003")
            make(an_incident, scene.case, when="1999", place_id=scene.place.id)
        queries.clear()
        assert scene.member.get(scene.url + "?size=100").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8, "\n--\n".join(queries)


def test_a_page_behind_the_last_knows_how_many_there_are(scene):
    page = scene.member.get(scene.url + "?page=9").text
    assert "6 results" in page


def test_contradictions_are_named_with_both_sides(scene, make):
    far = make(a_place, scene.case.situation, name_latin="Far")
    late = make(an_incident, scene.case, title="After it closed", when="2008-02", place_id=scene.place.id)
    there = make(an_incident, scene.case, title="Seen far away", when="2004-05-01", place_id=far.id)
    make(an_involvement, scene.head, there, degree=Degree.PRESENT)
    make(a_holding, make(an_official, scene.case.situation), scene.post, "2003/2006")
    young = make(an_official, scene.case.situation, scene.case, birth="1999")
    make(a_holding, young, make(a_post, scene.unit), "1990/1995")
    page = scene.member.get(scene.url + "/contradictions").text
    for kind, shows in (("place_closed", late.reference), ("post_elsewhere", there.reference),
                        ("post_twice", scene.head.reference), ("before_birth", young.reference)):
        card = page.split(f'id="{kind}"')[1].split("</section>")[0]
        assert shows in card, kind
        assert card.count("<li>") == 1, kind


def test_what_may_both_be_true_is_no_contradiction(scene, make):
    inside = make(a_place, scene.case.situation, parent_id=scene.place.id)
    far = make(a_place, scene.case.situation)
    for place, when, degree in ((inside, "2004-05-01", Degree.PRESENT), (far, "2002", Degree.PRESENT),
                                (far, "2004-05-01", Degree.ORDERED), (far, None, Degree.PRESENT)):
        make(an_involvement, scene.head, make(an_incident, scene.case, when=when, place_id=place.id), degree=degree)
    make(an_incident, scene.case, when="2007", place_id=scene.place.id)
    make(a_holding, make(an_official, scene.case.situation), scene.post, "2009/2012")
    assert "No contradiction was found" in scene.member.get(scene.url + "/contradictions").text


def test_of_other_cases_nothing_is_shown(scene, make, client_for):
    other = make(a_case, scene.case.situation)
    make(an_incident, other, title="Theirs", when="2004")

    def move():
        with acting(SYSTEM):
            db.session.get_one(Organisation, scene.unit.id).place_id = None
            db.session.commit()

    make(move)
    assert "Theirs" not in scene.member.get(scene.url).text
    stranger = client_for(make(a_user))
    assert stranger.get(scene.url).status_code == stranger.get(scene.url + "/contradictions").status_code == 404
