"""A destroyed identity is gone: live, in the dump made before, and after that dump was restored and started."""

from __future__ import annotations

import base64
import json
import os
import re
import secrets
from datetime import date
from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from casefile import create_app
from casefile.accounts.models import Notification
from casefile.cases import decisions
from casefile.cli import main
from casefile.commands import keep_destroyed
from casefile.core import shredding, vault
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db, get_visible
from casefile.core.errors import Refused
from casefile.core.review import Review
from casefile.core.vault import DataKey, VaultError
from casefile.people import service
from casefile.people.models import Identity, IdentityReveal, IdentityShred, Person
from casefile.people.rules import Group, ShredGround
from tests.conftest import new_database
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.people import a_person, an_identity


@pytest.fixture
def case(make):
    return make(a_case)


@pytest.fixture
def person(make, case):
    person = make(a_person, case)
    make(an_identity, person, name_latin="Canary Finch")
    return person


@pytest.fixture
def officer(make, client_for, case):
    return client_for(make(a_member, case, Role.PROTECTION_OFFICER), confirmed=True)


@pytest.fixture
def reviewer(make, client_for, case):
    return client_for(make(a_member, case, Role.REVIEWER), confirmed=True)


ASKED = {"ground": "erasure_asked", "reason": "letter of 2 November", "understood": "y"}


def test_two_people_destroy_the_key_and_the_record_stays(officer, reviewer, person):
    officer.post(f"/witnesses/{person.id}/identity", data={"group": "names", "reason": "why it was opened"})
    with acting(SYSTEM):
        key_id = db.session.get(DataKey, person.id).key_id
    review = officer.post(f"/witnesses/{person.id}/identity/shred", data=ASKED).location
    assert officer.post(review, data={"decision": "approve", "reason": "r"}).status_code in (404, 409)
    assert reviewer.post(review, data={"decision": "approve", "reason": "agreed"}).status_code == 303
    with acting(SYSTEM):
        db.session.expire_all()
        assert db.session.get(DataKey, person.id) is None
        identity = db.session.execute(select(Identity)).scalar_one()
        assert not identity.held
        shred = db.session.execute(select(IdentityShred)).scalar_one()
        assert (shred.key_id, shred.ground) == (key_id, ShredGround.ASKED)
        assert shred.proposed_by != shred.approved_by
        opening = db.session.execute(select(IdentityReveal)).scalar_one()
        with pytest.raises(VaultError):
            _ = opening.reason
        told = db.session.execute(select(Notification.kind)).scalars().all()
    assert "identity_shredded" in told
    page = officer.get(f"/witnesses/{person.id}/identity").text
    assert "the key of this identity was destroyed" in page
    assert "destroyed with the key" in page
    assert "Opened 1 time" in page


def test_what_is_recorded_afterwards_has_another_key(make, officer, reviewer, person):
    review = officer.post(f"/witnesses/{person.id}/identity/shred", data=ASKED).location
    reviewer.post(review, data={"decision": "approve", "reason": "agreed"})
    officer.post(f"/witnesses/{person.id}/identity/record", data={"birth": "1974"})
    with acting(SYSTEM):
        shred = db.session.execute(select(IdentityShred)).scalar_one()
        assert db.session.get(DataKey, person.id).key_id != shred.key_id
    assert officer.post(f"/witnesses/{person.id}/identity/shred", data=ASKED).status_code == 303


def test_nobody_destroys_alone_or_by_a_slip(make, client_for, case, officer, person):
    path = f"/witnesses/{person.id}/identity/shred"
    for missing in ASKED:
        data = {name: value for name, value in ASKED.items() if name != missing}
        assert officer.post(path, data=data).status_code == 422, missing
    for role in (Role.LEGAL_EXPERT, Role.COORDINATOR, Role.REVIEWER, Role.OBSERVER):
        assert client_for(make(a_member, case, role), confirmed=True).get(path).status_code == 404
    assert client_for(make(a_member, case, Role.LEAD)).get(path).location.startswith("/confirm")
    empty = make(a_person, case)
    assert "There is nothing to destroy" in officer.get(f"/witnesses/{empty.id}/identity/shred").text

    def alone():
        mine = get_visible(Person, person.id)
        with pytest.raises(Refused):
            service.shred_identity(mine, "r", ground="erasure_asked", proposed_by=str(uuid4()))

    with acting_as(make(a_member, case, Role.LEAD)):
        make(alone)


