"""Search: what it finds, for whom, and what it never finds."""

import pytest

from casefile.core.access import Role
from tests.factories.base import a_case, a_member, a_situation, a_user
from tests.factories.evidence import an_item
from tests.factories.incidents import a_place, an_incident
from tests.factories.officials import an_official
from tests.factories.people import a_person


@pytest.fixture
def world(make):
    """One case with one record of each kind, and the same in a situation of somebody else."""
    def build(word):
        situation = make(a_situation)
        case = make(a_case, situation, title=f"Case of {word}")
        return {
            "case": case,
            "incident": make(an_incident, case, title=f"Transfer of {word}"),
            "evidence": make(an_item, case),
            "official": make(an_official, situation, case, name_latin="Kang Mun-sik", name_hangul="강문식"),
            "person": make(a_person, case),
            "place": make(a_place, situation, name_latin=f"Unjin {word}", name_hangul="운진"),
        }

    return build("herons"), build("herons")


@pytest.fixture
def browser(make, client_for, world):
    return client_for(make(a_member, world[0]["case"], Role.LEGAL_EXPERT))


def test_a_word_finds_titles_and_names_of_ones_own_cases(browser, world):
    mine, theirs = world
    page = browser.get("/search?q=HERONS").text
    for kind in ("case", "incident", "place"):
        assert f"{mine[kind].id}" in page, kind
    for record in theirs.values():
        assert f"{record.id}" not in page
        assert record.reference not in page
    assert page.count("1 result") == 3


@pytest.mark.parametrize("name", ["강문식", "Kang Mun-sik", "Gang Munsik", "kang mun sik"])
def test_an_official_is_found_under_every_spelling(browser, world, name):
    page = browser.get("/search", query_string={"q": name}).text
    assert f"/officials/{world[0]['official'].id}" in page
    assert f"/officials/{world[1]['official'].id}" not in page


@pytest.mark.parametrize("kind", ["case", "incident", "evidence", "official", "person", "place"])
def test_a_reference_opens_its_record(browser, world, kind):
    mine, theirs = world[0][kind], world[1][kind]
    answer = browser.get("/search", query_string={"q": f" {mine.reference.lower()} "})
    assert answer.status_code == 302
    assert str(mine.id) in answer.location
    assert browser.get(answer.location).status_code == 200
    other = browser.get("/search", query_string={"q": theirs.reference})
    assert other.status_code == 200
    assert str(theirs.id) not in other.text
    assert browser.get(f"/r/{theirs.reference}").status_code == 404
    assert browser.get(f"/r/{mine.reference}").location == answer.location


def test_part_of_a_code_finds_the_witness_for_those_who_may_read_witnesses(make, client_for, world):
    case, person = world[0]["case"], world[0]["person"]
    part = person.reference[:-1]
    expert, observer = (client_for(make(a_member, case, role)) for role in (Role.LEGAL_EXPERT, Role.OBSERVER))
    assert str(person.id) in expert.get(f"/search?q={part}").text
    assert person.reference not in observer.get(f"/search?q={part}").text
    assert observer.get(f"/search?q={person.reference}").status_code == 200


def test_running_text_is_not_searched(make, browser, world):
    make(an_incident, world[0]["case"], title="Plain", description="A secret heron description")
    assert "Nothing found" in browser.get("/search?q=secret+heron").text


@pytest.mark.parametrize("text", ["%", "_", "'; DROP TABLE x", "\\", "(((", "a" * 200])
def test_no_character_is_special(browser, text):
    page = browser.get("/search", query_string={"q": text})
    assert page.status_code == 200
    assert "Nothing found" in page.text


@pytest.mark.parametrize("text", ["a\x00b", "a\u202eb", "x" * 201])
def test_text_that_cannot_be_kept_is_refused_in_words(browser, text):
    page = browser.get("/search", query_string={"q": text})
    assert page.status_code == 422
    assert "There is a problem" in page.text


@pytest.mark.parametrize("path", ["/cases/", "/cases.csv"])
def test_filters_take_any_text(browser, path):
    assert browser.get(path, query_string={"q": "a\x00b\u202e"}).status_code == 200


def test_nothing_asked_nothing_shown(browser, client_for, make):
    assert "Nothing found" not in browser.get("/search").text
    assert browser.get("/search?q=+").status_code == 200
    assert client_for(None).get("/search?q=x").location == "/sign-in?next=/search"
    page = client_for(make(a_user, office_roles=[Role.ADMINISTRATOR, Role.COORDINATOR])).get("/search?q=herons").text
    assert "Nothing found" in page


def test_at_most_ten_of_a_kind_with_the_number_of_all(make, browser, world, queries):
    for n in range(13):
        make(an_incident, world[0]["case"], title=f"Patrol {n}")
    queries.clear()
    page = browser.get("/search?q=patrol").text
    assert page.count("Patrol ") == 10
    assert "10 of 13 shown" in page
    # One more than other pages: the table of spellings is read before officials are looked for.
    assert len(queries) <= 9
