"""The list of cases, opening one, its overview, changing it."""

import csv
import io
import re

import pytest
from sqlalchemy import select

from casefile.cases.gaps import GapRule, Severity
from casefile.cases.models import Case
from casefile.cases.rules import Stage, Theme
from casefile.core import panels
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from tests.factories.base import a_case, a_member, a_situation, a_user, on_team

FIELDS = {"title": "Detention at Facility F-12", "kind": "case", "theme": "T1", "target_forum": "ICC-UNSC",
          "target_standard": "STD-SG61", "classification": "restricted",
          "timezone": "Asia/Seoul", "summary": "Known so far"}


def test_the_list_shows_ones_own_cases_alone(make, client_for):
    mine, other = make(a_case, title="Mine"), make(a_case, title="Somebody else's")
    member = make(a_member, mine, Role.LEGAL_EXPERT)
    page = client_for(member).get("/cases/").text
    assert "Mine" in page
    assert mine.reference in page
    assert other.reference not in page
    assert "1 result" in page


def test_filters_live_in_the_address_and_show_as_chips(make, client_for):
    situation = make(a_situation)
    one = make(a_case, situation, title="Camp", theme=Theme.POLITICAL_CAMPS)
    two = make(a_case, situation, title="Famine", theme=Theme.STARVATION, stage=Stage.BUILDING)
    user = make(a_user)
    make(on_team, user, one, Role.LEGAL_EXPERT)
    make(on_team, user, two, Role.LEAD)
    browser = client_for(user)
    for query, shown, hidden in (("theme=T5", two, one), ("stage=building", two, one), ("q=camp", one, two),
                                 (f"q={two.reference}", two, one), ("mine=y", two, one)):
        page = browser.get(f"/cases/?{query}").text
        assert shown.title in page, query
        assert f">{hidden.title}<" not in page, query
        assert "Remove this filter" in page
    page = browser.get("/cases/?stage=nonsense&theme=x&sort=zzz&page=-1").text
    assert one.title in page
    assert two.title in page


def test_stages_sort_by_the_line(make, client_for):
    situation, user = make(a_situation), make(a_user)
    for stage in (Stage.BUILDING, Stage.INTAKE, Stage.CLOSED, Stage.ADVERSARIAL):
        make(on_team, user, make(a_case, situation, title=f"At {stage}", stage=stage), Role.OBSERVER)
    page = client_for(user).get("/cases/?sort=stage").text
    assert re.findall(r"At (\w+)<", page) == ["intake", "building", "adversarial_review", "closed"]


def test_empty_list_offers_what_the_person_can_do(make, client_for):
    assert "Open a case" in client_for(make(a_user, office_roles=[Role.COORDINATOR])).get("/cases/").text
    page = client_for(make(a_user)).get("/cases/").text
    assert "No cases yet" in page
    assert "Open a case" not in page
    assert "Clear filters" in client_for(make(a_user)).get("/cases/?q=x").text


def test_the_list_as_csv_is_filtered_and_runs_nothing(make, client_for):
    case = make(a_case, title='=HYPERLINK("http://evil")')
    other = make(a_case, title="Another", theme=Theme.STARVATION)
    user = make(a_user, name="@lead")
    make(on_team, user, case, Role.LEAD)
    make(on_team, user, other, Role.OBSERVER)
    answer = client_for(user).get("/cases.csv?theme=T1")
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert answer.mimetype == "text/csv"
    assert "cases.csv" in answer.headers["Content-Disposition"]
    assert [row[0] for row in rows[1:]] == [case.reference]
    assert rows[1][1] == "'=HYPERLINK(\"http://evil\")"
    assert rows[1][5] == "'@lead"


def test_the_list_asks_the_same_number_of_questions_for_any_length(make, client_for, queries):
    situation, user = make(a_situation), make(a_user)
    make(on_team, user, make(a_case, situation), Role.LEAD)
    browser = client_for(user)
    browser.get("/cases/")
    queries.clear()
    browser.get("/cases/")
    few = len(queries)
    for _ in range(12):
        make(on_team, user, make(a_case, situation), Role.LEAD)
    queries.clear()
    assert browser.get("/cases/").status_code == 200
    assert len(queries) == few <= 8


def test_a_coordinator_opens_a_case_and_is_on_its_team(make, client_for):
    situation = make(a_situation)
    browser = client_for(make(a_user, name="Yoon Ha-eun", office_roles=[Role.COORDINATOR]))
    assert situation.title in browser.get("/cases/new").text
    assert browser.get(f"/situations/{situation.id}/cases/new").status_code == 200
    answer = browser.post(f"/situations/{situation.id}/cases/new", data=FIELDS)
    assert answer.status_code == 303
    page = browser.get(answer.location).text
    assert "Yoon Ha-eun" in page
    assert re.search(r"Case CF-\d{4}-\d{3} is open", page)


