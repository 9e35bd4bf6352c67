"""The second factor: each code works once, for its owner, at sign-in and step-up; lost, two people take it off."""

from __future__ import annotations

import re
import time

import pyotp
import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from casefile import config
from casefile.accounts import codes, resets, service
from casefile.accounts.models import Notification, RecoveryCode, SecondFactor, User
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.mail import OutgoingMail, Template
from casefile.core.sessions import WebSession
from tests.factories.base import a_case, a_member, a_user, acting_as
from tests.factories.people import a_person, an_identity

PASSWORD = "seven grey herons over the weir"  # pragma: allowlist secret


@pytest.fixture(autouse=True)
def many_tries(app, monkeypatch):
    """All tests come from one address."""
    monkeypatch.setitem(app.config, "ADDRESS_LIMIT", "10000 per 15 minutes")


def enrolled(**values) -> tuple[User, str, list[str]]:
    """A person with a second factor, its secret, and the recovery codes. No code of the app was taken yet."""
    user = a_user(password_hash=service.HASHER.hash(PASSWORD), **values)
    with acting(SYSTEM):
        row = db.session.get_one(User, user.id)
        codes.begin(row)
        secret = codes.factor_of(row).secret
        shown = codes.finish(row, shown_by(secret))
        db.session.execute(update(SecondFactor).where(SecondFactor.user_id == user.id).values(last_counter=None))
        db.session.commit()
        db.session.refresh(row)
        db.session.expunge(row)
    return row, secret, shown


def shown_by(secret: str, steps: int = 0) -> str:
    """What the app shows, some half minutes from now."""
    return pyotp.HOTP(secret).at(int(time.time()) // codes.STEP + steps)


def other_than(code: str) -> str:
    return f"{(int(code) + 333_333) % 1_000_000:06}"


def events(user) -> list[str]:
    with acting(SYSTEM):
        query = select(AuditEvent.action).where(AuditEvent.record_id == user.id).order_by(AuditEvent.id)
        return list(db.session.execute(query).scalars())


def password_given(browser, user, **more):
    answer = browser.post("/sign-in", data={"email": user.email, "password": PASSWORD, **more})
    assert answer.status_code == 200
    assert "Enter the code" in answer.text
    return answer


def test_it_is_set_up_with_a_picture_of_our_own_and_a_code_back(make, client_for):
    user = make(a_user)
    browser, open_screen = client_for(user, confirmed=True), client_for(user)
    assert open_screen.post("/profile/second-factor/begin").status_code == 401, "the password is asked for again"
    assert browser.post("/profile/second-factor/begin").status_code == 303
    assert "/confirm" in open_screen.get("/profile/second-factor/picture").location
    page = browser.get("/profile/second-factor/new").text
    secret = re.search(r"<code translate=\"no\">(\w+)</code>", page)[1]
    picture = browser.get("/profile/second-factor/picture")
    assert picture.mimetype == "image/svg+xml"
    assert picture.headers["Cache-Control"] == "no-store"
    assert "style" not in picture.text
    wrong = browser.post("/profile/second-factor/new", data={"code": other_than(shown_by(secret))})
    assert wrong.status_code == 422
    assert make(lambda: db.session.get_one(User, user.id).factor_since) is None
    done = browser.post("/profile/second-factor/new", data={"code": shown_by(secret)})
    drawn = re.findall(r"<li><code>([A-Z2-7-]{29})</code>", done.text)
    assert len(set(drawn)) == 10
    assert secret not in browser.get("/profile/second-factor/new", follow_redirects=True).text
    assert "10 recovery codes" in browser.get("/profile/second-factor").text
    with acting(SYSTEM):
        kept = db.session.execute(text("SELECT s::text FROM second_factor s UNION ALL SELECT r::text "
                                       "FROM recovery_code r")).scalars().all()
    assert len(kept) == 11
    assert not [row for row in kept for known in (secret, *drawn) if known in row or known.replace("-", "") in row]


def test_sign_in_asks_for_the_code_and_nobody_is_in_before(make, client_for):
    user, secret, _codes = make(enrolled)
    browser = client_for()
    password_given(browser, user, next="/cases/")
    assert browser.get("/cases/").status_code == 302
    before = browser.get_cookie("casefile").value
    wrong = browser.post("/sign-in/code", data={"code": other_than(shown_by(secret))})
    assert wrong.status_code == 422
    assert browser.get("/cases/").status_code == 302
    answer = browser.post("/sign-in/code", data={"code": shown_by(secret), "next": "/cases/"})
    assert (answer.status_code, answer.location) == (303, "/cases/")
    assert browser.get_cookie("casefile").value != before
    assert browser.get("/cases/").status_code == 200
    assert [event for event in events(user) if event != "changed"][-3:] == [
        "password_accepted", "second_factor_failed", "second_factor"]


def test_a_code_works_once_also_with_a_space_in_it_and_no_earlier_one_after_it(make, client_for):
    user, secret, _codes = make(enrolled)
    code = shown_by(secret)
    first, second = client_for(), client_for()
    for browser in (first, second):
        password_given(browser, user)
    assert first.post("/sign-in/code", data={"code": f" {code[:3]} {code[3:]}"}).status_code == 303
    for again in (code, f"{code[:3]} {code[3:]}", f"{code}\u00a0", f"{code[:3]}-{code[3:]}", shown_by(secret, -1),
                  "".join(chr(ord(sign) + 0xFEE0) for sign in code)):
        assert second.post("/sign-in/code", data={"code": again}).status_code == 422, again
    assert second.post("/sign-in/code", data={"code": shown_by(secret, 1)}).status_code == 303


@pytest.mark.parametrize(("steps", "taken"), [(-3, False), (-1, True), (0, True), (1, True), (3, False)])
def test_half_a_minute_either_way(context, steps, taken):
    user, secret, _codes = enrolled()
    with acting(SYSTEM):
        assert codes.accept(db.session.get_one(User, user.id), shown_by(secret, steps)) is taken


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "٣٤٥٦٧٨", "x" * 5000, "\U0001d7ce" * 6])
def test_what_is_no_code_is_refused(context, typed):
    user, _secret, _codes = enrolled()
    with acting(SYSTEM):
        assert not codes.accept(db.session.get_one(User, user.id), typed)


