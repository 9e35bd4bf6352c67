"""The team, the declaration, the history of the case."""

import re

from casefile.cases.models import Membership
from casefile.core.access import Role
from tests.factories.base import a_case, a_member, a_user
from tests.factories.cases import found


def membership_of(user, role):
    return found(Membership, user_id=user.id, role=role)


def test_a_coordinator_puts_a_person_on_the_team(make, client_for):
    case = make(a_case)
    browser = client_for(make(a_member, case, Role.COORDINATOR))
    new = make(a_user, name="Seo Min-jae")
    url = f"/cases/{case.id}/team/add"
    assert "Seo Min-jae" in browser.get(url).text
    assert client_for(new).get(f"/cases/{case.id}").status_code == 404
    sent = {"user_id": str(new.id), "role": "legal_expert"}
    without = browser.post(url, data=sent)
    assert without.status_code == 422
    assert "without the declaration nobody joins a case" in without.text
    assert browser.post(url, data=sent | {"no_conflict": "y"}).status_code == 303
    assert client_for(new).get(f"/cases/{case.id}").status_code == 200
    assert membership_of(new, Role.LEGAL_EXPERT).no_conflict_at is not None
    twice = browser.post(url, data=sent | {"no_conflict": "y"})
    assert twice.status_code == 409
    assert "holds that role in this case already" in twice.text


def test_office_roles_and_unknown_people_are_no_answer(make, client_for):
    case = make(a_case)
    browser, url = client_for(make(a_member, case, Role.COORDINATOR)), f"/cases/{case.id}/team/add"
    new = make(a_user)
    for bad in ({"role": "administrator"}, {"role": "staff"}, {"user_id": str(case.id)}, {"user_id": "x"},
                {"role": ""}):
        sent = {"user_id": str(new.id), "role": "observer", "no_conflict": "y"} | bad
        assert browser.post(url, data=sent).status_code == 422, bad


def test_a_person_taken_off_sees_nothing_at_the_next_click(make, client_for):
    case = make(a_case)
    coordinator = client_for(make(a_member, case, Role.COORDINATOR))
    expert = make(a_member, case, Role.LEAD, name="Seo Min-jae")
    open_page = client_for(expert)
    assert open_page.get(f"/cases/{case.id}/edit").status_code == 200
    membership = membership_of(expert, Role.LEAD)
    confirm = coordinator.get(f"/memberships/{membership.id}/end").text
    assert "Take Seo Min-jae off the team?" in confirm
    assert coordinator.post(f"/memberships/{membership.id}/end", data={"reason": ""}).status_code == 422
    assert coordinator.post(f"/memberships/{membership.id}/end", data={"reason": "New post"}).status_code == 303
    late = open_page.post(f"/cases/{case.id}/edit", data={"title": "Written too late"})
    assert late.status_code == 404
    page = coordinator.get(f"/cases/{case.id}/team").text
    assert "Written too late" not in page
    assert "Formerly on the team" in page
    assert "Reason: New post" in page
    again = coordinator.post(f"/memberships/{membership.id}/end", data={"reason": "again"})
    assert again.status_code == 409


def test_the_last_coordinator_stays(make, client_for):
    case = make(a_case)
    user = make(a_member, case, Role.COORDINATOR)
    answer = client_for(user).post(f"/memberships/{membership_of(user, Role.COORDINATOR).id}/end", data={"reason": "x"})
    assert answer.status_code == 409
    assert "The last coordinator cannot leave" in answer.text
    other = make(a_member, case, Role.COORDINATOR)
    url = f"/memberships/{membership_of(user, Role.COORDINATOR).id}/end"
    assert client_for(other).post(url, data={"reason": "x"}).status_code == 303


def test_one_declares_for_oneself(make, client_for):
    case = make(a_case)
    user = make(a_member, case, Role.OBSERVER)
    browser = client_for(user)
    assert "I have no conflict of interest" in browser.get(f"/cases/{case.id}/team").text
    assert browser.post(f"/cases/{case.id}/team/declare").status_code == 303
    assert membership_of(user, Role.OBSERVER).no_conflict_at is not None
    assert "I have no conflict of interest" not in browser.get(f"/cases/{case.id}/team").text


def test_only_coordinators_manage_the_team(make, client_for):
    case, other = make(a_case), make(a_case)
    lead = make(a_member, case, Role.LEAD)
    browser = client_for(lead)
    assert browser.get(f"/cases/{case.id}/team").status_code == 200
    assert browser.get(f"/cases/{case.id}/team/add").status_code == 404
    membership = membership_of(lead, Role.LEAD)
    assert browser.post(f"/memberships/{membership.id}/end", data={"reason": "x"}).status_code == 404
    stranger = client_for(make(a_member, other, Role.COORDINATOR))
    assert stranger.post(f"/memberships/{membership.id}/end", data={"reason": "x"}).status_code == 404


def test_the_history_tells_who_changed_what_in_words(make, client_for):
    case = make(a_case, title="Old title")
    user = make(a_member, case, Role.COORDINATOR, name="Yoon Ha-eun")
    make(a_user)
    browser = client_for(user)
    form = browser.get(f"/cases/{case.id}/edit").text
    base = re.search(r'name="base"[^>]*value="([^"]*)"', form)[1].replace("&#34;", '"')
    sent = {"title": "New title", "kind": "case", "theme": "T5", "target_forum": "ICC-UNSC",
            "target_standard": "STD-SG61", "classification": "restricted", "timezone": "Asia/Seoul",
            "version": "1", "base": base}
    assert browser.post(f"/cases/{case.id}/edit", data=sent).status_code == 303
    page = browser.get(f"/cases/{case.id}/team").text
    for words in (f"Changed: Case {case.reference}", "Old title", "New title", "Political prison camps", "Starvation",
                  "Theme", "Yoon Ha-eun", "Added: Team member", "Coordinator"):
        assert words in page, words
    assert "stage_since" not in page


def test_the_history_pages_and_asks_few_questions(make, client_for, queries):
    case = make(a_case)
    user = make(a_member, case, Role.COORDINATOR)
    browser = client_for(user)
    browser.get(f"/cases/{case.id}/team")
    queries.clear()
    browser.get(f"/cases/{case.id}/team")
    few = len(queries)
    for _ in range(30):
        make(a_member, case, Role.OBSERVER)
    queries.clear()
    page = browser.get(f"/cases/{case.id}/team?size=25").text
    assert len(queries) == few <= 8
    assert "1 to 25 of 32" in page
    assert "26 to 32 of 32" in browser.get(f"/cases/{case.id}/team?size=25&page=2").text
