import re
from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.people.rules import (
    CONSENT_ARROWS,
    FIELDS,
    HOLDS,
    NUMBERS,
    Consent,
    Group,
    PersonRole,
    Protection,
    code,
    consent_on_day,
    is_code,
    latest_review,
    may_follow,
    prefix_for,
)

DAY = date(2026, 5, 4)
numbers = st.integers(0, NUMBERS - 1)


def test_the_check_digit_is_damms():
    assert code("W", 4821) == "W-48217"
    assert code("V", 0) == "V-00000"


@given(numbers)
def test_every_number_makes_a_code(number):
    made = code("W", number)
    assert re.fullmatch(r"W-[0-9]{5}", made)
    assert is_code(made)


@given(numbers, st.integers(0, 4), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number, place, shift):
    digits = list(code("W", number)[2:])
    digits[place] = str((int(digits[place]) + shift) % 10)
    assert not is_code("W-" + "".join(digits))


@given(numbers)
def test_two_swapped_digits_are_noticed(number):
    digits = code("V", number)[2:]
    for place, (one, other) in enumerate(pairwise(digits)):
        if one != other:
            assert not is_code("V-" + digits[:place] + other + one + digits[place + 2:])


@pytest.mark.parametrize("text", ["", "W", "W-", "X-48217", "W-4821", "W-482170", "W 48217", "W-4821７", "W-４８２１７",
                                  "w-48217"])
def test_what_is_no_code(text):
    assert not is_code(text)


def test_only_somebody_who_is_nothing_but_a_victim_is_v():
    assert prefix_for(["victim"]) == "V"
    assert {prefix_for([role]) for role in PersonRole if role is not PersonRole.VICTIM} == {"W"}
    assert prefix_for(["victim", "eyewitness"]) == "W"


ARROWS = {("not_sought", "active"), ("not_sought", "refused"), ("active", "expired"), ("active", "withdrawn"),
          ("refused", "active"), ("expired", "active"), ("expired", "refused"), ("expired", "withdrawn"),
          ("withdrawn", "active")}


@pytest.mark.parametrize(("old", "new"), list(product(Consent, Consent)))
def test_consent_follows_these_arrows_and_no_other(old, new):
    assert (new in CONSENT_ARROWS[old]) is ((old.value, new.value) in ARROWS)
    assert (new in may_follow(old)) is ((old.value, new.value) in ARROWS or old is new is Consent.ACTIVE)


@pytest.mark.parametrize(("until", "counts"), [
    (None, Consent.ACTIVE), (DAY, Consent.ACTIVE), (DAY + timedelta(1), Consent.ACTIVE),
    (DAY - timedelta(1), Consent.EXPIRED)])
def test_consent_lasts_through_its_last_day(until, counts):
    assert consent_on_day(Consent.ACTIVE, until, DAY) is counts


@pytest.mark.parametrize("state", [state for state in Consent if state is not Consent.ACTIVE])
def test_only_given_consent_runs_out(state):
    assert consent_on_day(state, DAY - timedelta(1), DAY) is state


def test_the_higher_the_risk_the_sooner_the_review():
    days = [HOLDS[level] for level in Protection]
    assert days == sorted(days, reverse=True)
    assert latest_review(Protection.HIGH, DAY) == date(2026, 6, 3)


def test_every_field_stands_in_one_group():
    names = [name for fields in FIELDS.values() for name in fields]
    assert len(names) == len(set(names))
    assert set(FIELDS) == set(Group)