def test_a_recovery_code_works_once_and_its_owner_is_told(make, client_for):
    user, _secret, shown = make(enrolled)
    for code, answer in ((shown[0].lower(), 303), (shown[0], 422), (shown[1].replace("-", " "), 303)):
        browser = client_for()
        password_given(browser, user)
        assert browser.post("/sign-in/code", data={"code": code}).status_code == answer
    with acting(SYSTEM):
        told = db.session.execute(select(Notification.kind).where(Notification.user_id == user.id)).scalars().all()
        left = db.session.execute(select(RecoveryCode).where(RecoveryCode.used_at.is_(None))).scalars().all()
    assert told == ["factor_changed"] * 3
    assert len(left) == 8


def test_the_code_of_somebody_else_opens_nothing(make, client_for):
    user, _secret, _codes = make(enrolled)
    _other, secret, shown = make(enrolled)
    browser = client_for()
    password_given(browser, user)
    for code in (shown_by(secret), shown[0]):
        assert browser.post("/sign-in/code", data={"code": code}).status_code == 422


def test_what_was_half_done_ends_by_time_and_when_the_account_changes(make, client_for, monkeypatch):
    user, secret, _codes = make(enrolled)
    browser = client_for()
    assert "E-mail address" in browser.post("/sign-in/code", data={"code": shown_by(secret)}).text, "no password yet"
    password_given(browser, user, **{"typed-name": "reason", "typed-value": "must call", "resume_path": "/cases/"})
    typed = {"typed-name": "reason", "typed-value": "must call", "resume_path": "/cases/"}
    with monkeypatch.context() as later:
        over = time.time() + codes.HALF_WAY + 1
        later.setattr(codes.time, "time", lambda: over)
        answer = browser.post("/sign-in/code", data={"code": shown_by(secret), **typed})
    assert "E-mail address" in answer.text
    assert "must call" in answer.text
    with acting(SYSTEM):
        db.session.get_one(User, user.id).disabled_at = db.func.clock_timestamp()
        db.session.commit()
    assert "E-mail address" in browser.post("/sign-in/code", data={"code": shown_by(secret), **typed}).text