def test_bad_input_keeps_what_was_typed(make, client_for):
    situation = make(a_situation)
    browser = client_for(make(a_user, office_roles=[Role.COORDINATOR]))
    bad = {"title": "x" * 300, "theme": "T99", "timezone": "Mars/Olympus", "summary": "text\u202e\x00"}
    answer = browser.post(f"/situations/{situation.id}/cases/new", data=FIELDS | bad)
    assert answer.status_code == 422
    for words in ("Shorten this to 200 characters", "Choose one of the options listed",
                  "There is no time zone of this name", "Remove the character U+202E", "Mars/Olympus"):
        assert words in answer.text


def test_only_coordinators_of_the_office_open_cases(make, client_for):
    case = make(a_case)
    lead = client_for(make(a_member, case, Role.LEAD, Role.COORDINATOR))
    assert lead.get("/cases/new").status_code == 404
    assert lead.get(f"/situations/{case.situation_id}/cases/new").status_code == 404
    assert lead.post(f"/situations/{case.situation_id}/cases/new", data=FIELDS).status_code == 404


@pytest.fixture
def rule(monkeypatch):
    """One rule of a higher slice: every case has the gap."""
    def query(case):
        return select(Case.id, Case.reference).where(Case.id == case.id)

    def both(case):
        return [
            GapRule("TEST-B", Severity.BLOCKING, query, lambda n, ref: f"{n} thing without a source: {ref}",
                    "Each thing needs a source.", "Add source",
                    lambda case, id: f"/things/{id}"),
            GapRule("TEST-A", Severity.ADVISORY, query, lambda n, ref: f"look at {ref}", "A person should look.",
                    "Look",
                    lambda case, id: f"/things/{id}"),
        ]

    monkeypatch.setitem(panels._offers, (Case, "gaps"), [both])


def test_the_overview_says_how_far_what_is_missing_and_who(make, client_for, rule):
    case = make(a_case, summary="Held without charge, 2011 to 2015.")
    member = make(a_member, case, Role.COORDINATOR, name="Yoon Ha-eun")
    make(a_member, case, Role.LEAD, name="Seo Min-jae")
    page = client_for(member).get(f"/cases/{case.id}").text
    for words in ("1 blocking", "1 advisory", f"1 thing without a source: {case.reference}", "Add source",
                  f"/things/{case.id}", "Case lead: Seo Min-jae", "2 members", "0 days, limit 14",
                  "Restricted: named members only", "Move to Preliminary assessment…", "Held without charge",
                  "Recent activity", "Added: Case"):
        assert words in page, words
    assert "Yoon Ha-eun" in page


def test_a_reader_sees_no_button_that_would_answer_404(make, client_for, monkeypatch):
    monkeypatch.setitem(panels._offers, (Case, "gaps"), [])
    case = make(a_case)
    page = client_for(make(a_member, case, Role.OBSERVER)).get(f"/cases/{case.id}").text
    assert "/stage" not in page
    assert "/edit" not in page
    assert "Nothing is missing by the rules of this stage" in page


def test_the_overview_asks_eight_questions_whatever_the_size(make, client_for, queries, rule):
    case = make(a_case)
    member = make(a_member, case, Role.COORDINATOR)
    browser = client_for(member)
    browser.get(f"/cases/{case.id}")
    queries.clear()
    browser.get(f"/cases/{case.id}")
    few = len(queries)
    for _ in range(12):
        make(a_member, case, Role.LEGAL_EXPERT)
    queries.clear()
    assert browser.get(f"/cases/{case.id}").status_code == 200
    assert len(queries) == few <= 8, queries


def test_strangers_and_administrators_find_nothing(make, client_for):
    case = make(a_case)
    for user in (make(a_user), make(a_user, office_roles=[Role.ADMINISTRATOR, Role.COORDINATOR])):
        browser = client_for(user)
        for path in ("", "/edit", "/team", "/stage", "/gaps", "/gaps.csv", "/team/add"):
            assert browser.get(f"/cases/{case.id}{path}").status_code == 404, path
    assert client_for(None).get(f"/cases/{case.id}").status_code == 302


def test_changing_a_case_writes_history_and_detects_the_other_person(make, client_for):
    case = make(a_case, title="Old")
    member = make(a_member, case, Role.COORDINATOR)
    browser = client_for(member)
    form = browser.get(f"/cases/{case.id}/edit").text
    base = re.search(r'name="base"[^>]*value="([^"]*)"', form)[1].replace("&#34;", '"')
    sent = FIELDS | {"version": str(case.version), "base": base}
    assert browser.post(f"/cases/{case.id}/edit", data=sent | {"title": "New"}).status_code == 303
    assert "New" in browser.get(f"/cases/{case.id}").text
    stale = browser.post(f"/cases/{case.id}/edit", data=sent | {"title": "Mine"})
    assert stale.status_code == 409
    assert "Old" in stale.text
    assert "New" in stale.text
    assert "Mine" in stale.text
    assert browser.post(f"/cases/{case.id}/edit", data=sent | {"title": "", "version": "2"}).status_code == 422
    expert = client_for(make(a_member, case, Role.LEGAL_EXPERT))
    assert expert.post(f"/cases/{case.id}/edit", data=sent).status_code == 404
    with acting(SYSTEM):
        event = db.session.execute(select(AuditEvent).filter_by(record_id=case.id, action="changed")).scalars().first()
    assert event.changes["title"] == ["Old", "New"]
    assert event.reference == case.reference


