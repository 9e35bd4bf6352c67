"""The ladder of designation, without a database."""

from __future__ import annotations

import pytest

from casefile.officials.rules import (
    ARROWS,
    ENDS,
    LADDER,
    Designation,
    needs_resolved_identity,
    needs_second_person,
)


def test_every_designation_has_arrows_and_none_leads_to_itself():
    assert set(ARROWS) == set(Designation)
    assert all(step not in ARROWS[step] for step in Designation)


def test_the_ladder_is_climbed_one_step_at_a_time():
    for place, step in enumerate(LADDER):
        above = set(LADDER[place + 1:])
        assert ARROWS[step] & above == set(LADDER[place + 1:place + 2])
        assert set(LADDER[:place]) <= ARROWS[step]
        assert ARROWS[step] >= ENDS


@pytest.mark.parametrize("end", sorted(ENDS))
def test_from_an_end_every_step_is_reasoned_anew(end):
    assert ARROWS[end] & set(LADDER) == {Designation.MENTIONED}


@pytest.mark.parametrize(("old", "new", "two"), [
    (Designation.MENTIONED, Designation.PERSON_OF_INTEREST, False),
    (Designation.PERSON_OF_INTEREST, Designation.SUSPECT, True),
    (Designation.SUSPECT, Designation.SUBJECT_OF_REFERRAL, True),
    (Designation.SUBJECT_OF_REFERRAL, Designation.SUSPECT, False),
    (Designation.ACCUSED_ELSEWHERE, Designation.SUSPECT, True),
    (Designation.SUSPECT, Designation.CLEARED, True),
    (Designation.SUSPECT, Designation.DECEASED, False),
    (Designation.SUSPECT, Designation.ACCUSED_ELSEWHERE, False),
])
def test_who_decides(old, new, two):
    assert needs_second_person(old, new) is two


def test_nobody_is_a_suspect_under_an_unresolved_name():
    assert {step for step in Designation if needs_resolved_identity(step)} == {
        Designation.SUSPECT, Designation.SUBJECT_OF_REFERRAL}
