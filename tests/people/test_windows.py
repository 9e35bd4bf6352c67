"""Break-glass: two people, sixty minutes, everybody responsible told, and no way to do it alone or in silence."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from casefile.accounts.models import Notification
from casefile.config import SETTINGS
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db, get_visible
from casefile.core.errors import Refused
from casefile.core.mail import OutgoingMail, compose
from casefile.people.models import IdentityReveal, IdentityWindow, Person
from casefile.people.service.windows import open_window
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.people import a_person, an_identity


@pytest.fixture
def case(make):
    return make(a_case)


@pytest.fixture
def team(make, case):
    roles = {"asker": Role.LEGAL_EXPERT, "reviewer": Role.REVIEWER, "lead": Role.LEAD,
             "officer": Role.PROTECTION_OFFICER, "coordinator": Role.COORDINATOR, "analyst": Role.ANALYST}
    return {name: make(a_member, case, role) for name, role in roles.items()}


@pytest.fixture
def person(make, case):
    person = make(a_person, case)
    make(an_identity, person, name_latin="Canary Finch", birth="1974-03-29")
    return person


def path_of(person):
    return f"/witnesses/{person.id}/identity/window"


@pytest.fixture
def asker(client_for, team):
    return client_for(team["asker"], confirmed=True)


def ask(asker, person, reason="the officer is travelling"):
    return asker.post(path_of(person), data={"reason": reason})


def approve(client, review: str, decision="approve"):
    return client.post(review, data={"decision": decision, "reason": "seen"})


def stored(query):
    with acting(SYSTEM):
        return db.session.execute(query).scalars().all()


def test_nobody_opens_it_alone(client_for, team, person, asker):
    assert asker.post(path_of(person), data={"group": "names", "reason": "now"}).location.startswith("/reviews/")
    waiting = asker.get(path_of(person))
    assert "This waits for a second person" in waiting.text
    place = re.search(r"/reviews/[0-9a-f-]{36}", waiting.text)[0]
    assert approve(asker, place).status_code in (404, 409)
    assert asker.post(path_of(person), data={"group": "names", "reason": "now"}).status_code in (409, 422)
    assert not stored(select(IdentityReveal.id))
    assert not stored(select(IdentityWindow.id))


def test_the_service_refuses_without_a_decided_review(make, team, person):
    def alone():
        with acting_as(team["asker"]), pytest.raises(Refused):
            open_window(get_visible(Person, person.id), "r", opened_for=str(team["asker"].id))

    make(alone)


def test_two_people_open_it_for_an_hour_and_everybody_responsible_is_told(client_for, team, person, asker, app):
    review = ask(asker, person).location
    told = stored(select(Notification.user_id).where(Notification.kind == "identity_asked"))
    assert set(told) == {team[name].id for name in ("lead", "officer", "coordinator")}
    reviewer = client_for(team["reviewer"], confirmed=True)
    assert approve(reviewer, review).status_code == 303
    (window,) = stored(select(IdentityWindow))
    assert (window.opened_for, window.approved_by) == (team["asker"].id, team["reviewer"].id)
    assert (window.closes_at - window.opened_at).total_seconds() == 3600
    told = stored(select(Notification.user_id).where(Notification.kind == "identity_window"))
    assert set(told) == {team[name].id for name in ("lead", "officer", "coordinator")}
    letters = stored(select(OutgoingMail).where(OutgoingMail.template == "identity_window"))
    assert {letter.to for letter in letters} == {team[name].email for name in ("lead", "officer", "coordinator")}
    with app.test_request_context():
        text_of = str(compose(letters[0]))
    assert person.reference in text_of
    assert not re.search("Canary|Finch|1974|travelling", text_of)
    shown = asker.post(path_of(person), data={"group": "names", "reason": "warn the person"}, follow_redirects=True)
    assert "Canary Finch" in shown.text
    assert "1974-03-29" not in shown.text
    (opening,) = stored(select(IdentityReveal))
    assert opening.window_id == window.id
    page = client_for(team["officer"], confirmed=True).get(f"/witnesses/{person.id}/identity")
    assert "two people" in page.text
    assert "warn the person" in page.text
    assert reviewer.get(path_of(person)).status_code == 404


def test_both_give_their_password_again(client_for, team, person):
    assert client_for(team["asker"]).get(path_of(person)).location.startswith("/confirm")
    assert ask(client_for(team["asker"]), person).status_code == 401
    review = ask(client_for(team["asker"], confirmed=True), person).location
    assert approve(client_for(team["reviewer"]), review).status_code == 401
    assert not stored(select(IdentityWindow.id))


def test_the_hour_ends(client_for, team, person, asker):
    approve(client_for(team["reviewer"], confirmed=True), ask(asker, person).location)
    db.session.execute(text("ALTER TABLE identity_window DISABLE TRIGGER append_only_rows"))
    db.session.execute(text("UPDATE identity_window SET opened_at = opened_at - interval '61 minutes', "
                            "closes_at = closes_at - interval '61 minutes'"))
    db.session.commit()
    assert "Ask a second person" in asker.get(path_of(person)).text
    assert asker.post(path_of(person), data={"group": "names", "reason": "r"}).location.startswith("/reviews/")
    assert not stored(select(IdentityReveal.id))


def test_an_opening_never_outlives_its_hour(client_for, team, person, asker, app, monkeypatch):
    monkeypatch.setitem(app.config, "REVEAL_MINUTES", 90)
    approve(client_for(team["reviewer"], confirmed=True), ask(asker, person).location)
    asker.post(path_of(person), data={"group": "names", "reason": "r"})
    (opening,), (window,) = stored(select(IdentityReveal)), stored(select(IdentityWindow))
    assert opening.closes_at == window.closes_at


def test_what_is_returned_opens_nothing(client_for, team, person, asker):
    approve(client_for(team["reviewer"], confirmed=True), ask(asker, person).location, "return")
    assert not stored(select(IdentityWindow.id))
    assert "Ask a second person" in asker.get(path_of(person)).text


@pytest.mark.parametrize("values", ["opened_for = approved_by", "closes_at = opened_at + interval '61 minutes'"])
def test_the_database_holds_two_people_and_an_hour(client_for, team, person, asker, values):
    approve(client_for(team["reviewer"], confirmed=True), ask(asker, person).location)
    db.session.execute(text("ALTER TABLE identity_window DISABLE TRIGGER append_only_rows"))
    with pytest.raises(DBAPIError), db.session.begin_nested():
        db.session.execute(text(f"UPDATE identity_window SET {values}"))


def test_others_do_not_find_the_page_and_nobody_asks_for_nothing(make, client_for, case, team, person, asker):
    for name in ("analyst", "reviewer", "officer", "coordinator"):
        assert client_for(team[name], confirmed=True).get(path_of(person)).status_code == 404, name
    assert asker.post(path_of(person), data={"reason": " "}).status_code == 422
    empty = make(a_person, case)
    assert "No identity is recorded" in asker.get(path_of(empty)).text
    assert ask(asker, empty).status_code == 409


def test_telling_cannot_be_switched_off():
    assert not [one.name for one in SETTINGS if re.search("NOTIF|TELL|BREAK|ALERT|WINDOW", one.name)]


