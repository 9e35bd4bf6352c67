"""Moving a case: checks, reasons, a second person, what is kept."""

import pytest
from sqlalchemy import select

from casefile.accounts.models import Notification
from casefile.cases import moves
from casefile.cases.models import Case, StageMove
from casefile.cases.moves import ExitCheck
from casefile.cases.rules import Stage
from casefile.core import panels
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.review import Review
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.cases import found


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """No gap and no check of a higher slice."""
    monkeypatch.setitem(panels._offers, (Case, "gaps"), [])
    monkeypatch.setitem(panels._offers, (Case, "exit_checks"), [])


def stage_of(case):
    with acting(SYSTEM):
        return db.session.execute(select(Case.stage).where(Case.id == case.id)).scalar_one()


def test_the_page_offers_only_stages_an_arrow_leads_to(make, client_for):
    case = make(a_case)
    page = client_for(make(a_member, case, Role.LEAD)).get(f"/cases/{case.id}/stage?to=preliminary_assessment").text
    assert 'value="preliminary_assessment"' in page
    assert 'selected value="preliminary_assessment"' in page
    assert 'value="building"' not in page
    assert "1 of 2 met" in page
    assert "The case has a summary" in page


def test_an_open_check_needs_words_that_are_kept(make, client_for):
    case = make(a_case)
    coordinator = make(a_member, case, Role.COORDINATOR)
    browser, url = client_for(coordinator), f"/cases/{case.id}/stage"
    sent = {"to": "preliminary_assessment", "reason": "Triage accepted"}
    refused = browser.post(url, data=sent)
    assert refused.status_code == 409
    assert "Not all exit checks are met" in refused.text
    assert stage_of(case) is Stage.INTAKE
    assert browser.post(url, data=sent | {"override": "Lead joins on Monday"}).status_code == 303
    assert stage_of(case) is Stage.PRELIMINARY
    move = found(StageMove, case_id=case.id)
    assert move.unmet == ["summary", "lead"]
    assert move.override == "Lead joins on Monday"
    assert move.moved_by == coordinator.id


def test_without_a_reason_nothing_moves(make, client_for):
    case = make(a_case, stage=Stage.LEGAL)
    browser = client_for(make(a_member, case, Role.LEAD))
    answer = browser.post(f"/cases/{case.id}/stage", data={"to": "building", "reason": "  "})
    assert answer.status_code == 422
    assert "Say why the case moves" in answer.text
    assert stage_of(case) is Stage.LEGAL


@pytest.mark.parametrize("to", ["referred", "nonsense", "", "legal_assessment"])
def test_no_arrow_no_move(make, client_for, to):
    case = make(a_case, stage=Stage.LEGAL)
    browser = client_for(make(a_member, case, Role.LEAD))
    assert browser.post(f"/cases/{case.id}/stage", data={"to": to, "reason": "x"}).status_code == 422
    assert stage_of(case) is Stage.LEGAL


def test_a_step_back_is_direct_and_starts_the_clock_again(make, client_for):
    case = make(a_case, stage=Stage.LEGAL)
    browser = client_for(make(a_member, case, Role.LEAD))
    answer = browser.post(f"/cases/{case.id}/stage", data={"to": "building", "reason": "New witness"})
    assert answer.status_code == 303
    with acting(SYSTEM):
        now = db.session.execute(select(Case).where(Case.id == case.id)).scalar_one()
        assert now.stage is Stage.BUILDING
        assert now.stage_since > case.stage_since
        event = db.session.execute(select(AuditEvent).filter_by(record_id=case.id, action="changed")).scalar_one()
    assert event.changes["stage"] == ["legal_assessment", "building"]
    assert event.reason == "New witness"


def test_a_move_with_a_star_is_decided_by_another_person(make, client_for):
    case = make(a_case, stage=Stage.READY)
    proposer, second = make(a_member, case, Role.LEAD), make(a_member, case, Role.COORDINATOR)
    expert = make(a_member, case, Role.LEGAL_EXPERT)
    answer = client_for(proposer).post(f"/cases/{case.id}/stage", data={"to": "referred", "reason": "Package sent"})
    assert answer.status_code == 303
    assert stage_of(case) is Stage.READY
    review = found(Review, case_id=case.id)
    assert "waits for a second person" in client_for(expert).get(f"/cases/{case.id}").text
    with acting(SYSTEM):
        told = set(db.session.execute(select(Notification.user_id).filter_by(kind="review_waiting")).scalars())
    assert told == {second.id}
    own = client_for(proposer).post(f"/reviews/{review.id}", data={"decision": "approve", "reason": "I agree with me"})
    assert own.status_code == 409
    assert "You proposed this. Another person decides." in own.text
    assert stage_of(case) is Stage.READY
    page = client_for(second).get(f"/reviews/{review.id}").text
    for words in ("Dossier ready", "Referred", "Package sent", "Approve"):
        assert words in page
    done = client_for(second).post(f"/reviews/{review.id}", data={"decision": "approve", "reason": "Receipt seen"})
    assert done.status_code == 303
    assert stage_of(case) is Stage.REFERRED
    assert found(Notification, user_id=proposer.id).kind == "review_decided"


