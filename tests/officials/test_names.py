"""Names: every spelling finds the person, and no two people become one by a name. All names are invented."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.officials import labels, service
from casefile.officials.models import Official
from casefile.officials.rules import NameKind
from tests.factories.base import a_situation
from tests.factories.officials import an_official

PAIRS = [
    ("강문식", "Kang Mun Sik", "강문식"),
    ("강문식", "Kang Mun Sik", "Kang Mun-sik"),
    ("강문식", None, "Gang Munsik"),
    ("강문식", None, "KANG MUN SIK"),
    (None, "Kang Mun Sik", "강문식"),
    ("리철호", None, "이철호"),
    ("리철호", None, "Ri Chol Ho"),
    ("리철호", None, "Lee Chul-ho"),
    ("리철호", None, "Rhee Chol Ho"),
    ("리철호", None, "Yi Ch'ŏr-ho"),
    ("박광일", None, "Pak Kwang Il"),
    ("박광일", None, "Park Gwang-il"),
    ("류봉남", None, "유봉남"),
    ("류봉남", None, "Yoo Bong Nam"),
    ("최덕수", None, "Choi Dok Su"),
    ("최덕수", None, "Ch'oe Tŏksu"),
    ("정만길", None, "Jong Man Gil"),
    ("정만길", None, "Chung Man-gil"),
]


@pytest.mark.parametrize(("hangul", "latin", "typed"), PAIRS)
def test_every_spelling_finds_the_person(context, hangul, latin, typed):
    official = an_official(name_hangul=hangul, name_latin=latin)
    an_official(name_hangul="오상범", name_latin="O Sang Bom")
    with acting(SYSTEM):
        found = service.candidates(official.situation_id, typed)
        listed = db.session.execute(service.officials_matching(service.Matching(text=typed))).unique().scalars().all()
    assert [match.official.id for match in found] == [official.id]
    assert found[0].reasons
    assert labels.why_words(found[0].reasons)
    assert [match.id for match in listed] == [official.id]


def test_another_name_does_not_match(context):
    official = an_official(name_hangul="강문식", name_latin="Kang Mun Sik")
    with acting(SYSTEM):
        assert service.candidates(official.situation_id, "Pak Kwang Il", "박광일") == []
        assert service.candidates(official.situation_id, None, "") == []


def test_an_alias_finds_the_person_until_it_is_removed(context):
    official = an_official(name_hangul="강문식", name_latin=None)
    with acting(SYSTEM):
        official = db.session.get(Official, official.id)
        name = service.add_name(official, "Baek San", NameKind.NICKNAME, "W-ABCD")
        db.session.flush()
        assert service.candidates(official.situation_id, "백산")[0].spelling == "Baek San"
        service.remove_name(name, "Of another person.")
        db.session.flush()
        assert service.candidates(official.situation_id, "백산") == []
        assert service.candidates(official.situation_id, "강문식")


def test_the_likest_comes_first_and_one_may_be_left_out(context):
    situation = a_situation()
    near = an_official(situation, name_hangul="강문식", name_latin=None)
    far = an_official(situation, name_hangul=None, name_latin="Gang Moon Seek")
    with acting(SYSTEM):
        found = service.candidates(situation.id, "강문식")
        assert [match.official.id for match in found] == [near.id, far.id]
        beside = service.candidates(situation.id, "강문식", beside=near.id)
    assert [match.official.id for match in beside] == [far.id]


def test_the_right_one_is_among_the_first_though_many_sound_alike(context):
    situation = a_situation()
    for n in range(40):
        an_official(situation, name_hangul=None, name_latin="Gang Moonsik" if n % 2 else "Kang Moon Seek")
    right = an_official(situation, name_hangul="강문식", name_latin="Kang Mun Sik")
    with acting(SYSTEM):
        for typed in ("강문식", "Kang Mun Sik"):
            found = service.candidates(situation.id, typed)
            assert found[0].official.id == right.id
            assert len(found) == service.names.MOST_SHOWN


def test_two_people_of_one_name_stay_two(context):
    situation = a_situation()
    with acting(SYSTEM):
        for birth in ("1958", "1971"):
            service.record_official(situation.id, name_hangul="강문식", name_latin="Kang Mun Sik", caveats=birth)
        db.session.flush()
        assert db.session.execute(select(func.count()).select_from(Official)).scalar_one() == 2
        assert len(service.candidates(situation.id, "Kang Mun Sik")) == 2


def test_the_register_of_another_situation_is_not_searched(context):
    an_official(name_hangul="강문식")
    with acting(SYSTEM):
        assert service.candidates(a_situation().id, "강문식") == []


def test_candidates_are_found_by_one_question_on_the_index(context, queries):
    official = an_official(name_hangul="강문식")
    with acting(SYSTEM):
        queries.clear()
        service.candidates(official.situation_id, "Kang Mun Sik")
        about_officials = [sql for sql in queries if "FROM official \n" in sql or "FROM official " in sql]
        assert len(about_officials) == 1
        assert "&&" in about_officials[0]
        db.session.execute(db.text("SET LOCAL enable_seqscan = off"))
        query = select(Official.id).where(service.names.shares_a_key(["p:강|MONSIK"]))
        plan = db.session.execute(db.text("EXPLAIN " + str(query.compile(
            db.engine, compile_kwargs={"literal_binds": True})))).scalars().all()
    assert "ix_official_name_keys" in "\n".join(plan)
