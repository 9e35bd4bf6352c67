"""What could tell who somebody is: smallest rare combinations, of whom, in which words, on which pages."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import combinations

import pytest
from flask import current_app
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.people import service
from casefile.people.models import Person
from casefile.people.rules import AgeBand, Part, Sex
from casefile.people.rules.rarity import MOST_FACTS, Profile, Rare, Trait, dated, rare
from tests.factories.base import a_case, a_member
from tests.factories.incidents import a_place, an_incident
from tests.factories.law import held
from tests.factories.people import a_part, a_person

FEMALE, CHILD, PLACE, MAY, YEAR = ((Trait.SEX, "female"), (Trait.AGE, "0-13"), (Trait.PLACE, "F-9"),
                                   (Trait.MONTH, "2006-05"), (Trait.YEAR, "2006"))


def one(person: int, *facts) -> Profile[int]:
    return Profile(person, frozenset(facts))


def test_the_smallest_combination_is_named_and_not_what_only_adds_to_it():
    crowd = [one(n, FEMALE, PLACE) for n in range(3)] + [one(n, CHILD) for n in range(3, 6)]
    found = rare([*crowd, one(9, FEMALE, CHILD, PLACE)], below=2)
    assert found == {9: [Rare(1, (CHILD, PLACE)), Rare(1, (CHILD, FEMALE))]}


def test_a_place_and_a_month_count_only_when_the_person_was_there_then():
    people = [one(n, PLACE) for n in range(3)] + [one(n, MAY) for n in range(3)] + [one(7, PLACE, MAY)]
    assert rare(people, below=2) == {7: [Rare(1, (MAY, PLACE))]}


def test_a_year_says_nothing_beside_its_month_but_counts_for_those_known_by_the_year():
    people = [one(n, PLACE, YEAR) for n in range(4)] + [one(8, PLACE, YEAR, MAY)]
    assert rare(people, below=2) == {8: [Rare(1, (MAY,))]}
    assert rare(people, below=2, about=[1]) == {}


@pytest.mark.parametrize(("earliest", "latest", "known"), [
    (date(2006, 5, 1), date(2006, 5, 31), {MAY, YEAR}), (date(2006, 5, 1), date(2006, 6, 1), {YEAR}),
    (date(2006, 5, 1), date(2007, 5, 1), set()), (None, date(2006, 5, 1), set()), (date(2006, 5, 1), None, set())])
def test_only_a_day_known_to_the_month_or_year_counts(earliest, latest, known):
    assert dated(earliest, latest) == known


FACTS = st.sets(st.sampled_from([FEMALE, CHILD, PLACE, MAY, (Trait.SEX, "male"), (Trait.PLACE, "F-3")]))


@settings(max_examples=80)
@given(st.lists(st.builds(one, st.integers(0, 6)).flatmap(
    lambda profile: FACTS.map(lambda facts: Profile(profile.person, frozenset(facts)))), max_size=12),
    st.integers(2, 4))
def test_every_rare_combination_is_named_or_holds_one_that_is(profiles: list[Profile[int]], below: int):
    """Against the definition, counted plainly: nothing rare is missed, nothing common named, nothing named is larger
    than it must be."""
    def people(facts: Collection) -> int:
        return len({profile.person for profile in profiles if set(facts) <= profile.facts})

    found = rare(profiles, below)
    for every in found.values():
        for each in every:
            assert people(each.facts) == each.n < below
            assert all(people(set(each.facts) - {fact}) >= below for fact in each.facts if len(each.facts) > 1)
    for profile in profiles:
        named = [set(each.facts) for each in found.get(profile.person, [])]
        for size in range(1, MOST_FACTS + 1):
            for facts in combinations(sorted(profile.facts), size):
                if len({trait for trait, _v in facts}) == size and people(facts) < below:
                    assert any(each <= set(facts) for each in named)


@pytest.fixture
def scene(context):
    """Six women who saw an incident in May 2006, of whom one was a child then."""
    case = a_case()
    incident = an_incident(case, when="2006-05", place_id=a_place(case.situation).id)
    people = [a_person(case, sex=Sex.FEMALE, age_band=AgeBand.TO_29, languages=["ko"]) for _n in range(5)]
    people.append(a_person(case, sex=Sex.FEMALE, age_band=AgeBand.UNDER_14, languages=["ko"]))
    for person in people:
        a_part(person, incident)
    with acting(SYSTEM):
        yield held(case), [held(person) for person in people]


def test_who_can_be_told_apart_is_named_by_code_in_words(scene):
    case, people = scene
    found = service.telling_in(case)
    assert [(one.who, one.combinations) for one in found] == [(people[-1].reference, [(1, ["Under 14"])])]
    assert service.seen(found)
    assert service.seen(service.telling_in(case, about=people[0])) == ""
    few = service.telling_in(case, [people[0].id, people[-1].id])
    assert {one.who for one in few} == {people[0].reference, people[-1].reference}, "two people hide nobody"


def test_a_merged_record_hides_nobody_and_hearsay_puts_nobody_anywhere(scene, monkeypatch):
    case, people = scene
    extra = held(a_person(case, sex=Sex.FEMALE, age_band=AgeBand.UNDER_14, languages=["ko"]))
    a_part(extra, service.incidents_of(people[0])[0].incident, Part.HEARSAY)
    monkeypatch.setitem(current_app.config, "RARE_BELOW", 2)
    found = {one.who: one.combinations for one in service.telling_in(case)}
    assert set(found) == {people[-1].reference}, "the two are told apart by who was there"
    extra.merged_into_id = people[0].id
    db.session.flush()
    assert {one.who: one.combinations[0][1] for one in service.telling_in(case)} == {people[-1].reference: ["Under 14"]}


def test_the_number_of_questions_does_not_grow(scene, queries):
    case, _people = scene
    asked = []
    for _n in range(2):
        a_part(a_person(case, sex=Sex.OTHER), an_incident(case, when="2007-01",
                                                         place_id=a_place(case.situation).id))
        queries.clear()
        assert len(service.telling_in(case)) >= 2
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 5


def test_the_page_of_a_person_says_it(make, client_for):
    case = make(a_case)
    person = make(a_person, case, sex=Sex.OTHER)
    page = client_for(make(a_member, case, Role.ANALYST)).get(f"/witnesses/{person.id}").text
    assert "What could tell who it is" in page
    assert "Only one person here is all of this:" in page
    assert isinstance(person, Person)
    assert client_for(make(a_member, case, Role.OBSERVER)).get(f"/witnesses/{person.id}").status_code == 404
