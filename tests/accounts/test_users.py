"""Administration of accounts."""

import re

import pytest

from casefile.accounts import service
from casefile.accounts.models import Invitation, User
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.mail import OutgoingMail, compose
from tests.factories.base import a_case, a_member, a_user
from tests.factories.cases import found

NEW = {"name": "Seo Min-jae", "email": "Seo@Example.org", "office_roles": ["coordinator"], "locale": "ko",
       "timezone": "Asia/Seoul"}


@pytest.fixture
def admin(make, client_for):
    return client_for(make(a_user, name="Admin", office_roles=[Role.ADMINISTRATOR]))


def mail_text(app, mail):
    with app.test_request_context(), acting(SYSTEM):
        return compose(mail).get_content()


def test_a_new_account_is_invited_and_the_link_shown_once(app, admin, client_for):
    answer = admin.post("/users/new", data=NEW)
    assert answer.status_code == 303
    first = admin.get(answer.location).text
    link = re.search(r"http://localhost(/activate/[\w.-]+)", first)[1]
    assert "/activate/" not in admin.get(answer.location).text
    assert client_for(None).get(link).status_code == 200
    user, mail = found(User, email="seo@example.org"), found(OutgoingMail, to="seo@example.org")
    assert user.office_roles == ["coordinator"]
    assert link in mail_text(app, mail)
    assert "Seo Min-jae" not in mail_text(app, mail)
    token = link.rpartition("/")[2]
    invitation = found(Invitation, user_id=user.id)
    assert token not in str(mail.codes) + str(vars(invitation))


def test_a_second_link_ends_the_first(admin, client_for):
    page = admin.get(admin.post("/users/new", data=NEW).location).text
    first = re.search(r"/activate/[\w.-]+", page)[0]
    user = found(User, email="seo@example.org")
    page = admin.get(admin.post(f"/users/{user.id}/invite").location).text
    second = re.search(r"/activate/[\w.-]+", page)[0]
    nobody = client_for(None)
    assert nobody.get(first).status_code == 404
    assert nobody.get(second).status_code == 200
    for wrong in (second[:-2], f"{second}x", "/activate/x", "/activate/e30.x"):
        assert nobody.get(wrong).status_code == 404


@pytest.mark.parametrize(("bad", "words"), [
    ({"email": "not an address"}, "Write an address like"),
    ({"email": ""}, "Enter an e-mail address"),
    ({"name": " "}, "Enter a name"),
    ({"office_roles": ["lead"]}, "Choose among the options listed"),
    ({"office_roles": ["root"]}, "Choose among the options listed"),
    ({"timezone": "Mars"}, "There is no time zone of this name"),
])
def test_bad_accounts_are_refused_in_words(admin, bad, words):
    answer = admin.post("/users/new", data=NEW | bad)
    assert answer.status_code == 422
    assert words in answer.text


def test_an_address_is_used_once(admin):
    assert admin.post("/users/new", data=NEW).status_code == 303
    answer = admin.post("/users/new", data=NEW | {"email": "SEO@example.org"})
    assert answer.status_code == 422
    assert "There is an account with this address already" in answer.text


def test_the_list_and_its_filter(make, admin):
    make(a_user, name="Jung Da-hye")
    assert "Jung Da-hye" in admin.get("/users/").text
    assert "Jung Da-hye" in admin.get("/users/?q=da-hye").text
    assert "Jung Da-hye" not in admin.get("/users/?q=nobody").text
    assert "Jung Da-hye" not in admin.get("/users/?q=%25_").text


def test_office_roles(make, admin, client_for):
    user = make(a_user)
    browser = client_for(user)
    assert browser.get("/cases/new").status_code == 404
    sent = {"office_roles": ["coordinator"], "version": "1", "base": "{}"}
    assert admin.get(f"/users/{user.id}/roles").status_code == 200
    assert admin.post(f"/users/{user.id}/roles", data=sent).status_code == 303
    assert browser.get("/cases/new").status_code == 200
    assert admin.post(f"/users/{user.id}/roles", data={"office_roles": ["staff"]}).status_code == 422


def test_somebody_can_always_administer(make, client_for):
    one = make(a_user, office_roles=[Role.ADMINISTRATOR])
    browser = client_for(one)
    own = browser.post(f"/users/{one.id}/close", data={"reason": "x"})
    assert own.status_code == 409
    assert "Another administrator does it" in own.text
    last = browser.post(f"/users/{one.id}/roles", data={"office_roles": []})
    assert last.status_code == 409
    assert "last administrator" in last.text
    make(a_user, office_roles=[Role.ADMINISTRATOR])
    assert browser.post(f"/users/{one.id}/roles", data={"office_roles": []}).status_code == 303
    assert browser.get("/users/").status_code == 404


def test_closing_needs_a_reason(make, admin):
    user = make(a_user)
    assert "All sessions end at once" in admin.get(f"/users/{user.id}/close").text
    assert admin.post(f"/users/{user.id}/close", data={"reason": ""}).status_code == 422
    assert found(User, id=user.id).disabled_at is None


def test_only_administrators_and_no_case_for_them(make, client_for, admin):
    case = make(a_case)
    coordinator = make(a_member, case, Role.COORDINATOR, office_roles=[Role.COORDINATOR])
    browser = client_for(coordinator)
    for path in ("/users/", "/users/new", f"/users/{coordinator.id}", f"/users/{coordinator.id}/roles",
                 f"/users/{coordinator.id}/close"):
        assert browser.get(path).status_code == 404, path
    assert browser.post(f"/users/{coordinator.id}/invite").status_code == 404
    assert admin.get(f"/cases/{case.id}").status_code == 404
    assert case.reference not in admin.get("/cases/").text
    assert case.reference not in admin.get("/").text
    assert admin.get(f"/users/{case.id}").status_code == 404


def test_a_closed_account_cannot_use_its_link(make, client_for, context):
    user = make(a_user)
    with acting(SYSTEM):
        row = db.session.merge(user)
        token = service.invite(row)
        row.disabled_at = row.created_at
        db.session.commit()
    assert service.invited(token) is None
