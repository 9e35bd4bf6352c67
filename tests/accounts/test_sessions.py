"""Sessions end: by closing an account, by a new password, everywhere at once.

Commits are real here: the session row is written on a connection of its own and would wait for the transaction that
the other tests never end.
"""

import secrets

import pytest
from sqlalchemy import func, select

from casefile.accounts import service
from casefile.core.access import Role
from casefile.core.db import db
from casefile.core.sessions import WebSession, _hash
from tests.factories.base import a_user

PASSWORD = "seven quiet herons at dusk"
NEW = "eight loud cranes at dawn"


@pytest.fixture
def run(live, sent):
    def call(function, *args, **values):
        with live.app_context():
            return function(*args, **values)

    return call


@pytest.fixture
def user(run):
    return run(lambda: a_user(password_hash=service.HASHER.hash(PASSWORD)))


@pytest.fixture
def signed_in(live, run):
    """A browser with a session of the user."""
    def open_browser(user):
        client, token = live.test_client(), secrets.token_urlsafe(32)
        row = {"token_hash": _hash(token), "user_id": user.id, "data": {"_user_id": str(user.id), "_fresh": True}}

        def store():
            with db.engine.begin() as connection:
                connection.execute(WebSession.__table__.insert().values(**row))

        run(store)
        client.set_cookie("casefile", token, domain="localhost")
        return client

    return open_browser


def sign_in(live, user, password):
    return live.test_client().post("/sign-in", data={"email": user.email, "password": password}).status_code


def how_many_sessions(user):
    return db.session.execute(select(func.count()).select_from(WebSession).filter_by(user_id=user.id)).scalar_one()


def test_a_closed_account_is_out_at_once(live, run, user, signed_in):
    browser = signed_in(user)
    admin = signed_in(run(a_user, office_roles=[Role.ADMINISTRATOR]))
    assert browser.get("/cases/").status_code == 200
    assert admin.post(f"/users/{user.id}/close", data={"reason": "Left the office"}).status_code == 303
    assert browser.get("/cases/").status_code == 302
    assert run(how_many_sessions, user) == 0
    assert sign_in(live, user, PASSWORD) == 422
    assert admin.post(f"/users/{user.id}/close", data={"reason": "Came back"}).status_code == 303
    assert sign_in(live, user, PASSWORD) == 303


def test_a_new_password_ends_the_other_sessions_and_renews_this_one(live, run, user, signed_in):
    here, elsewhere = signed_in(user), signed_in(user)
    before = here.get_cookie("casefile", domain="localhost").value
    wrong = here.post("/profile/password", data={"present": "wrong", "password": NEW})
    assert wrong.status_code == 422
    assert "This is not your present password" in wrong.text
    weak = here.post("/profile/password", data={"present": PASSWORD, "password": "short"})
    assert weak.status_code == 422
    assert "Make it at least 15 characters long" in weak.text
    assert elsewhere.get("/cases/").status_code == 200
    assert here.post("/profile/password", data={"present": PASSWORD, "password": NEW}).status_code == 303
    assert here.get_cookie("casefile", domain="localhost").value != before
    assert "Your password is changed" in here.get("/profile").text
    assert elsewhere.get("/cases/").status_code == 302
    assert sign_in(live, user, PASSWORD) == 422
    assert sign_in(live, user, NEW) == 303


def test_sign_out_everywhere(run, user, signed_in):
    here, elsewhere = signed_in(user), signed_in(user)
    page = here.get("/profile").text
    assert page.count("This browser") == 1
    assert page.count("Another browser") == 1
    assert here.post("/profile/sign-out-everywhere").location == "/sign-in"
    for browser in (here, elsewhere):
        assert browser.get("/cases/").status_code == 302
    assert run(how_many_sessions, user) == 0


def test_setting_the_first_password_ends_sessions_and_the_link(live, run):
    user = run(a_user)

    def invited():
        token = service.invite(db.session.merge(user))
        db.session.commit()
        return token

    link = f"/activate/{run(invited)}"
    browser = live.test_client()
    assert user.email in browser.get(link).text
    assert browser.post(link, data={"password": "too short"}).status_code == 422
    assert browser.post(link, data={"password": NEW}).status_code == 303
    assert browser.get(link).status_code == 404
    assert browser.post(link, data={"password": PASSWORD}).status_code == 404
    assert sign_in(live, user, NEW) == 303
