"""Identities: who may write and open them, that each opening is on record first, and that nothing else shows them."""

from __future__ import annotations

import logging
import re
import threading
import time
import unicodedata
from uuid import uuid4

import pytest
from markupsafe import escape
from sqlalchemy import event, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from casefile.accounts.models import Notification
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from casefile.core.drafts import Draft
from casefile.core.vault import DataKey
from casefile.people.forms import IdentityForm, RevealForm
from casefile.people.models import Identity, IdentityReveal
from casefile.people.rules import FIELDS, Group
from tests.factories.base import a_case, a_member, a_user, on_team
from tests.factories.incidents import an_incident
from tests.factories.people import a_part, a_person, an_identity
from tests.people.reading import row

# Invented; each is looked for in every script and form it could appear in.
CANARIES = {
    "name_hangul": "류까나리", "name_hanja": "柳金絲雀", "name_latin": "Ryu Kkanari\nRyooh Canari",
    "name_other": "꾀꼬리아재\nOriole Uncle",
    "birth": "1974-03-29", "contacts": "+82-10-5550-1234 kkanari@example.net", "documents": "M55501234",
    "whereabouts": "Hwajin-dong 17, Attic 9", "family": "sister Ryu Saebyol", "note": "scarring shaped as a finch",
}
NEEDLES = sorted({part for value in CANARIES.values() for part in [value, *value.split("\n"), *value.split()]
                  if len(part) > 3 or not part.isascii()})


@pytest.fixture
def case(make):
    return make(a_case)


@pytest.fixture
def person(make, case):
    person = make(a_person, case)
    make(an_identity, person, **CANARIES)
    return person


@pytest.fixture
def officer_user(make, case):
    return make(a_member, case, Role.PROTECTION_OFFICER)


@pytest.fixture
def officer(officer_user, client_for):
    return client_for(officer_user, confirmed=True)


def names_in(content: str) -> list[str]:
    return [needle for needle in NEEDLES if needle in content]


def without_request(page: str) -> str:
    """The page without what differs between any two requests: its number and its form token."""
    return re.sub(r"<code>[0-9a-f]{12}</code>|[\w-]+\.[\w-]{6}\.[\w-]{27}", "", page)


def stored(person) -> dict[str, str | None]:
    """What is stored of the identity, opened."""
    with acting(SYSTEM):
        db.session.expire_all()
        found = db.session.execute(select(Identity).where(Identity.person_id == person.id)).scalar_one_or_none()
        return {name: getattr(found, name) for name in CANARIES if getattr(found, name)} if found else {}


def open_it(client, person, group="names", reason="must call today"):
    """Put the opening on record and go where that leads."""
    return client.post(f"/witnesses/{person.id}/identity", data={"group": group, "reason": reason},
                       follow_redirects=True)


def history_of(table: str) -> list[AuditEvent]:
    with acting(SYSTEM):
        return list(db.session.execute(select(AuditEvent).where(AuditEvent.table == table)).scalars())


# --- opening ---


