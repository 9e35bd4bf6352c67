"""Whether a person exists: the coordinator of another case learns it neither by an answer nor by the work behind it."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from casefile.accounts.models import User
from casefile.core.access import Role
from casefile.people.models import Person
from casefile.people.rules.codes import code
from tests.factories.base import a_case, a_member
from tests.factories.people import a_person, an_identity


@pytest.fixture
def person(make):
    person = make(a_person)
    make(an_identity, person, name_hangul="류까나리", name_latin="Ryu Kkanari")
    return person


@pytest.fixture
def stranger(make, client_for):
    def coordinator() -> User:
        case = a_case()
        a_person(case)
        return a_member(case, Role.COORDINATOR, Role.PROTECTION_OFFICER, Role.LEAD, Role.LEGAL_EXPERT)

    return client_for(make(coordinator), confirmed=True)


def of_people(app):
    """Every address and method that takes a person."""
    for rule in app.url_map.iter_rules():
        if vars(app.view_functions[rule.endpoint]).get("model") is Person:
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                yield rule.rule.replace("<uuid:id>", "{id}"), method


def same(page: str) -> str:
    """A page without what differs in every answer."""
    return re.sub(r"[0-9a-f-]{36}|<code>[0-9a-f]{12}</code>|[\w-]+\.[\w-]{6}\.[\w-]{27}", "", page)


def test_somebody_elses_person_and_nobody_cost_the_same_questions_and_read_the_same(app, stranger, person, queries):
    """The same statements in the same order: no difference of time can come of them."""
    stranger.get("/witnesses/")
    paths = list(of_people(app))
    assert len(paths) > 15
    for path, method in paths:
        seen = []
        for id in (person.id, uuid4()):
            queries.clear()
            answer = stranger.open(path.format(id=id), method=method)
            seen.append((answer.status_code, same(answer.text), list(queries)))
        assert seen[0] == seen[1], f"{method} {path}"
        assert seen[0][0] == 404
        assert seen[0][2], "the questions are counted"


@pytest.mark.parametrize("path", ["/search", "/witnesses/"])
def test_a_search_for_a_code_costs_the_same_whether_somebody_elsewhere_has_it(stranger, person, queries, path):
    number = int("".join(sign for sign in person.reference if sign.isdigit())[:-1])
    nobody = code(person.reference[0], (number + 1) % 10_000)
    stranger.get(path)
    for asked in (person.reference, person.reference.lower(), "류까나리"):
        seen = []
        for words in (asked, nobody if asked.upper() == person.reference else "없는이름"):
            queries.clear()
            answer = stranger.get(path, query_string={"q": words, "text": words})
            seen.append((answer.status_code, len(queries), person.reference in answer.text.replace(words, "")))
        assert seen[0] == seen[1] == (200, seen[0][1], False)


def test_no_count_and_no_list_changes_when_somebody_elsewhere_is_added(make, stranger):
    """Dashboard, lists and registers: the same before and after."""
    paths = ("/", "/witnesses/", "/incidents/", "/evidence/", "/cases/", "/deadlines/", "/notifications")
    before = [same(stranger.get(path).text) for path in paths]
    an_identity_elsewhere = make(a_person)
    make(an_identity, an_identity_elsewhere)
    assert [same(stranger.get(path).text) for path in paths] == before