def test_after_a_withdrawal_the_page_leads_to_it(make, client_for, case, officer, reviewer, person):
    page, path = f"/witnesses/{person.id}", f"/witnesses/{person.id}/identity/shred"
    assert path not in officer.get(page).text
    for consent in ("active", "withdrawn"):
        made = officer.post(f"{page}/consent", data={
            "consent": consent, "consent_on": str(date.today()), "reason": "said so", "capacity": "y",
            "unexplained": "by telephone"})
        assert made.status_code == 303, made.text
    assert path in officer.get(page).text
    expert = client_for(make(a_member, case, Role.LEGAL_EXPERT))
    assert path not in expert.get(page).text
    assert "A protection officer or the lead" in expert.get(page).text
    assert re.search(r"<option[^>]*selected[^>]*value=\"consent_withdrawn\"", officer.get(path).text)
    review = officer.post(path, data={**ASKED, "ground": "consent_withdrawn"}).location
    assert "waits for a second person" in officer.get(page).text
    assert reviewer.post(review, data={"decision": "approve", "reason": "agreed"}).status_code == 303
    assert path not in officer.get(page).text
    with acting(SYSTEM):
        assert db.session.get(DataKey, person.id) is None
        assert db.session.execute(select(IdentityShred.ground)).scalar_one() is ShredGround.WITHDRAWN


def test_the_record_of_it_is_only_added_to(officer, reviewer, person):
    review = officer.post(f"/witnesses/{person.id}/identity/shred", data=ASKED).location
    reviewer.post(review, data={"decision": "approve", "reason": "agreed"})
    for statement in ("UPDATE identity_shred SET ground = 'retention_ended'", "DELETE FROM identity_shred"):
        with pytest.raises(DBAPIError), db.session.begin_nested():
            db.session.execute(text(statement))


# --- with real commits: the file, a dump, a restore, a start ---


def shredded(app) -> tuple[Person, Identity]:
    """A person whose identity two people destroy, in an application whose commits are real."""
    case = a_case()
    person = a_person(case)
    identity = an_identity(person, name_latin="Canary Finch")
    officer, reviewer = a_member(case, Role.PROTECTION_OFFICER), a_member(case, Role.REVIEWER)
    with acting_as(officer):
        mine = get_visible(Person, person.id)
        service.open_group(mine, Group.NAMES, "why")
        db.session.commit()
        yield person, identity
        review = service.ask_to_shred(get_visible(Person, person.id), case, ShredGround.WITHDRAWN, "asked in writing")
        db.session.commit()
        review_id = review.id
    with acting_as(reviewer):
        decisions.decide(get_visible(Review, review_id), True, "agreed")
        db.session.commit()
    yield person, identity


def readable(person, identity) -> str | None:
    with acting(SYSTEM):
        db.session.expire_all()
        try:
            return get_visible(Identity, identity.id).name_latin
        except VaultError:
            return None


def test_an_old_dump_restored_and_started_reads_nothing(live, live_environment, servers, tmp_path):
    name = live_environment["CASEFILE_DATABASE_URL"].rpartition("/")[2]
    with live.app_context():
        steps = shredded(live)
        person, identity = next(steps)
        db.session.remove()
        db.engine.dispose()
        before = f"dump_{secrets.token_hex(4)}"
        new_database(servers, before, template=name)  # what a dump of this moment holds, byte for byte
        assert readable(person, identity) == "Canary Finch"
        next(steps)
        assert readable(person, identity) is None
        listed = (tmp_path / "data" / shredding.FILE).read_text().split()
        assert len(listed) == 1
        assert (tmp_path / "data" / shredding.FILE).stat().st_mode & 0o077 == 0
        db.session.remove()
        db.engine.dispose()
    restored = create_app({**live_environment, "CASEFILE_DATABASE_URL":
                           live_environment["CASEFILE_DATABASE_URL"].replace(name, before)})
    with restored.app_context():
        assert readable(person, identity) == "Canary Finch", "the dump holds the key: that is why the list exists"
        db.session.remove()
    assert keep_destroyed(restored) is restored
    with restored.app_context():
        assert readable(person, identity) is None
        with acting(SYSTEM):
            opening = db.session.execute(select(IdentityReveal)).scalar_one()
            assert service.reason_of(opening) is None
        db.session.remove()
        db.engine.dispose()