@pytest.mark.parametrize("group", list(Group))
def test_one_group_is_opened_with_a_reason(officer, person, group):
    answer = open_it(officer, person, group.value)
    assert answer.status_code == 200
    assert answer.request.path.startswith("/openings/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Refresh" in answer.headers
    assert not names_in(str(answer.headers))
    for name, value in CANARIES.items():
        for part in value.split("\n"):
            assert (part in answer.text) is (name in FIELDS[group]), name
    assert not names_in(re.search("<title>(.*)</title>", answer.text)[1])


def test_an_opening_is_on_record_and_told(make, case, officer, officer_user, person):
    other = make(a_member, case, Role.PROTECTION_OFFICER)
    elsewhere = make(a_member, make(a_case), Role.PROTECTION_OFFICER)
    left = make(a_member, case, Role.COORDINATOR)
    officer.post(f"/witnesses/{person.id}/identity", data={"group": "birth", "reason": "age at the time"})
    (noted,) = [entry for entry in history_of("person") if entry.action == "identity_reveal"]
    assert (noted.actor_id, noted.record_id, noted.reference) == (officer_user.id, person.id, person.reference)
    (opened,) = history_of("identity_reveal")
    assert opened.reason is None
    assert opened.changes["reason_sealed"] == [None, "protected"]
    assert opened.changes["group"] == [None, "birth"]
    with acting(SYSTEM):
        told = db.session.execute(select(Notification).where(Notification.kind == "identity_revealed")).scalars().all()
    assert {one.user_id for one in told} == {officer_user.id, other.id}
    assert elsewhere.id not in {one.user_id for one in told}
    assert left.id not in {one.user_id for one in told}
    assert all(one.codes == {"reference": person.reference, "group": "birth"} for one in told)
    page = officer.get(f"/witnesses/{person.id}/identity")
    assert "age at the time" in page.text
    assert officer_user.name in page.text
    assert not names_in(page.text)


def test_the_officers_of_every_case_it_is_filed_in_are_told(make, case, person, officer):
    other = make(a_case)
    there = make(a_member, other, Role.PROTECTION_OFFICER)
    both = make(a_member, case, Role.LEAD)
    make(on_team, both, other, Role.LEAD)
    with acting(SYSTEM):
        again = row(type(person), person.id)
        again.file_into(other)
        db.session.commit()
    officer.post(f"/witnesses/{person.id}/identity", data={"group": "birth", "reason": "r"})
    with acting(SYSTEM):
        told = select(Notification.user_id).where(Notification.kind == "identity_revealed")
        assert there.id in set(db.session.execute(told).scalars())


@pytest.mark.parametrize("data", [{}, {"group": "names"}, {"reason": "r"}, {"group": "names", "reason": "  "},
                                  {"group": "all", "reason": "r"}, {"group": "names", "reason": "a\x00"}])
def test_nothing_is_opened_without_a_group_and_a_reason(officer, person, data):
    answer = officer.post(f"/witnesses/{person.id}/identity", data=data)
    assert answer.status_code == 422
    assert not names_in(answer.text)
    assert not history_of("identity_reveal")


def test_the_password_is_asked_for_again_and_the_reason_is_kept(client_for, officer_user, person):
    tired = client_for(officer_user)
    path = f"/witnesses/{person.id}/identity"
    asked = tired.get(path)
    assert (asked.status_code, asked.location) == (302, f"/confirm?next={path}")
    answer = tired.post(path, data={"group": "names", "reason": "must call today"})
    assert answer.status_code == 401
    assert "must call today" in answer.text
    assert not names_in(answer.text)
    assert not history_of("identity_reveal")
    assert tired.post(path, headers={"Accept": "application/json"}).status_code == 401


def test_the_clock_is_kept_by_the_server(officer, person, app, monkeypatch):
    monkeypatch.setitem(app.config, "REVEAL_MINUTES", 0.01)
    answer = officer.post(f"/witnesses/{person.id}/identity", data={"group": "names", "reason": "r"})
    shown = officer.get(answer.location)
    assert 0 < int(shown.headers["Refresh"]) <= 1
    assert "류까나리" in shown.text
    db.session.execute(text("SELECT pg_sleep(0.7)"))
    closed = officer.get(answer.location)
    assert closed.status_code == 200
    assert "This opening is closed" in closed.text
    assert "Refresh" not in closed.headers
    assert not names_in(closed.text)


def test_ten_minutes_are_the_default(officer, person, app):
    assert app.config["REVEAL_MINUTES"] == 10
    answer = open_it(officer, person)
    assert 590 <= int(answer.headers["Refresh"]) <= 600
    assert 'data-seconds="' in answer.text


def test_another_opening_closes_the_one_before(officer, person):
    first = officer.post(f"/witnesses/{person.id}/identity", data={"group": "names", "reason": "r"}).location
    assert "류까나리" in officer.get(first).text
    second = officer.post(f"/witnesses/{person.id}/identity", data={"group": "birth", "reason": "r"}).location
    assert not names_in(officer.get(first).text)
    assert "1974-03-29" in officer.get(second).text


def test_an_opening_is_for_the_person_and_the_session_that_made_it(make, client_for, case, officer_user, person):
    officer = client_for(officer_user, confirmed=True)
    place = officer.post(f"/witnesses/{person.id}/identity", data={"group": "names", "reason": "r"}).location
    assert not names_in(client_for(officer_user, confirmed=True).get(place).text)
    for role in (Role.PROTECTION_OFFICER, Role.LEAD, Role.REVIEWER):
        other = client_for(make(a_member, case, role), confirmed=True)
        assert other.get(place).status_code == 404
    assert len([entry for entry in history_of("identity_reveal") if entry.action == "identity_opened"]) >= 1


def test_openings_are_counted_and_only_who_may_open_reads_the_reasons(make, client_for, case, officer, person):
    for group in ("names", "birth"):
        open_it(officer, person, group, f"because of {group}")
    page = officer.get(f"/witnesses/{person.id}/identity")
    assert "Opened 2 times" in page.text
    assert "because of names" in page.text
    lead = client_for(make(a_member, case, Role.LEAD, Role.COORDINATOR), confirmed=True)
    assert lead.get(f"/witnesses/{person.id}/identity").status_code == 404
    for path in (f"/witnesses/{person.id}", f"/history/{person.id}", f"/cases/{case.id}/history",
                 f"/witnesses/{person.id}/identity/window"):
        assert "because of" not in lead.get(path).text
    assert "because of" not in everything_stored()


def test_what_is_not_recorded_cannot_be_opened(make, case, officer):
    empty = make(a_person, case)
    assert "No identity is recorded" in officer.get(f"/witnesses/{empty.id}/identity").text
    data = {"group": "names", "reason": "r"}
    assert officer.post(f"/witnesses/{empty.id}/identity", data=data).status_code == 422
    partly = make(a_person, case)
    make(an_identity, partly, name_latin="Ryu Test-ok")
    assert officer.post(f"/witnesses/{partly.id}/identity", data={"group": "birth", "reason": "r"}).status_code == 422


ROLES = [role for role in (Role.LEGAL_EXPERT, Role.ANALYST, Role.EVIDENCE_OFFICER, Role.LEGAL_OFFICER, Role.REVIEWER,
                           Role.LEAD, Role.OBSERVER, Role.COORDINATOR)]


@pytest.mark.parametrize("role", ROLES)
def test_no_other_role_opens_or_records(make, client_for, case, person, role):
    client = client_for(make(a_member, case, role))
    for path in (f"/witnesses/{person.id}/identity", f"/witnesses/{person.id}/identity/record"):
        assert client.get(path).status_code == 404
        answer = client.post(path, data={"group": "names", "reason": "r", "name_latin": "X"})
        assert answer.status_code == 404
        nobody = client.post(path.replace(str(person.id), str(uuid4())), data={})
        assert without_request(answer.text) == without_request(nobody.text)
    assert not history_of("identity_reveal")


def test_office_roles_and_officers_of_other_cases_see_nothing(make, client_for, person):
    strangers = [make(a_user, None, [Role.ADMINISTRATOR, Role.COORDINATOR]), make(a_user),
                 make(a_member, make(a_case), Role.PROTECTION_OFFICER)]
    for client in map(client_for, strangers):
        for path in ("", "/identity", "/identity/record"):
            assert client.get(f"/witnesses/{person.id}{path}").status_code == 404
        answer = client.post(f"/witnesses/{person.id}/identity", data={"group": "names", "reason": "r"})
        assert answer.status_code == 404


def test_when_the_history_cannot_be_written_nothing_is_shown(officer, person):
    db.session.execute(text("CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
                            "$$ BEGIN RAISE EXCEPTION 'no entry'; END $$"))
    db.session.execute(text("CREATE TRIGGER full_disk BEFORE INSERT ON audit_event FOR EACH ROW "
                            "EXECUTE FUNCTION full_disk()"))
    db.session.commit()
    for answer in (officer.get(f"/witnesses/{person.id}/identity"),
                   officer.post(f"/witnesses/{person.id}/identity", data={"group": "names", "reason": "r"})):
        assert answer.status_code == 503
        assert not names_in(answer.text)
        assert "Nothing was shown" in answer.text


def test_when_only_the_opening_cannot_be_written_nothing_is_shown(officer, person):
    db.session.execute(text("ALTER TABLE identity_reveal ADD CONSTRAINT never CHECK (field_group = '')"))
    db.session.commit()
    answer = officer.post(f"/witnesses/{person.id}/identity", data={"group": "names", "reason": "r"})
    assert answer.status_code == 503
    assert "Nothing was shown" in answer.text
    assert not names_in(answer.text)


def test_without_a_committed_entry_there_is_nothing_to_ask_for(officer, person, monkeypatch):
    """What shows the text is another request: it needs the number of an entry that is committed."""
    monkeypatch.setattr(type(db.session()), "commit", lambda _session: (_ for _ in ()).throw(OSError("gone")))
    answer = officer.post(f"/witnesses/{person.id}/identity", data={"group": "names", "reason": "r"})
    monkeypatch.undo()
    assert answer.status_code == 500
    assert not names_in(answer.text + str(answer.headers))


def test_the_entry_is_committed_before_the_answer_leaves(officer, person, app, monkeypatch):
    order = []

    def committed(_session) -> None:
        order.append("commit")

    finish = app.finalize_request
    monkeypatch.setattr(app, "finalize_request", lambda *args, **kw: (order.append("answer"), finish(*args, **kw))[1])
    event.listen(Session, "after_commit", committed)
    try:
        officer.post(f"/witnesses/{person.id}/identity", data={"group": "names", "reason": "r"})
    finally:
        event.remove(Session, "after_commit", committed)
    assert order == ["commit", "answer"]


@pytest.mark.parametrize("damage", ["shredded", "changed"])
def test_what_does_not_open_is_refused_in_words(officer, person, damage, caplog):
    with acting(SYSTEM):
        if damage == "shredded":
            db.session.delete(db.session.get(DataKey, person.id))
        else:
            identity = db.session.execute(select(Identity).where(Identity.person_id == person.id)).scalar_one()
            identity.name_latin_sealed = identity.name_hangul_sealed
        db.session.commit()
        db.session.expire_all()
    answer = open_it(officer, person)
    assert answer.status_code == 409
    assert not names_in(answer.text + caplog.text)


def test_a_second_press_opens_nothing_again(officer, person):
    data = {"group": "names", "reason": "r", "once": str(uuid4())}
    path = f"/witnesses/{person.id}/identity"
    first = officer.post(path, data=data)
    again = officer.post(path, data=data)
    assert (again.status_code, again.location) == (303, first.location)
    assert not names_in(again.text)
    assert len([entry for entry in history_of("identity_reveal") if entry.action == "created"]) == 1


def test_openings_are_never_taken_back(officer, person):
    officer.post(f"/witnesses/{person.id}/identity", data={"group": "names", "reason": "r"})
    for statement in ("UPDATE identity_reveal SET revealed_by = NULL", "DELETE FROM identity_reveal"):
        with pytest.raises(DBAPIError), db.session.begin_nested():
            db.session.execute(text(statement))


# --- recording ---


def test_recording_writes_and_never_reads(make, officer, person):
    path = f"/witnesses/{person.id}/identity/record"
    assert not names_in(officer.get(path).text)
    answer = officer.post(path, data={"birth": "1974-04"})
    assert answer.status_code == 303
    assert not names_in(officer.get(answer.location).text)
    assert make(stored, person) == {**CANARIES, "birth": "1974-04"}


def test_what_is_stored_is_removed_when_told_so(make, officer, person):
    path = f"/witnesses/{person.id}/identity/record"
    assert officer.post(path, data={"erase": ["birth", "note"]}).status_code == 303
    assert officer.post(path, data={"erase": ["birth"], "birth": "1974"}).status_code == 422
    assert officer.post(path, data={"erase": ["person_id"]}).status_code == 422
    assert make(stored, person) == {name: text for name, text in CANARIES.items() if name not in ("birth", "note")}


NAMES = ["오", "O", "가" * 80, "x" * 200, "류 Ryu 柳 Рю", unicodedata.normalize("NFD", "류"), "O'Hara-Ri"]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_kind_come_back(make, case, officer, name):
    person = make(a_person, case)
    path = f"/witnesses/{person.id}/identity"
    assert officer.post(f"{path}/record", data={"name_hangul": name}).status_code == 303
    page = open_it(officer, person)
    assert escape(unicodedata.normalize("NFC", name)) in page.text
    assert make(stored, person) == {"name_hangul": unicodedata.normalize("NFC", name)}
    assert page.status_code == 200


@pytest.mark.parametrize("data", [{"name_hangul": "x" * 201}, {"name_latin": "Ryu\x00"}, {"note": "a\u202eb"}])
def test_what_cannot_be_kept_is_refused(make, case, officer, data):
    person = make(a_person, case)
    assert officer.post(f"/witnesses/{person.id}/identity/record", data=data).status_code == 422
    assert not make(stored, person)


def test_identity_forms_keep_no_drafts(officer, person):
    assert not IdentityForm.draftable
    assert not RevealForm.draftable
    for path in (f"/witnesses/{person.id}/identity/record", f"/witnesses/{person.id}/identity"):
        assert "<cf-draft" not in officer.get(path).text
        assert 'autocomplete="off"' in officer.get(f"/witnesses/{person.id}/identity/record").text


# --- nothing leaks ---


def everything_stored() -> str:
    """Every text and bytea of every table; bytea once as hex and once as the text it may hold."""
    tables = db.session.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
    rows = []
    for table in tables:
        for line in db.session.execute(text(f'SELECT to_jsonb(t)::text FROM "{table}" t')).scalars():
            rows.append(line)
            rows += [bytes.fromhex(part).decode("utf-8", "replace")
                     for part in re.findall(r'"\\\\x([0-9a-f]+)"', line)]
    return "\n".join(rows)


def test_the_dump_would_find_what_is_stored_in_clear(make, case):
    make(a_person, case, note="류까나리 in clear")
    assert names_in(everything_stored())
    make(an_identity, make(a_person, case), note="x")
    assert re.search(r'"note_sealed": "\\\\x02', everything_stored())


def test_no_page_table_log_or_session_holds_a_name(make, client_for, case, officer, officer_user, caplog, sent):
    caplog.set_level(logging.DEBUG)
    person, incident = make(a_person, case), make(an_incident, case)
    link = make(a_part, person, incident)
    path = f"/witnesses/{person.id}"
    assert officer.post(f"{path}/identity/record", data=CANARIES).status_code == 303
    invalid = officer.post(f"{path}/identity/record", data={**CANARIES, "erase": ["birth"]})
    assert invalid.status_code == 422
    shown = [open_it(officer, person, group.value) for group in Group]
    assert all(answer.status_code == 200 for answer in shown)
    officer.post(f"{path}/identity/record", data={**CANARIES, "birth": "x" * 500})
    db.session.execute(text("ALTER TABLE identity ADD CONSTRAINT broken CHECK (birth_sealed IS NULL) NOT VALID"))
    db.session.commit()
    assert officer.post(f"{path}/identity/record", data=CANARIES).status_code == 500
    pages = [path, f"{path}/edit", f"{path}/consent", f"{path}/protection", f"{path}/identity", f"{path}/link",
             f"{path}/identity/record", "/witnesses/", f"/cases/{case.id}/witnesses", f"/cases/{case.id}",
             f"/incidents/{incident.id}", f"/parts/{link.id}/end", f"/incidents/{incident.id}/witnesses/link",
             "/notifications"]
    expert = client_for(make(a_member, case, Role.LEGAL_EXPERT, Role.COORDINATOR))
    for client in (officer, expert):
        for page in pages:
            answer = client.get(page)
            assert answer.status_code in (200, 404), page
            assert not names_in(answer.text + str(answer.headers)), page
    assert not names_in(everything_stored())
    assert not names_in(caplog.text)
    assert not names_in(str(sent))
    with acting(SYSTEM):
        assert not db.session.execute(select(Draft)).first()


@pytest.mark.parametrize("words", ["Kkanari", "까나리", "5550-1234", "1974-03-29"])
def test_no_list_finds_anybody_by_what_is_encrypted(officer, case, person, words):
    for path in ("/witnesses/", f"/cases/{case.id}/witnesses"):
        assert person.reference in officer.get(path).text
        assert person.reference not in officer.get(f"{path}?text={words}").text


def test_two_openings_at_once_are_both_on_record(live):
    with live.app_context():
        case = a_case()
        person = a_person(case)
        an_identity(person)
        officers = [a_member(case, Role.PROTECTION_OFFICER) for _n in range(2)]
    answers: list[int] = []

    def opens(user) -> None:
        client = live.test_client()
        with client.session_transaction() as session:
            session.update({"_user_id": str(user.id), "_fresh": True, "confirmed_at": time.time()})
        data = {"group": "names", "reason": "r"}
        answers.append(client.post(f"/witnesses/{person.id}/identity", data=data).status_code)

    threads = [threading.Thread(target=opens, args=(user,)) for user in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303, 303]
    with live.app_context(), acting(SYSTEM):
        openings = db.session.execute(select(IdentityReveal.revealed_by)).scalars().all()
    assert sorted(openings) == sorted(user.id for user in officers)
