"""The register of places: pages, who may, bad input, the gazetteer."""

from __future__ import annotations

import io
import json
import re
from html import unescape
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.incidents import service
from casefile.incidents.forms import places as place_forms
from casefile.incidents.gazetteer import read
from casefile.incidents.models import Place
from casefile.incidents.rules import CoordinateSource, PlaceKind, Precision, Sensitivity
from tests.factories.base import a_case, a_member, a_user, acting_as
from tests.factories.incidents import a_place, an_incident

GOOD = {"name_latin": "Unjin Facility No. 12", "name_hangul": "운진 시설 12호",
        "other_names": "Unjin 12\nUnjin 12\n\nNo. 12", "kind": "kwanliso",
        "precision": "P4", "radius_m": "1,000", "latitude": "40.5", "longitude": "−127.25",
        "coordinate_source": "satellite", "sensitivity": "restricted"}


@pytest.fixture
def case(make):
    return make(a_case)


@pytest.fixture
def member(make, case):
    return make(a_member, case)


def stored(make):
    def read():
        with acting(SYSTEM):
            return list(db.session.execute(select(Place).order_by(Place.reference)).scalars())
    return make(read)


def test_a_place_is_entered_shown_and_changed(make, client_for, case, member):
    client = client_for(member)
    parent = make(a_place, case.situation)
    answer = client.post(f"/situations/{case.situation_id}/places/new", data={**GOOD, "parent_id": str(parent.id)})
    assert answer.status_code == 303
    place = stored(make)[1]
    assert (place.name_hangul, place.other_names) == ("운진 시설 12호", ["Unjin 12", "No. 12"])
    assert place.kind is PlaceKind.KWANLISO
    assert (place.latitude, place.longitude, place.radius_m) == (40.5, -127.25, 1000)
    assert (place.sensitivity, place.parent_id) == (Sensitivity.RESTRICTED, parent.id)
    page = client.get(answer.location).text
    for text in ("Unjin Facility No. 12", "운진 시설 12호", "-127.25°", "P4 facility or site", parent.name_latin):
        assert text in page
    path = f"/places/{place.id}/edit"
    assert 'value="-127.25"' in client.get(path).text
    assert client.post(path, data={**GOOD, "latitude": "", "longitude": ""}).status_code == 303
    assert stored(make)[1].latitude is None


def test_the_register_filters_and_counts(make, client_for, case, member, queries):
    one = make(a_place, case.situation, name_latin="Unjin", other_names=["Old Unjin"])
    make(a_place, case.situation, name_latin="Zone", kind=PlaceKind.SPECIAL_ZONE, precision=Precision.UNKNOWN)
    make(a_place, name_latin="Elsewhere")
    client, path = client_for(member), f"/situations/{case.situation_id}/places"

    def listed(query=""):
        return set(re.findall(r'<a href="/places/[^"]+">([^<]+)</a></td>', client.get(f"{path}?{query}").text))

    assert listed() == {"Unjin", "Zone"}
    assert listed("text=old+unjin") == {"Unjin"}
    assert listed(f"text={one.reference}") == {"Unjin"}
    assert listed("kind=special_zone") == {"Zone"}
    assert listed("precision=PX") == {"Zone"}
    assert "No place matches" in client.get(f"{path}?text=nowhere").text
    counts = []
    for n in (1, 57):
        for _ in range(n):
            make(a_place, case.situation, parent_id=one.id)
        queries.clear()
        client.get(f"{path}?size=100")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def test_an_empty_register_offers_the_gazetteer(client_for, case, member):
    page = client_for(member).get(f"/situations/{case.situation_id}/places").text
    assert "The register is empty" in page
    assert "/places/gazetteer" in page


