"""A form loses nothing: two people, a double press, a closed tab, bad characters."""

from __future__ import annotations

import json
import re
import threading
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from casefile.cases.models import Case
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.fields import tidy, unfit
from tests.factories.base import a_case, a_member, a_situation, a_user

FIELDS = {"title": "Detention at Facility F-9", "kind": "case", "theme": "T1", "summary": "",
          "target_forum": "ICC-UNSC", "target_standard": "STD-SG61", "classification": "restricted",
          "timezone": "Asia/Seoul"}


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the main form, as the browser would send them back."""
    found = {}
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] in ("version", "once", "base"):
            text = value[1] if value else ""
            found[name[1]] = text.replace("&#34;", '"').replace("&amp;", "&").replace("&#39;", "'")
    return found


@pytest.fixture
def page(make, client_for):
    case = make(a_case)
    first, second = (client_for(make(a_member, case, Role.COORDINATOR)) for _ in range(2))
    url = f"/cases/{case.id}/edit"
    return case, url, first, second


def stored(app, case) -> Case:
    with app.app_context(), acting(SYSTEM):
        return db.session.execute(select(Case).where(Case.id == case.id)).scalar_one()


def test_two_people_on_one_field_meet_the_conflict_page_and_nothing_is_overwritten(app, page):
    case, url, first, second = page
    opened_by_first, opened_by_second = (hidden(client.get(url).text) for client in (first, second))
    assert second.post(url, data={**FIELDS, **opened_by_second, "title": "Theirs"}).status_code == 303
    answer = first.post(url, data={**FIELDS, **opened_by_first, "title": "Mine"})
    assert answer.status_code == 409
    assert all(text in answer.text for text in ("Theirs", "Mine", FIELDS["title"], "keep-title"))
    assert stored(app, case).title == "Theirs"


def test_the_conflict_page_is_no_dead_end(app, page):
    case, url, first, second = page
    opened = hidden(first.get(url).text)
    second.post(url, data={**FIELDS, **hidden(second.get(url).text), "title": "Theirs"})
    conflict = first.post(url, data={**FIELDS, **opened, "title": "Mine"})
    again = {**FIELDS, **hidden(conflict.text), "title": "Mine", "keep-title": "mine"}
    assert first.post(url, data=again).status_code == 303
    assert stored(app, case).title == "Mine"


@pytest.mark.parametrize(("choice", "kept"), [("theirs", "Theirs"), ("both", "Theirs\n\nMine")])
def test_the_other_text_or_both_can_be_kept(app, page, choice, kept):
    case, url, first, second = page
    opened = hidden(first.get(url).text)
    second.post(url, data={**FIELDS, **hidden(second.get(url).text), "summary": "Theirs"})
    conflict = first.post(url, data={**FIELDS, **opened, "summary": "Mine"})
    assert conflict.status_code == 409
    again = {**FIELDS, **hidden(conflict.text), "summary": "Mine", "keep-summary": choice}
    assert first.post(url, data=again).status_code == 303
    assert stored(app, case).summary == kept


def test_changes_to_different_fields_are_merged_without_a_question(app, page):
    case, url, first, second = page
    opened = hidden(first.get(url).text)
    second.post(url, data={**FIELDS, **hidden(second.get(url).text), "summary": "Theirs"})
    assert first.post(url, data={**FIELDS, **opened, "title": "Mine"}).status_code == 303
    case_now = stored(app, case)
    assert (case_now.title, case_now.summary) == ("Mine", "Theirs")


def test_a_second_press_is_sent_to_where_the_first_one_led(app, make, client_for):
    situation = make(a_situation)
    client = client_for(make(a_user, office_roles=[Role.COORDINATOR]))
    url = f"/situations/{situation.id}/cases/new"
    sent = {**FIELDS, **hidden(client.get(url).text)}
    first, second = client.post(url, data=sent), client.post(url, data=sent)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    with app.app_context(), acting(SYSTEM):
        assert db.session.execute(select(func.count()).select_from(Case)
                                  .where(Case.situation_id == situation.id)).scalar_one() == 1


def test_two_presses_at_the_same_instant_make_one_record(live, sent):
    from casefile.accounts.models import User
    from casefile.cases.models import Situation

    with live.app_context(), acting(SYSTEM):
        user = User(name="Co", email="co@example.org", office_roles=["coordinator"])
        situation = Situation(code="ABC", title="A situation")
        db.session.add_all([user, situation])
        db.session.commit()
        user_id, situation_id = user.id, situation.id
    url, token, places = f"/situations/{situation_id}/cases/new", str(uuid4()), []

    def press() -> None:
        client = live.test_client()
        signed_in(live, client, user_id)
        places.append(client.post(url, data={**FIELDS, "once": token}).location)

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with live.app_context(), acting(SYSTEM):
        assert db.session.execute(select(func.count()).select_from(Case)).scalar_one() == 1
    assert len(set(places)) == 1
    assert places[0] is not None


def signed_in(app, client, user_id) -> None:
    """Give the client a session of the user."""
    from casefile.core.sessions import WebSession, _hash

    token = uuid4().hex
    row = {"token_hash": _hash(token), "user_id": user_id, "data": {"_user_id": str(user_id), "_fresh": True}}
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(WebSession.__table__.insert().values(**row))
    client.set_cookie("casefile", token, domain="localhost")


def test_a_draft_comes_back_with_its_time_and_goes_when_saved(app, page):
    _case, url, first, second = page
    opened = hidden(first.get(url).text)
    fields = {"title": ["Half a sentence"], "version": [opened["version"]]}
    kept = first.post("/drafts", json={"path": url, "fields": fields})
    assert kept.status_code == 200
    assert "saved_at" in kept.json
    assert "Half a sentence" in first.get(url).text
    assert "Half a sentence" not in second.get(url).text
    assert first.post(url, data={**FIELDS, **opened, "title": "Whole"}).status_code == 303
    assert "Half a sentence" not in first.get(url).text


def test_a_draft_older_than_the_record_is_offered_and_not_applied(page):
    _case, url, first, second = page
    opened = hidden(first.get(url).text)
    first.post("/drafts", json={"path": url, "fields": {"title": ["Old draft"], "version": [opened["version"]]}})
    second.post(url, data={**FIELDS, **hidden(second.get(url).text), "title": "Saved meanwhile"})
    page_now = first.get(url).text
    assert 'value="Saved meanwhile"' in page_now
    assert 'value="Old draft"' not in page_now
    assert "Old draft" in page_now


def test_a_draft_is_unreadable_in_the_database(app, page):
    _case, url, first, _second = page
    first.post("/drafts", json={"path": url, "fields": {"title": ["canary-in-the-draft"]}})
    with app.app_context():
        rows = db.session.connection().exec_driver_sql("SELECT to_jsonb(d)::text FROM draft d").scalars().all()
    assert rows
    assert not any("canary" in row for row in rows)


@pytest.mark.parametrize("bad", ["a\x00b", "a\u202eb", "a\u2066b", "a\x07b", "a" * 201])
def test_what_cannot_be_kept_is_refused_in_words_and_stays_on_the_page(page, bad):
    _case, url, first, _second = page
    answer = first.post(url, data={**FIELDS, **hidden(first.get(url).text), "title": bad})
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert bad.replace("\x00", "\ufffd")[:1] in answer.text


def test_a_lone_surrogate_never_reaches_the_database(page):
    _case, url, first, _second = page
    body = b"title=a%ED%A0%80b&" + "&".join(f"{k}={v}" for k, v in FIELDS.items() if k != "title").encode()
    answer = first.post(url, data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (303, 422)
    draft = first.post("/drafts", data=json.dumps({"path": url, "fields": {"title": ["\ud800"]}}),
                       content_type="application/json")
    assert draft.status_code == 200


@given(st.text())
def test_no_text_makes_the_check_fail_otherwise_than_in_words(text):
    found = unfit(text, lines=True)
    assert found is None or found.startswith("U+")


@given(st.text(alphabet=st.characters(blacklist_categories=("Cc", "Cs", "Cn", "Cf"))))
def test_tidying_twice_changes_nothing(text):
    assert tidy(tidy(text)) == tidy(text)


def test_what_arrives_after_saving_is_not_offered_again(page):
    _case, url, first, _second = page
    opened = hidden(first.get(url).text)
    assert first.post(url, data={**FIELDS, **opened, "title": "Whole"}).status_code == 303
    late = first.post("/drafts", json={"path": url, "fields": {"title": ["Whole, typed"]}, "once": opened["once"]})
    assert (late.status_code, late.json) == (200, {"saved_at": None})
    assert "Whole, typed" not in first.get(url).text
