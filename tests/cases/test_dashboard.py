"""The start page."""

from datetime import UTC, datetime, timedelta

from casefile.accounts.service import notify
from casefile.cases import dashboard
from casefile.cases.dashboard import Figure
from casefile.cases.rules import Stage
from casefile.core.access import Role
from casefile.core.db import db
from tests.factories.base import a_case, a_member, a_situation, a_user, on_team
from tests.factories.cases import a_proposal


def test_numbers_are_links_and_lists_are_mine(make, client_for, monkeypatch):
    situation, user = make(a_situation), make(a_user)
    old = make(a_case, situation, title="The slow one", stage_since=datetime.now(UTC) - timedelta(days=99))
    new = make(a_case, situation, title="The new one", stage=Stage.READY)
    hidden = make(a_case, situation, title="Not mine")
    make(on_team, user, old, Role.LEAD)
    make(on_team, user, new, Role.COORDINATOR)
    make(a_proposal, new, make(a_member, new, Role.LEAD, name="Seo Min-jae"))
    make(a_proposal, hidden, make(a_member, hidden, Role.LEAD))
    make(lambda: (notify(user.id, "dossier_ready", "/dossiers/x", reference="D-0001"), db.session.commit()))
    monkeypatch.setattr(dashboard, "_sources", [lambda: [Figure("Late dates", 7, "/tasks/?late=y", "bad", "3 today")],
                                                lambda: []])
    page = client_for(user).get("/").text
    assert page.index("The slow one") < page.index("The new one")
    assert "Not mine" not in page
    for words in ("<b>7</b><strong>Late dates</strong><span>3 today", "<b>1</b><strong>Waiting for my decision",
                  "<b>1</b><strong>Unread notifications", "<b>0</b><strong>My jobs running",
                  "<b>1</b><strong>Cases over their time in a stage", "Seo Min-jae", "Over the limit of 14", "99 days"):
        assert words in page, words


def test_a_new_person_is_told_what_comes(make, client_for):
    page = client_for(make(a_user)).get("/").text
    assert "No cases yet" in page
    assert "Nothing waits for you." in page
    assert "Open a case" in client_for(make(a_user, office_roles=[Role.COORDINATOR])).get("/").text


def test_what_i_did_last_is_at_hand(make, client_for):
    situation = make(a_situation)
    browser = client_for(make(a_user, office_roles=[Role.COORDINATOR]))
    sent = {"title": "Fresh", "kind": "case", "theme": "T1", "target_forum": "NONE", "target_standard": "STD-LEAD",
            "classification": "restricted", "timezone": "Asia/Seoul"}
    assert browser.post(f"/situations/{situation.id}/cases/new", data=sent).status_code == 303
    assert "Added: Case CF-" in browser.get("/").text


def test_signed_out_goes_to_sign_in(client_for):
    answer = client_for(None).get("/")
    assert answer.status_code == 302
    assert answer.location == "/sign-in?next=/"


def test_few_questions(make, client_for, queries, monkeypatch):
    monkeypatch.setattr(dashboard, "_sources", [])
    situation, user = make(a_situation), make(a_user)
    browser = client_for(user)
    browser.get("/")
    for _ in range(6):
        case = make(a_case, situation)
        make(on_team, user, case, Role.REVIEWER)
        make(a_proposal, case, make(a_member, case, Role.LEAD))
    queries.clear()
    browser.get("/")
    assert len(queries) <= 7