@pytest.mark.parametrize(("change", "message"), [
    ({"name_latin": "", "name_hangul": ""}, "Enter a name, in Latin letters or in Hangul"),
    ({"name_latin": "a\x00"}, "Remove the character U+0000"),
    ({"other_names": "one\u202etwo"}, "Remove the character U+202E"),
    ({"kind": ""}, "Choose a kind"),
    ({"precision": "P7"}, "Choose one of the options listed"),
    ({"latitude": "91"}, "Enter degrees as a number from −90 to 90"),
    ({"latitude": "nan"}, "Enter degrees as a number from −90 to 90"),
    ({"longitude": "1e2"}, "Enter degrees as a number from −180 to 180"),
    ({"longitude": ""}, "Enter both latitude and longitude, or neither"),
    ({"latitude": ""}, "Enter both latitude and longitude, or neither"),
    ({"coordinate_source": ""}, "Say where the coordinates come from"),
    ({"radius_m": "0"}, "Enter a whole number from 1 to 2000000"),
    ({"parent_id": str(uuid4())}, "Choose one of the options listed"),
])
def test_bad_input_is_refused_in_words_and_kept(make, client_for, case, member, change, message):
    data = {**GOOD, "note": "Typed", **change}
    answer = client_for(member).post(f"/situations/{case.situation_id}/places/new", data=data)
    assert answer.status_code == 422
    assert message in unescape(answer.text)
    assert "Typed" in answer.text
    for text in change.values():
        if text in ("91", "nan", "1e2"):
            assert f'value="{text}"' in answer.text
    assert stored(make) == []


def test_readers_read_and_strangers_find_nothing(make, client_for, case):
    place = make(a_place, case.situation)
    reader, stranger = client_for(make(a_member, case, Role.OBSERVER)), client_for(make(a_member, make(a_case)))
    register = f"/situations/{case.situation_id}/places"
    assert reader.get(register).status_code == reader.get(f"/places/{place.id}").status_code == 200
    for path in (f"{register}/new", f"/places/{place.id}/edit", f"{register}/gazetteer", f"{register}/import"):
        assert reader.post(path, data=GOOD).status_code == 404, path
    for path in (register, f"{register}/new", f"/places/{place.id}", f"/places/{place.id}/edit",
                 f"{register}/gazetteer"):
        assert stranger.get(path).status_code == 404, path
    assert stranger.delete(f"/places/{place.id}").status_code == 405


def test_a_place_page_tells_only_of_incidents_of_ones_own_cases(make, client_for, case, member):
    place = make(a_place, case.situation)
    make(an_incident, case, title="Ours", place_id=place.id)
    make(an_incident, make(a_case, case.situation), title="Not ours", place_id=place.id)
    page = client_for(member).get(f"/places/{place.id}").text
    assert "Ours" in page
    assert "Not ours" not in page


def test_a_place_cannot_come_to_lie_in_itself(context, case, member):
    outer = a_place(case.situation)
    inner = a_place(case.situation, parent_id=outer.id)
    with acting_as(member):
        record = db.session.execute(select(Place).where(Place.id == outer.id)).scalar_one()
        with pytest.raises(Refused, match="cannot lie in a place that lies in it"):
            service.change_place(record, parent_id=inner.id)


@pytest.mark.parametrize("values", [
    {"name_latin": None}, {"latitude": 1.0}, {"latitude": 1.0, "longitude": 1.0}, {"radius_m": 0},
    {"latitude": 95.0, "longitude": 1.0, "coordinate_source": CoordinateSource.PUBLISHED}])
def test_the_database_keeps_what_must_be_true(context, case, values):
    with pytest.raises(IntegrityError):
        a_place(case.situation, **values)
    db.session.rollback()


# --- the gazetteer ---


def test_the_bundled_gazetteer_is_entered_once(make, client_for, case, member):
    client, register = client_for(member), f"/situations/{case.situation_id}/places"
    preview = client.post(f"{register}/gazetteer")
    assert preview.status_code == 200
    assert "Add 56 places" in preview.text
    assert stored(make) == []
    answer = client.post(f"{register}/import", data=hidden(preview.text))
    assert answer.status_code == 303
    places = stored(make)
    assert len(places) == 56
    names = {place.gazetteer_code: place for place in places}
    city = names["KP-02-03"]
    assert (city.name_hangul, city.kind, city.parent_id) == ("순천시", PlaceKind.SI, names["KP-02"].id)
    assert (city.precision, city.radius_m, city.coordinate_source) == (Precision.CITY_OR_COUNTY, 20_000,
                                                                       CoordinateSource.GAZETTEER)
    again = client.post(f"{register}/gazetteer").text
    assert "There is nothing to add" in again
    assert client.post(f"{register}/import", data=hidden(preview.text)).status_code == 303
    assert client.post(f"{register}/import", data={"places": hidden(preview.text)["places"]}).status_code == 303
    assert len(stored(make)) == 56


