"""Sealed items: one outsider sees the one item until the answer, and nobody on the case does."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.evidence import service
from casefile.evidence.models import AxisMove, CustodyEvent, Evidence, PrivilegeReview
from casefile.evidence.rules import CustodyType, Privilege, Use
from casefile.evidence.service import privilege
from tests.factories.base import a_case, a_member, acting_as, on_team
from tests.factories.evidence import an_item
from workers import copies

SECRET = "Counsel advised the client to stay away"


@pytest.fixture
def case(make):
    return make(a_case)


@pytest.fixture
def officer(make, case):
    return make(a_member, case, Role.LEGAL_OFFICER)


@pytest.fixture
def outsider(make):
    """Somebody of the office, at work on another case."""
    return make(a_member, make(a_case), Role.ANALYST)


@pytest.fixture
def item(make, case):
    def sealed():
        item = an_item(case, content=SECRET.encode(), name="Letter of Ri to counsel.txt",
                       states={"use_restriction": Use.SEALED, "privilege": Privilege.CLAIMED})
        with acting(SYSTEM):
            copies.read_item(str(item.id), "1")
            db.session.commit()
        return item

    return make(sealed)


@pytest.fixture
def review(make, client_for, item, officer, outsider):
    """The appointment, made on the page."""
    client = client_for(officer)
    sent = client.post(f"/evidence/{item.id}/privilege-review", data={
        "reviewer_id": str(outsider.id), "reason": "Is this letter advice of counsel?"})
    assert sent.status_code == 303
    return make(lambda: the(PrivilegeReview))


def the(model):
    with acting(SYSTEM):
        found = db.session.execute(select(model)).scalars().one()
        db.session.refresh(found)
        return found


def test_the_outsider_sees_the_one_item_and_nothing_else(client_for, case, item, outsider, review):
    theirs = client_for(outsider)
    page = theirs.get(f"/privilege-reviews/{review.id}")
    assert page.status_code == 200
    assert SECRET in page.text
    assert "Is this letter advice of counsel?" in page.text
    assert case.reference not in page.text
    assert case.title not in page.text
    assert "Letter of Ri" not in page.text
    for path in (f"/evidence/{item.id}", f"/evidence/{item.id}/view", f"/cases/{case.id}",
                 f"/evidence/{item.id}/custody", f"/history/evidence/{item.id}",
                 f"/privilege-reviews/{review.id}/withdraw"):
        assert theirs.get(path).status_code == 404, path
    assert item.reference not in theirs.get("/evidence/").text
    original = theirs.post(f"/privilege-reviews/{review.id}/original", data={"reason": "to see the letterhead"})
    assert original.data == SECRET.encode()
    assert original.headers["Content-Disposition"].startswith("attachment")
    assert theirs.post(f"/privilege-reviews/{review.id}/original", data={}).status_code == 422


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.LEAD, Role.LEGAL_OFFICER])
def test_nobody_on_the_case_can_examine_it(make, client_for, case, item, review, role):
    client = client_for(make(a_member, case, role))
    path = f"/privilege-reviews/{review.id}"
    for found in (client.get(path), client.post(path, data={"answer": "cleared", "memo": "x"}),
                  client.get(f"{path}/page-image"), client.post(f"{path}/original", data={"reason": "x"})):
        assert found.status_code == 404
    assert SECRET not in client.get(f"/evidence/{item.id}").text
    assert client.get(f"/evidence/{item.id}/view").status_code == 409
    assert "Waiting for an answer" in client.get(f"/evidence/{item.id}").text


def test_cleared_by_the_outsider_the_seal_is_lifted_and_the_outsider_sees_it_no_more(
        make, client_for, case, item, officer, outsider, review):
    theirs, path = client_for(outsider), f"/privilege-reviews/{review.id}"
    assert theirs.post(path, data={"answer": "cleared"}).status_code == 422
    answered = theirs.post(path, data={"answer": "cleared", "memo": "An invoice, no advice."})
    assert answered.status_code == 303
    assert theirs.get(path).status_code == 404
    found = make(lambda: the(Evidence))
    assert (found.use_restriction, found.privilege) == (Use.INTERNAL, Privilege.CLEARED)
    move = make(lambda: the(AxisMove))
    assert (move.asked_by, move.moved_by, move.reason) == (officer.id, outsider.id, "An invoice, no advice.")
    page = client_for(officer).get(f"/evidence/{item.id}").text
    assert "An invoice, no advice." in page
    assert SECRET in client_for(officer).get(f"/evidence/{item.id}/view").text

    def log():
        with acting(SYSTEM):
            query = select(CustodyEvent).where(CustodyEvent.type == CustodyType.EXAMINED)
            entry = db.session.execute(query).scalar_one()
            return entry.actor_id, entry.actor_role, entry.detail["outcome"], service.verify_chain(case)

    assert make(log) == (outsider.id, "appointed", "cleared", [])


def test_found_privileged_it_stays_sealed_and_another_may_be_asked(make, client_for, item, officer, outsider, review):
    assert client_for(outsider).post(f"/privilege-reviews/{review.id}", data={
        "answer": "privileged", "memo": "Advice of counsel."}).status_code == 303
    assert make(lambda: the(Evidence)).use_restriction is Use.SEALED
    page = client_for(officer).get(f"/evidence/{item.id}").text
    assert "Advice of counsel." in page
    assert "Ask somebody outside the case" in page


def test_an_appointment_can_be_taken_back_and_ends_when_the_outsider_joins(make, client_for, case, item, officer,
                                                                            outsider, review):
    path = f"/privilege-reviews/{review.id}"
    make(on_team, outsider, case, Role.ANALYST)
    assert client_for(outsider).get(path).status_code == 409
    client = client_for(officer)
    assert client.get(f"{path}/withdraw").status_code == 200
    assert client.post(f"{path}/withdraw", data={"reason": ""}).status_code == 422
    assert client.post(f"{path}/withdraw", data={"reason": "joined the case"}).status_code == 303
    assert client.post(f"{path}/withdraw", data={"reason": "again"}).status_code == 409
    assert client_for(outsider).get(path).status_code == 404


def test_who_may_be_asked_and_by_whom(make, client_for, case, item, officer, outsider):
    analyst = make(a_member, case, Role.ANALYST)
    page = client_for(officer).get(f"/evidence/{item.id}/privilege-review").text
    assert outsider.name in page
    assert f">{analyst.name}<" not in page

    def refused():
        with acting_as(analyst), pytest.raises(Refused, match="This move is for"):
            privilege.appoint(db.session.get_one(Evidence, item.id), outsider.id, "why")
        with acting_as(officer):
            with pytest.raises(Refused, match="never have been"):
                privilege.appoint(db.session.get_one(Evidence, item.id), analyst.id, "why")
            with pytest.raises(Refused, match="Only what is sealed"):
                privilege.appoint(db.session.merge(an_item(case)), outsider.id, "why")
            privilege.appoint(db.session.get_one(Evidence, item.id), outsider.id, "why")
            with pytest.raises(Refused, match="examines this already"):
                privilege.appoint(db.session.get_one(Evidence, item.id), outsider.id, "why")
            review = privilege.open_review(db.session.get_one(Evidence, item.id))
        with acting_as(analyst), pytest.raises(Refused, match="This move is for"):
            privilege.withdraw(db.session.merge(review), "why")

    make(refused)
