"""One's own account, notifications, help."""

import pytest

from casefile.accounts.models import Notification, User
from casefile.accounts.service import notify
from casefile.core.db import db
from tests.factories.base import a_user
from tests.factories.cases import found

SENT = {"name": "강문식", "locale": "ko", "timezone": "Europe/Berlin", "theme": "dark", "version": "1", "base": "{}"}


def told(user, kind="dossier_ready", url="/dossiers/x", key=None, **codes):
    notify(user.id, kind, url, key=key, **codes)
    db.session.commit()


def test_the_profile_takes_effect_at_once(make, client_for):
    user = make(a_user)
    browser = client_for(user)
    assert browser.get("/profile").status_code == 200
    assert browser.post("/profile", data=SENT).status_code == 303
    page = browser.get("/profile").text
    assert '<html lang="ko"' in page
    assert 'data-theme="dark"' in page
    assert 'data-shortcuts="off"' in page
    assert "강문식" in page
    assert "(Europe/Berlin)" in page


@pytest.mark.parametrize("bad", [{"name": ""}, {"locale": "xx"}, {"timezone": "Nowhere"}, {"theme": "pink"},
                                 {"name": "a\u202eb"}])
def test_a_bad_profile_is_not_kept(make, client_for, bad):
    user = make(a_user, name="Before")
    answer = client_for(user).post("/profile", data=SENT | bad)
    assert answer.status_code == 422
    assert found(User, id=user.id).name == "Before"


def test_notifications_are_ones_own_in_words_with_codes(make, client_for):
    user, other = make(a_user), make(a_user)
    make(told, user, "deadline_late", "/tasks/1", reference="T-0007")
    make(told, other, reference="D-9999")
    browser = client_for(user)
    page = browser.get("/notifications").text
    assert "The date T-0007 has passed." in page
    assert "Needs action" in page
    assert "D-9999" not in page
    mine, theirs = found(Notification, user_id=user.id), found(Notification, user_id=other.id)
    assert browser.post(f"/notifications/{theirs.id}/open").status_code == 404
    answer = browser.post(f"/notifications/{mine.id}/open")
    assert answer.location == "/tasks/1"
    assert found(Notification, user_id=user.id).read_at is not None
    assert "Unread" not in browser.get("/notifications").text


def test_all_are_read_with_one_press(make, client_for):
    user, other = make(a_user), make(a_user)
    for _ in range(3):
        make(told, user)
    make(told, other)
    browser = client_for(user)
    assert "Mark all as read" in browser.get("/notifications").text
    assert browser.post("/notifications/read").status_code == 303
    assert "Mark all as read" not in browser.get("/notifications").text
    assert found(Notification, user_id=other.id).read_at is None


def test_with_a_key_a_thing_is_told_once(make, context):
    user = make(a_user)
    for _ in range(2):
        make(told, user, key="once")
    assert found(Notification, user_id=user.id).codes == {}


@pytest.mark.parametrize("kind", ["dossier_ready", "dossier_failed", "deadline_near", "deadline_late", "review_waiting",
                                  "review_decided", "integrity_alert", "something_new"])
def test_every_kind_has_words(make, client_for, kind):
    user = make(a_user)
    make(told, user, kind, reference="EV-0143")
    page = client_for(user).get("/notifications").text
    assert "EV-0143" in page
    assert kind not in page


def test_a_notification_leads_nowhere_else(make, client_for):
    user = make(a_user)
    make(told, user, url="//evil.example")
    assert client_for(user).post(f"/notifications/{found(Notification, user_id=user.id).id}/open").location == "/"


def test_help_names_the_steps_and_the_keys(make, client_for):
    page = client_for(make(a_user)).get("/help").text
    for words in ("Open a case file", "Generate the dossier", "Review queue", "<kbd>g</kbd> <kbd>r</kbd>"):
        assert words in page
    assert client_for(None).get("/help").status_code == 302
