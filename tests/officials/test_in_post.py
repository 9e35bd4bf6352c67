"""Whether officials were in post, and had authority over a unit, on given days."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.edtf import Standing
from casefile.core.uncertain import DateEntry
from casefile.officials import service
from casefile.officials.models import OfficialFact, Organisation, OrganisationRelation
from casefile.officials.rules import Direction, Indicator, RelationKind
from tests.factories.base import a_situation, made
from tests.factories.officials import a_holding, a_post, an_official, an_organisation

MAY_2004 = (dt.date(2004, 5, 1), dt.date(2004, 5, 31))


@pytest.fixture
def unit_and_bureau(make):
    """A unit under a bureau until 2007, and a stranger to both."""
    situation = make(a_situation)
    found = SimpleNamespace(situation=situation, unit=make(an_organisation, situation),
                            bureau=make(an_organisation, situation), aside=make(an_organisation, situation))
    make(made, OrganisationRelation(situation_id=situation.id, child_id=found.unit.id, parent_id=found.bureau.id,
                                    kind=RelationKind.COMMAND, during=DateEntry.of("1998/2007"), source="Chart"))
    return found


def in_post(make, *officials, days=MAY_2004):
    def ask():
        with acting(SYSTEM):
            return service.in_post_during([official.id for official in officials], *days)

    found = make(ask)
    return [found[official.id] for official in officials]


def test_certain_possible_at_another_time_undated_and_nothing_recorded(unit_and_bureau, make, queries):
    post = make(a_post, unit_and_bureau.unit)
    people = [make(an_official, unit_and_bureau.situation) for _n in range(5)]
    for official, during in zip(people, ("2001/2006", "2004", "2009/2012", None), strict=False):
        make(a_holding, official, post, during)
    make(a_holding, people[0], post, "2010/2012")
    expected = [Standing.CERTAIN, Standing.POSSIBLE, Standing.NOT, Standing.UNDATED, None]
    assert in_post(make, *people) == expected, "the surest of several posts counts"
    queries.clear()
    assert in_post(make, *people, days=(None, None))[2] is Standing.POSSIBLE, "an incident without a date"
    assert len(queries) == 1, "one question for all of them"


def test_authority_by_a_post_above_and_by_facts_for_and_against(unit_and_bureau, make, queries):
    world = unit_and_bureau
    head, other, teller = (make(an_official, world.situation) for _n in range(3))
    make(a_holding, head, make(a_post, world.bureau), "2001/2006")
    make(a_holding, other, make(a_post, world.aside), "2001/2006")
    for official, indicator, direction, about, during in (
            (head, Indicator.ECX1, Direction.AGAINST, world.unit, "2004"),
            (head, Indicator.KN1, Direction.FOR, world.unit, "2004"),
            (teller, Indicator.EC2, Direction.FOR, world.unit, "2004"),
            (teller, Indicator.EC3, Direction.FOR, world.aside, "2004"),
            (teller, Indicator.EC4, Direction.FOR, None, "2010")):
        make(made, OfficialFact(
            situation_id=world.situation.id, official_id=official.id, indicator=indicator, direction=direction,
            organisation_id=about.id if about else None, during=DateEntry.of(during), statement="S", source="Book"))

    def ask():
        with acting(SYSTEM):
            unit = db.session.get_one(Organisation, world.unit.id)
            queries.clear()
            found = service.authority_over([head.id, other.id, teller.id], [unit], *MAY_2004)
            return found, len(queries), service.authority_over([head.id], [], *MAY_2004)[head.id]

    found, asked, nowhere = make(ask)
    assert found[head.id] == service.Authority(Standing.CERTAIN, 0, 1)
    assert found[other.id] == service.Authority(None, 0, 0)
    assert found[teller.id] == service.Authority(None, 1, 0), "a fact of another unit or another time is none of this"
    assert [found[each.id].is_evidenced for each in (head, other, teller)] == [True, False, True]
    assert nowhere == service.Authority(None, 0, 0)
    assert asked <= 6
