"""The command slice: who stood above a unit on a date."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.edtf import Standing
from casefile.core.uncertain import DateEntry
from casefile.incidents.models import Place
from casefile.incidents.rules import PlaceKind, Precision
from casefile.officials import service
from casefile.officials.models import Organisation, OrganisationRelation
from casefile.officials.rules import RelationKind
from tests.factories.base import a_case, a_member, a_user, made
from tests.factories.incidents import an_incident as a_incident
from tests.factories.officials import a_holding, a_post, an_involvement, an_official, an_organisation

ON = (dt.date(2004, 5, 1), dt.date(2004, 5, 1))


def a_relation(child, parent, during=None, kind=RelationKind.COMMAND, **values):
    return made(OrganisationRelation(situation_id=child.situation_id, child_id=child.id, parent_id=parent.id, kind=kind,
                                     during=DateEntry.of(during), source="Order No. 5, copy", **values))


@pytest.fixture
def world(make):
    """A facility under a bureau (until 2007) under a ministry, guided by a Party department beside it."""
    case = make(a_case)
    found = SimpleNamespace(case=case, expert=make(a_member, case, Role.LEGAL_EXPERT))
    for name in ("facility", "bureau", "ministry", "party"):
        setattr(found, name, make(an_organisation, case.situation, "1990", name_latin=f"The {name}"))
    make(a_relation, found.facility, found.bureau, "1998/2007")
    make(a_relation, found.bureau, found.ministry, "1990/..", RelationKind.ADMINISTRATIVE)
    make(a_relation, found.ministry, found.party, "1994/..", RelationKind.PARTY_GUIDANCE)
    make(a_relation, found.facility, found.party, "2004/2005", RelationKind.PARTY_GUIDANCE)
    make(a_relation, found.ministry, found.facility, "1990/..", RelationKind.RIVALRY)
    return found


def slice_of(make, unit, days=ON, **values):
    def ask():
        with acting(SYSTEM):
            return service.command_slice([db.session.get_one(Organisation, unit.id)], days, **values)

    return make(ask)


def names(levels):
    return [[unit.organisation.name_latin for unit in level] for level in levels]


def test_level_by_level_with_the_second_line_kept(world, make):
    found = slice_of(make, world.facility)
    assert names(found.levels) == [["The facility"], ["The bureau"], ["The ministry"], ["The party"]]
    facility, bureau, ministry, party = found.units
    assert facility.is_dual
    assert not bureau.is_dual
    assert [line.standing for line in facility.above] == [Standing.CERTAIN, Standing.POSSIBLE]
    assert party.standing is Standing.CERTAIN, "by the way over the ministry"
    assert ministry.above[0].relation.kind is RelationKind.PARTY_GUIDANCE


def test_a_line_of_another_time_is_not_drawn_but_said(world, make):
    found = slice_of(make, world.facility, (dt.date(2010, 1, 1), dt.date(2010, 1, 1)))
    assert names(found.levels) == [["The facility"]]
    assert (found.units[0].above, found.units[0].elsewhen) == ([], 2)


def test_an_uncertain_date_is_certain_only_when_every_day_of_it_is(world, make):
    found = slice_of(make, world.facility, (dt.date(2006, 1, 1), dt.date(2008, 12, 31)))
    assert [line.standing for line in found.units[0].above] == [Standing.POSSIBLE]
    assert found.units[1].standing is Standing.POSSIBLE


def test_who_held_the_posts_then_and_which_stood_empty(world, make):
    post, empty = make(a_post, world.bureau), make(a_post, world.bureau, title_english="Deputy")
    then = make(an_official, world.case.situation)
    make(a_holding, then, post, "2001/2006")
    make(a_holding, make(an_official, world.case.situation), post, "2006/2009")
    bureau = slice_of(make, world.facility).units[1]
    assert [(held.holding.official_id, held.standing) for held in bureau.posts[0][1]] == [(then.id, Standing.CERTAIN)]
    assert [post.id for post in bureau.vacant] == [empty.id]
    both = slice_of(make, world.facility, (dt.date(2006, 6, 1),) * 2).units[1].posts[0][1]
    assert [held.standing for held in both] == [Standing.POSSIBLE, Standing.POSSIBLE]


def test_a_renaming_keeps_the_old_chart_true(world, make):
    def rename():
        with acting(SYSTEM):
            ministry = db.session.get_one(Organisation, world.ministry.id)
            service.rename_organisation(ministry, DateEntry.of("2016-06"), None, "The new ministry", "Notice")
            db.session.commit()

    make(rename)
    old = slice_of(make, world.facility).units[2]
    new = slice_of(make, world.bureau, (dt.date(2020, 1, 1),) * 2).units[1]
    assert [name.latin for name in old.names] == ["The ministry"]
    assert [line.names[0].latin for line in slice_of(make, world.bureau).units[0].above] == ["The ministry"]
    assert [name.latin for name in new.names] == ["The new ministry"]


def test_a_circle_is_told_and_ends(world, make):
    make(a_relation, world.party, world.facility, "1990/..")
    found = slice_of(make, world.facility)
    assert len(found.units) == 4
    assert [line.closes_circle for line in found.units[3].above] == [True]


def test_kinds_can_be_chosen(world, make):
    found = slice_of(make, world.facility, kinds=[RelationKind.PARTY_GUIDANCE])
    assert names(found.levels) == [["The facility"], ["The party"]]


def test_the_questions_are_the_same_few_whatever_the_size(world, make, queries):
    def ask(unit):
        with acting(SYSTEM):
            body = db.session.get_one(Organisation, unit.id)
            queries.clear()
            found = service.command_slice([body], ON)
            return len(queries), len(found.units)

    few, small = make(ask, world.facility)
    above = world.party
    for _n in range(12):
        higher, aside = make(an_organisation, world.case.situation), make(an_organisation, world.case.situation)
        for parent in (higher, aside):
            make(a_relation, above, parent, "1990/..")
            make(a_holding, make(an_official, world.case.situation), make(a_post, parent), "2000/..")
        above = higher
    many, large = make(ask, world.facility)
    assert (small, large) == (4, 28)
    assert few == many <= 5


def test_the_page_says_it_in_words_and_the_picture_and_the_table_hold_the_same(world, make, client_for):
    post = make(a_post, world.bureau)
    official = make(an_official, world.case.situation)
    make(a_holding, official, post, "2001/2006")
    expert = client_for(world.expert)
    url = f"/organisations/{world.facility.id}/command"
    page = expert.get(f"{url}?on=2004-05-01").text
    assert page.index("The unit itself") < page.index("Level 1 above") < page.index("Level 3 above")
    assert "More than one line above it" in page
    assert official.reference in page
    assert "As of: 1 May 2004" in page
    assert f'src="{url}.svg?on=2004-05-01"' in page
    picture = expert.get(f"{url}.svg?on=2004-05-01")
    assert picture.mimetype == "image/svg+xml"
    assert picture.text.count("<rect") == 5
    assert picture.text.count("stroke-dasharray") == 1
    assert official.reference in picture.text
    table = expert.get(f"{url}.csv?on=2004-05-01").text
    assert table.count("\n") == 7
    assert "Gap: nothing is recorded above it" in table
    assert "Party guidance" in table


def test_a_date_that_is_none_is_said_beside_the_field(world, client_for):
    page = client_for(world.expert).get(f"/organisations/{world.facility.id}/command?on=1.5.2004").text
    assert "Write the date with hyphens" in page
    assert 'value="1.5.2004"' in page


def test_from_an_incident_to_everybody_above_it(world, make, client_for):
    def at_the_facility():
        with acting(SYSTEM):
            place = made(Place(situation_id=world.case.situation_id, reference="P-9001", name_latin="Unjin",
                               kind=PlaceKind.OTHER, precision=Precision.SITE))
            db.session.get_one(Organisation, world.facility.id).place_id = place.id
            incident = a_incident(world.case, place_id=place.id, when="2004-05")
            db.session.commit()
            return incident

    incident = make(at_the_facility)
    head, linked = make(an_official, world.case.situation), make(an_official, world.case.situation)
    make(a_holding, head, make(a_post, world.ministry), "2000/..")
    make(a_holding, linked, make(a_post, world.bureau), "2004/2006")
    make(an_involvement, linked, incident)
    expert = client_for(world.expert)
    assert f"/incidents/{incident.id}/command" in expert.get(f"/incidents/{incident.id}").text
    page = expert.get(f"/incidents/{incident.id}/command").text
    suggestions = page.split('id="suggestions"')[1].split("</section>")[0]
    assert "suggestions, no findings" in suggestions
    rows = [row for row in suggestions.split("<tr>") if "O-" in row]
    assert [("Certain" in row, "Link with a source" in row) for row in rows if head.reference in row] == [(True, True)]
    assert [("Possible" in row, ">Yes<" in row) for row in rows if linked.reference in row] == [(True, True)]
    assert expert.get(f"/incidents/{incident.id}/command.svg").text.count("<rect") == 5
    assert expert.get(f"/incidents/{incident.id}/command.csv").status_code == 200


def test_an_incident_without_a_unit_says_how_one_is_found(world, make, client_for):
    incident = make(a_incident, world.case)
    page = client_for(world.expert).get(f"/incidents/{incident.id}/command").text
    assert "No unit is known for this incident" in page


def test_a_stranger_learns_nothing(world, make, client_for):
    stranger = client_for(make(a_user))
    for kind in ("", ".svg", ".csv"):
        assert stranger.get(f"/organisations/{world.facility.id}/command{kind}").status_code == 404
