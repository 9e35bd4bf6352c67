"""Paragraphs, interviews, risk, interpreters and double records: rules without a database."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.people.rules import Consent, Protection, Spoken
from casefile.people.rules.duplicates import (
    Known,
    Reason,
    birth_year,
    compare_identities,
    consent_forbids,
    pairs_in,
    telephones,
    worth_showing,
)
from casefile.people.rules.mediators import BLOCKING, Conflict, Region, Standing, Tie, conflicts
from casefile.people.rules.risk import (
    Block,
    Degree,
    high_risk,
    higher,
    needs_measures,
    protection_blocks,
    raw_level,
)
from casefile.statements.rules import (
    FORBIDS,
    OFFICER,
    SECOND_PERSON,
    Facts,
    Need,
    StatementType,
    needs,
    split_paragraphs,
)

DAY = date(2026, 6, 15)


def test_a_text_without_numbers_is_cut_at_blank_lines():
    assert split_paragraphs("one\r\nstill one\r\n\r\n\r\n two \n \nthree") == ["one\nstill one", "two", "three"]


def test_a_text_with_running_numbers_is_cut_there_and_loses_them():
    text = "Heading\n\n1. First\n\nwith a gap\n2) Second\n(3) Third\n4: Fourth"
    assert split_paragraphs(text) == ["Heading", "First\n\nwith a gap", "Second", "Third", "Fourth"]


def test_a_year_or_a_count_at_the_start_of_a_line_is_no_number():
    text = "1. In the spring\n2003. was a hard year\n30. people came\n2. Later"
    assert split_paragraphs(text) == ["In the spring\n2003. was a hard year\n30. people came", "Later"]


def test_one_number_alone_cuts_nothing():
    assert split_paragraphs("1. Only this\n\nAnd this") == ["1. Only this", "And this"]


LETTERS = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=20)


@given(st.lists(LETTERS, min_size=2, max_size=30))
def test_numbered_paragraphs_come_back_as_they_were(texts):
    numbered = "\n".join(f"{n}. {text}" for n, text in enumerate(texts, 1))
    assert split_paragraphs(numbered) == [unicodedata.normalize("NFC", text) for text in texts]


@given(st.text(max_size=300))
def test_no_text_breaks_the_cutting_and_nothing_is_empty(text):
    assert all(one.strip() for one in split_paragraphs(text))


def test_hangul_in_parts_is_kept_composed():
    assert split_paragraphs("1. \u1100\u1161\n2. 나") == ["가", "나"]


def test_an_overdue_or_missing_review_blocks():
    assert protection_blocks(None, None, DAY) is Block.NEVER_ASSESSED
    assert protection_blocks(Protection.HIGH, DAY - timedelta(1), DAY) is Block.OVERDUE
    assert protection_blocks(Protection.HIGH, DAY, DAY) is None


def found(**facts):
    return needs(Facts(**{"type": StatementType.FULL_INTERVIEW, "day": DAY, **facts}))


@pytest.mark.parametrize(("facts", "need"), [
    ({"protection": "overdue"}, Need.OVERDUE), ({"protection": "never_assessed"}, Need.NEVER_ASSESSED),
    ({"no_contact": True}, Need.NO_CONTACT), ({"consent_gone": True}, Need.CONSENT_GONE),
    ({"merged": True}, Need.MERGED), ({"interpreter_blocked": True}, Need.INTERPRETER)])
def test_what_forbids_an_interview(facts, need):
    assert found(**facts)[0] is need
    assert need in FORBIDS


def test_a_full_interview_anywhere_asks_for_a_second_person():
    assert Need.FULL_EXISTS in found(earlier=[StatementType.FULL_INTERVIEW])
    assert Need.FULL_EXISTS in SECOND_PERSON
    assert found(earlier=[StatementType.SCREENING]) == []


def test_a_clarification_tells_nothing_again():
    assert found(type=StatementType.CLARIFICATION, earlier=[StatementType.FULL_INTERVIEW], questions=3) == []


@pytest.mark.parametrize(("days", "expected"), [(-8, False), (-7, True), (0, True), (7, True), (8, False)])
def test_the_same_week_as_something_distressing_needs_the_officer(days, expected):
    assert (Need.RECENT_DISTRESS in found(distress=[DAY + timedelta(days)])) is expected
    assert Need.RECENT_DISTRESS in OFFICER
    assert Need.HIGH_RISK in found(high_risk=True)


def test_high_risk_is_a_level_or_a_flag():
    assert high_risk(Protection.HIGH, [])
    assert high_risk(Protection.LOW, ["acute_distress"])
    assert not high_risk(Protection.MEDIUM, ["illiteracy"])


def test_a_level_below_likelihood_and_impact_rests_on_measures():
    assert raw_level(Degree.EXTREME, Degree.EXTREME) is Protection.EXTREME
    assert raw_level(Degree.LOW, Degree.LOW) is Protection.LOW
    assert needs_measures(Degree.EXTREME, Degree.HIGH, Protection.MEDIUM)
    assert not needs_measures(Degree.LOW, Degree.LOW, Protection.HIGH)
    assert higher(Protection.LOW, Protection.HIGH) is Protection.HIGH
    assert higher(None, None) is None


GOOD = Standing([Spoken.KOREAN], Region.SOUTH, DAY - timedelta(10), DAY + timedelta(10))


def test_an_interpreter_in_order_has_no_conflict():
    assert conflicts(GOOD, [Spoken.KOREAN], DAY) == []


@pytest.mark.parametrize(("standing", "conflict"), [
    (Standing([Spoken.KOREAN], None, DAY, DAY, [Tie.MAY_NOT_MEET]), Conflict.MAY_NOT_MEET),
    (Standing([Spoken.KOREAN], None, DAY, DAY, [Tie.FAMILY]), Conflict.FAMILY),
    (Standing([Spoken.KOREAN], None, DAY, DAY, [Tie.PARTY]), Conflict.PARTY),
    (Standing([Spoken.KOREAN], None, DAY, None), Conflict.NO_NDA),
    (Standing([Spoken.KOREAN], None, DAY, DAY - timedelta(1)), Conflict.NDA_EXPIRED)])
def test_what_forbids_an_interpreter(standing, conflict):
    assert conflicts(standing, [Spoken.KOREAN], DAY) == [conflict]
    assert conflict in BLOCKING


@pytest.mark.parametrize(("standing", "languages", "conflict"), [
    (Standing([Spoken.HAMGYONG], Region.HAMGYONG, DAY, DAY), [Spoken.HAMGYONG], Conflict.SAME_REGION),
    (Standing([Spoken.ENGLISH], None, DAY, DAY), [Spoken.KOREAN], Conflict.LANGUAGE),
    (Standing([Spoken.KOREAN], None, None, DAY), [], Conflict.NOT_VETTED),
    (Standing([Spoken.KOREAN], None, DAY - timedelta(800), DAY), [], Conflict.VETTED_LONG_AGO),
    (Standing([Spoken.KOREAN], None, DAY, DAY, [Tie.SAME_COMMUNITY]), [], Conflict.SAME_COMMUNITY)])
def test_what_is_weighed_about_an_interpreter(standing, languages, conflict):
    assert conflicts(standing, languages, DAY) == [conflict]
    assert conflict not in BLOCKING


def test_a_number_meets_itself_however_it_is_written():
    assert telephones("+82-10-5550-1234") == telephones("010 5550 1234") == telephones("０１０-5550-1234")
    assert telephones("room 17, 12345") == set()


@pytest.mark.parametrize(("text", "year"), [("1984-04-02", "1984"), ("about 1974?", "1974"), ("12345", None),
                                            (None, None)])
def test_a_year_of_birth_is_found(text, year):
    assert birth_year(text) == year


def test_names_meet_in_any_script_and_form():
    reasons = compare_identities({
        "a": Known(["리철호"], "1970"), "b": Known(["Lee Chul-ho"], "1970"), "c": Known(["이철호"]),
        "d": Known(["\u1105\u1175\u110e\u1165\u11af\u1112\u1169"]), "e": Known(["김영"])})
    assert reasons["a", "b"] == {Reason.LIKE_NAME, Reason.SAME_BIRTH_YEAR}
    assert Reason.SAME_NAME in reasons["a", "d"]
    assert ("a", "c") in reasons
    assert not any("e" in pair for pair in reasons)


@pytest.mark.parametrize("name", ["김", "가" * 80, "Ri 철호 李", "x", "…", "김 Kim 金", "\u1100\u1161"])
def test_strange_names_are_compared_without_harm(name):
    assert list(compare_identities({"a": Known([name]), "b": Known([name])})) in ([("a", "b")], [])


def test_a_birth_year_alone_and_a_crowd_say_nothing():
    assert not worth_showing({Reason.SAME_BIRTH_YEAR})
    assert worth_showing({Reason.SHARED_TELEPHONE})
    assert list(pairs_in([range(13), {1, 2}])) == [(1, 2)]


def test_a_refusal_is_never_lost_by_merging():
    assert consent_forbids(Consent.ACTIVE, Consent.WITHDRAWN)
    assert consent_forbids(Consent.NOT_SOUGHT, Consent.REFUSED)
    assert not consent_forbids(Consent.WITHDRAWN, Consent.WITHDRAWN)
    assert not consent_forbids(Consent.WITHDRAWN, Consent.ACTIVE)
