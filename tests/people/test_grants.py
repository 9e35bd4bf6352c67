"""What a consent allows: the rule, without a database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from casefile.people.rules import Consent
from casefile.people.rules.grants import (
    RANK,
    Fault,
    Given,
    Grant,
    Level,
    Outcome,
    Purpose,
    Reason,
    Recipient,
    Wanted,
    Why,
    allow,
    combine,
    evaluate,
    faults,
    recipient_code,
)

DAY = date(2026, 11, 24)
DAYS = st.dates(DAY - timedelta(40), DAY + timedelta(40))
WHO = st.sampled_from(["icc_otp", "any_competent_authority", "national_prosecutor:KOR", "media_public", "researcher"])
PURPOSES = st.sampled_from([Purpose.TRIAL, Purpose.INVESTIGATION, Purpose.STATISTICS])
LEVELS = st.sampled_from(Level)
ROWS = st.builds(Grant, WHO, PURPOSES, LEVELS, DAYS, st.none() | DAYS, st.booleans())
LIMITS = st.builds(Grant, st.none() | WHO, st.none() | PURPOSES, LEVELS, DAYS, st.none() | DAYS, st.booleans())
PEOPLE = st.builds(Given, st.sampled_from(["W-1", "W-2", "W-3"]), st.sampled_from(Consent), st.none() | DAYS,
                   st.lists(ROWS, max_size=4).map(tuple), st.lists(LIMITS, max_size=2).map(tuple), st.booleans())
WANTED = st.builds(Wanted, WHO, PURPOSES, LEVELS.filter(bool), DAYS)
many = settings(max_examples=50, database=None)


@many
@for_all(PEOPLE, WANTED)
def test_nothing_is_allowed_without_a_row_that_counts_that_day(person, wanted):
    answer = evaluate(person, wanted)
    lapsed = person.until is not None and person.until < wanted.on
    if person.state is not Consent.ACTIVE or lapsed or person.open:
        assert answer.outcome is Outcome.DENY
    if answer.outcome is not Outcome.DENY:
        assert any(row.speaks_of(wanted) and row.level >= answer.level for row in person.grants)
        assert all(row.level >= answer.level for row in person.limits if row.speaks_of(wanted))
    assert answer.outcome is Outcome.ALLOW or answer.reasons
    assert {reason.who for reason in answer.reasons} <= {person.who}


@many
@for_all(st.lists(PEOPLE, max_size=4), PEOPLE, WANTED, st.randoms())
def test_one_more_person_never_widens_and_order_does_not_matter(people, more, wanted, random):
    answers = [evaluate(person, wanted) for person in people]
    before, after = combine(answers, wanted), combine([*answers, evaluate(more, wanted)], wanted)
    assert after.level <= before.level
    assert RANK[after.outcome] <= RANK[before.outcome]
    random.shuffle(answers)
    assert combine(answers, wanted) == before == combine([before, before], wanted)


@many
@for_all(PEOPLE, WANTED)
def test_who_asks_for_more_is_never_allowed_more_readily(person, wanted):
    answers = [evaluate(person, Wanted(wanted.recipient, wanted.purpose, level, wanted.on)) for level in Level if level]
    ranks = [RANK[answer.outcome] for answer in answers]
    assert ranks == sorted(ranks, reverse=True)


@many
@for_all(PEOPLE, LIMITS, WANTED)
def test_a_limit_never_widens(person, limit, wanted):
    limited = Given(person.who, person.state, person.until, person.grants, (*person.limits, limit), person.open)
    assert RANK[evaluate(limited, wanted).outcome] <= RANK[evaluate(person, wanted).outcome]


def test_nobody_to_ask_is_no_obstacle_of_its_own():
    wanted = Wanted("icc_otp", Purpose.TRIAL, Level.PUBLIC, DAY)
    assert combine([], wanted) == allow(wanted)


def person(*rows: Grant, **values) -> Given:
    return Given("W-1", **{"state": Consent.ACTIVE, "grants": rows, **values})


def row(level: Level = Level.PSEUDONYMOUS, recipient: str = "icc_otp", **values) -> Grant:
    return Grant(recipient, Purpose.TRIAL, level, **{"since": DAY, **values})


@pytest.mark.parametrize(("consenting", "outcome", "level", "why"), [
    (person(row()), Outcome.REDACT, Level.PSEUDONYMOUS, Why.LOWER),
    (person(row(Level.PUBLIC)), Outcome.ALLOW, Level.PUBLIC, None),
    (person(row(consult=True)), Outcome.CONSULT, Level.PSEUDONYMOUS, Why.CONSULT),
    (person(row(Level.NONE)), Outcome.DENY, Level.NONE, Why.LOWER),
    (person(row(recipient="any_competent_authority")), Outcome.REDACT, Level.PSEUDONYMOUS, Why.LOWER),
    (person(row(recipient="media_public")), Outcome.DENY, Level.NONE, Why.NO_GRANT),
    (person(row(since=DAY + timedelta(1))), Outcome.DENY, Level.NONE, Why.NO_GRANT),
    (person(row(until=DAY)), Outcome.REDACT, Level.PSEUDONYMOUS, Why.LOWER),
    (person(row(), until=DAY - timedelta(1)), Outcome.DENY, Level.NONE, Why.EXPIRED),
    (person(row(), state=Consent.WITHDRAWN), Outcome.DENY, Level.NONE, Why.WITHDRAWN),
    (person(row(), state=Consent.REFUSED), Outcome.DENY, Level.NONE, Why.REFUSED),
    (person(row(), state=Consent.NOT_SOUGHT), Outcome.DENY, Level.NONE, Why.NO_CONSENT),
    (person(row(), open=True), Outcome.DENY, Level.NONE, Why.CONDITIONS_OPEN),
    (person(row(), limits=(Grant(None, None, Level.SUMMARY, DAY),)), Outcome.REDACT, Level.SUMMARY, Why.LIMIT),
])
def test_what_one_person_allows(consenting, outcome, level, why):
    answer = evaluate(consenting, Wanted("icc_otp", Purpose.TRIAL, Level.PUBLIC, DAY))
    assert (answer.outcome, answer.level) == (outcome, level)
    assert not why or Reason(why, "W-1") in answer.reasons


@pytest.mark.parametrize(("rows", "found"), [
    ([row(), row(Level.PUBLIC)], {1: Fault.TWICE}),
    ([row(until=DAY + timedelta(3)), row(Level.PUBLIC, since=DAY + timedelta(4))], {}),
    ([row(), row(recipient="researcher")], {}),
    ([row(until=DAY - timedelta(1))], {0: Fault.ORDER}),
    ([row(since=DAY - timedelta(9), until=DAY - timedelta(1))], {0: Fault.PAST}),
    ([row(until=DAY + timedelta(31))], {0: Fault.OUTLIVES}),
    ([row(Level.NONE, consult=True)], {0: Fault.NOTHING_TO_ASK}),
])
def test_rows_that_cannot_be(rows, found):
    assert faults(rows, today=DAY, until=DAY + timedelta(30), reachable=True) == found


def test_nobody_can_be_asked_who_wants_no_contact():
    assert faults([row(consult=True)], today=DAY, until=None, reachable=False) == {0: Fault.NO_CONTACT}


def test_recipients_that_need_one_say_which():
    assert recipient_code(Recipient.NATIONAL_PROSECUTOR, "kor") == "national_prosecutor:KOR"
    assert recipient_code(Recipient.OTHER_NGO, "NGO-7") == "other_ngo:NGO-7"
    for kind, detail in ((Recipient.NATIONAL_PROSECUTOR, None), (Recipient.NATIONAL_PROSECUTOR, "Korea"),
                         (Recipient.ICC_OTP, "x"), (Recipient.OTHER_NGO, "a name")):
        assert recipient_code(kind, detail) is None
