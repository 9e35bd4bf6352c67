"""What people do with incidents and places, and who may know of them."""

from __future__ import annotations

from datetime import date

import pytest
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from casefile.cases.models import CaseCount
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.incidents import labels, service
from casefile.incidents.models import Incident, Place
from casefile.incidents.rules import Status
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.incidents import an_incident


def test_an_incident_is_seen_by_the_teams_of_its_cases_alone(context):
    one, other = a_case(), a_case()
    member, stranger = a_member(one), a_member(other)
    incident = an_incident(one, when="1998-03~")
    with acting_as(member):
        found = db.session.execute(select(Incident)).scalar_one()
        assert (found.id, found.when.earliest, found.status) == (incident.id, date(1998, 2, 1), Status.ALLEGED)
        assert found.scopes() == {one.id}
    with acting_as(stranger):
        assert db.session.execute(select(Incident)).all() == []


def test_the_case_counts_its_incidents(context):
    one, other = a_case(), a_case()
    an_incident(one)
    an_incident(one, other)
    with acting(SYSTEM):
        rows = db.session.execute(select(CaseCount.case_id, CaseCount.n).where(CaseCount.kind == "incident")).all()
    assert {row.case_id: row.n for row in rows} == {one.id: 2, other.id: 1}


def test_a_status_out_of_reach_is_refused(context):
    case = a_case()
    member, incident = a_member(case), an_incident(case)
    with acting_as(member):
        record = db.session.execute(select(Incident)).scalar_one()
        with pytest.raises(Refused, match="cannot move there"):
            service.change_status(record, case, Status.CHARGE_READY, "Wishful")
        with pytest.raises(Refused):
            record.status = Status.CHARGE_READY
        with pytest.raises(Refused, match="second person"):
            service.incidents.settle_status(record, "Alone", status="single_source")
    assert incident.status is Status.ALLEGED


@pytest.mark.parametrize("values", [
    {"violations": []}, {"victims_lowest": 3}, {"victims_lowest": 3, "victims_highest": 2, "victims_source": "W-1"},
    {"victims_identified": -1}, {"status": Status.DUPLICATE}])
def test_the_database_keeps_what_must_be_true(context, values):
    case = a_case()
    with pytest.raises(IntegrityError):
        an_incident(case, **values)
    db.session.rollback()


@pytest.mark.parametrize(("lowest", "highest", "words"), [
    (None, None, ""), (3, None, "at least 3"), (None, 5, "at most 5"), (4, 4, "4"), (3, 5, "3 to 5")])
def test_a_count_reads_as_the_range_it_is(context, lowest, highest, words):
    assert labels.victims_words(Incident(victims_lowest=lowest, victims_highest=highest)) == words


def test_a_place_is_named_in_the_script_of_the_reader_first(context):
    place = Place(name_latin="Unjin", name_hangul="운진", parent=Place(name_hangul="자강도"))
    assert labels.place_words(place) == "Unjin (운진), 자강도"
    with force_locale("ko"):
        assert labels.place_name(place) == "운진 (Unjin)"


@pytest.mark.parametrize(("when", "dated"), [(None, False), ("XXXX", False), ("../1998", True), ("1998-03~", True)])
def test_an_incident_is_dated_when_a_day_bounds_it(context, when, dated):
    case = a_case()
    an_incident(case, when=when)
    with acting_as(a_member(case)):
        assert db.session.execute(select(Incident)).scalar_one().is_dated is dated