def test_what_was_typed_comes_through_both_steps(make, client_for):
    user, secret, _codes = make(enrolled)
    browser = client_for()
    typed = {"typed-name": "reason", "typed-value": "must call today", "resume_path": "/witnesses/x"}
    assert "must call today" in password_given(browser, user, **typed).text
    answer = browser.post("/sign-in/code", data={"code": shown_by(secret), **typed})
    assert 'action="/witnesses/x"' in answer.text
    assert "must call today" in answer.text


def test_codes_are_tried_as_rarely_as_passwords(make, client_for, app, monkeypatch):
    monkeypatch.setitem(app.config, "LOGIN_LIMIT", "3 per 15 minutes")
    user, secret, _codes = make(enrolled)
    browser = client_for()
    password_given(browser, user)
    wrong = {"code": other_than(shown_by(secret))}
    assert [browser.post("/sign-in/code", data=wrong).status_code for _n in range(4)] == [422, 422, 422, 429]


def test_an_account_with_a_code_reads_like_any_other_before_the_password(make, client_for):
    user, _secret, _codes = make(enrolled)
    pages = [client_for().post("/sign-in", data={"email": email, "password": "wrong wrong wrong"})
             for email in (user.email, "nobody@example.org")]
    assert [page.status_code for page in pages] == [422, 422]
    assert len({re.sub(r'(value|content)="[^"]*"', "", page.text) for page in pages}) == 1


def test_step_up_asks_for_password_and_code_and_says_not_which_was_wrong(make, client_for):
    user, secret, _codes = make(enrolled)
    browser = client_for(user)
    code = shown_by(secret)
    pages = [browser.post("/confirm", data=data) for data in (
        {"password": PASSWORD, "code": other_than(code)}, {"password": "wrong wrong wrong", "code": code})]
    assert [page.status_code for page in pages] == [422, 422]
    assert all("The password or the code is not right" in page.text for page in pages)
    assert browser.post("/confirm", data={"password": PASSWORD}).status_code == 422
    assert browser.post("/confirm", data={"password": PASSWORD, "code": code}).status_code == 303
    assert browser.post("/confirm", data={"password": PASSWORD, "code": code}).status_code == 422


@pytest.fixture
def required(app, monkeypatch):
    monkeypatch.setitem(app.config, "SECOND_FACTOR", "required")


def test_where_it_is_required_no_identity_opens_without_it(make, client_for, required):
    case = make(a_case)
    person = make(a_person, case)
    make(an_identity, person)
    from_team = make(lambda: a_member(case, Role.LEGAL_EXPERT))
    window = f"/witnesses/{person.id}/identity/window"
    expert = client_for(from_team, confirmed=True)
    assert expert.get(window).location == f"/profile/second-factor?next={window}"
    sent = expert.post(window, data={"reason": "the officer is travelling"})
    assert sent.status_code == 401
    assert "the officer is travelling" in sent.text
    assert expert.get("/cases/").status_code == 200, "work goes on"


@pytest.mark.parametrize("who", ["administrator", "protection officer"])
def test_where_it_is_required_these_do_nothing_else_before_it(make, client_for, required, who):
    user = make(a_user, office_roles=[Role.ADMINISTRATOR]) if who == "administrator" else make(
        lambda: a_member(a_case(), Role.PROTECTION_OFFICER))
    browser = client_for(user, confirmed=True)
    assert browser.get("/users/").location == "/profile/second-factor?next=/users/"
    assert browser.post("/profile", data={"name": "Ines"}).status_code == 401
    assert "This office requires it" in browser.get("/profile/second-factor").text
    browser.post("/profile/second-factor/begin")
    secret = re.search(r"<code translate=\"no\">(\w+)</code>", browser.get("/profile/second-factor/new").text)[1]
    assert browser.post("/profile/second-factor/new", data={"code": shown_by(secret)}).status_code == 200
    assert browser.get("/profile").status_code == 200