def test_a_returned_move_changes_nothing_and_can_be_proposed_again(make, client_for):
    case = make(a_case, stage=Stage.READY)
    lead, second = client_for(make(a_member, case, Role.LEAD)), client_for(make(a_member, case, Role.COORDINATOR))
    sent = {"to": "referred", "reason": "Package sent"}
    lead.post(f"/cases/{case.id}/stage", data=sent)
    again = lead.post(f"/cases/{case.id}/stage", data=sent)
    assert again.status_code == 409
    assert "already waits" in again.text
    review = found(Review, case_id=case.id)
    assert second.post(f"/reviews/{review.id}", data={"decision": "return", "reason": ""}).status_code == 422
    assert second.post(f"/reviews/{review.id}", data={"decision": "return", "reason": "No receipt"}).status_code == 303
    assert stage_of(case) is Stage.READY
    assert second.post(f"/reviews/{review.id}", data={"decision": "approve", "reason": "Yes"}).status_code == 409
    assert lead.post(f"/cases/{case.id}/stage", data=sent).status_code == 303


def test_nobody_to_decide_is_a_check_no_reason_replaces(make, client_for):
    case = make(a_case, stage=Stage.READY)
    browser = client_for(make(a_member, case, Role.LEAD))
    answer = browser.post(f"/cases/{case.id}/stage", data={"to": "referred", "reason": "x", "override": "urgent"})
    assert answer.status_code == 409
    assert "No reason replaces it" in answer.text


def test_a_move_overtaken_by_another_is_refused_at_the_decision(make, client_for):
    case = make(a_case, stage=Stage.READY)
    lead, second = client_for(make(a_member, case, Role.LEAD)), client_for(make(a_member, case, Role.COORDINATOR))
    lead.post(f"/cases/{case.id}/stage", data={"to": "referred", "reason": "Package sent"})
    lead.post(f"/cases/{case.id}/stage", data={"to": "building", "reason": "Recalled"})
    review = found(Review, case_id=case.id)
    answer = second.post(f"/reviews/{review.id}", data={"decision": "approve", "reason": "Yes"})
    assert answer.status_code == 409
    assert stage_of(case) is Stage.BUILDING
    assert found(Review, case_id=case.id).approved is None


def test_checks_of_higher_slices_count(make, context, monkeypatch):
    case = make(a_case, stage=Stage.BUILDING)
    lead = make(a_member, case, Role.LEAD, Role.LEGAL_EXPERT)
    offered = [ExitCheck(Stage.BUILDING, "custody", "Custody is clean", False, hard=True),
               ExitCheck(Stage.LEGAL, "forum", "For another stage", False)]
    monkeypatch.setitem(panels._offers, (Case, "exit_checks"), [lambda case: offered])
    with acting_as(lead):
        record = db.session.execute(select(Case).where(Case.id == case.id)).scalar_one()
        checks = moves.exit_checks(record, [], [])
        assert "For another stage" not in [check.label for check in checks]
        with pytest.raises(Refused, match="Custody is clean"):
            moves.request_move(record, Stage.LEGAL, "x", "y", checks)


def test_the_act_itself_refuses_to_run_without_a_decision(make, context):
    case = make(a_case, stage=Stage.READY)
    with acting_as(make(a_member, case, Role.LEAD)), pytest.raises(Refused, match="needs a second person"):
        moves.carry_out_move(case, "x", to="referred", unmet=[], override=None)


def test_only_coordination_moves_a_case(make, client_for):
    case = make(a_case)
    expert = client_for(make(a_member, case, Role.LEGAL_EXPERT))
    assert expert.get(f"/cases/{case.id}/stage").status_code == 404
    assert expert.post(f"/cases/{case.id}/stage", data={"to": "closed", "reason": "x"}).status_code == 404
    assert stage_of(case) is Stage.INTAKE


@pytest.mark.parametrize("stage", [Stage.DORMANT, Stage.CLOSED, Stage.SUPPORT])
def test_every_stage_can_be_drawn(make, client_for, stage):
    case = make(a_case, stage=stage)
    browser = client_for(make(a_member, case, Role.LEAD))
    assert browser.get(f"/cases/{case.id}").status_code == 200
    assert browser.get(f"/cases/{case.id}/stage").status_code == 200
    assert browser.get("/").status_code == 200
