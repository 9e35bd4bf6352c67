"""Names for recipients: random, kept, different for each recipient; and codes whose slips are told apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from casefile.core.access import Role
from casefile.core.db import db, get_visible
from casefile.core.errors import Refused
from casefile.people import service
from casefile.people.models import Person, PersonCode
from casefile.people.rules import ALIASES, NUMBERS, alias, code, is_alias, is_code, is_mistyped
from casefile.people.service import aliases
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.people import a_person


def test_each_recipient_knows_a_person_by_another_name_for_ever(context):
    case = a_case()
    people = [a_person(case) for _n in range(8)]
    with acting_as(a_member(case)):
        one = [service.alias_of(person, "icc_otp") for person in people]
        other = [service.alias_of(person, "un_mechanism") for person in people]
        assert one == [service.alias_of(person, "icc_otp") for person in people]
    assert len(set(one)) == len(set(other)) == len(people)
    assert not set(zip(one, other, strict=True)) & {(name, name) for name in one}
    assert all(is_alias(name) for name in one + other)
    assert one != sorted(one) or other != sorted(other), "no order of entry shows (1 in 1,600,000,000 by chance)"


def test_no_two_people_share_a_name_at_one_recipient(context, monkeypatch):
    case = a_case()
    first, second = a_person(case), a_person(case)
    numbers = iter([7, 7, 7, 8])
    monkeypatch.setattr(aliases.secrets, "randbelow", lambda _n: next(numbers))
    with acting_as(a_member(case)):
        assert service.alias_of(first, "icc_otp") == alias(7)
        assert service.alias_of(second, "icc_otp") == alias(8)
        monkeypatch.setattr(aliases.secrets, "randbelow", lambda _n: 7)
        with pytest.raises(Refused):
            service.alias_of(a_person(case), "icc_otp")
        assert service.alias_of(second, "defence_via_court") == alias(7)


def test_names_and_codes_are_never_taken_back(context):
    case = a_case()
    person = a_person(case)
    with acting_as(a_member(case)):
        service.alias_of(get_visible(Person, person.id), "icc_otp")
    for statement in ("UPDATE person_alias SET recipient = 'x'", "DELETE FROM person_alias", "DELETE FROM person_code"):
        with pytest.raises(DBAPIError), db.session.begin_nested():
            db.session.execute(text(statement))


def test_a_code_given_once_is_not_given_again_even_if_its_person_is_gone(context, monkeypatch):
    gone = service.give_code(["eyewitness"])
    numbers = iter([int(gone[2:6]), int(gone[2:6]), (int(gone[2:6]) + 1) % NUMBERS])
    monkeypatch.setattr("casefile.people.service.people.secrets.randbelow", lambda _n: next(numbers))
    assert service.give_code(["eyewitness"]) != gone
    assert db.session.get(PersonCode, gone)


@given(number=st.integers(0, ALIASES - 1), position=st.integers(2, 7), digit=st.integers(0, 9))
@settings(max_examples=200)
def test_one_wrong_digit_is_always_seen(number, position, digit):
    whole = alias(number)
    changed = whole[:position] + str(digit) + whole[position + 1:]
    assert is_alias(changed) is (changed == whole)
    assert is_mistyped(changed) is (changed != whole)


@given(number=st.integers(0, NUMBERS - 1), position=st.integers(2, 5))
@settings(max_examples=200)
def test_neighbours_that_changed_places_are_seen(number, position):
    whole = code("W", number)
    swapped = whole[:position] + whole[position + 1] + whole[position] + whole[position + 2:]
    assert is_code(swapped) is (swapped == whole)


@pytest.mark.parametrize("words", ["W-48", "EV-0001", "류", "", "W-4827X", "X-48270"])
def test_what_is_no_code_is_not_called_mistyped(words):
    assert not is_mistyped(words)


def test_a_mistyped_code_is_told_apart_from_one_that_nobody_has(make, client_for):
    case = make(a_case)
    person = make(a_person, case)
    client = client_for(make(a_member, case, Role.ANALYST))
    last = person.reference[-1]
    wrong = person.reference[:-1] + str((int(last) + 1) % 10)
    for path in ("/witnesses/", f"/cases/{case.id}/witnesses"):
        assert "A digit of this code is wrong" in client.get(f"{path}?text={wrong}").text
        assert "A digit of this code is wrong" not in client.get(f"{path}?text={person.reference}").text
