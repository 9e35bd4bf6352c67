"""What people do with incidents and places, and who may know of them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from casefile.cases.models import CaseCount
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.incidents.models import Incident
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
