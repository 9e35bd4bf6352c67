"""The queue: order, place, who may decide, what others see."""

from casefile.cases import decisions
from casefile.cases.rules import Stage
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.review import Action
from tests.factories.base import a_case, a_member, a_situation, a_user, acting_as, on_team
from tests.factories.cases import a_proposal


def test_the_queue_is_oldest_first_with_next_and_previous(make, client_for):
    situation, second, lead = make(a_situation), make(a_user), make(a_user, name="Seo Min-jae")
    cases = [make(a_case, situation, stage=Stage.READY) for _ in range(3)]
    reviews = []
    for case in cases:
        make(on_team, second, case, Role.REVIEWER)
        make(on_team, lead, case, Role.LEAD)
        reviews.append(make(a_proposal, case, lead))
    browser = client_for(second)
    page = browser.get("/reviews/").text
    places = [page.index(f"/reviews/{review.id}") for review in reviews]
    assert places == sorted(places)
    assert "Seo Min-jae" in page
    middle = browser.get(f"/reviews/{reviews[1].id}").text
    assert "2 of 3" in middle
    assert f"/reviews/{reviews[0].id}" in middle
    assert f"/reviews/{reviews[2].id}" in middle
    for words in ("Leaves in May", "The case has a lead", "Package sent"):
        assert words in middle
    answer = browser.post(f"/reviews/{reviews[1].id}", data={"decision": "return", "reason": "Not yet"})
    assert answer.location == f"/reviews/{reviews[2].id}"
    assert f"Returned: {cases[1].reference}." in browser.get(answer.location).text
    assert "1 of 2" in browser.get(f"/reviews/{reviews[0].id}").text
    decided = browser.get(f"/reviews/{reviews[1].id}").text
    assert "Not yet" in decided
    assert 'name="decision"' not in decided


def test_the_proposer_waits_and_others_without_the_role_read(make, client_for):
    case = make(a_case, stage=Stage.READY)
    lead, expert, observer = (make(a_member, case, role) for role in (Role.LEAD, Role.LEGAL_EXPERT, Role.OBSERVER))
    review = make(a_proposal, case, lead)
    assert "It waits for another person" in client_for(lead).get(f"/reviews/{review.id}").text
    assert "Waits for another person" in client_for(lead).get("/reviews/").text
    for user in (expert, observer):
        page = client_for(user).get(f"/reviews/{review.id}").text
        assert "somebody on the team who may decide" in page
        assert "Not your role" in client_for(user).get("/reviews/").text
        sent = {"decision": "approve", "reason": "yes"}
        assert client_for(user).post(f"/reviews/{review.id}", data=sent).status_code == 404


def test_strangers_see_no_proposal(make, client_for):
    case = make(a_case, stage=Stage.READY)
    review = make(a_proposal, case, make(a_member, case, Role.LEAD))
    stranger = client_for(make(a_user, office_roles=[Role.COORDINATOR]))
    assert stranger.get(f"/reviews/{review.id}").status_code == 404
    assert stranger.post(f"/reviews/{review.id}", data={"decision": "approve", "reason": "x"}).status_code == 404
    assert "Nothing waits for a decision" in stranger.get("/reviews/").text


def test_a_decision_needs_both_a_choice_and_a_reason(make, client_for):
    case = make(a_case, stage=Stage.READY)
    review = make(a_proposal, case, make(a_member, case, Role.LEAD))
    browser = client_for(make(a_member, case, Role.REVIEWER))
    answer = browser.post(f"/reviews/{review.id}", data={"reason": "My long reasoning"})
    assert answer.status_code == 422
    assert "Choose to approve or to return" in answer.text
    assert "My long reasoning" in answer.text
    assert browser.post(f"/reviews/{review.id}", data={"decision": "maybe", "reason": "x"}).status_code == 422


def test_a_kind_without_words_shows_its_plain_values(make, context):
    case = make(a_case)
    args = {"new_status": "closed", "x": None}
    review = make(a_proposal, case, make(a_user), action=Action.INCIDENT_STATUS, args=args)
    assert [(c.label, c.after) for c in decisions.proposed_changes(review, None)] == [("new status", "closed")]


def test_the_queue_asks_few_questions(make, client_for, queries):
    situation, second = make(a_situation), make(a_user)

    def one():
        case = make(a_case, situation)
        make(on_team, second, case, Role.REVIEWER)
        make(a_proposal, case, make(a_member, case, Role.LEAD))

    one()
    browser = client_for(second)
    browser.get("/reviews/")
    queries.clear()
    browser.get("/reviews/")
    few = len(queries)
    for _ in range(8):
        one()
    queries.clear()
    browser.get("/reviews/")
    assert len(queries) == few <= 8


def test_deciders_are_told_once_and_the_closed_account_is_not(make, context):
    case = make(a_case)
    lead = make(a_member, case, Role.LEAD, Role.COORDINATOR)
    second = make(a_member, case, Role.REVIEWER, Role.LEGAL_OFFICER)
    with acting(SYSTEM):
        gone = make(a_member, case, Role.REVIEWER)
        record = db.session.merge(gone)
        record.disabled_at = case.created_at
        db.session.commit()
    with acting_as(lead):
        assert decisions.deciders(case) == {lead.id, second.id}
