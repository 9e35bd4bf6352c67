"""Step-up: the password again, five minutes long, for this session alone, and nothing that was typed is lost."""

from __future__ import annotations

import time

import pytest
from flask import session

from casefile.accounts import service
from casefile.core import stepup
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from tests.factories.base import a_user

PASSWORD = "seven grey herons over the weir"


@pytest.fixture
def user(make):
    def with_password():
        user = a_user()
        with acting(SYSTEM):
            again = db.session.merge(user)
            again.password_hash = service.HASHER.hash(PASSWORD)
            db.session.commit()
        return user

    return make(with_password)


def confirmed_at(client):
    with client.session_transaction() as held:
        return held.get("confirmed_at")


def events(make, user) -> list[str]:
    def read():
        with acting(SYSTEM):
            query = db.select(AuditEvent.action).where(AuditEvent.record_id == user.id).order_by(AuditEvent.id)
            return list(db.session.execute(query).scalars())

    return make(read)


def test_the_right_password_counts_for_this_session_and_goes_on(client_for, make, user):
    client, other = client_for(user), client_for(user)
    before = client.get_cookie("casefile").value
    answer = client.post("/confirm", data={"password": PASSWORD, "next": "/cases/"})
    assert (answer.status_code, answer.location) == (303, "/cases/")
    assert client.get_cookie("casefile").value != before
    assert abs(confirmed_at(client) - time.time()) < 60
    assert confirmed_at(other) is None
    assert events(make, user)[-1] == "stepped_up"


def test_a_wrong_password_confirms_nothing(client_for, make, user):
    client = client_for(user)
    answer = client.post("/confirm", data={"password": "seven grey herons over the mill"})
    assert answer.status_code == 422
    assert "not your password" in answer.text
    assert confirmed_at(client) is None
    assert events(make, user)[-1] == "step_up_failed"
    assert client.post("/confirm", data={}).status_code == 422


def test_tries_are_counted(client_for, app, user, monkeypatch):
    monkeypatch.setitem(app.config, "LOGIN_LIMIT", "2 per 15 minutes")
    client = client_for(user)
    codes = [client.post("/confirm", data={"password": "wrong wrong wrong"}).status_code for _n in range(3)]
    assert codes == [422, 422, 429]


def test_what_was_typed_travels_and_is_sent_again(client_for, user):
    typed = {"typed-name": ["reason", "group"], "typed-value": ["must call today", "names"], "next": "/witnesses/x"}
    client = client_for(user)
    wrong = client.post("/confirm", data={**typed, "password": "wrong wrong wrong"})
    assert "must call today" in wrong.text
    again = client.post("/confirm", data={**typed, "password": PASSWORD})
    assert again.status_code == 200
    assert 'action="/witnesses/x"' in again.text
    assert "must call today" in again.text


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/", "\\\\evil"])
def test_it_leads_nowhere_else(client_for, user, target):
    assert client_for(user).post("/confirm", data={"password": PASSWORD, "next": target}).location == "/"


@pytest.mark.parametrize(("at", "fresh"), [(0, True), (299, True), (301, False), (-5, False), (None, False)])
def test_it_holds_for_five_minutes(app, at, fresh):
    with app.test_request_context():
        if at is not None:
            session["confirmed_at"] = time.time() - at
        assert stepup.is_fresh() is fresh
        if not fresh:
            with pytest.raises(stepup.StepUpNeeded):
                stepup.require()


def test_nobody_confirms_without_an_account(client_for):
    assert client_for().get("/confirm").status_code == 302