def test_a_second_gazetteer_adds_only_what_is_not_there_under_another_code(context, case, member):
    rows = [{"id": "Z1", "level": 1, "name": {"local": "Jagang", "en": "Jagang"}, "parent": None, "geo": {}},
            {"id": "Z9", "level": 1, "name": {"local": "Unjin", "en": "Unjin"}, "parent": None, "geo": {}},
            {"id": "Z11", "level": 2, "name": {"en": "Kanggye City"}, "parent": {"id": "Z1"}},
            {"id": "Z12", "level": 2, "name": {"local": "Unjin", "en": "Unjin"}, "parent": {"id": "Z1"}, "geo": {}}]
    entries = tuple(read(json.dumps(rows)))
    with acting_as(member):
        service.import_gazetteer(case.situation)
        db.session.flush()
        added = service.import_gazetteer(case.situation, entries)
        assert {entry.code for entry in added.new} == {"Z9", "Z12"}
        db.session.flush()
        assert service.import_gazetteer(case.situation, entries).new == []
        under = db.session.execute(select(Place).where(Place.gazetteer_code == "Z12")).scalar_one().parent_id
        assert db.session.get(Place, under).gazetteer_code == "KP-04"


def test_a_published_file_is_shown_first_and_then_entered(make, client_for, case, member):
    client, register = client_for(member), f"/situations/{case.situation_id}/places"
    counties = [{"id": f"Q{n}", "level": 2, "level_name": {"local": "군", "en": "County"}, "parent": {"id": "Q0"},
                 "name": {"local": f"Unjin {n}", "en": f"Unjin {n}"}, "geo": {"lat": "39.5", "lon": "126.0"}}
                for n in range(1, 180)]
    preview = client.post(f"{register}/gazetteer", data={"file": upload(json.dumps(counties).encode())})
    assert "Add 179 places" in preview.text
    assert client.post(f"{register}/import", data=hidden(preview.text)).status_code == 303
    assert len(stored(make)) == 179


@pytest.mark.parametrize(("content", "message"), [
    (b"", "This is not a JSON file"), (b"\xff\xfe", "This is not a JSON file"), (b"[]", "This is not a gazetteer"),
    (b'{"places": [{"code": "A"}]}', "Place number 1 of the file cannot be read"),
    (b" " * 101, "The file is larger than 2 MB"),
])
def test_a_file_that_is_no_gazetteer_is_refused_in_words(make, client_for, case, member, monkeypatch, content, message):
    monkeypatch.setattr(place_forms, "LARGEST", 100)
    path = f"/situations/{case.situation_id}/places/gazetteer"
    answer = client_for(member).post(path, data={"file": upload(content)})
    assert answer.status_code == 422
    assert message in answer.text
    assert stored(make) == []


def test_what_is_sent_back_is_read_as_carefully(make, client_for, case, member):
    path = f"/situations/{case.situation_id}/places/import"
    for text in ("", "[]", '{"places": [{"code": "A"}]}'):
        assert client_for(member).post(path, data={"places": text}).status_code == 422
    assert stored(make) == []


def test_a_coordinator_without_a_case_sees_an_empty_register(make, client_for, case):
    make(a_place, case.situation, name_latin="Kept apart")
    page = client_for(make(a_user, office_roles=[Role.COORDINATOR])).get(f"/situations/{case.situation_id}/places")
    assert "Kept apart" not in page.text


def upload(content: bytes):
    return (io.BytesIO(content), "gazetteer.json")


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the page's form that imports."""
    form = re.search(r'<form[^>]*places/import.*?</form>', page, re.S).group()
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        found[attributes["name"]] = unescape(attributes.get("value", ""))
    return found
