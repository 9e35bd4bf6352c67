"""Maps: rings as wide as the doubt, nothing where nobody knows, and the list that says the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.core.access import Role
from casefile.incidents.map import DOT, WIDTH, Spot, View, bar_of, clip, marks, path_of, view_of
from casefile.incidents.outline import outline, rings
from casefile.incidents.rules import CoordinateSource, Precision
from tests.factories.base import a_case, a_member, a_user
from tests.factories.incidents import a_place, an_incident

SPOTS = st.builds(Spot, st.uuids().map(str), st.floats(-80, 80), st.floats(-179, 179), st.integers(1, 200_000),
                  st.booleans())
VIEW = View(120, 35, 132, 44)


@given(st.lists(SPOTS, min_size=1, max_size=6))
def test_every_ring_is_in_the_view_and_as_wide_as_the_doubt(spots):
    view = view_of(spots)
    drawn = {mark.key: mark for mark in marks(spots, view)}
    for spot in spots:
        mark = drawn[spot.key]
        assert -1 <= mark.x <= WIDTH + 1
        assert -1 <= mark.y <= view.height + 1
        assert mark.radius == pytest.approx(max(view.length(spot.radius_m), DOT), abs=0.1)
        assert mark.exact == (view.length(spot.radius_m) <= DOT and not spot.borrowed)


def test_nothing_to_draw_has_no_view():
    assert view_of([]) is None


def test_a_vague_place_is_never_a_dot_and_a_narrow_one_lies_on_top():
    spots = [Spot("site", 40, 127, 100), Spot("province", 40, 127, 100_000)]
    drawn = marks(spots, view_of(spots))
    assert [mark.key for mark in drawn] == ["province", "site"]
    assert not drawn[0].exact
    assert drawn[1].exact
    assert not marks([Spot("borrowed", 40, 127, 10, borrowed=True)], VIEW)[0].exact


@given(st.floats(0.01, 300))
def test_the_scale_bar_is_round_and_fits(width):
    km, units = bar_of(View(0, 0, min(width, 179), min(width, 80)))
    assert str(km).rstrip("0") in ("1", "2", "5")
    assert units == pytest.approx(View(0, 0, min(width, 179), min(width, 80)).length(km * 1000), abs=1)


def test_a_coast_is_cut_at_the_edge_of_the_view():
    ring = [(100.0, 30.0), (140.0, 30.0), (140.0, 40.0), (100.0, 40.0)]
    assert set(clip(ring, VIEW)) == {(120, 35), (132, 35), (132, 40), (120, 40)}
    assert clip([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)], VIEW) == []
    assert path_of([[], [(120.0, 44.0), (132.0, 44.0)]], VIEW) == ""


def test_the_outlines_of_countries_came_with_the_build():
    assert len(rings()) > 1000
    assert outline(VIEW).count("M") > 3
    assert outline(View(-150, -50, -149, -49)) == "", "open sea"


@pytest.fixture
def scene(make, client_for):
    case = make(a_case)
    member = client_for(make(a_member, case, Role.LEGAL_EXPERT))
    at = {"latitude": 41.5, "longitude": 129.0, "coordinate_source": CoordinateSource.GAZETTEER}
    county = make(a_place, case.situation, name_latin="Unjin County", **at)
    site = make(a_place, case.situation, name_latin="Site", precision=Precision.SITE, parent_id=county.id)
    lost = make(a_place, case.situation, name_latin="Somewhere", precision=Precision.UNKNOWN)
    for place, n in ((site, 2), (county, 1), (lost, 1)):
        for _ in range(n):
            make(an_incident, case, place_id=place.id)
    return case, member, county, site, lost


def test_a_case_map_draws_rings_and_lists_what_it_cannot_draw(scene):
    case, member, county, site, lost = scene
    page = member.get(f"/cases/{case.id}/map").text
    drawing = page.split("<svg class=\"cf-map\"")[1].split("</svg>")[0]
    assert county.reference in drawing
    assert re.search(rf'aria-label="{site.reference}[^>]*>\s*<circle class="cf-map-ring is-borrowed"', drawing)
    assert lost.reference not in drawing
    rows = re.findall(r'<span class="cf-ref">(P-\d+)</span>', page.split('id="places"')[1])
    assert rows == [site.reference, county.reference, lost.reference]
    assert "Not drawn: nobody knows where" in page
    assert "http" not in drawing.replace("http://www.w3.org/2000/svg", "")
    assert "style=" not in page


def test_the_map_can_be_fitted_to_one_place_by_a_link(scene):
    case, member, county, _site, _lost = scene
    wide, near = (re.search(r'viewBox="0 0 1000 (\d+)"', member.get(f"/cases/{case.id}/map{query}").text)
                  for query in ("", f"?at={county.reference}"))
    assert wide
    assert near
    ring = r'-(?:ring|spot)[^>]*cx="[^>]*r="([^"]+)"'
    small, large = (max(map(float, re.findall(ring, member.get(f"/cases/{case.id}/map{query}").text)))
                    for query in ("", f"?at={county.reference}"))
    assert small * 3 < large
    assert member.get(f"/cases/{case.id}/map?at=%00nothing").status_code == 200


def test_the_register_on_a_map_is_filtered_like_the_list_and_costs_few_questions(scene, make, queries):
    case, member, county, *_others = scene
    url = f"/situations/{case.situation_id}/places/map"
    page = member.get(f"{url}?text=Unjin+County").text
    assert page.count("<circle") == 1
    assert "No place matches these filters" in member.get(f"{url}?text=nowhere").text
    counts = []
    for n in (1, 30):
        for _ in range(n):
            place = make(a_place, case.situation, parent_id=county.id, precision=Precision.SITE)
            make(an_incident, case, place_id=place.id)
        for path in (url, f"/cases/{case.id}/map"):
            queries.clear()
            assert member.get(path).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 8


def test_strangers_and_empty_cases(scene, make, client_for):
    case, *_rest = scene
    stranger = client_for(make(a_user))
    assert stranger.get(f"/cases/{case.id}/map").status_code == 404
    assert stranger.get(f"/situations/{case.situation_id}/places/map").status_code == 404
    empty = make(a_case)
    assert "Nothing to draw yet" in client_for(make(a_member, empty, Role.OBSERVER)).get(f"/cases/{empty.id}/map").text
