"""Protection, registers and double records: what is stored, who is told, who may, what cannot be."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from casefile.accounts.models import Notification
from casefile.cases.decisions import decide
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.mail import OutgoingMail, Template
from casefile.core.review import Action, Review
from casefile.deadlines.models import Deadline
from casefile.deadlines.rules import Kind, State
from casefile.evidence import service as evidence
from casefile.evidence.models import Evidence
from casefile.evidence.service import independence
from casefile.evidence.sources import Role as Recognised
from casefile.people import service
from casefile.people.models import (
    ContactPrint,
    Identity,
    IncidentPerson,
    Intermediary,
    Person,
    ProtectionEvent,
    Referral,
    RiskAssessment,
    today,
)
from casefile.people.rules import Consent, Part, Protection
from casefile.people.rules.duplicates import Reason
from casefile.statements.models import Statement
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.evidence import an_item
from tests.factories.incidents import an_incident
from tests.factories.people import a_part, a_person, an_identity
from tests.factories.statements import a_statement, an_intermediary, an_interpreter, read

RISK = {"likelihood": "4", "impact": "5", "protection": "high", "decision": "pause", "reason": "b",
        "threats": ["brokers"], "exposures": ["family_in_dprk"], "mitigation": "Kkanari moved", "impact_text": "t"}


@pytest.fixture
def case(make):
    return make(a_case)


@pytest.fixture
def person(make, case):
    return make(a_person, case)


@pytest.fixture
def officer_user(make, case):
    return make(a_member, case, Role.PROTECTION_OFFICER)


@pytest.fixture
def officer(officer_user, client_for):
    return client_for(officer_user)


def everyone(model, **by):
    with acting(SYSTEM):
        query = select(model).filter_by(**by)
        found = list(db.session.execute(query, execution_options={"populate_existing": True}).scalars())
        for one in found:
            db.session.expunge(one)
        return found


def one(model, **by):
    (found,) = everyone(model, **by)
    return found


def test_an_assessment_is_kept_sets_its_date_and_the_next_one_takes_over(make, officer, officer_user, case, person):
    path = f"/witnesses/{person.id}/protection"
    assert officer.post(path, data={**RISK, "owner_id": str(officer_user.id)}).status_code == 303
    stored = one(Person, id=person.id)
    assert (stored.protection, stored.protection_until) == (Protection.HIGH, today() + timedelta(days=30))
    first = one(Deadline, kind=Kind.PROTECTION_REVIEW)
    assert (first.owner_id, first.linked_reference, first.due_on) == (officer_user.id, person.reference,
                                                                     stored.protection_until)
    again = {**RISK, "protection": "extreme", "owner_id": str(officer_user.id)}
    assert officer.post(path, data=again).status_code == 303
    assert [row.number for row in everyone(RiskAssessment)] == [1, 2]
    assert sorted(row.state for row in everyone(Deadline)) == [State.DONE, State.OPEN]
    page = officer.get(f"{path}/history").text
    assert "Kkanari moved" in page
    assert "Brokers" in page
    assert officer.get(f"/cases/{case.id}/protection").text.count("Extreme") == 1


def test_a_level_below_the_risk_needs_measures_beside_the_field(officer, person):
    answer = officer.post(f"/witnesses/{person.id}/protection", data={**RISK, "protection": "low", "mitigation": ""})
    assert answer.status_code == 422
    assert 'id="mitigation-error"' in answer.text
    assert not everyone(RiskAssessment)


def test_what_touches_safety_is_told_at_once_with_codes_only(make, client_for, officer, case, person):
    other = make(a_case)
    make(lambda: service_file(person, other))
    told = [make(a_member, case, Role.LEAD), make(a_member, other, Role.COORDINATOR)]
    untold = make(a_member, case, Role.ANALYST)
    data = {"kind": "threat", "happened_on": str(today()), "description": "Kkanari was called"}
    path = f"/witnesses/{person.id}/safety/new"
    assert officer.post(path, data={**data, "happened_on": "2999-01-01"}).status_code == 422
    assert officer.post(path, data=data).status_code == 303
    notices = everyone(Notification, kind="protection_alert")
    assert {user.id for user in told} < {notice.user_id for notice in notices}
    assert untold.id not in {notice.user_id for notice in notices}
    mails = everyone(OutgoingMail, template=Template.PROTECTION_ALERT)
    assert len(mails) == len(notices) == 3
    assert "Kkanari" not in str([(mail.codes, mail.to) for mail in mails] + [notice.codes for notice in notices])
    event = one(ProtectionEvent)
    page = client_for(told[0]).get(f"/witnesses/{person.id}").text
    assert "Threat" in page
    assert "Kkanari" not in page
    assert officer.post(f"/safety/{event.id}/settle", data={"outcome": "moved"}).status_code == 303
    assert officer.post(f"/safety/{event.id}/settle", data={"outcome": "again"}).status_code == 409


def service_file(person, case):
    with acting(SYSTEM):
        held = db.session.get_one(Person, person.id)
        held.file_into(db.session.get_one(type(case), case.id))
        db.session.commit()


def test_a_referral_goes_only_where_it_may(officer, person):
    data = {"service": "medical", "state": "offered", "referred_on": "2026-01-05", "provider": "A clinic"}
    assert officer.post(f"/witnesses/{person.id}/referrals/new", data=data).status_code == 303
    referral = one(Referral)
    path = f"/referrals/{referral.id}/edit"
    assert officer.post(path, data={**data, "state": "completed", "version": "1"}).status_code == 422
    assert officer.post(path, data={**data, "state": "made", "follow_up_on": "2026-01-01",
                                    "version": "1"}).status_code == 422
    assert officer.post(path, data={**data, "state": "made", "version": "1"}).status_code == 303
    assert one(Referral).state == "made"


def test_a_register_shows_codes_and_opens_who_it_is_with_a_reason_only(make, client_for, officer, case):
    expert = client_for(make(a_member, case, Role.LEGAL_EXPERT))
    observer = client_for(make(a_member, case, Role.OBSERVER))
    new = {"languages": ["ko"], "region": "hamgyong", "who": "Kkanari the interpreter", "nda_until": "2030-01-01"}
    path = f"/cases/{case.id}/interpreters"
    assert expert.post(f"{path}/new", data=new).status_code == 404
    answer = officer.post(f"{path}/new", data=new)
    assert answer.status_code == 303
    page = answer.location.split("?")[0]
    for client in (officer, expert):
        assert "IN-" in client.get(path).text
        assert "Kkanari" not in client.get(page).text
    assert observer.get(path).status_code == observer.get(page).status_code == 404
    asked = officer.post(f"{page}/who", data={"reason": "must be paid"})
    assert asked.status_code == 401, "the password is asked for again"
    assert "Kkanari" not in asked.text
    with officer.session_transaction() as session:
        session["confirmed_at"] = time.time()
    assert officer.post(f"{page}/who", data={"reason": ""}).status_code == 422
    assert "Kkanari the interpreter" in officer.post(f"{page}/who", data={"reason": "must be paid"}).text
    assert expert.post(f"{page}/who", data={"reason": "curious"}).status_code == 404
    assert one(AuditEvent, action="mediator_shown").reason == "must be paid"
    assert "Kkanari" not in officer.get(f"{page}/edit").text
    kept = officer.post(f"{page}/edit", data={"languages": ["ko", "en"], "version": "1"})
    assert kept.status_code == 303
    assert "Kkanari" in officer.post(f"{page}/who", data={"reason": "r"}).text, "left empty it stays"


def test_ties_are_seen_only_where_the_person_is_known(make, client_for, officer, case, person):
    interpreter = make(an_interpreter, case)
    neighbour = make(a_case, None)
    with acting(SYSTEM):
        db.session.execute(db.update(type(case)).where(type(case).id == neighbour.id)
                           .values(situation_id=case.situation_id).execution_options(synchronize_session=False))
        db.session.commit()
    path = f"/interpreters/{interpreter.id}/ties/new?case={case.id}"
    assert officer.post(path, data={"tie": "family", "reason": "r"}).status_code == 422
    assert officer.post(path, data={"tie": "party", "person_id": str(person.id), "reason": "r"}).status_code == 422
    assert officer.post(path, data={"tie": "family", "person_id": str(person.id), "reason": "r"}).status_code == 303
    assert officer.post(path, data={"tie": "party", "reason": "r"}).status_code == 303
    mine = officer.get(f"/interpreters/{interpreter.id}").text
    assert person.reference in mine
    theirs = client_for(make(a_member, neighbour, Role.PROTECTION_OFFICER)).get(f"/interpreters/{interpreter.id}").text
    assert person.reference not in theirs
    assert case.reference not in theirs
    end = re.search(r"/interpreter-ties/[0-9a-f-]{36}/end", mine)[0]
    assert officer.post(end, data={"reason": "was wrong"}).status_code == 303


def test_whom_one_hand_brought_is_one_source_where_accounts_may_have_passed(make, officer, case, person):
    other, apart = make(a_person, case), make(a_person, case)
    broker = make(an_intermediary, case)
    for who, spread in ((person, "y"), (other, "y"), (apart, "")):
        data = {"intermediary_id": str(broker.id), "payments": "none", **({"spread": spread} if spread else {})}
        assert officer.post(f"/witnesses/{who.id}/introductions/new", data=data).status_code == 303
    again = officer.post(f"/witnesses/{person.id}/introductions/new", data={"intermediary_id": str(broker.id)})
    assert again.status_code == 409
    assert person.reference in officer.get(f"/intermediaries/{broker.id}").text
    items = [make(an_item, case) for _n in range(3)]

    def independent():
        with acting(SYSTEM):
            for who, item in zip((person, other, apart), items, strict=True):
                evidence.link(db.session.get_one(Evidence, item.id), [db.session.get_one(Person, who.id)],
                              Recognised.SPEAKER)
            db.session.commit()
            return independence.count([item.id for item in items])

    assert make(independent) == (3, 2)
    assert one(Intermediary).version == 1


# --- double records ---


def twins(make, case):
    incident = make(an_incident, case)
    alike = {"sex": "female", "age_band": "18-29", "languages": ["ko"]}
    people = [make(a_person, case, **alike) for _n in range(2)]
    for who in people:
        make(a_part, who, incident, Part.VICTIM)
    return people


def test_candidates_come_with_reasons_and_two_people_are_remembered(make, client_for, officer, case):
    first, second = twins(make, case)
    stranger = client_for(make(a_member, make(a_case), Role.LEGAL_EXPERT))
    path = f"/cases/{case.id}/duplicates"
    page = officer.get(path).text
    assert first.reference in page
    assert "the same part in an incident" in page
    assert stranger.get(path).status_code == 404
    data = {"other_id": str(second.id), "reason": "met both"}
    assert officer.post(f"/witnesses/{first.id}/apart", data=data).status_code == 303
    page = officer.get(path).text
    assert "No pair of this case" in page
    assert "met both" in page
    assert officer.post(f"/witnesses/{second.id}/apart", data={**data, "other_id": str(first.id)}).status_code == 409
    again = re.search(r"/not-same/[0-9a-f-]{36}/remove", page)[0]
    officer.post(again, data={"reason": "not sure"})
    assert "the same part in an incident" in officer.get(path).text


def test_identities_are_compared_for_a_protection_officer_alone_and_never_shown(make, client_for, officer, case):
    names = ["리철호", "Lee Chul-ho", "\u1105\u1175\u110e\u1165\u11af\u1112\u1169", "김", "가" * 80]
    people = []
    for name in names:
        who = make(a_person, case)
        number = "010-5550-1234" if name == "김" else None
        make(an_identity, who, name_hangul=name, name_latin=None, birth="1970", contacts=number)
        people.append(who)
    make(an_identity, make(a_person, case), name_latin="Pak Other", contacts="+82 10 5550 1234")
    elsewhere = make(a_person)
    make(an_identity, elsewhere, name_hangul="리철호", contacts="01055501234")
    path = f"/cases/{case.id}/duplicates"
    assert "names that sound alike" not in officer.get(path).text
    assert client_for(make(a_member, case, Role.LEGAL_EXPERT)).post(path).status_code == 404
    page = officer.post(path).text
    for words in ("names that sound alike", "the same name in writing", "the same year of birth",):
        assert words in page, words
    assert not [name for name in (*names, "5550") if len(name) > 1 and name in page]
    assert elsewhere.reference not in page
    assert len(everyone(AuditEvent, action="identities_compared")) == 6
    assert "the same telephone number" in officer.get(path).text, "the keyed hashes are there from now on"
    prints = everyone(ContactPrint)
    assert len(prints) == 2
    assert {len(one.print) for one in prints} == {16}


def merged(make, case, keep, other, **who):
    lead, decider = (make(a_member, case, role) for role in (Role.LEGAL_EXPERT, Role.REVIEWER))

    def act():
        with acting_as(lead):
            review = service.propose_merge(db.session.get_one(Person, keep.id), db.session.get_one(Person, other.id),
                                           db.session.get_one(type(case), case.id), "same birth certificate")
            db.session.flush()
            with pytest.raises(Refused):
                decide(review, True, "mine")
            db.session.commit()
        with acting_as(decider):
            decide(db.session.execute(select(Review).filter_by(action=Action.PERSON_MERGE)).scalar_one(), True, "seen")
            db.session.commit()

    make(act)


def test_two_people_merge_links_move_both_codes_stay_and_it_can_be_undone(make, officer, case):
    keep, other = twins(make, case)
    only = make(an_incident, case)
    make(a_part, other, only, Part.HEARSAY)
    statement = make(a_statement, case, other, "Told under the other code")
    make(an_identity, other, name_hangul="류검정")
    merged(make, case, keep, other)
    assert one(Statement, id=statement.id).person_id == keep.id
    assert [row.person_id for row in everyone(IncidentPerson, incident_id=only.id)] == [keep.id]
    assert one(Identity).person_id == other.id, "an identity stays under the code it was given under"
    page = officer.get(f"/statements/{statement.id}").text
    assert "Told under the other code" in page, "the key stays with the text"
    gone = officer.get(f"/witnesses/{other.id}").text
    assert "merged into another one" in gone
    assert keep.reference in gone
    assert officer.get(f"/search?q={other.reference}", follow_redirects=True).text.count(other.reference)
    assert "No pair of this case" in officer.get(f"/cases/{case.id}/duplicates").text
    undo = re.search(r"/merges/[0-9a-f-]{36}/part", gone)[0]
    assert officer.post(undo, data={"reason": "two after all"}).status_code == 303
    assert one(Statement, id=statement.id).person_id == other.id
    assert [row.person_id for row in everyone(IncidentPerson, incident_id=only.id)] == [other.id]
    assert officer.post(undo, data={"reason": "again"}).status_code == 409


def test_a_merge_keeps_the_higher_risk_and_refuses_to_lose_a_refusal(make, case):
    keep = make(a_person, case, protection=Protection.LOW, protection_until=today() + timedelta(days=90))
    other = make(a_person, case, protection=Protection.HIGH, protection_until=today() + timedelta(days=9),
                 vulnerabilities=["child"])
    merged(make, case, keep, other)
    stored = one(Person, id=keep.id)
    assert (stored.protection, stored.protection_until) == (Protection.HIGH, today() + timedelta(days=9))
    assert stored.vulnerabilities == ["child"]
    refused = make(a_person, case, consent=Consent.WITHDRAWN, consent_on=today())

    def act():
        with acting(SYSTEM), pytest.raises(Refused):
            service.propose_merge(db.session.get_one(Person, keep.id), db.session.get_one(Person, refused.id),
                                  db.session.get_one(type(case), case.id), "r")

    make(act)


def test_a_person_of_another_case_can_neither_be_chosen_nor_found(make, officer, case, person):
    foreign = make(a_person)
    data = {"other_id": str(foreign.id), "reason": "r"}
    for path in ("merge", "apart"):
        assert officer.post(f"/witnesses/{person.id}/{path}", data=data).status_code == 422
        page = officer.get(f"/witnesses/{person.id}/{path}?other={foreign.id}").text
        assert foreign.reference not in page
    assert Reason.SAME_PART in Reason
    assert make(read, Person, "version", id=foreign.id) == [1]