def test_required_is_the_default_but_for_the_demonstration(app, live_environment):
    environment = {name: value for name, value in live_environment.items() if name != "CASEFILE_SECOND_FACTOR"}
    assert config.read(environment)["SECOND_FACTOR"] == "required"
    assert config.read({**environment, "CASEFILE_DEMO": "1"})["SECOND_FACTOR"] == "optional"
    with pytest.raises(config.Unsafe, match="CASEFILE_SECOND_FACTOR"):
        config.read({**environment, "CASEFILE_SECOND_FACTOR": "sometimes"})


def test_a_lost_factor_needs_two_people_and_its_owner_is_written_to(make, client_for):
    user, _secret, _shown = make(enrolled)
    one, other = (make(a_user, office_roles=[role]) for role in (Role.ADMINISTRATOR, Role.COORDINATOR))
    first, second = client_for(one, confirmed=True), client_for(other, confirmed=True)
    assert client_for(user).get("/profile").status_code == 200
    answer = first.post(f"/users/{user.id}/second-factor", data={"reason": "telephone stolen, seen in person"})
    path = answer.location
    assert first.post(f"/users/{user.id}/second-factor", data={"reason": "again"}).status_code == 409
    assert first.post(path, data={"decision": "approve"}).status_code == 409
    assert client_for(make(a_user), confirmed=True).get(path).status_code == 404
    assert "/confirm" in client_for(other).get(path).location
    assert "telephone stolen" in second.get(path).text
    assert second.post(path, data={"decision": "approve"}).status_code == 303
    assert second.post(path, data={"decision": "approve"}).status_code == 409
    with acting(SYSTEM):
        assert db.session.get_one(User, user.id, populate_existing=True).factor_since is None
        assert db.session.execute(select(SecondFactor).where(SecondFactor.user_id == user.id)).first() is None
        assert db.session.execute(select(WebSession).where(WebSession.user_id == user.id)).first() is None
        letters = db.session.execute(select(OutgoingMail.to).filter_by(template=Template.FACTOR_REMOVED)).scalars()
        assert list(letters) == [user.email]
        told = db.session.execute(select(Notification.kind).where(Notification.user_id == other.id)).scalars().all()
    assert told == ["factor_reset_waiting"]
    assert client_for().post("/sign-in", data={"email": user.email, "password": PASSWORD}).status_code == 303


def test_the_database_holds_two_people_and_not_the_owner(context):
    user, _secret, _codes = enrolled()
    one, other = a_user(office_roles=[Role.ADMINISTRATOR]), a_user(office_roles=[Role.ADMINISTRATOR])
    with acting_as(one):
        reset = resets.propose(db.session.get_one(User, user.id), "lost")
        with pytest.raises(Refused):
            resets.decide(reset, True)
        db.session.flush()
    for decided_by in (one.id, user.id):
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(text("UPDATE factor_reset SET decided_by = :by, approved = true"), {"by": decided_by})
    with acting_as(other):
        resets.decide(reset, False)
    assert db.session.get_one(User, user.id).factor_since


def test_a_new_password_keeps_the_factor_and_it_can_be_taken_off(make, client_for):
    user, secret, _codes = make(enrolled)
    with acting(SYSTEM):
        service.set_password(db.session.get_one(User, user.id), PASSWORD)
        db.session.commit()
    browser = client_for()
    password_given(browser, user)
    browser.post("/sign-in/code", data={"code": shown_by(secret)})
    assert browser.post("/profile/second-factor/off").status_code == 401
    assert browser.post("/confirm", data={"password": PASSWORD, "code": shown_by(secret, 1)}).status_code == 303
    assert browser.post("/profile/second-factor/codes").status_code == 200
    assert browser.post("/profile/second-factor/off").status_code == 303
    assert "Set up a second factor" in browser.get("/profile/second-factor").text
