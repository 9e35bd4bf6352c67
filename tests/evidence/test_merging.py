"""What a merge of two records does to items, relations, consent, counts and statements, and how it is undone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casefile.cases.decisions import decide
from casefile.cases.service import counts_of
from casefile.core.access import Role as TeamRole
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.dossiers import handover
from casefile.dossiers.collect.people import consent_statement, witnesses
from casefile.evidence import service
from casefile.evidence.service import independence
from casefile.evidence.sources import Tie
from casefile.people import service as people
from casefile.people.models import Person, today
from casefile.people.rules import Consent
from casefile.people.rules.consent import Version
from casefile.people.rules.grants import Grant, Level, Outcome, Purpose, Why
from tests.evidence.test_sharing import SAFE, TRIAL, a_dossier, answer, consents, open_item
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.incidents import an_incident
from tests.factories.law import held
from tests.factories.people import a_part, a_person
from tests.factories.statements import a_statement

LITTLE = Grant("icc_otp", Purpose.TRIAL, Level.SUMMARY, today() - timedelta(1))


@pytest.fixture
def scene(context):
    """(case, the record that remains, the one that goes, a third person); who proposes and who decides."""
    case = a_case()
    records = [a_person(case, **SAFE) for _n in range(3)]
    team = a_member(case, TeamRole.LEGAL_EXPERT), a_member(case, TeamRole.LEAD)
    with acting(SYSTEM):
        yield held(case), [held(one) for one in records], team


def merge(case, keep: Person, gone: Person, team) -> None:
    with acting_as(team[0]):
        review = people.propose_merge(keep, gone, case, "the same scar, the same year")
        db.session.flush()
        with pytest.raises(Refused, match="Another person decides"):
            decide(review, True, "mine")
    with acting_as(team[1]):
        decide(review, True, "compared")
        db.session.flush()


def part(keep: Person) -> None:
    people.part(people.merges_of(keep)[0], "two after all")
    db.session.flush()


def test_items_statements_and_relations_move_and_come_back(scene):
    case, (keep, gone, third), team = scene
    item = open_item(case, gone)
    statement = held(a_statement(case, gone, "1. I was there."))
    independence.tie(gone, [third], Tie.TOLD, "they said so")
    independence.tie(third, [gone], Tie.HOUSEHOLD, "one house")
    independence.tie(gone, [keep], Tie.HOUSEHOLD, "taken for two then")
    db.session.flush()
    merge(case, keep, gone, team)
    assert [link.person_id for link in service.subjects_of(item)] == [keep.id]
    assert statement.person_id == keep.id
    assert {(tie.kind, tie.other_end(keep.id).id) for tie in independence.ties_of(keep)} == {
        (Tie.TOLD, third.id), (Tie.HOUSEHOLD, third.id), (Tie.HOUSEHOLD, gone.id)}, "the tie of the two stays theirs"
    assert independence.count([item.id, open_item(case, third).id]) == (2, 1)
    part(keep)
    assert [link.person_id for link in service.subjects_of(item)] == [gone.id]
    assert statement.person_id == gone.id
    assert {(tie.kind, tie.other_end(gone.id).id) for tie in independence.ties_of(gone)} == {
        (Tie.TOLD, third.id), (Tie.HOUSEHOLD, third.id), (Tie.HOUSEHOLD, keep.id)}


def test_a_merged_record_is_counted_and_offered_nowhere_until_it_is_parted(scene):
    case, (keep, gone, third), team = scene

    def listed() -> list[set]:
        of_case = {row.id for row in db.session.execute(people.people_matching(people.Matching(), case)).scalars()}
        return [of_case, {row[0].id for row in db.session.execute(people.protection_in(case))},
                {id for id, _code in people.people_in(case)},
                {one.code for one in witnesses(case)}, {code for code, _t in independence.offered_people(case, third)}]

    before, counted = listed(), counts_of(case)["person"]
    statement = consent_statement(case)
    merge(case, keep, gone, team)
    assert counts_of(case)["person"] == counted - 1
    assert consent_statement(case) == statement.replace("3", "2")
    for now, then in zip(listed(), before, strict=True):
        assert then - now in ({gone.id}, {gone.reference})
    by_code = people.people_matching(people.Matching(text=gone.reference), case)
    assert db.session.execute(by_code).scalars().one().id == gone.id, "the code stays findable"
    with pytest.raises(Refused, match="merged into another"):
        people.file_into(gone, held(a_case(case.situation)), "also")
    with pytest.raises(Refused, match="merged into another"):
        people.record_consent(gone, Consent.ACTIVE, today(), "read out")
    part(keep)
    assert (listed(), counts_of(case)["person"]) == (before, counted)


def test_what_was_permitted_under_one_code_is_never_widened_by_the_other(scene):
    case, (keep, gone, _third), team = scene
    consents(keep, TRIAL)
    consents(gone, LITTLE)
    item, own = open_item(case, gone), open_item(case, keep)
    merge(case, keep, gone, team)
    for each in (item, own):
        assert (answer(each).outcome, answer(each).level) == (Outcome.REDACT, Level.SUMMARY)
    part(keep)
    assert (answer(own).outcome, answer(item).level) == (Outcome.ALLOW, Level.SUMMARY)


def test_a_record_about_which_nothing_was_decided_limits_nothing(scene):
    case, (keep, gone, _third), team = scene
    consents(keep, TRIAL)
    item = open_item(case, gone)
    assert answer(item).outcome is Outcome.DENY
    merge(case, keep, gone, team)
    assert answer(item).outcome is Outcome.ALLOW


def test_whoever_withdraws_withdraws_under_every_code(scene):
    case, (keep, gone, _third), team = scene
    consents(keep, TRIAL)
    consents(gone, TRIAL)
    dossier = a_dossier(case, open_item(case, gone))
    merge(case, keep, gone, team)
    people.record_consent(keep, Consent.WITHDRAWN, today(), "said so")
    db.session.flush()
    assert gone.consent is Consent.WITHDRAWN
    assert {status for _code, status in handover.stale_because([dossier])[dossier.id]} == {Version.WITHDRAWN}
    assert handover.is_shut(dossier)
    part(keep)
    assert {reason.why for reason in answer(open_item(case, gone)).reasons} == {Why.WITHDRAWN}


def test_two_people_for_good_are_not_offered_and_a_merged_record_is_no_candidate(scene):
    case, records, team = scene
    for one in records:
        one.sex, one.age_band, one.languages = "male", "18-29", ["ko"]
    keep, gone, third = records
    an_incident_of(case, records)

    def offered() -> set:
        return {frozenset((pair.one.id, pair.other.id)) for pair in people.candidates_in(case)}

    assert len(offered()) == 3
    people.not_the_same(keep, third, "met together")
    db.session.flush()
    assert offered() == {frozenset((keep.id, gone.id)), frozenset((gone.id, third.id))}
    merge(case, keep, gone, team)
    assert offered() == set()


def an_incident_of(case, records) -> None:
    incident = an_incident(case)
    for one in records:
        a_part(one, incident)
