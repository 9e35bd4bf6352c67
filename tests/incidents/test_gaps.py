"""What a case is missing about its incidents."""

from __future__ import annotations

import pytest

from casefile.cases.gaps import Severity, gaps_of
from casefile.incidents import gaps as slice_gaps
from casefile.incidents.rules import Precision, Status
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.incidents import a_place, an_incident

OURS = {rule.code for rule in slice_gaps.RULES}


def found(case, member):
    with acting_as(member):
        return {gap.code: gap for gap in gaps_of(case) if gap.code in OURS}


@pytest.fixture
def case(context):
    return a_case()


def test_a_case_without_incident_is_blocked(case):
    gaps = found(case, a_member(case))
    assert set(gaps) == {"GAP-INCIDENT"}
    gap = gaps["GAP-INCIDENT"]
    assert (gap.severity, gap.title, gap.url) == (Severity.BLOCKING, "No incident is recorded",
                                                  f"/cases/{case.id}/incidents/new")


def test_a_bare_incident_lacks_date_place_victims_and_status(case):
    incident = an_incident(case)
    gaps = found(case, a_member(case))
    assert set(gaps) == {"GAP-DATE", "GAP-PLACE", "GAP-VICTIM", "GAP-ALLEGED"}
    assert gaps["GAP-DATE"].title == f"Incident {incident.reference} has no date"
    assert gaps["GAP-DATE"].url == f"/incidents/{incident.id}/edit?case={case.id}"
    assert gaps["GAP-ALLEGED"].url == f"/incidents/{incident.id}/status?case={case.id}"
    assert {gap.severity for gap in gaps.values()} == {Severity.ADVISORY}
    an_incident(case)
    assert found(case, a_member(case))["GAP-VICTIM"].title == "2 incidents have no identified or described victim"


def test_a_whole_incident_lacks_nothing(case):
    place = a_place(case.situation)
    an_incident(case, when="../1998", place_id=place.id, victims="Women of one transport", status=Status.SINGLE_SOURCE)
    assert found(case, a_member(case)) == {}


@pytest.mark.parametrize("precision", [Precision.COUNTRY, Precision.UNKNOWN])
def test_a_country_is_no_place(case, precision):
    place = a_place(case.situation, precision=precision)
    an_incident(case, when="XXXX", place_id=place.id, victims_lowest=1, victims_source="W-1",
                status=Status.CORROBORATED)
    assert set(found(case, a_member(case))) == {"GAP-PLACE", "GAP-DATE"}


def test_what_was_set_aside_and_what_others_hold_counts_for_nothing(case):
    an_incident(case, status=Status.REFUTED)
    an_incident(a_case(case.situation))
    assert found(case, a_member(case)) == {}