def test_get_only_pages_refuse_other_methods(make, client_for):
    case = make(a_case)
    browser = client_for(make(a_member, case, Role.COORDINATOR))
    for path in (f"/cases/{case.id}", "/cases/", "/cases.csv", f"/cases/{case.id}/gaps", "/", "/reviews/"):
        assert browser.post(path).status_code == 405, path


def test_the_rules_behind_the_gaps_are_told_in_words(make, client_for, rule):
    case = make(a_case)
    browser = client_for(make(a_member, case, Role.OBSERVER))
    page = browser.get(f"/cases/{case.id}/gaps").text
    assert "Each thing needs a source." in page
    assert "TEST-A" in page
    rows = list(csv.reader(io.StringIO(browser.get(f"/cases/{case.id}/gaps.csv").text.removeprefix("\ufeff"))))
    assert [row[1] for row in rows[1:]] == ["TEST-B", "TEST-A"]
    assert rows[1][0] == case.reference


def test_a_reference_leads_to_its_record(make, client_for):
    case, other = make(a_case), make(a_case)
    browser = client_for(make(a_member, case, Role.OBSERVER))
    answer = browser.get(f"/r/{case.reference.lower()}")
    assert answer.status_code == 302
    assert answer.location == f"/cases/{case.id}"
    for reference in (other.reference, "CF-9999-999", "ZZ-1", "nonsense", "%00"):
        assert browser.get(f"/r/{reference}").status_code == 404, reference


def test_situations(make, client_for):
    coordinator = client_for(make(a_user, office_roles=[Role.COORDINATOR]))
    assert coordinator.get("/situations/new").status_code == 200
    answer = coordinator.post("/situations/new", data={"code": "PRK", "title": "A country"})
    assert answer.status_code == 303
    assert "No cases in this situation" in coordinator.get(answer.location).text
    again = coordinator.post("/situations/new", data={"code": "PRK", "title": "Twice"})
    assert again.status_code == 422
    assert "Another situation has this code" in again.text
    assert coordinator.post("/situations/new", data={"code": "prk!", "title": "x"}).status_code == 422
    sent = {"code": "PRK", "title": "Renamed", "version": "1", "base": "{}"}
    assert coordinator.post(f"{answer.location}/edit", data=sent).status_code == 303
    assert "Renamed" in coordinator.get("/situations/").text


def test_a_situation_shows_its_registers_and_only_ones_own_cases(make, client_for):
    situation = make(a_situation)
    mine, other = make(a_case, situation), make(a_case, situation)
    browser = client_for(make(a_member, mine, Role.OBSERVER))
    page = browser.get(f"/situations/{situation.id}").text
    assert mine.reference in page
    assert other.reference not in page
    assert "Registers" in page
    assert browser.get(f"/situations/{make(a_situation).id}").status_code == 404
    assert browser.get(f"/situations/{situation.id}/edit").status_code == 404
    assert browser.get("/situations/new").status_code == 404


def test_the_tracker_tells_when_a_stage_was_left(make, client_for):
    case = make(a_case)
    member = make(a_member, case, Role.COORDINATOR)
    make(a_member, case, Role.LEAD)
    browser = client_for(member)
    data = {"to": "preliminary_assessment", "reason": "Triage accepted", "override": "The summary follows"}
    assert browser.post(f"/cases/{case.id}/stage", data=data).status_code == 303
    page = browser.get(f"/cases/{case.id}").text
    assert "done " in page
    assert "limit 45" in page


def test_what_pages_need_comes_with_the_case(make, context):
    case = make(a_case)
    make(a_member, case, Role.LEAD, name="Seo Min-jae")
    with acting(SYSTEM):
        found = db.session.get(Case, case.id)
        assert found.counts is None
        assert found.left is None
        assert found.lead == "Seo Min-jae"


def test_the_overview_with_every_slice_on_it(make, client_for, queries):
    case = make(a_case)
    browser = client_for(make(a_member, case, Role.COORDINATOR))
    browser.get(f"/cases/{case.id}")
    queries.clear()
    assert browser.get(f"/cases/{case.id}").status_code == 200
    assert len(queries) <= 8, queries
