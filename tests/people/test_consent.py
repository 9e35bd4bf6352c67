"""Versions of consent: recorded, kept, ended, followed up; the pages of the matrix."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.panels import _offers, offer
from casefile.deadlines.models import Deadline
from casefile.deadlines.rules import Kind, State
from casefile.people import service
from casefile.people.models import ConsentGrant, ConsentVersion, Person, today
from casefile.people.rules import Consent
from casefile.people.rules.consent import VERSION_ARROWS, Explained, Version
from casefile.people.rules.grants import Grant, Level, Outcome, Purpose, Wanted, evaluate
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.law import held
from tests.factories.people import a_person

TRIAL = Grant("icc_otp", Purpose.TRIAL, Level.PSEUDONYMOUS, today() - timedelta(9))


@pytest.fixture
def scene(context):
    """A person in a case with a lead and an expert, who acts."""
    case = a_case()
    lead, expert = a_member(case, Role.LEAD), a_member(case, Role.LEGAL_EXPERT)
    person = a_person(case)
    with acting_as(expert):
        yield held(person), lead


def give(person: Person, days: int | None = 200, **details):
    until = today() + timedelta(days) if days is not None else None
    service.record_consent(person, Consent.ACTIVE, today(), "read out", until, grants=[TRIAL], **details)
    db.session.flush()


def dates(person: Person) -> dict[tuple[Kind, State], int]:
    with acting(SYSTEM):
        rows = db.session.execute(select(Deadline).where(Deadline.linked_reference == person.reference)).scalars()
        found: dict[tuple[Kind, State], int] = {}
        for row in rows:
            found[row.kind, row.state] = found.get((row.kind, row.state), 0) + 1
        return found


def ask(person: Person) -> Outcome:
    wanted = Wanted("icc_otp", Purpose.TRIAL, Level.PSEUDONYMOUS, today())
    return evaluate(service.given(person, service.current_version(person)), wanted).outcome


def test_each_decision_is_a_version_and_the_earlier_one_is_replaced(scene):
    person, _lead = scene
    assert ask(person) is Outcome.DENY
    give(person)
    assert ask(person) is Outcome.ALLOW
    give(person)
    service.record_consent(person, Consent.WITHDRAWN, today(), "said so")
    service.record_consent(person, Consent.ACTIVE, today(), "came back")
    db.session.flush()
    stand = [(one.number, one.status) for one in service.versions_of(person)]
    assert stand == [(3, Version.ACTIVE), (2, Version.WITHDRAWN), (1, Version.SUPERSEDED)]
    assert ask(person) is Outcome.DENY, "what an earlier version permitted is not permitted by the next"


@pytest.mark.parametrize(("now", "new"), list(product(Version, Version)))
def test_each_arrow_of_a_version(now, new):
    version = ConsentVersion(status=now)
    if new is now or new in VERSION_ARROWS[now]:
        version.status = new
    else:
        with pytest.raises(Refused):
            version.status = new


@pytest.mark.parametrize("statement", [
    update(ConsentVersion.__table__).values(basis="other"), update(ConsentVersion.__table__).values(until=None),
    ConsentVersion.__table__.delete(), update(ConsentGrant.__table__).values(level=6), ConsentGrant.__table__.delete()])
def test_what_was_decided_cannot_be_changed(scene, statement):
    person, _lead = scene
    give(person)
    with pytest.raises(DBAPIError, match=r"not changed|only added"):
        db.session.execute(statement)
    db.session.rollback()


def test_the_last_day_warns_through_the_dates_and_a_new_version_takes_its_place(scene):
    person, lead = scene
    give(person, 200, review_on=today() + timedelta(50))
    assert dates(person) == {(Kind.CONSENT_EXPIRY, State.OPEN): 1, (Kind.CONSENT_REVIEW, State.OPEN): 1}
    with acting(SYSTEM):
        expiry = db.session.execute(select(Deadline).where(Deadline.kind == Kind.CONSENT_EXPIRY)).scalar_one()
        assert (expiry.owner_id, expiry.due_on) == (lead.id, today() + timedelta(200))
        assert person.reference not in expiry.title
    give(person, 300)
    assert dates(person) == {(Kind.CONSENT_EXPIRY, State.OPEN): 1, (Kind.CONSENT_EXPIRY, State.CANCELLED): 1,
                             (Kind.CONSENT_REVIEW, State.CANCELLED): 1}


def test_a_withdrawal_leaves_what_is_to_be_done_and_tells_the_higher_slices(scene):
    person, _lead = scene
    give(person)
    told: list[Person] = []
    offer(Person, "consent_ended")(told.append)
    try:
        service.record_consent(person, Consent.WITHDRAWN, today(), "said so")
    finally:
        _offers[Person, "consent_ended"].pop()
    assert told == [person]
    assert ask(person) is Outcome.DENY
    assert dates(person) == {(Kind.CONSENT_EXPIRY, State.CANCELLED): 1, (Kind.RETENTION_DECISION, State.OPEN): 1}


@pytest.mark.parametrize("again", [True, False])
def test_a_consent_that_ran_out_is_ended_once_and_asked_again_only_if_allowed(scene, again):
    person, _lead = scene
    give(person, 0, recontact=again)
    assert service.expire_due() == 0, "its last day still counts"
    with acting(SYSTEM):
        db.session.execute(update(Person.__table__).values(
            consent_on=today() - timedelta(9), consent_until=today() - timedelta(1)))
        db.session.expire_all()
        assert service.expire_due() == 1
        assert service.expire_due() == 0
    assert person.consent is Consent.EXPIRED
    assert service.versions_of(person)[0].status is Version.EXPIRED
    assert ((Kind.RECONTACT, State.OPEN) in dates(person)) is again


def test_special_conditions_permit_nothing_until_they_are_limits(scene):
    person, _lead = scene
    give(person, conditions="not while my brother is there")
    assert ask(person) is Outcome.DENY
    version = service.versions_of(person)[0]
    service.settle_conditions(version, [Grant("icc_otp", None, Level.SUMMARY, today())], "summary only")
    db.session.flush()
    assert ask(person) is Outcome.REDACT
    with pytest.raises(Refused, match="no special conditions"):
        service.settle_conditions(version, [], "again")


GIVEN = {"consent": "active", "consent_on": str(today()), "reason": "read out", "capacity": "y",
         "explained": [str(one) for one in Explained], "contact": "no_contact"}
ROW = {"grants-0-recipient": "national_prosecutor", "grants-0-detail": "kor",
       "grants-0-purpose": "criminal_trial_evidence", "grants-0-level": "4"}


@pytest.fixture
def page(make, client_for):
    """A person, and a browser of an expert on the case."""
    case = make(a_case)
    return make(a_person, case), client_for(make(a_member, case, Role.LEGAL_EXPERT))


def test_the_matrix_is_entered_and_read_in_words(page):
    person, expert = page
    url = f"/witnesses/{person.id}/consent"
    more = expert.post(url, data={**GIVEN, **ROW, "grants-more": "1"})
    assert more.status_code == 200
    assert "grants-1-recipient" in more.text
    data = {**GIVEN, **ROW, "conditions": "ask my sister first"}
    assert expert.post(url, data=data).status_code == 303
    text = expert.get(f"/witnesses/{person.id}").text
    assert "A national prosecutor (KOR)" in text
    assert "pseudonymous" in text
    settle = text.split("/consents/")[1].split('"')[0]
    assert expert.get(f"/consents/{settle}").status_code == 200
    assert expert.post(f"/consents/{settle}", data={"grants-0-level": "2"}).status_code == 422
    limit = {"grants-0-level": "2", "how": "summary only"}
    assert expert.post(f"/consents/{settle}", data=limit).status_code == 303
    assert "Limits that hold" in expert.get(f"/witnesses/{person.id}").text


@pytest.mark.parametrize(("wrong", "said"), [
    ({"grants-0-detail": "Korea"}, "Enter which one"), ({"grants-0-level": ""}, "Choose how much"),
    ({"grants-0-level": "7"}, "Choose how much"), ({"grants-0-recipient": ""}, "Choose who may"),
    ({"grants-0-purpose": ""}, "Choose what it"), ({"grants-0-until": "2026-01-01"}, "before the start"),
    ({"grants-0-since": "2026-01-01", "grants-0-until": "2026-01-02"}, "has ended already"),
    ({"grants-0-consult": "y"}, "wants no contact"),
    ({name.replace("0", "1", 1): text for name, text in ROW.items()}, "Another row says"),
    ({"consent": "refused"}, "empty the rows"),
])
def test_rows_that_cannot_be_are_refused_beside_the_row(page, wrong, said):
    person, expert = page
    answer = expert.post(f"/witnesses/{person.id}/consent", data={**GIVEN, **ROW, **wrong})
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="kor"' in answer.text or "Korea" in answer.text, "typing is kept"
