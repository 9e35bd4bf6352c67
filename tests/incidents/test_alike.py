"""Incidents that may be the same: warned of by date, place, victims and text, with the reasons."""

from __future__ import annotations

import pytest

from casefile.core.actor import SYSTEM, acting
from casefile.core.uncertain import DateEntry
from casefile.incidents import service
from casefile.incidents.rules import Likeness
from casefile.incidents.service import Described
from tests.factories.base import a_case
from tests.factories.incidents import a_place, an_incident

DATE, PLACE, KIND, VICTIMS, TEXT = Likeness


@pytest.fixture
def known(make):
    """An incident on record, and its place."""
    case = make(a_case)
    place = make(a_place, case.situation)
    incident = make(an_incident, case, when="2004-05", place_id=place.id, violations=["killing"],
                    title="Collapse of the lower gallery", victims_lowest=20, victims_highest=30, victims_source="Book",
                    description="The lower gallery fell in during the night shift and nobody was sent to dig.")
    return incident, place.id, make(a_place, case.situation).id


def likeness(make, **told):
    def ask():
        with acting(SYSTEM):
            return [each.likeness for each in service.look_alikes(Described(**told))]

    return make(ask)


def when(code):
    return DateEntry.of(code)


def test_date_and_place_with_the_kind_or_with_the_victims(known, make):
    _incident, place, far = known
    there = {"when": when("2004"), "place_id": place}
    assert likeness(make, **there, violations=["killing"]) == [(DATE, PLACE, KIND)]
    assert likeness(make, **there, violations=["detention"], lowest=25) == [(DATE, PLACE, VICTIMS)]
    assert likeness(make, **there, violations=["detention"], lowest=31) == []
    assert likeness(make, **there, violations=["detention"], highest=19) == []
    assert likeness(make, **there) == [], "date and place alone are not enough"
    assert likeness(make, when=when("2005"), place_id=place, violations=["killing"], lowest=25) == []
    assert likeness(make, when=when("2004"), place_id=far, violations=["killing"], lowest=25) == []
    assert likeness(make) == []


def test_like_words_with_the_place_or_the_date(known, make):
    _incident, place, far = known
    title = {"title": "Collapse of a lower gallery"}
    account = {"description": "The lower gallery fell in on the night shift; nobody was sent to dig for them."}
    assert likeness(make, **title, place_id=place) == [(PLACE, TEXT)]
    assert likeness(make, **account, when=when("2004-05-03"), place_id=far) == [(DATE, TEXT)]
    assert likeness(make, **title, **account, place_id=far, when=when("2009")) == []
    assert likeness(make, title="Public trial in the yard", place_id=place, when=when("2004")) == []
    assert likeness(make, title="Collapse", place_id=place) == [], "too short to say anything"
