"""What people do with officials and organisations, and who may know of them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from casefile.cases.gaps import gaps_of
from casefile.cases.models import CaseCount
from casefile.cases.rules import CaseKind
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.review import decide
from casefile.core.uncertain import DateEntry
from casefile.incidents.rules import Status
from casefile.officials import labels, service
from casefile.officials.models import Holding, Involvement, Official, OrganisationRelation, Post
from casefile.officials.rules import (
    Degree,
    Designation,
    Direction,
    IdentityConfidence,
    Level,
    Life,
    OrganisationKind,
    RelationKind,
)
from tests.factories.base import a_case, a_member, a_situation, acting_as
from tests.factories.incidents import an_incident
from tests.factories.officials import (
    a_holding,
    a_post,
    an_involvement,
    an_official,
    an_organisation,
    an_organisation_of,
    in_case,
)


def again(record):
    """The record in this session."""
    return db.session.get_one(type(record), record.id)


# --- who may know ---

def test_the_register_is_seen_by_the_teams_of_its_situation_alone(context):
    case, other = a_case(), a_case()
    official = an_official(case.situation, case)
    a_holding(official, during="2005/2008")
    an_involvement(official, an_incident(case))
    with acting_as(a_member(case)):
        found = db.session.execute(select(Official)).scalar_one()
        assert found.id == official.id
        assert found.holdings[0].during.code == "2005/2008"
        assert db.session.execute(select(Involvement)).scalar_one().scopes() == {case.id}
    with acting_as(a_member(other)):
        assert not any(db.session.execute(select(kind)).all() for kind in (Official, Holding, Involvement))


def test_what_links_to_an_incident_is_seen_with_the_incident(context):
    case = a_case()
    other = a_case(case.situation)
    official = an_official(case.situation, case, other)
    an_involvement(official, an_incident(case))
    with acting_as(a_member(other)):
        assert service.links_of_official(again(official)) == []
        assert [entry.case_id for entry in service.cases_of(again(official))] == [other.id]


def test_the_keys_follow_every_change_of_a_name(context):
    official = an_official(name_hangul="리철호", name_latin="Ri Chol Ho")
    with acting(SYSTEM):
        official = again(official)
        assert "h:리철호" in official.name_keys
        official.name_hangul = "박철호"
        db.session.flush()
        assert "h:박철호" in official.name_keys
        assert "h:리철호" not in official.name_keys


# --- cases ---

def test_an_official_is_in_a_case_once_and_is_counted(context):
    case = a_case()
    official = an_official(case.situation)
    with acting(SYSTEM):
        entry = service.add_to_case(again(case), again(official), "Head of the guard section from 2005.")
        db.session.flush()
        with pytest.raises(Refused):
            service.add_to_case(again(case), again(official))
        count = select(CaseCount.n).where(CaseCount.kind == "official", CaseCount.case_id == case.id)
        assert db.session.execute(count).scalar_one() == 1
        service.change_role(entry, "Deputy head.")
        service.remove_from_case(entry, "Another person was meant.")
        db.session.flush()
        assert db.session.execute(count).scalar_one() == 0
        removed = db.session.execute(select(AuditEvent).where(AuditEvent.record_id == entry.id,
                                                              AuditEvent.action == "removed")).scalar_one()
        assert removed.reason == "Another person was meant."


# --- posts ---

def test_overlapping_holdings_are_kept_and_told(context):
    official = an_official()
    post = a_post(an_organisation_of(official))
    first = a_holding(official, post, "2005/2008")
    beside = a_holding(an_official(a_situation_of(official), name_hangul="박광일"), post, "2008/2010")
    with acting(SYSTEM):
        added = service.hold_post(again(official), a_post(an_organisation_of(official)).id, source="List of 2007",
                                  during=DateEntry.of("2007-06/2009"))
        db.session.flush()
        assert [other.id for other in service.overlaps_of(added)] == [first.id]
        assert {other.id for other in service.overlaps_of(again(first))} == {added.id, beside.id}
        assert len(again(official).holdings) == 2
        undated = service.hold_post(again(official), post.id, source="W-ABCD")
        db.session.flush()
        assert service.overlaps_of(undated) == []


def a_situation_of(official):
    """The situation of a detached official."""
    with acting(SYSTEM):
        return service.situation_of(again(official))


def test_a_post_and_its_organisation_can_be_named_on_the_way(context):
    official = an_official()
    with acting(SYSTEM):
        service.hold_post(again(official), source="W-ABCD", new_post="경비대장", organisation_id=None,
                          new_organisation="Unjin Facility", new_organisation_kind=OrganisationKind.PRISON_FACILITY)
        db.session.flush()
        post = db.session.execute(select(Post)).scalar_one()
        assert (post.title_korean, post.title_english) == ("경비대장", None)
        assert post.organisation.name_latin == "Unjin Facility"
        assert [name.latin for name in post.organisation.names] == ["Unjin Facility"]
        service.hold_post(again(official), source="W-ABCD", new_post="Deputy", organisation_id=post.organisation_id)
        db.session.flush()
        assert {other.organisation_id for other in service.posts_of(post.organisation)} == {post.organisation_id}


def test_a_holding_is_changed_and_removed_with_a_reason(context):
    holding = a_holding(an_official(), during="2005/2008")
    with acting(SYSTEM):
        holding = again(holding)
        service.change_holding(holding, source="Order No. 6")
        service.remove_holding(holding, "Another person.")
        db.session.flush()
        assert db.session.execute(select(Holding)).first() is None


# --- organisations ---

def test_renaming_keeps_the_old_name_for_the_old_period(context):
    situation = a_situation()
    with acting(SYSTEM):
        organisation = service.register_organisation(
            situation.id, OrganisationKind.SECURITY_MINISTRY, name_latin="Department of Unjin",
            since=DateEntry.of("1993"))
        db.session.flush()
        service.rename_organisation(organisation, DateEntry.of("2016-08"), name_latin="Ministry of Unjin")
        db.session.flush()
        db.session.expire_all()
        assert organisation.name_latin == "Ministry of Unjin"
        old, new = organisation.names
        assert (old.latin, old.since.code, old.until.code) == ("Department of Unjin", "1993", "2016-08")
        assert (new.latin, new.since.code, bool(new.until)) == ("Ministry of Unjin", "2016-08", False)
        spelled = {day: [name.latin for name in service.name_on(organisation, day)]
                   for day in (date(1990, 1, 1), date(2000, 1, 1), date(2016, 8, 9), date(2020, 1, 1))}
        assert spelled == {
            date(1990, 1, 1): [], date(2000, 1, 1): ["Department of Unjin"],
            date(2016, 8, 9): ["Department of Unjin", "Ministry of Unjin"], date(2020, 1, 1): ["Ministry of Unjin"]}
        for text in ("department", "Ministry of", organisation.reference.lower()):
            found = db.session.execute(service.organisations_matching(situation.id, text)).scalars().all()
            assert [match.id for match in found] == [organisation.id]
        with pytest.raises(Refused):
            service.rename_organisation(organisation, DateEntry.of("2017"), name_latin="Ministry of Unjin")
        service.rename_organisation(organisation, DateEntry.of("2019"), name_latin="Bureau of Unjin")
        assert [name.until.code if name.until else None for name in organisation.names] == ["2016-08", "2019", None]


def test_an_organisation_may_stand_under_several_but_not_under_itself(context):
    situation = a_situation()
    child, state, party = (an_organisation(situation) for _ in range(3))
    with acting(SYSTEM):
        child = again(child)
        service.add_relation(child, state.id, kind=RelationKind.COMMAND, source="Statute")
        guidance = service.add_relation(child, party.id, kind=RelationKind.PARTY_GUIDANCE, source="W-ABCD",
                                        during=DateEntry.of("1990/.."))
        db.session.flush()
        assert {relation.parent_id for relation in service.relations_of(child)} == {state.id, party.id}
        with pytest.raises(Refused):
            service.add_relation(child, child.id, kind=RelationKind.COMMAND)
        service.remove_relation(guidance, "Mistaken.")
        db.session.flush()
        assert db.session.execute(select(OrganisationRelation.parent_id)).scalars().all() == [state.id]
        assert [id for id, _ in service.organisation_offers(situation.id, beside=child.id)] == [state.id, party.id]


def test_the_register_of_organisations_is_filtered(context):
    situation = a_situation()
    court = an_organisation(situation, kind=OrganisationKind.COURT, level=Level.COUNTY)
    an_organisation(situation)
    with acting(SYSTEM):
        for filters in ({"kind": OrganisationKind.COURT}, {"level": Level.COUNTY}):
            found = db.session.execute(service.organisations_matching(situation.id, **filters)).scalars().all()
            assert [match.id for match in found] == [court.id]
        organisation = again(court)
        service.change_organisation(organisation, functions="Tries cases of the county.")
        assert organisation.functions


def test_a_post_shows_who_held_it_and_officials_are_found_by_organisation(context):
    official = an_official()
    organisation = an_organisation_of(official)
    post = a_post(organisation)
    holding = a_holding(official, post, "2005/2008")
    an_official(a_situation_of(official), name_hangul="박광일", designation=Designation.PERSON_OF_INTEREST)
    with acting(SYSTEM):
        holders = service.holders_of(again(organisation))
        assert [held.id for held in holders[post.id]] == [holding.id]
        assert [id for id, _ in service.organisations_of_posts()] == [organisation.id]
        assert [id for id, _ in service.post_offers(official.situation_id)] == [post.id]
        matching = service.officials_matching(service.Matching(organisation_id=organisation.id), official.situation_id)
        assert [found.id for found in db.session.execute(matching).unique().scalars()] == [official.id]
        designated = service.officials_matching(service.Matching(designation=Designation.PERSON_OF_INTEREST))
        assert len(db.session.execute(designated).unique().scalars().all()) == 1
        words = dict(service.official_offers(official.situation_id))[official.id]
        assert "2005" in words


# --- designation ---

def climbing(official, *steps):
    """Put the official on a step of the ladder."""
    for step in steps:
        official.move("designation", step, "For the test.")


def test_becoming_a_suspect_takes_two_people_and_a_resolved_identity(context):
    case = a_case()
    official = an_official(case.situation, case)
    one, other = a_member(case), a_member(case, Role.REVIEWER)
    with acting_as(one):
        official = again(official)
        service.change_designation(official, again(case), Designation.PERSON_OF_INTEREST, "Named by W-ABCD.")
        db.session.flush()
        with pytest.raises(Refused):
            service.change_designation(official, again(case), Designation.SUSPECT, "Grounds.")
        official.identity = IdentityConfidence.RESOLVED
        review = service.change_designation(official, again(case), Designation.SUSPECT, "Grounds.")
        db.session.flush()
        assert official.designation is Designation.PERSON_OF_INTEREST
        with pytest.raises(Refused):
            service.settle_designation(official, "Alone.", designation="suspect_rg")
    with acting_as(other):
        decide(review, True, "The grounds bear it.")
        db.session.flush()
    assert official.designation is Designation.SUSPECT
    assert official.designation_reason == "Grounds."


def test_coming_down_takes_effect_at_once_and_no_arrow_is_skipped(context):
    case = a_case()
    official = an_official(case.situation, case, identity=IdentityConfidence.RESOLVED)
    with acting_as(a_member(case)):
        official = again(official)
        with pytest.raises(Refused):
            service.change_designation(official, again(case), Designation.SUSPECT, "Too fast.")
        climbing(official, Designation.PERSON_OF_INTEREST, Designation.SUSPECT)
        assert service.change_designation(official, again(case), Designation.MENTIONED, "Doubt.") is None
        assert service.change_designation(official, again(case), Designation.DECEASED, "Obituary.") is None
        assert official.life is Life.DEAD


def test_a_designation_is_decided_in_a_case_of_the_actor(context):
    case = a_case()
    other = a_case(case.situation)
    official = an_official(case.situation)
    member = a_member(case)
    with acting_as(member), pytest.raises(Refused):
        service.case_for(again(official), None)
    in_case(official, case)
    in_case(official, other)
    with acting_as(member):
        assert service.case_for(again(official), str(other.id)).id == case.id
        assert service.case_for(again(official), str(case.id)).id == case.id


# --- incidents ---

def test_officials_are_linked_to_incidents_for_and_against_and_unlinked(context):
    case = a_case()
    official, incident = an_official(case.situation, case), an_incident(case, when="2006")
    an_official(case.situation, name_hangul="박광일")
    with acting_as(a_member(case)):
        incident = again(incident)
        assert [id for id, _ in service.offers_for_incident(incident)] == [official.id]
        service.link_incident(incident, official.id, Degree.ORDERED, "W-ABCD, p. 3")
        against = service.link_incident(incident, official.id, Degree.PRESENT, "Order No. 5", Direction.AGAINST)
        db.session.flush()
        assert [link.direction for link in service.links_of_incident(incident)] == [Direction.FOR, Direction.AGAINST]
        service.unlink_incident(against, "Misread.")
        db.session.flush()
        assert [link.degree for link in service.links_of_official(again(official))] == [Degree.ORDERED]


# --- gaps ---

def codes(case):
    """The gaps of this slice: code -> how many."""
    ours = {"GAP-NOBODY", "GAP-POST", "GAP-SCRIPT", "GAP-IDENT", "GAP-LINK"}
    return {gap.code: gap.n for gap in gaps_of(again(case)) if gap.code in ours}


def test_a_case_lacks_officials_posts_scripts_identities_and_links(context):
    case = a_case()
    incident = an_incident(case)
    with acting_as(a_member(case)):
        assert codes(case) == {"GAP-NOBODY": 1, "GAP-LINK": 1}
    official = an_official(case.situation, case, name_latin=None)
    with acting_as(a_member(case)):
        assert codes(case) == {"GAP-POST": 1, "GAP-SCRIPT": 1, "GAP-IDENT": 1, "GAP-LINK": 1}
    a_holding(official)
    an_involvement(official, incident)
    with acting_as(a_member(case)):
        official = again(official)
        official.name_latin, official.identity = "Kang Mun Sik", IdentityConfidence.PROBABLE
        db.session.flush()
        assert codes(case) == {}


def test_a_structural_case_and_a_refuted_incident_have_no_gap(context):
    case = a_case(kind=CaseKind.STRUCTURAL)
    incident = an_incident(case)
    with acting_as(a_member(case)):
        again(incident).move("status", Status.REFUTED, "Did not happen.")
        db.session.flush()
        assert codes(case) == {}


# --- words ---

def test_names_and_periods_in_words(context):
    official = an_official(birth="1958~")
    post = a_post(an_organisation_of(official, name_latin="Unjin Facility"))
    a_holding(official, post, "2005/2008")
    with acting(SYSTEM):
        official = again(official)
        assert labels.official_name(official) == "Kang Mun Sik (강문식)"
        assert labels.official_words(official).startswith(f"{official.reference} Kang Mun Sik (강문식) · born ")
        words = labels.holding_words(official.holdings[0])
        assert words.startswith("Head of guard section (경비대장), Unjin Facility: ")
        assert labels.both(None, "강문식") == "강문식"
        assert labels.why_words([]) == ""
        organisation = official.holdings[0].post.organisation
        name = service.rename_organisation(organisation, DateEntry.of("2016"), name_latin="Unjin Centre")
        assert labels.name_period(name) == "from 2016"
        assert labels.organisation_name(name) == "Unjin Centre"
        name.until = DateEntry.of("2018")
        assert labels.name_period(name) == "from 2016 until 2018"
        name.since = None
        assert labels.name_period(name) == "until 2018"
        name.until = None
        assert labels.name_period(name) == "time not recorded"
