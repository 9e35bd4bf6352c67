"""Which sources are one: the rule, what the database finds, the pages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from casefile.core.access import Role as TeamRole
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.evidence import service
from casefile.evidence.models import Evidence, SourceTie
from casefile.evidence.service import independence
from casefile.evidence.sources import ITEM_TIES, PERSON_TIES, Role, Tie, groups, joins
from casefile.law.service.matrix import matrix_of
from casefile.people.models import Person
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.evidence import an_item
from tests.factories.law import a_charge, a_link, held, the_element
from tests.factories.people import a_person

NODES = st.integers(0, 12)
PAIRS = st.lists(st.tuples(NODES, NODES), max_size=20)


@settings(max_examples=50, database=None)
@given(PAIRS, st.randoms())
def test_groups_are_an_equivalence_and_know_no_order(pairs, random):
    nodes = range(13)
    found = groups(nodes, pairs)
    assert all(found[found[node]] == found[node] for node in nodes)
    assert all(found[one] == found[other] for one, other in pairs)
    mixed = [pair if random.random() < 0.5 else pair[::-1] for pair in pairs]
    random.shuffle(mixed)
    assert groups(reversed(nodes), mixed) == found
    # Nothing is joined that no chain of pairs joins.
    reach = {node: {node} for node in nodes}
    for _round in nodes:
        for one, other in pairs:
            reach[one] |= reach[other]
            reach[other] |= reach[one]
    assert all((found[a] == found[b]) == (b in reach[a]) for a in nodes for b in nodes)


def test_a_household_and_an_intermediary_join_only_with_the_mark():
    assert not joins(Tie.HOUSEHOLD, False)
    assert not joins(Tie.INTERMEDIARY, False)
    assert all(joins(kind, True) for kind in Tie)
    assert all(joins(kind, False) for kind in (Tie.TOLD, *ITEM_TIES))
    assert {*PERSON_TIES, *ITEM_TIES} == set(Tie)


@pytest.fixture
def scene(context):
    """A case with three people, who each speak in one item."""
    case = a_case()
    people = [a_person(case) for _ in range(3)]
    items = [an_item(case) for _ in range(3)]
    with acting(SYSTEM):
        for person, item in zip(people, items, strict=True):
            service.link(held(item), [held(person)], Role.SPEAKER)
        db.session.commit()
        return case, [held(person) for person in people], [held(item) for item in items]


def ids(items: list[Evidence]):
    return [item.id for item in items]


def test_different_people_are_different_sources_and_one_person_is_one(scene):
    case, people, items = scene
    with acting(SYSTEM):
        assert independence.count(ids(items)) == (3, 3)
        again = held(an_item(case))
        service.link(again, [people[0]], Role.SPEAKER)
        mentioned = held(an_item(case))
        service.link(mentioned, [people[0]], Role.THIRD_PARTY)
        db.session.flush()
        assert independence.count([*ids(items), again.id]) == (4, 3)
        assert independence.count([*ids(items), mentioned.id]) == (4, 4)
        assert independence.same_source_as(again) == [items[0]]
        assert independence.count([]) == (0, 0)


@pytest.mark.parametrize(("kind", "marked", "independent"), [
    (Tie.TOLD, False, 2), (Tie.HOUSEHOLD, False, 3), (Tie.HOUSEHOLD, True, 2), (Tie.INTERMEDIARY, False, 3),
    (Tie.INTERMEDIARY, True, 2)])
def test_relations_of_people(scene, kind, marked, independent):
    _case, people, items = scene
    with acting(SYSTEM):
        independence.tie(people[0], [people[2]], kind, "said so", marked)
        db.session.flush()
        assert independence.count(ids(items)) == (3, independent)


@pytest.mark.parametrize("kind", ITEM_TIES)
def test_relations_of_items_reach_through_what_is_not_counted(scene, kind):
    """The first and the second item both go back to one that nobody counts; a copy inherits the group of its origin."""
    case, _people, items = scene
    with acting(SYSTEM):
        origin = held(an_item(case))
        independence.tie(items[0], [origin], kind, "same print")
        independence.tie(origin, [items[1]], kind, "same print")
        db.session.flush()
        found = independence.groups_of(ids(items))
        assert found[items[0].id] == found[items[1].id] != found[items[2].id]
        assert independence.count_each({"a": ids(items), "b": ids(items[:2])}) == {"a": 2, "b": 1}


def test_an_ended_relation_joins_nothing_and_stays_as_history(scene):
    _case, people, items = scene
    with acting(SYSTEM):
        assert independence.tie(people[0], [people[1]], Tie.TOLD, "said so") == 1
        assert independence.tie(people[0], [people[1]], Tie.TOLD, "said so again") == 0
        (tie,) = independence.ties_of(people[1])
        independence.end_tie(tie, "it was another person")
        db.session.flush()
        assert independence.count(ids(items)) == (3, 3)
        assert not independence.ties_of(people[0])
        with pytest.raises(Refused, match="ended before"):
            independence.end_tie(tie, "again")
        with pytest.raises(Refused, match="itself"):
            independence.tie(people[0], [people[0]], Tie.TOLD, "said so")
        with pytest.raises(Refused, match="not for such"):
            independence.tie(people[0], [people[1]], Tie.COPIED, "said so")


def test_the_database_refuses_half_a_relation(scene):
    _case, people, items = scene
    for values in ({"person_id": people[0].id}, {"person_id": people[0].id, "other_person_id": people[0].id},
                   {"evidence_id": items[0].id, "other_evidence_id": items[1].id},
                   {"person_id": people[0].id, "other_person_id": people[1].id, "evidence_id": items[0].id,
                    "other_evidence_id": items[1].id}):
        with acting(SYSTEM), pytest.raises(IntegrityError):
            db.session.execute(db.insert(SourceTie.__table__).values(
                id=db.func.gen_random_uuid(), version=1, kind="told_by", contaminated=False, basis="x", **values))
        db.session.rollback()


def test_relations_of_people_hidden_from_the_reader_count_but_are_not_told(scene, queries):
    case, people, items = scene
    other = a_case()
    with acting(SYSTEM):
        hidden = held(a_person(other))
        independence.tie(people[0], [hidden], Tie.TOLD, "said so")
        independence.tie(people[1], [hidden], Tie.TOLD, "said so")
        db.session.commit()
    with acting_as(a_member(case, TeamRole.LEGAL_EXPERT)):
        queries.clear()
        assert independence.count(ids(items)) == (3, 2)
        assert len(queries) == 1, "one question, however many relations are walked"
        assert not independence.ties_of(people[0])
        assert independence.people_named([hidden.reference, people[0].reference]) == ([people[0]], [hidden.reference])


def test_the_matrix_says_how_many_sources_there_are(scene):
    case, people, items = scene
    charge = a_charge(case)
    element = the_element(charge, "RS7-1-c.1")
    for item in items:
        a_link(element, item)

    def cell():
        found = (one for block in matrix_of(held(charge)).blocks for row in block.rows for one in row.all_cells)
        return next(one for one in found if one.id == element.id)

    with acting(SYSTEM):
        assert (cell().supporting, cell().independent) == (3, 3)
        independence.tie(people[0], people[1:], Tie.TOLD, "said so")
        db.session.flush()
        assert (cell().supporting, cell().independent) == (3, 1)


@pytest.fixture
def page(make, client_for):
    """A case, two people, two items, and browsers of an expert, a reviewer and a stranger."""
    case = make(a_case)
    people, items = [make(a_person, case) for _ in range(2)], [make(an_item, case) for _ in range(2)]
    expert, reader = (client_for(make(a_member, case, role)) for role in (TeamRole.LEGAL_EXPERT, TeamRole.REVIEWER))
    return case, people, items, expert, reader, client_for(make(a_member, make(a_case), TeamRole.LEGAL_EXPERT))


def test_relations_are_entered_and_ended_on_pages(page, make):
    _case, people, items, expert, reader, stranger = page
    forms = {f"/witnesses/{people[0].id}/sources": {"references-0": people[1].reference, "kind": "told_by",
                                                    "basis": "said so"},
             f"/evidence/{items[0].id}/sources": {"references-0": items[1].reference, "kind": "copied_from",
                                                  "basis": "same print"}}
    for path, data in forms.items():
        assert expert.get(path).status_code == 200
        assert expert.post(path, data={**data, "basis": ""}).status_code == 422
        assert expert.post(path, data={**data, "references-0": "W-99999"}).status_code == 422
        assert expert.post(path, data={**data, "kind": "nothing"}).status_code == 422
        for client in (reader, stranger):
            assert client.get(path).status_code == client.post(path, data=data).status_code == 404
        answer = expert.post(path, data=data)
        assert answer.status_code == 303, answer.text
        assert expert.put(path).status_code == 405
    text = expert.get(f"/evidence/{items[1].id}").text
    assert items[0].reference in text
    assert "counts as one with it" in text
    assert "one source" in expert.get(f"/witnesses/{people[1].id}").text

    def ties():
        with acting(SYSTEM):
            return [tie.id for tie in db.session.execute(db.select(SourceTie)).scalars()]

    for id in make(ties):
        assert expert.get(f"/source-ties/{id}/end").status_code == 200
        assert stranger.post(f"/source-ties/{id}/end", data={"reason": "x"}).status_code == 404
        assert expert.post(f"/source-ties/{id}/end", data={"reason": "mistaken"}).status_code == 303
    assert "counts as one" not in expert.get(f"/evidence/{items[1].id}").text


def test_a_link_says_how_a_person_can_be_recognised(page, make):
    _case, people, items, expert, _reader, _stranger = page
    data = {"references-0": people[0].reference, "role": "speaker"}
    assert expert.post(f"/evidence/{items[0].id}/link", data=data).status_code == 303
    with_them = make(lambda: _roles(items[0], people[0]))
    assert with_them == [Role.SPEAKER]


def _roles(item: Evidence, person: Person) -> list[Role | None]:
    with acting(SYSTEM):
        return [link.role for link in service.subjects_of(held(item)) if link.person_id == person.id]
