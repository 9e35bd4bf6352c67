"""The pages of officials and organisations: for whom they open, what they show and what they refuse."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from casefile.core.access import Role
from casefile.core.actor import NOBODY, SYSTEM, acting
from casefile.core.db import db
from casefile.core.review import Review
from casefile.incidents.models import Incident
from casefile.officials.models import (
    CaseOfficial,
    Holding,
    Involvement,
    Official,
    OfficialName,
    Organisation,
    OrganisationName,
    OrganisationRelation,
    Post,
)
from casefile.officials.routes.incidents import panel
from casefile.officials.rules import IdentityConfidence, NameKind, RelationKind
from tests.factories.base import a_case, a_member, a_situation, a_user, made
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

HOLDING = {"source": "Order No. 5", "capacity": "de_jure", "during": "2005/2008"}
PERSON = {"name_latin": "Pak Kwang Il", "name_hangul": "박광일", "life": "unknown", "identity": "unresolved",
          "capacity": "de_jure"}


def a_world():
    """A case with one official, in a post of an organisation below another, linked to an incident."""
    situation = a_situation()
    case = a_case(situation)
    official = an_official(situation, birth="1958~", caveats="Two people of this name served there.")
    entry = in_case(official, case, "Head of the guard section.")
    incident = an_incident(case, when="2006-03")
    organisation, above = an_organisation(situation), an_organisation(situation)
    post = a_post(organisation)
    scope = {"situation_id": situation.id}
    return SimpleNamespace(
        case=case, situation=situation, official=official, entry=entry, incident=incident, post=post,
        organisation=organisation, above=above, holding=a_holding(official, post, "2005/2008"),
        link=an_involvement(official, incident),
        name=made(OfficialName(official_id=official.id, text="Gang Munsik", kind=NameKind.ROMANISATION,
                               source="A report", **scope)),
        relation=made(OrganisationRelation(parent_id=above.id, child_id=organisation.id, kind=RelationKind.COMMAND,
                                           source="Statute", **scope)))


@pytest.fixture
def world(make):
    return make(a_world)


@pytest.fixture
def member(make, world):
    return make(a_member, world.case)


def rows(model, **values):
    """Everything of a kind."""
    with acting(SYSTEM):
        return db.session.execute(select(model).filter_by(**values)).unique().scalars().all()


READ = [
    ("/officials/", None),
    ("/officials/{official.id}", "강문식"),
    ("/cases/{case.id}/officials", "Head of the guard section."),
    ("/situations/{situation.id}/organisations", "Unjin Facility"),
    ("/organisations/{organisation.id}", "Head of guard section"),
]
# Page, what is sent, and what is bad input.
EDIT = [
    ("/situations/{situation.id}/officials/new", PERSON, {"name_latin": "", "name_hangul": ""}),
    ("/cases/{case.id}/officials/new", PERSON, {"name_latin": "a\x00b"}),
    ("/officials/{official.id}/edit", PERSON, {"name_latin": "…", "name_hangul": "", "life": "undead"}),
    ("/officials/{official.id}/names/add", {"text": "Gang Moonsik", "kind": "alias"}, {"text": ""}),
    ("/official-names/{name.id}/remove", {"reason": "Another person."}, {"reason": " "}),
    ("/officials/{official.id}/posts/add", {**HOLDING, "post_id": "{post.id}"}, {**HOLDING, "during": "2008/2005"}),
    ("/holdings/{holding.id}/edit", {**HOLDING, "post_id": "{post.id}"}, {**HOLDING, "source": ""}),
    ("/holdings/{holding.id}/remove", {"reason": "Another person."}, {}),
    ("/officials/{official.id}/designation", {"designation": "person_of_interest", "reason": "Named."},
     {"designation": "suspect_rg", "reason": "Too fast."}),
    ("/case-officials/{entry.id}/edit", {"role": "Deputy."}, {"role": "a\u202eb"}),
    ("/case-officials/{entry.id}/remove", {"reason": "Another person."}, {}),
    ("/incidents/{incident.id}/officials/link",
     {"official_id": "{official.id}", "degree": "gave_orders", "direction": "for", "source": "W-ABCD"},
     {"official_id": "{post.id}", "degree": "gave_orders", "direction": "for", "source": "W-ABCD"}),
    ("/involvements/{link.id}/unlink", {"reason": "Misread."}, {}),
    ("/situations/{situation.id}/organisations/new", {"name_latin": "Unjin Court", "kind": "court"}, {"kind": "court"}),
    ("/organisations/{organisation.id}/edit", {"kind": "court"}, {"kind": "church"}),
    ("/organisations/{organisation.id}/rename", {"name_latin": "Unjin Centre", "since": "2016"}, {"name_latin": "X"}),
    ("/organisations/{organisation.id}/relations/add",
     {"parent_id": "{above.id}", "kind": "supervision", "formality": "formal", "source": "Statute"},
     {"parent_id": "{organisation.id}", "kind": "supervision", "formality": "formal", "source": "Statute"}),
    ("/organisation-relations/{relation.id}/remove", {"reason": "Mistaken."}, {}),
    ("/organisations/{organisation.id}/posts/new", {"title_korean": "부소장"}, {"rank": "colonel"}),
    ("/posts/{post.id}/edit", {"title_english": "Head of section"}, {"title_english": " ", "title_korean": ""}),
]


def at(world, path):
    """The path with the ids of the world."""
    return path.format(**vars(world))


def sent(world, data):
    """The data with the ids of the world."""
    return {key: at(world, value) for key, value in data.items()}


@pytest.mark.parametrize(("path", "shows"), READ)
def test_reading_pages_open_for_the_team_and_for_observers(world, make, client_for, path, shows):
    for role in (Role.LEGAL_EXPERT, Role.OBSERVER):
        page = client_for(make(a_member, world.case, role)).get(at(world, path))
        assert page.status_code == 200
        assert (shows or "presumed innocent") in page.text
        assert "perpetrator" not in page.text.lower()


@pytest.mark.parametrize(("path", "shows"), READ[1:])
def test_reading_pages_do_not_exist_for_strangers(world, make, client_for, path, shows):
    assert client_for(make(a_member, make(a_case))).get(at(world, path)).status_code == 404
    assert client_for().get(at(world, path)).status_code in (302, 401)


@pytest.mark.parametrize(("path", "data", "bad"), EDIT)
def test_pages_that_change_something(world, member, make, client_for, path, data, bad):
    browser, url = client_for(member), at(world, path)
    assert browser.get(url).status_code == 200
    assert browser.post(url, data=sent(world, bad)).status_code == 422
    answer = browser.post(url, data=sent(world, data))
    assert answer.status_code == 303, answer.text
    assert browser.get(answer.location).status_code == 200
    assert browser.delete(url).status_code == 405
    assert client_for(make(a_member, make(a_case))).post(url, data=sent(world, data)).status_code == 404


@pytest.mark.parametrize(("path", "data", "bad"), EDIT)
def test_readers_change_nothing(world, make, client_for, path, data, bad):
    reader = make(a_member, world.case, Role.OBSERVER)
    assert client_for(reader).get(at(world, path)).status_code == 404
    assert client_for(reader).post(at(world, path), data=sent(world, data)).status_code == 404


def test_a_page_names_each_script_in_its_language(world, member, make, client_for):
    page = client_for(member).get(f"/officials/{world.official.id}").text
    assert '<span lang="ko-Latn">Kang Mun Sik</span> (<span lang="ko">강문식</span>)' in page
    korean = make(a_member, world.case, locale="ko")
    page = client_for(korean).get(f"/officials/{world.official.id}").text
    assert '<span lang="ko">강문식</span> (<span lang="ko-Latn">Kang Mun Sik</span>)' in page


def test_the_page_shows_what_the_reader_may_see_and_no_more(world, make, client_for):
    other = make(a_case, world.situation)
    page = client_for(make(a_member, other)).get(f"/officials/{world.official.id}").text
    assert "Gang Munsik" in page
    assert world.case.reference not in page
    assert world.incident.title not in page
    mine = client_for(make(a_member, world.case)).get(f"/officials/{world.official.id}?case={world.case.id}").text
    assert world.case.reference in mine
    assert world.incident.title in mine


def test_an_incident_shows_its_officials(world, member, make, client_for):
    page = client_for(member).get(f"/incidents/{world.incident.id}?case={world.case.id}").text
    assert "Officials linked to this incident" in page
    assert world.official.reference in page
    assert "/involvements/" in page
    observer = client_for(make(a_member, world.case, Role.OBSERVER))
    assert "/involvements/" not in observer.get(f"/incidents/{world.incident.id}").text


def test_the_panel_says_nothing_to_those_who_may_not_read_about_officials(app, world):
    with app.test_request_context():
        with acting(SYSTEM):
            incident = db.session.get_one(Incident, world.incident.id)
            assert incident.scopes() == {world.case.id}
        with acting(NOBODY):
            assert panel(incident) is None


def test_an_incident_without_officials_to_link_says_what_to_do(make, client_for):
    case = make(a_case)
    incident = make(an_incident, case)
    page = client_for(make(a_member, case)).get(f"/incidents/{incident.id}/officials/link")
    assert "This case has no officials yet" in page.text


# --- like names ---

def test_somebody_of_a_like_name_is_shown_before_anything_is_saved(world, member, client_for):
    browser, url = client_for(member), f"/cases/{world.case.id}/officials/new"
    typed = {**PERSON, "name_latin": "Gang Moon-sik", "name_hangul": ""}
    page = browser.post(url, data=typed)
    assert page.status_code == 422
    assert world.official.reference in page.text
    assert "Matches “" in page.text
    assert 'value="Gang Moon-sik"' in page.text
    assert len(rows(Official)) == 1
    answer = browser.post(url, data={**typed, "as_new": "1"})
    assert answer.status_code == 303
    assert len(rows(Official)) == 2
    assert len(rows(CaseOfficial)) == 2


def test_the_person_of_the_register_is_used_instead(world, make, client_for):
    other = make(a_case, world.situation)
    browser = client_for(make(a_member, other))
    typed = {**PERSON, **HOLDING, "name_latin": "Gang Moon-sik", "name_hangul": "", "post_id": str(world.post.id),
             "role": "Named in I-0001.", "use": str(world.official.id)}
    answer = browser.post(f"/cases/{other.id}/officials/new", data=typed)
    assert answer.location.startswith(f"/officials/{world.official.id}")
    assert len(rows(Official)) == 1
    assert [entry.role for entry in rows(CaseOfficial, case_id=other.id)] == ["Named in I-0001."]
    assert "Both are kept" in browser.get(answer.location).text
    assert browser.post(f"/cases/{other.id}/officials/new", data=typed).status_code == 409


@pytest.mark.parametrize("id", ["nonsense", "00000000-0000-4000-8000-000000000000"])
def test_only_a_person_of_this_register_can_be_used(world, member, make, client_for, id):
    url = f"/cases/{world.case.id}/officials/new"
    assert client_for(member).post(url, data={**PERSON, "use": id}).status_code == 404
    elsewhere = make(an_official, name_hangul="박광일")
    assert client_for(member).post(url, data={**PERSON, "use": str(elsewhere.id)}).status_code == 404


def test_like_names_are_shown_while_typing(world, member, make, client_for):
    url = f"/situations/{world.situation.id}/officials/candidates"
    page = client_for(member).post(url, data={"name_hangul": "강문식"})
    assert world.official.reference in page.text
    assert "Kang Mun Sik" in page.text
    assert "<html" not in page.text
    assert client_for(member).get(url).status_code == 405
    assert client_for(make(a_user)).post(url, data={"name_hangul": "강문식"}).status_code == 404


def test_a_new_person_comes_with_a_post_and_its_organisation(world, member, client_for):
    browser, url = client_for(member), f"/cases/{world.case.id}/officials/new"
    typed = {**PERSON, "during": "2005/2008", "new_post": "Deputy head"}
    page = browser.post(url, data=typed)
    assert page.status_code == 422
    assert "Choose the organisation of the new post" in page.text
    assert "Say who or what tells us" in page.text
    page = browser.post(url, data={**typed, "source": "W-ABCD", "new_organisation": "Unjin Mine"})
    assert "Choose what kind of organisation it is" in page.text
    answer = browser.post(url, data={**typed, "source": "W-ABCD", "new_organisation": "Unjin Mine",
                                     "new_organisation_kind": "enterprise"})
    assert answer.status_code == 303
    (post,) = rows(Post, title_english="Deputy head")
    assert [found.name_latin for found in rows(Organisation, id=post.organisation_id)] == ["Unjin Mine"]
    both = browser.post(f"/officials/{world.official.id}/posts/add",
                        data={**HOLDING, "post_id": str(world.post.id), "new_post": "Deputy"})
    assert "not both" in both.text
    none = browser.post(f"/officials/{world.official.id}/posts/add", data=HOLDING)
    assert "Choose a post, or name a new one" in none.text


def test_an_official_of_the_register_is_chosen_for_a_case(world, make, client_for):
    other = make(a_case, world.situation)
    browser = client_for(make(a_member, other))
    url = f"/cases/{other.id}/officials/add"
    page = browser.get(url).text
    assert "born" in page
    assert "2005" in page
    assert browser.post(url, data={"official_id": ""}).status_code == 422
    assert browser.post(url, data={"official_id": str(world.official.id), "role": "Guard."}).status_code == 303
    assert browser.post(url, data={"official_id": str(world.official.id)}).status_code == 409
    assert world.official.reference in browser.get(f"/cases/{other.id}/officials").text


# --- lists ---

@pytest.mark.parametrize("text", ["강문식", "Gang Moon-sik", "mun sik", "o-0001", "Gang Munsik"])
def test_the_list_finds_every_spelling(world, member, make, client_for, text):
    make(an_official, world.situation, name_hangul="박광일", name_latin="Pak Kwang Il")
    text = world.official.reference.lower() if text == "o-0001" else text
    page = client_for(member).get("/officials/", query_string={"text": text}).text
    assert "1 result" in page
    assert world.official.reference in page


def test_the_list_is_filtered_by_organisation_and_designation(world, member, client_for):
    browser = client_for(member)
    for query in ({"organisation_id": world.organisation.id}, {"designation": "mentioned"}):
        assert world.official.reference in browser.get("/officials/", query_string=query).text
    assert "No official matches these filters" in browser.get("/officials/?designation=cleared").text
    assert "No organisation matches" in browser.get(f"/situations/{world.situation.id}/organisations?kind=court").text


def test_empty_lists_say_what_to_do(make, client_for):
    case = make(a_case)
    browser = client_for(make(a_member, case))
    assert "Enter whoever held a post" in browser.get("/officials/").text
    assert "No officials yet" in browser.get(f"/cases/{case.id}/officials").text
    assert "The register is empty" in browser.get(f"/situations/{case.situation_id}/organisations").text
    assert "No officials yet" in client_for(make(a_user)).get("/officials/").text
    observer = client_for(make(a_member, case, Role.OBSERVER))
    assert "Nobody has added" in observer.get(f"/cases/{case.id}/officials").text
    assert "Nobody has entered" in observer.get(f"/situations/{case.situation_id}/organisations").text


@pytest.mark.parametrize(("path", "shows"), [READ[0], READ[2], READ[3]])
def test_lists_ask_the_same_few_questions_whatever_their_length(world, member, make, client_for, queries, path, shows):
    browser = client_for(member)
    browser.get(at(world, path))
    queries.clear()
    assert browser.get(at(world, path)).status_code == 200
    few = len(queries)
    for n in range(6):
        official = make(an_official, world.situation, world.case, name_hangul="박광일")
        make(a_holding, official, during=f"200{n}")
        make(a_holding, official)
    queries.clear()
    assert browser.get(at(world, path)).status_code == 200
    assert len(queries) == few <= 8, "\n---\n".join(queries)


# --- two people ---

def test_a_stale_edit_meets_the_conflict_page(world, member, client_for):
    url = f"/officials/{world.official.id}/edit"
    browser = client_for(member)
    version = str(world.official.version)
    kept = {**PERSON, "birth-kind": "", "name_latin": "Kang Mun Sik", "name_hangul": "강문식"}
    base = '{"caveats": ["Two people of this name served there."]}'
    first = browser.post(url, data={**kept, "caveats": "Mine.", "version": version, "base": base})
    assert first.status_code == 303
    late = browser.post(url, data={**kept, "caveats": "Theirs.", "version": version, "base": base})
    assert late.status_code == 409
    assert "Mine." in late.text
    assert rows(Official)[0].caveats == "Mine."


def test_a_designation_that_two_decide_is_proposed_in_the_case(make, client_for):
    case = make(a_case)
    official = make(an_official, case.situation, case, identity=IdentityConfidence.RESOLVED,
                    designation="person_of_interest")
    browser, url = client_for(make(a_member, case)), f"/officials/{official.id}/designation?case={case.id}"
    make(a_member, case, Role.REVIEWER)
    assert browser.post(url, data={"designation": "suspect_rg", "reason": "Grounds."}).status_code == 303
    assert [review.case_id for review in rows(Review)] == [case.id]
    assert "waits for a second person" in browser.get(f"/officials/{official.id}").text
    assert browser.post(url, data={"designation": "suspect_rg", "reason": "Again."}).status_code == 409


def test_an_official_outside_my_cases_cannot_be_designated(world, make, client_for):
    browser = client_for(make(a_member, make(a_case, world.situation)))
    assert browser.get(f"/officials/{world.official.id}/designation").status_code == 409
    assert "add the official to one of your cases first" in browser.get(f"/officials/{world.official.id}").text


def test_what_is_removed_is_gone_and_what_is_renamed_is_kept(world, member, client_for):
    browser = client_for(member)
    for path, model in [("/holdings/{holding.id}/remove", Holding), ("/involvements/{link.id}/unlink", Involvement),
                        ("/official-names/{name.id}/remove", OfficialName),
                        ("/case-officials/{entry.id}/remove", CaseOfficial),
                        ("/organisation-relations/{relation.id}/remove", OrganisationRelation)]:
        assert browser.post(at(world, path), data={"reason": "Mistaken."}).status_code == 303
        assert rows(model) == []
    browser.post(at(world, "/organisations/{organisation.id}/rename"),
                 data={"name_latin": "Unjin Centre", "since": "2016"})
    names = rows(OrganisationName, organisation_id=world.organisation.id)
    assert {name.latin for name in names} == {world.organisation.name_latin, "Unjin Centre"}
    assert rows(Organisation, id=world.organisation.id)[0].name_latin == "Unjin Centre"
    page = browser.get(at(world, "/organisations/{organisation.id}")).text
    assert "until 2016" in page
    assert "from 2016" in page


def test_the_page_of_a_bare_official_says_what_is_missing(make, client_for):
    case = make(a_case)
    official = make(an_official, case.situation, name_latin=None)
    organisation = make(an_organisation_of, official)
    browser = client_for(make(a_member, case))
    page = browser.get(f"/officials/{official.id}").text
    assert "No post is recorded" in page
    assert "None of your cases." in page
    assert "No posts yet." in browser.get(f"/organisations/{organisation.id}").text
    observer = client_for(make(a_member, case, Role.OBSERVER))
    assert "/posts/add" not in observer.get(f"/officials/{official.id}").text
