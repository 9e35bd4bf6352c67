"""The ladder of statuses, vocabularies, and reading a gazetteer; no database."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.incidents import labels
from casefile.incidents.gazetteer import MOST, BadGazetteer, key, read, write
from casefile.incidents.rules import (
    ARROWS,
    LADDER,
    SIDEWAYS,
    CoordinateSource,
    Language,
    PlaceKind,
    Precision,
    Sensitivity,
    Status,
    Violation,
    in_order,
    needs_second_person,
    years_between,
)
from casefile.incidents.service.gazetteer import bundled

ROW = {"code": "X-1", "parent": None, "type": "county", "precision": "P2", "english": "Unjin County",
       "hangul": "운진군", "aliases": ["Unjin"], "lat": 40.5, "lon": 127.25}
PUBLISHED = {"id": "Q1", "level": 2, "name": {"local": "Unjin City", "en": "Unjin City"}, "parent": {"id": "Q0"},
             "geo": {"lat": "40.5", "lon": "127.25"}}


@pytest.mark.parametrize(("kind", "words"), [
    (Violation, labels.VIOLATION), (Status, labels.STATUS), (Language, labels.LANGUAGE), (PlaceKind, labels.PLACE_KIND),
    (Precision, labels.PRECISION), (CoordinateSource, labels.COORDINATE_SOURCE), (Sensitivity, labels.SENSITIVITY),
    (Status, labels.STATUS_TONE)])
def test_every_value_has_words(kind, words):
    assert set(words) == set(kind)


def test_the_ladder_goes_up_one_step_and_down_any():
    for place, status in enumerate(LADDER):
        up = {other for other in ARROWS[status] if other in LADDER and LADDER.index(other) > place}
        down = {other for other in ARROWS[status] if other in LADDER and LADDER.index(other) < place}
        assert up == set(LADDER[place + 1:place + 2])
        assert down == set(LADDER[:place])
        assert set(SIDEWAYS) <= ARROWS[status]


def test_from_the_side_the_way_back_begins_at_the_bottom():
    for side in SIDEWAYS:
        assert ARROWS[side] == {Status.ALLEGED, *SIDEWAYS} - {side}


def test_going_up_to_the_upper_steps_takes_two_people_and_going_down_one():
    assert needs_second_person(Status.CORROBORATED, Status.ESTABLISHED)
    assert needs_second_person(Status.ESTABLISHED, Status.CHARGE_READY)
    assert not needs_second_person(Status.CHARGE_READY, Status.ESTABLISHED)
    assert not needs_second_person(Status.CHARGE_READY, Status.REFUTED)
    assert not needs_second_person(Status.ALLEGED, Status.SINGLE_SOURCE)


def test_violations_come_once_in_the_order_of_the_vocabulary():
    assert in_order(["other", "killing", "killing", "unheard of"]) == [Violation.KILLING, Violation.OTHER]


def test_years_reach_from_the_first_day_to_the_last():
    assert years_between(1998, 2003) == (date(1998, 1, 1), date(2003, 12, 31))
    assert years_between(None, None) == (date.min, date.max)


def test_the_bundled_gazetteer_can_be_read_and_written_without_loss():
    entries = bundled()
    assert len(entries) == 56
    assert tuple(read(write(entries))) == entries
    seen: set[str] = set()
    for entry in entries:
        assert entry.parent is None or entry.parent in seen
        seen.add(entry.code)


def test_a_published_list_of_divisions_is_read():
    parent = {"id": "Q0", "level": 1, "name": {"local": "North", "en": "North"}, "parent": None, "geo": {}}
    province, city = read(json.dumps([PUBLISHED, parent]))
    assert (province.code, province.kind, province.precision) == ("Q0", PlaceKind.DO, Precision.PROVINCE)
    assert province.latitude is None
    assert (city.parent, city.kind, city.latitude, city.longitude) == ("Q0", PlaceKind.SI, 40.5, 127.25)


@pytest.mark.parametrize(("text", "reason"), [
    ("", "not_json"), ("{", "not_json"), ("[" * 100_000, "not_json"), ("[]", "shape"), ("{}", "shape"), ("1", "shape"),
    ('["a"]', "shape"), ('{"places": {"a": 1}}', "shape"),
    (json.dumps([PUBLISHED] * (MOST + 1)), "too_many"),
    (json.dumps({"places": [{**ROW, "code": "A", "parent": "B"}, {**ROW, "code": "B", "parent": "A"}]}), "shape"),
])
def test_what_is_no_gazetteer_is_refused(text, reason):
    with pytest.raises(BadGazetteer) as bad:
        read(text)
    assert bad.value.reason == reason


@pytest.mark.parametrize("change", [
    {"code": None}, {"code": ""}, {"code": 7}, {"code": "x" * 41}, {"english": None, "hangul": None}, {"english": 5},
    {"english": "x" * 201}, {"english": "a\x00b"}, {"hangul": "\u202e운진"}, {"english": "\ud800"}, {"type": "planet"},
    {"precision": "P9"}, {"lat": 91}, {"lon": "east"}, {"lat": "NaN"}, {"lon": 1e400}, {"aliases": [[]]},
    {"aliases": 4}, {"lat": [1]},
])
def test_an_entry_that_cannot_be_kept_is_named_by_its_number(change):
    with pytest.raises(BadGazetteer) as bad:
        read(json.dumps({"places": [ROW, {**ROW, **change}]}))
    assert (bad.value.reason, bad.value.entry) == ("entry", 2)


@pytest.mark.parametrize("change", [{"level": 3}, {"level": None}, {"name": {}}, {"name": None}, {"name": {"en": ""}},
                                    {"parent": {"name": "x"}}, {"parent": "Q0"}, {"id": None},
                                    {"geo": {"lat": "x", "lon": "1"}}])
def test_a_published_entry_that_cannot_be_kept_is_named_too(change):
    with pytest.raises(BadGazetteer):
        read(json.dumps([{**PUBLISHED, **change}]))


@pytest.mark.parametrize(("one", "other"), [
    ("Jagang Province", "jagang"), ("Anju City", "Anju-si"), ("P’yŏngyang", "Pyongyang"), ("Sunch'ŏn", "sunchon"),
    ("순천시", "순천"), ("North Hamgyong", "north-hamgyong Province"), ("김정숙군", "김정숙")])
def test_names_of_one_place_share_a_key(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("North Hamgyong", "South Hamgyong"), ("고성", "고성진"), ("Do", "Si")])
def test_names_of_two_places_do_not(one, other):
    assert key(one) != key(other)


@given(st.text())
def test_any_text_is_a_gazetteer_or_is_refused(text):
    with suppress(BadGazetteer):  # any other exception fails the test
        assert read(text)
