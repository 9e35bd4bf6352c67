"""The history of a record."""

import re
from uuid import uuid4

import pytest

from casefile.core.access import Role
from tests.factories.base import a_case, a_member, a_user
from tests.factories.incidents import an_incident
from tests.factories.people import a_person


def test_every_change_with_before_after_who_and_when(make, client_for):
    case = make(a_case, title="Old title")
    browser = client_for(make(a_member, case, Role.COORDINATOR, name="Yoon Ha-eun"))
    form = browser.get(f"/cases/{case.id}/edit").text
    base = re.search(r'name="base"[^>]*value="([^"]*)"', form)[1].replace("&#34;", '"')
    sent = {"title": "New title", "kind": "case", "theme": "T5", "target_forum": "ICC-UNSC", "version": "1",
            "base": base, "target_standard": "STD-SG61", "classification": "restricted", "timezone": "Asia/Seoul"}
    assert browser.post(f"/cases/{case.id}/edit", data=sent).status_code == 303
    page = browser.get(f"/history/case/{case.id}").text
    for words in ("<del>Old title</del>", "<ins>New title</ins>", "Yoon Ha-eun", "The system", "1 to 2 of 2",
                  "Starvation"):
        assert words in page, words
    assert page.index("New title") < page.index("Added: Case")


def test_a_panel_gets_the_table_alone(make, client_for):
    case = make(a_case)
    browser = client_for(make(a_member, case, Role.OBSERVER))
    page = browser.get(f"/history/case/{case.id}", headers={"HX-Request": "true"})
    assert "<html" not in page.text
    assert "Added: Case" in page.text


def test_only_what_one_may_read(make, client_for):
    case, other = make(a_case), make(a_case)
    observer = client_for(make(a_member, case, Role.OBSERVER))
    expert = client_for(make(a_member, case, Role.LEGAL_EXPERT))
    person, incident = make(a_person, case), make(an_incident, case)
    hidden = make(an_incident, other)
    assert observer.get(f"/history/incident/{incident.id}").status_code == 200
    assert expert.get(f"/history/person/{person.id}").status_code == 200
    assert observer.get(f"/history/person/{person.id}").status_code == 404
    assert expert.get(f"/history/incident/{hidden.id}").status_code == 404
    assert expert.get(f"/history/case/{other.id}").status_code == 404


@pytest.mark.parametrize("table", ["user", "identity", "nonsense", "audit_event", "web_session", "job_run", "%00"])
def test_no_other_tables(make, client_for, table):
    case = make(a_case)
    user = make(a_member, case, Role.COORDINATOR, office_roles=[Role.ADMINISTRATOR])
    browser = client_for(user)
    assert browser.get(f"/history/{table}/{user.id}").status_code == 404
    assert browser.get(f"/history/case/{uuid4()}").status_code == 404


def test_people_in_values_are_told_by_name(make, client_for):
    case = make(a_case)
    user = make(a_member, case, Role.OBSERVER, name="Seo Min-jae")
    page = client_for(user).get(f"/cases/{case.id}/team").text
    assert "<ins>Seo Min-jae</ins>" in page


def test_the_case_history_hides_what_an_observer_may_not_read(make, client_for):
    case = make(a_case)
    person = make(a_person, case)
    expert = client_for(make(a_member, case, Role.LEGAL_EXPERT))
    observer = client_for(make(a_member, case, Role.OBSERVER))
    for path in (f"/cases/{case.id}", f"/cases/{case.id}/team"):
        assert person.reference in expert.get(path).text, path
        assert person.reference not in observer.get(path).text, path


def test_signed_out(make, client_for):
    case = make(a_case)
    assert client_for(None).get(f"/history/case/{case.id}").status_code == 302
    assert client_for(make(a_user)).post(f"/history/case/{case.id}").status_code == 405
