"""Two records of one official: suggested, merged by two people, parted; told apart; and the table of spellings."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.jobs import Job, JobRun
from casefile.core.review import decide
from casefile.officials import service
from casefile.officials.models import Holding, Official
from casefile.officials.pairs import NotSameOfficial, OfficialMerge
from casefile.officials.rules import Designation
from tests.factories.base import a_case, a_member
from tests.factories.incidents import an_incident
from tests.factories.officials import a_holding, an_official
from tests.officials.test_service import acting_as, again


def twins():
    """Two records of one name in the register of a case."""
    case = a_case()
    keep = an_official(case.situation, case, name_hangul="강문식", name_latin="Kang Mun Sik")
    return case, keep, an_official(case.situation, name_hangul="강문식", name_latin="Gahng Moon Shik")


def the_one(query):
    with acting(SYSTEM):
        return db.session.execute(query).scalar_one()


def decided(reviewer, review):
    with acting_as(reviewer):
        decide(review, True, "Compared the orders.")
        db.session.flush()


def test_two_people_merge_and_it_can_be_undone(context):
    case, keep, other = twins()
    holding, reviewer = a_holding(other), a_member(case, Role.REVIEWER)
    with acting_as(a_member(case)):
        assert [(pair.one.id, pair.other.id) for pair in service.suggested_pairs(again(case.situation))] == [
            tuple(sorted((keep.id, other.id)))]
        review = service.propose_merge(again(keep), again(other), again(case), "One birth date, one post.")
        db.session.flush()
        with pytest.raises(Refused):
            decide(review, True, "Mine.")
    decided(reviewer, review)
    with acting(SYSTEM):
        assert db.session.get_one(Holding, holding.id).official_id == keep.id
        assert [match.official.id for match in service.candidates(case.situation_id, "Gahng Moon Shik")] == [keep.id]
        assert "Gahng Moon Shik" in again(keep).spellings
        assert service.suggested_pairs(again(case.situation)) == []
        merge = db.session.execute(select(OfficialMerge)).scalar_one()
        service.part(merge, "Two men after all.")
        db.session.flush()
        with pytest.raises(Refused):
            service.part(merge, "Again.")
        assert db.session.get_one(Holding, holding.id).official_id == other.id
        assert "Gahng Moon Shik" not in again(keep).spellings
        assert len(service.suggested_pairs(again(case.situation))) == 1


def test_a_designation_is_not_lost_and_nobody_merges_into_themselves(context):
    case, keep, other = twins()
    with acting(SYSTEM):
        again(other).move("designation", Designation.PERSON_OF_INTEREST, "Named.")
        again(other).move("designation", Designation.SUSPECT, "Grounds.")
        db.session.flush()
        for one, gone in ((keep, other), (keep, keep)):
            with pytest.raises(Refused):
                service.propose_merge(again(one), again(gone), again(case), "Same.")


def test_two_people_of_one_name_are_told_apart_for_good(context):
    case, keep, other = twins()
    with acting_as(a_member(case)):
        assert service.close_candidates(case.situation_id, *again(keep).spellings, beside=keep.id)
        entry = service.not_the_same(again(keep), again(other), "Born 1958 and 1971.")
        db.session.flush()
        assert service.suggested_pairs(again(case.situation)) == []
        assert service.close_candidates(case.situation_id, *again(keep).spellings, beside=keep.id) == []
        for refused in (lambda: service.not_the_same(again(other), again(keep), "Again."),
                        lambda: service.not_the_same(again(keep), again(keep), "Self."),
                        lambda: service.propose_merge(again(keep), again(other), again(case), "Same.")):
            with pytest.raises(Refused):
                refused()
        assert [pair.id for pair in service.apart_in(again(case.situation))] == [entry.id]
        service.suggest_again(entry, "New papers.")
        db.session.flush()
        assert len(service.suggested_pairs(again(case.situation))) == 1


def test_the_pages_lead_from_the_pair_to_the_decision(make, client_for):
    case, keep, other = make(twins)
    lead, _reviewer = client_for(make(a_member, case, Role.LEAD)), make(a_member, case, Role.REVIEWER)
    like = f"/situations/{case.situation_id}/officials/like-names"
    page = lead.get(like).text
    assert f"/officials/{min(keep.id, other.id)}/apart?other={max(keep.id, other.id)}" in page
    form = lead.get(f"/officials/{keep.id}/apart?other={other.id}").text
    assert f'selected value="{other.id}"' in form or f'value="{other.id}" selected' in form
    assert lead.post(f"/officials/{keep.id}/apart", data={"other_id": other.id}).status_code == 422
    apart = {"other_id": other.id, "reason": "1958, 1971"}
    assert lead.post(f"/officials/{keep.id}/apart", data=apart).status_code == 303
    entry = make(the_one, select(NotSameOfficial))
    assert "1958, 1971" in lead.get(like).text
    assert lead.post(f"/officials-apart/{entry.id}/remove", data={"reason": "New papers"}).status_code == 303
    merging = {"other_id": other.id, "reason": "One man"}
    assert lead.post(f"/officials/{keep.id}/merge", data=merging).status_code == 303
    assert lead.post(f"/officials/{keep.id}/merge", data=merging).status_code == 409
    stranger = client_for(make(a_member, make(a_case)))
    for path in (like, f"/officials/{keep.id}/merge", f"/officials/{keep.id}/apart"):
        assert stranger.get(path).status_code == 404


TRIED = {"asked": "Kim Qxol Ho", "known": "김철호"}
CHANGE = {"part": "syllable", "hangul": "철", "spelling": "Qxol", "retire": "stands", "note": "So in a list of 1998"}


def test_experts_change_the_table_and_people_are_found_by_it(make, client_for):
    case = make(a_case)
    official = make(an_official, case.situation, case, name_hangul="김철호", name_latin=None)
    expert, reader = (client_for(make(a_member, case, role)) for role in (Role.LEGAL_EXPERT, Role.OBSERVER))
    assert "only as partly alike" in expert.post("/officials/spellings/try", data=TRIED).text
    for bad in ({"hangul": "abc"}, {"hangul": "철호"}, {"spelling": "1"}, {"spelling": "a" * 20}, {"part": ""}):
        assert expert.post("/officials/spellings/new", data={**CHANGE, **bad}).status_code == 422, bad
    assert expert.post("/officials/spellings/new", data=CHANGE).status_code == 303
    assert expert.post("/officials/spellings/new", data=CHANGE).status_code == 409
    tried = expert.post("/officials/spellings/try", data=TRIED).text
    assert "“Kim Qxol Ho” finds 김철호" in tried
    assert expert.post("/officials/spellings/try", data={"asked": "", "known": "x"}).status_code == 422
    assert "So in a list of 1998" in reader.get("/officials/spellings?text=철").text
    assert reader.get("/officials/spellings/new").status_code == 404

    def rebuilt():
        with acting(SYSTEM):
            assert db.session.execute(select(JobRun.name)).scalars().all() == [Job.REBUILD_NAME_KEYS]
            changed = service.rebuild_keys()
            db.session.flush()
            found = service.candidates(case.situation_id, "Kim Qxol Ho")
            return changed, [match.official.id for match in found], db.session.get_one(Official, official.id).version

    assert make(rebuilt)[1] == [official.id]
    variant = make(the_one, service.variants_matching("Qxol"))
    assert expert.get(f"/officials/spellings/{variant.id}/turn").status_code == 200
    turned = {"retire": "retired", "note": "A slip of the pen"}
    assert expert.post(f"/officials/spellings/{variant.id}/turn", data=turned).status_code == 303
    assert "only as partly alike" in expert.post("/officials/spellings/try", data=TRIED).text
    assert expert.get(f"/officials/spellings/{case.id}/turn").status_code == 404


def test_the_picker_on_an_incident_finds_any_spelling_and_says_why(make, client_for):
    case = make(a_case)
    make(an_official, case.situation, case, name_hangul="박광일", name_latin="Pak Kwang Il")
    meant = make(an_official, case.situation, case, name_hangul="리철호", name_latin=None)
    incident, lead = make(an_incident, case), client_for(make(a_member, case, Role.LEAD))
    path = f"/incidents/{incident.id}/officials/link"
    page = lead.post(path, data={"named": "Chul-ho Rhee", "find": "1"}).text
    assert "Who may be meant" in page
    assert "Matches “리철호”" in page
    options = page[page.index('name="official_id"'):]
    assert options.index("리철호") < options.index("박광일")
    assert "Nobody of a like name" in lead.post(path, data={"named": "Smith", "find": "1"}).text
    said = {"official_id": meant.id, "degree": "present", "direction": "for", "source": "W-ABCD", "named": "Rhee"}
    assert lead.post(path, data=said).status_code == 303