def test_what_a_crash_kept_from_the_file_is_added_at_the_next_start(live, live_environment, tmp_path, monkeypatch):
    path = tmp_path / "data" / shredding.FILE
    with live.app_context():
        steps = shredded(live)
        next(steps)
        monkeypatch.setattr(shredding.os, "open", lambda *_args: (_ for _ in ()).throw(OSError("full")))
        next(steps)
        monkeypatch.undo()
        assert not path.exists()
    keep_destroyed(live)
    first = path.read_text()
    path.write_text(first[:-9])  # a crash in the middle of the line
    keep_destroyed(live)
    assert [line for line in path.read_text().split("\n") if len(line) == 36] == first.split()


def test_the_application_does_not_start_without_its_list(live, live_environment, tmp_path, monkeypatch):
    for variable, value in live_environment.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.setattr(os, "execv", lambda *_args: (_ for _ in ()).throw(AssertionError("it started")))
    path = tmp_path / "data" / shredding.FILE
    path.parent.mkdir(exist_ok=True)
    path.mkdir()
    result = CliRunner().invoke(main, ["serve"])
    assert result.exit_code == 1
    assert "list of destroyed keys" in result.output


def test_nothing_is_listed_for_what_was_rolled_back(live, tmp_path):
    with live.app_context():
        owner = uuid4()
        vault.data_key(owner, create=True)
        db.session.commit()
        shredding.destroy_key(owner)
        db.session.rollback()
        assert vault.data_key(owner)
        db.session.commit()
        assert not (tmp_path / "data" / shredding.FILE).exists()
        with pytest.raises(VaultError):
            shredding.destroy_key(uuid4())


def test_the_history_holds_no_name_and_survives(live, live_environment, monkeypatch):
    with live.app_context():
        steps = shredded(live)
        next(steps)
        next(steps)
        with acting(SYSTEM):
            entries = db.session.execute(select(AuditEvent.changes, AuditEvent.reason)).all()
        assert "Canary" not in json.dumps([[row.changes, row.reason] for row in entries])
        db.session.remove()
    for variable, value in live_environment.items():
        monkeypatch.setenv(variable, value)
    assert CliRunner().invoke(main, ["verify"]).exit_code == 0


# --- rotation ---


def test_two_administrators_rotate_the_master_key(live, live_environment, tmp_path, monkeypatch):
    with live.app_context():
        person = a_person(a_case())
        identity = an_identity(person, name_latin="Canary Finch")
        from casefile.accounts.service import HASHER

        people = [a_member(a_case(), office_roles=[role], password_hash=HASHER.hash("one two three four five"))
                  for role in (Role.ADMINISTRATOR, Role.ADMINISTRATOR, Role.COORDINATOR)]
        db.session.remove()
    first, second, other = (user.email for user in people)
    ring = tmp_path / "vault.json"
    keys = json.loads(ring.read_text())
    keys["keys"]["k2"], keys["current"] = base64.b64encode(secrets.token_bytes(32)).decode(), "k2"
    ring.chmod(0o600)
    ring.write_text(json.dumps(keys))
    for variable, value in live_environment.items():
        monkeypatch.setenv(variable, value)

    def rotate(one, two, passwords="one two three four five\n" * 2):
        return CliRunner().invoke(main, ["vault", "rotate", "--first", one, "--second", two], input=passwords)

    for wrong in (rotate(first, first), rotate(first, other), rotate(first, second, "one two three four five\nno\n")):
        assert wrong.exit_code == 1
        assert "nothing was changed" in wrong.output
    done = rotate(first, second)
    assert done.exit_code == 0, done.output
    assert "1 data keys" in done.output
    after = create_app(live_environment)
    after.extensions["vault"].keys.pop("k1")
    with after.app_context():
        assert readable(person, identity) == "Canary Finch"
        with acting(SYSTEM):
            noted = select(AuditEvent.record_id).where(AuditEvent.action == "vault_rotated")
            assert len(db.session.execute(noted).all()) == 2
        db.session.remove()
        db.engine.dispose()
