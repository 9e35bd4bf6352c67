"""The fixed list for each page: works, wrong method, reader, stranger, bad input, stale."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from casefile.core.access import Role
from casefile.people.models import Person, today
from casefile.people.rules import Consent, Protection, is_code
from casefile.people.rules.consent import Explained
from tests.factories.base import a_case, a_member, a_user, on_team
from tests.factories.incidents import an_incident
from tests.factories.people import a_part, a_person
from tests.people.reading import row

RISK = {"likelihood": "1", "impact": "1", "decision": "proceed"}
ENTRY = {"roles": ["eyewitness"], "contact": "no_contact"}
GIVEN = {"consent": "active", "explained": [str(one) for one in Explained], "capacity": "y"}


@pytest.fixture
def case(make):
    return make(a_case)


@pytest.fixture
def person(make, case):
    return make(a_person, case)


@pytest.fixture
def expert(make, case, client_for):
    return client_for(make(a_member, case, Role.LEGAL_EXPERT))


@pytest.fixture
def reader(make, case, client_for):
    return client_for(make(a_member, case, Role.REVIEWER))


@pytest.fixture
def observer(make, case, client_for):
    return client_for(make(a_member, case, Role.OBSERVER))


@pytest.fixture
def stranger(make, client_for):
    return client_for(make(a_member, make(a_case), Role.LEGAL_EXPERT))


def forms_of(person, incident, link):
    """Every page with a form, and an answer that it takes."""
    return {
        f"/witnesses/{person.id}/edit": {**ENTRY, "note": "speaks through W-10000"},
        f"/witnesses/{person.id}/consent": {**GIVEN, "consent_on": "2026-01-02", "reason": "form read out"},
        f"/witnesses/{person.id}/protection": {**RISK, "protection": "low", "reason": "no exposure"},
        f"/witnesses/{person.id}/link": {"incident_id": str(incident.id), "part": "hearsay"},
        f"/incidents/{incident.id}/witnesses/link": {"person_id": str(person.id), "part": "victim"},
        f"/parts/{link.id}/end": {"reason": "mistaken for another"},
    }


def test_a_person_is_added_under_a_code(expert, case):
    answer = expert.post(f"/cases/{case.id}/witnesses/new", data={"roles": ["victim"], "contact": "no_contact"})
    assert answer.status_code == 303
    page = expert.get(answer.location)
    assert page.status_code == 200
    (code,) = {word for word in page.text.replace("<", " ").replace(">", " ").split() if is_code(word)}
    assert code.startswith("V-")
    assert code in expert.get(f"/cases/{case.id}/witnesses").text
    assert code in expert.get("/witnesses/").text


def test_the_code_does_not_follow_the_roles(expert, person):
    expert.post(f"/witnesses/{person.id}/edit", data={"roles": ["victim"], "contact": "no_contact", "version": "1"})
    changed = row(Person, person.id)
    assert changed.roles == ["victim"]
    assert changed.reference == person.reference


def test_each_form_opens_and_is_taken(make, expert, case, person):
    incident = make(an_incident, case)
    link = make(a_part, person, incident)
    for path, data in forms_of(person, incident, link).items():
        assert expert.get(path).status_code == 200, path
        answer = expert.post(path, data=data)
        assert answer.status_code == 303, f"{path}: {answer.text}"


def test_nobody_else_gets_at_a_form(make, case, person, reader, observer, stranger, client_for):
    incident = make(an_incident, case)
    link = make(a_part, person, incident)
    administrator = client_for(make(a_user, None, [Role.ADMINISTRATOR]))
    for path, data in forms_of(person, incident, link).items():
        for client in (reader, observer, stranger, administrator):
            assert client.get(path).status_code == 404, path
            assert client.post(path, data=data).status_code == 404, path
        assert client_for().get(path).location.startswith("/sign-in")
    assert row(Person, person.id).version == 1


def test_every_form_refuses_an_empty_answer(make, expert, case, person):
    incident = make(an_incident, case)
    link = make(a_part, person, incident)
    for path in [*forms_of(person, incident, link), f"/cases/{case.id}/witnesses/new"]:
        assert expert.post(path, data={}).status_code == 422, path


def test_wrong_methods(expert, case, person):
    for path in (f"/cases/{case.id}/witnesses", f"/witnesses/{person.id}", "/witnesses/"):
        assert expert.post(path).status_code == 405


def test_readers_read(reader, case, person):
    assert person.reference in reader.get(f"/witnesses/{person.id}").text
    assert person.reference in reader.get(f"/cases/{case.id}/witnesses").text
    assert "/edit" not in reader.get(f"/witnesses/{person.id}").text


def test_an_observer_is_not_told_that_anybody_exists(make, observer, case, person):
    incident = make(an_incident, case)
    make(a_part, person, incident)
    assert observer.get(f"/witnesses/{person.id}").status_code == 404
    assert observer.get(f"/cases/{case.id}/witnesses").status_code == 404
    for path in ("/witnesses/", f"/cases/{case.id}", f"/incidents/{incident.id}"):
        page = observer.get(path)
        assert page.status_code == 200
        assert person.reference not in page.text
        assert f"/cases/{case.id}/witnesses" not in page.text


def test_a_stranger_cannot_tell_a_person_from_nobody(stranger, person):
    ours, nobodys = stranger.get(f"/witnesses/{person.id}"), stranger.get(f"/witnesses/{uuid4()}")
    assert ours.status_code == nobodys.status_code == 404
    assert len(ours.text) == len(nobodys.text)
    assert f">{person.reference}</a>" not in stranger.get(f"/witnesses/?text={person.reference}").text


@pytest.mark.parametrize("note", ["a\x00b", "a\u202eb", "x" * 2001])
def test_a_note_that_cannot_be_kept(expert, case, note):
    answer = expert.post(f"/cases/{case.id}/witnesses/new", data={**ENTRY, "note": note})
    assert answer.status_code == 422


@pytest.mark.parametrize("data", [{"roles": ["perpetrator"]}, {"contact": "always"}, {"sex": "x"}, {"age_band": "1"},
                                  {"languages": ["tlh"]}, {"vulnerabilities": ["x"]}, {"testify": "x"}])
def test_only_what_is_offered_can_be_chosen(expert, case, data):
    assert expert.post(f"/cases/{case.id}/witnesses/new", data={**ENTRY, **data}).status_code == 422


def test_two_people_change_the_same_field(expert, person):
    opened = {"version": "1", "base": '{"note":[""],"roles":["eyewitness"],"contact":["no_contact"]}'}
    assert expert.post(f"/witnesses/{person.id}/edit", data={**ENTRY, **opened, "note": "mine"}).status_code == 303
    answer = expert.post(f"/witnesses/{person.id}/edit", data={**ENTRY, **opened, "note": "theirs"})
    assert answer.status_code == 409
    assert "mine" in answer.text


def opened_with(day):
    base = {"consent": ["active"], "consent_on": [day], "consent_until": [""], "reason": [""]}
    return {"version": "1", "base": json.dumps(base)}


def test_consent_and_a_withdrawal_at_the_same_time(expert, make, case):
    person = make(a_person, case, consent=Consent.ACTIVE, consent_on=today())
    path = f"/witnesses/{person.id}/consent"
    opened = opened_with(str(today()))
    withdrawal = {"consent": "withdrawn", "consent_on": str(today()), "reason": "told W-desk by phone"}
    assert expert.post(path, data={**opened, **withdrawal}).status_code == 303
    renewal = {**GIVEN, "consent_on": str(today()), "reason": "form signed"}
    assert expert.post(path, data={**opened, **renewal}).status_code in (409, 422)
    assert row(Person, person.id).consent is Consent.WITHDRAWN


def test_the_conflict_page_of_a_consent_can_be_drawn(expert, make, case):
    person = make(a_person, case, consent=Consent.ACTIVE, consent_on=today())
    path = f"/witnesses/{person.id}/consent"
    opened = opened_with("2026-01-01")
    expert.post(path, data={**opened, "consent": "withdrawn", "consent_on": str(today()), "reason": "r"})
    answer = expert.post(path, data={**opened, "consent": "expired", "consent_on": "2026-01-02", "reason": "r"})
    assert answer.status_code == 409


@pytest.mark.parametrize("data", [
    {"consent": "withdrawn", "consent_on": "2026-01-01", "reason": "r"},
    {"consent": "refused", "consent_on": "2026-01-01", "consent_until": "2027-01-01", "reason": "r"},
    {**GIVEN, "consent_on": "2026-01-02", "consent_until": "2026-01-01", "reason": "r"},
    {**GIVEN, "consent_on": "2026-01-01", "consent_until": "2026-01-02", "reason": "r"},
    {**GIVEN, "consent_on": "2999-01-01", "reason": "r"},
    {**GIVEN, "consent_on": "2026-02-30", "reason": "r"},
    {**GIVEN, "consent_on": "2026-01-01"},
    {**GIVEN, "consent_on": "2026-01-01", "reason": "r", "capacity": ""},
    {**GIVEN, "consent_on": "2026-01-01", "reason": "r", "explained": ["risks"]},
    {**GIVEN, "consent_on": "2026-01-01", "reason": "r", "guardian": "mother"},
    {**GIVEN, "consent_on": "2026-01-01", "reason": "r", "review_on": "2026-01-02"},
])
def test_consents_that_cannot_be(expert, person, data):
    assert expert.post(f"/witnesses/{person.id}/consent", data=data).status_code == 422
    assert row(Person, person.id).consent is Consent.NOT_SOUGHT


@pytest.mark.parametrize(("level", "days", "status"), [
    ("high", 30, 303), ("high", 31, 422), ("extreme", 15, 303), ("extreme", 16, 422), ("low", -1, 422),
    ("low", 0, 303)])
def test_an_assessment_holds_as_long_as_its_level_allows(expert, person, level, days, status):
    data = {**RISK, "protection": level, "protection_until": str(today() + timedelta(days)), "reason": "r"}
    assert expert.post(f"/witnesses/{person.id}/protection", data=data).status_code == status


def test_an_assessment_without_a_date_holds_to_the_latest_day(expert, person):
    expert.post(f"/witnesses/{person.id}/protection", data={**RISK, "protection": "medium", "reason": "r"})
    changed = row(Person, person.id)
    assert changed.protection is Protection.MEDIUM
    assert changed.protection_until == today() + timedelta(90)


def test_filters(make, expert, case):
    people = {
        "role=insider": make(a_person, case, roles=["insider"]),
        "protection=high": make(a_person, case, protection="high", protection_until=today()),
        "consent=expired": make(a_person, case, consent="active", consent_on=today() - timedelta(9),
                                consent_until=today() - timedelta(1)),
        "consent=withdrawn": make(a_person, case, consent="withdrawn", consent_on=today()),
        "consent=active": make(a_person, case, consent="active", consent_on=today(), consent_until=today()),
        "overdue=y&protection=low": make(a_person, case, protection="low", protection_until=today() - timedelta(1)),
    }
    for query, wanted in people.items():
        page = expert.get(f"/cases/{case.id}/witnesses?{query}")
        assert page.status_code == 200
        shown = {person.reference for person in people.values() if person.reference in page.text}
        assert shown == {wanted.reference}, query
    assert expert.get(f"/cases/{case.id}/witnesses?consent=bogus&role=&sort=-nothing&page=x").status_code == 200


def test_an_empty_list_says_what_to_do(expert, case):
    assert f"/cases/{case.id}/witnesses/new" in expert.get(f"/cases/{case.id}/witnesses").text
    assert "Clear filters" in expert.get(f"/cases/{case.id}/witnesses?role=insider").text


def test_filing_into_another_case(make, case, person, client_for):
    other, third = make(a_case), make(a_case)
    user = make(a_member, case, Role.LEGAL_EXPERT)
    make(on_team, user, other, Role.LEGAL_EXPERT)
    make(on_team, user, third, Role.OBSERVER)
    there = client_for(make(a_member, other, Role.ANALYST))
    client = client_for(user)
    path = f"/witnesses/{person.id}/file"
    assert str(other.id) in client.get(path).text
    assert str(third.id) not in client.get(path).text
    assert client.post(path, data={"case_id": str(third.id), "reason": "r"}).status_code == 422
    assert client.post(path, data={"case_id": str(other.id)}).status_code == 422
    assert there.get(f"/witnesses/{person.id}").status_code == 404
    assert client.post(path, data={"case_id": str(other.id), "reason": "same camp"}).status_code == 303
    assert there.get(f"/witnesses/{person.id}").status_code == 200
    assert there.get(path).status_code == 404


def test_the_parts_of_an_incident_are_shown_and_taken_back(make, expert, case, person):
    incident = make(an_incident, case)
    data = {"person_id": str(person.id), "part": "witness_of_fact"}
    assert expert.post(f"/incidents/{incident.id}/witnesses/link", data=data).status_code == 303
    assert expert.post(f"/incidents/{incident.id}/witnesses/link", data=data).status_code == 409
    assert person.reference in expert.get(f"/incidents/{incident.id}").text
    page = expert.get(f"/witnesses/{person.id}").text
    assert incident.reference in page
    end = page.split('href="/parts/')[1].split("/end")[0]
    assert expert.post(f"/parts/{end}/end", data={"reason": "another person"}).status_code == 303
    assert expert.post(f"/parts/{end}/end", data={"reason": "again"}).status_code == 409
    assert person.reference not in expert.get(f"/incidents/{incident.id}").text.split('id="witnesses"')[1]


def test_only_people_of_the_same_case_are_offered(make, expert, case, stranger):
    incident, outsider = make(an_incident, case), make(a_person)
    path = f"/incidents/{incident.id}/witnesses/link"
    assert outsider.reference not in expert.get(path).text
    assert expert.post(path, data={"person_id": str(outsider.id), "part": "victim"}).status_code == 422


def test_a_case_page_names_the_gaps(make, expert, case):
    page = expert.get(f"/cases/{case.id}").text
    assert "No witness or victim is recorded" in page
    person = make(a_person, case)
    page = expert.get(f"/cases/{case.id}").text
    assert "No witness or victim is recorded" not in page
    for path in ("consent", "protection", "link"):
        assert f"/witnesses/{person.id}/{path}" in page


@pytest.mark.parametrize("path", ["/witnesses/", "/cases/{case}/witnesses", "/witnesses/{person}",
                                  "/cases/{case}/witnesses?role=eyewitness"])
def test_pages_ask_no_more_when_there_is_more(make, expert, case, person, queries, path):
    path = path.format(case=case.id, person=person.id)
    expert.get(path)
    queries.clear()
    expert.get(path)
    few = len(queries)
    for _n in range(5):
        another = make(a_person, case)
        make(a_part, person, make(an_incident, case))
        make(a_part, another, make(an_incident, case))
    queries.clear()
    assert expert.get(path).status_code == 200
    above = ("FROM evidence_subject", "FROM source_tie", "FROM transfer")  # panels of an upper slice
    own = [query for query in queries if not any(one in query for one in above)]
    assert len(own) <= (21 if path.endswith(str(person.id)) else 8), "\n".join(queries)
    assert len(queries) == few
