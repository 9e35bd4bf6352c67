"""Signing in and out; sessions that end; form tokens; typing that survives; orders to the browser."""

import re

import pytest
from sqlalchemy import select

from casefile.accounts import service
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from casefile.core.headers import HEADERS
from casefile.core.sessions import WebSession, _hash
from tests.factories.base import a_case, a_member, a_user, on_team

PASSWORD = "seven quiet herons at dusk"


@pytest.fixture(autouse=True)
def many_addresses(app, monkeypatch):
    """All tests come from one address; only the limit for an account is under test."""
    monkeypatch.setitem(app.config, "ADDRESS_LIMIT", "10000 per 15 minutes")


@pytest.fixture
def protected(app, monkeypatch):
    """Form tokens are checked, as in operation."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)


def with_password(**values):
    return a_user(password_hash=service.HASHER.hash(PASSWORD), **values)


def token_of(page):
    return re.search(r'name="csrf-token" content="([^"]+)"', page)[1]


def cookie_of(client):
    cookie = client.get_cookie("casefile", domain="localhost")
    return cookie.value if cookie else None


def session_row(token):
    return db.session.execute(select(WebSession).filter_by(token_hash=_hash(token))).scalar_one_or_none()


def sign_in(client, user, password=PASSWORD, **more):
    return client.post("/sign-in", data={"email": user.email, "password": password, **more})


def test_sign_in_opens_a_session_of_its_own(make, client_for):
    user, browser = make(with_password), client_for(None)
    browser.get("/sign-in")
    before = cookie_of(browser)
    answer = sign_in(browser, user, next="/cases/?stage=intake")
    assert answer.status_code == 303
    assert answer.location == "/cases/?stage=intake"
    assert cookie_of(browser) != before
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    assert browser.get("/cases/").status_code == 200
    assert browser.get("/sign-in").status_code == 302


def test_the_address_is_read_kindly(make, client_for):
    user = make(with_password)
    sent = {"email": f" {user.email.upper()} ", "password": PASSWORD}
    assert client_for(None).post("/sign-in", data=sent).status_code == 303


def test_unknown_wrong_and_closed_read_and_cost_the_same(make, client_for, monkeypatch):
    user, closed = make(with_password), make(with_password)
    empty = make(a_user)
    with acting(SYSTEM):
        row = db.session.merge(closed)
        row.disabled_at = row.created_at
        db.session.commit()
    hashed = []
    real = service.HASHER.verify

    class Counting:
        hash, check_needs_rehash = service.HASHER.hash, service.HASHER.check_needs_rehash

        @staticmethod
        def verify(stored, password):
            hashed.append(stored)
            return real(stored, password)

    monkeypatch.setattr(service, "HASHER", Counting)
    pages = []
    for email, password in ((user.email, "wrong"), ("nobody@example.org", "wrong"), (closed.email, PASSWORD),
                            (empty.email, "wrong")):
        answer = client_for(None).post("/sign-in", data={"email": email, "password": password})
        assert answer.status_code == 422
        assert "The address or the password is not right" in answer.text
        pages.append(re.sub(r'(value|content)="[^"]*"', "", answer.text))
    assert len(hashed) == 4
    assert len(set(pages)) == 1


def test_failures_and_successes_are_in_the_history(make, client_for):
    user = make(with_password)
    sign_in(client_for(None), user, "wrong")
    sign_in(client_for(None), user)
    with acting(SYSTEM):
        actions = db.session.execute(select(AuditEvent.action).filter_by(record_id=user.id).order_by(AuditEvent.id))
        assert list(actions.scalars())[-2:] == ["sign_in_failed", "signed_in"]


def test_the_eleventh_attempt_waits(make, client_for):
    user, browser = make(with_password), client_for(None)
    for _ in range(10):
        assert sign_in(browser, user, "wrong").status_code == 422
    assert sign_in(browser, user).status_code == 429
    assert sign_in(client_for(None), make(with_password)).status_code == 303


@pytest.mark.parametrize("evil", ["//evil", "https://evil.example", "/\\evil"])
def test_next_elsewhere_goes_home(make, client_for, evil):
    assert sign_in(client_for(None), make(with_password), next=evil).location == "/"


def test_sign_out_kills_the_cookie(make, client_for):
    user, browser = make(with_password), client_for(None)
    sign_in(browser, user)
    token = cookie_of(browser)
    answer = browser.post("/sign-out")
    assert answer.status_code == 303
    assert "storage" in answer.headers["Clear-Site-Data"]
    thief = client_for(None)
    thief.set_cookie("casefile", token, domain="localhost")
    assert thief.get("/cases/").status_code == 302
    assert session_row(token) is None


def test_forms_need_their_token(make, client_for, protected):
    case = make(a_case)
    browser = client_for(make(a_member, case, Role.COORDINATOR))
    answer = browser.post(f"/cases/{case.id}/stage", data={"to": "closed", "reason": "planted by another site"})
    assert answer.status_code == 400
    assert "planted by another site" in answer.text
    assert "Send again" in answer.text
    assert browser.post("/language", data={"locale": "ko"}).status_code == 400


def test_the_sign_in_form_needs_its_token_too(make, client_for, protected):
    user, browser = make(with_password), client_for(None)
    assert sign_in(browser, user).status_code == 400
    token = token_of(browser.get("/sign-in").text)
    assert sign_in(browser, user, csrf_token=token).status_code == 303


def test_a_token_of_another_session_is_worth_nothing(make, client_for, protected):
    user = make(with_password)
    stolen = token_of(client_for(make(a_user)).get("/").text)
    browser = client_for(user)
    browser.get("/")
    assert browser.post("/language", data={"locale": "ko", "csrf_token": stolen}).status_code == 400


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_writes_sent_by_another_site_are_refused(make, client_for, site):
    browser = client_for(make(a_user))
    assert browser.post("/sign-out", headers={"Sec-Fetch-Site": site}).status_code == 400
    assert browser.get("/cases/").status_code == 200
    assert browser.post("/sign-out", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_typing_survives_a_session_that_ended(make, client_for, protected):
    case = make(a_case)
    user = make(with_password)
    make(on_team, user, case, Role.COORDINATOR)
    browser = client_for(None)
    typed = {"title": "Typed for an hour", "summary": "line one\nline <two> & \"three\"", "theme": "T1", "kind": "case",
             "target_forum": "ICC-UNSC", "target_standard": "STD-SG61", "classification": "restricted",
             "timezone": "Asia/Seoul", "version": "1", "base": "{}"}
    ended = browser.post(f"/cases/{case.id}/edit", data=typed)
    assert ended.status_code == 401
    assert "Typed for an hour" in ended.text
    pairs = {"typed-name": list(typed), "typed-value": list(typed.values())}
    token = token_of(ended.text)
    wrong = browser.post("/sign-in", data={"email": user.email, "password": "wrong", "csrf_token": token,
                                           "resume_path": f"/cases/{case.id}/edit", **pairs})
    assert wrong.status_code == 422
    assert "Typed for an hour" in wrong.text
    token = token_of(wrong.text)
    again = browser.post("/sign-in", data={"email": user.email, "password": PASSWORD, "csrf_token": token,
                                           "resume_path": f"/cases/{case.id}/edit", **pairs})
    assert again.status_code == 200
    assert "Send again" in again.text
    assert "line &lt;two&gt; &amp; &#34;three&#34;" in again.text
    sent = browser.post(f"/cases/{case.id}/edit", data=typed | {"csrf_token": token_of(again.text)})
    assert sent.status_code == 303
    assert "Typed for an hour" in browser.get(f"/cases/{case.id}").text


def test_orders_to_the_browser_are_on_every_answer(make, client_for):
    user = make(a_user)
    browser = client_for(user)
    for path in ("/", "/cases/", "/sign-in", "/nothing-here", "/health", "/help"):
        answer = browser.get(path)
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (path, name)
        assert "Server" not in answer.headers
    policy = browser.get("/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_the_language_changes_and_the_page_stays(make, client_for):
    browser = client_for(make(a_user))
    answer = browser.post("/language", data={"locale": "ko", "next": "/cases/?stage=intake"})
    assert answer.location == "/cases/?stage=intake"
    assert '<html lang="ko"' in browser.get("/help").text
    assert browser.post("/language", data={"locale": "xx"}).status_code == 404
    nobody = client_for(None)
    nobody.post("/language", data={"locale": "ko"})
    assert '<html lang="ko"' in nobody.get("/sign-in").text


def test_staying_signed_in_and_drafts(make, client_for):
    browser = client_for(make(a_user))
    assert browser.post("/session").json["seconds"] > 0
    sent = {"path": "/cases/new", "fields": {"title": ["Half"], "password": ["never kept"], "present": ["never kept"]}}
    assert browser.post("/drafts", json=sent).status_code == 200
    for bad in (None, [], {"path": "//evil", "fields": {}}, {"path": "/x", "fields": "no"}, {"fields": {}}):
        assert browser.post("/drafts", json=bad).status_code == 409
    assert browser.post("/drafts/discard", data={"path": "/cases/new"}).location == "/cases/new"
    script = {"Accept": "application/json"}
    assert client_for(None).post("/drafts", json=sent, headers=script).status_code == 401


def test_health_says_nothing_more_than_ok(client_for):
    answer = client_for(None).get("/health")
    assert set(answer.json) == {"status", "at"}
