"""Trusted time against a real authority: what is stamped, what is believed, what openssl says of what we stored."""

from __future__ import annotations

import re
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from casefile import config
from casefile.accounts.models import Notification, User
from casefile.cases.models import Case
from casefile.core import trusted_time
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.der_order import in_order
from casefile.core.jobs import Job, JobRun, JobState, enqueue
from casefile.core.trusted_time import Answer, NotBelieved
from casefile.evidence import service
from casefile.evidence.models import Evidence, TimeAnswer, TimeManifest
from casefile.evidence.rules.manifests import StampState, manifest_of, state_of
from casefile.evidence.service import manifests
from casefile.evidence.service.verify import Tally, verify_store
from tests.factories.base import a_case, a_member, a_user, acting_as
from tests.factories.evidence import an_item
from tests.timeauthority import TimeAuthority, listening, openssl
from workers import authority as asking
from workers.celery import make_celery
from workers.duties import WORKERS
from workers.schedule import PERIODIC

CONTENT = b"what is stamped"
ORDERS = (Job.MAKE_MANIFEST, Job.MAKE_MANIFESTS, Job.STAMP_MANIFEST, Job.STAMP_MANIFESTS)


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return TimeAuthority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def stranger(tmp_path_factory):
    """Another authority, which nobody here trusts."""
    return TimeAuthority(tmp_path_factory.mktemp("stranger"))


@pytest.fixture(scope="module")
def url(authority):
    with listening(authority) as address:
        yield address


@pytest.fixture(autouse=True)
def honest(authority):
    """Every test finds the authority as it should be."""
    authority.answers = authority.reply


@pytest.fixture
def set_up(app, authority, url, monkeypatch):
    """The authority stands in the settings."""
    monkeypatch.setitem(app.config, "TIME_AUTHORITY", url)
    monkeypatch.setitem(app.config, "TIME_ROOTS", x509.load_pem_x509_certificates(authority.ca.read_bytes()))


@pytest.fixture
def trusted(app, set_up):
    """An application that trusts the authority."""
    with app.app_context():
        yield app


# --- rules ---


@given(st.lists(st.tuples(st.text("0123456789abcdef", min_size=64, max_size=64), st.integers(1), st.just("EV-0001"))))
def test_a_manifest_has_a_line_for_each_file_in_an_order_of_its_own(files):
    lines = manifest_of(files).decode().splitlines()
    assert lines == sorted(f"{sha256}  {size}  {reference}" for sha256, size, reference in files)
    assert manifest_of(reversed(files)) == manifest_of(files)


@pytest.mark.parametrize(("stamped", "last", "configured", "state"), [
    (True, "granted", True, StampState.STAMPED), (True, "granted", False, StampState.STAMPED),
    (False, None, False, StampState.OFF), (False, "silent", False, StampState.OFF),
    (False, None, True, StampState.WAITING), (False, "silent", True, StampState.SILENT),
    (False, "untrusted", True, StampState.NOT_BELIEVED), (False, "clock", True, StampState.NOT_BELIEVED)])
def test_the_state_of_a_manifest(stamped, last, configured, state):
    assert state_of(stamped, last, configured) is state


# --- what is believed ---


def test_an_answer_that_holds(trusted, authority):
    asked = trusted_time.question(CONTENT)
    token = authority.reply(asked.data)
    stamp = trusted_time.believe(token, CONTENT, asked.nonce, datetime.now(UTC))
    assert stamp.authority == "CN=Time authority of the tests"
    assert stamp.policy == "1.2.3.4.1"
    assert abs(stamp.at - datetime.now(UTC)) < timedelta(seconds=30)
    assert in_order(token) != token  # openssl sends certificates in another order than DER asks for
    assert sorted(in_order(token)) == sorted(token)
    assert in_order(in_order(token)) == in_order(token)


@pytest.mark.parametrize(("change", "answer"), [
    (lambda a, s, q: (a.reply(q.data), CONTENT + b"!", q.nonce, 0), Answer.OTHER),
    (lambda a, s, q: (a.reply(q.data), CONTENT, q.nonce + 1, 0), Answer.OTHER),
    (lambda a, s, q: (a.reply(trusted_time.question(CONTENT).data), CONTENT, q.nonce, 0), Answer.OTHER),
    (lambda a, s, q: (s.reply(q.data), CONTENT, q.nonce, 0), Answer.UNTRUSTED),
    (lambda a, s, q: (a.reply(q.data), CONTENT, q.nonce, 11), Answer.CLOCK),
    (lambda a, s, q: (a.reply(q.data), CONTENT, q.nonce, -11), Answer.CLOCK),
    (lambda a, s, q: (a.reply(q.data)[:-40], CONTENT, q.nonce, 0), Answer.UNREADABLE),
    (lambda a, s, q: (b"<html>busy</html>", CONTENT, q.nonce, 0), Answer.UNREADABLE),
    (lambda a, s, q: (b"", CONTENT, q.nonce, 0), Answer.UNREADABLE),
    (lambda a, s, q: (b"\x30\x05\x30\x03\x02\x01\x02", CONTENT, q.nonce, 0), Answer.REFUSED)],
    ids=["other bytes", "other number", "replayed", "stranger", "late", "early", "cut", "page", "empty", "rejected"])
def test_an_answer_that_does_not_hold(trusted, authority, stranger, change, answer):
    asked = trusted_time.question(CONTENT)
    token, content, nonce, minutes = change(authority, stranger, asked)
    with pytest.raises(NotBelieved) as fault:
        trusted_time.believe(token, content, nonce, datetime.now(UTC) + timedelta(minutes=minutes))
    assert fault.value.answer is answer


@pytest.mark.filterwarnings("ignore:Parsed")
def test_what_is_signed_cannot_be_changed(trusted, authority):
    """Whatever byte of the signed part is flipped: the time, the digest, the number, the signature."""
    asked = trusted_time.question(CONTENT)
    token = authority.reply(asked.data)
    told = trusted_time.check(token, CONTENT)
    for at in range(0, len(token), 3):
        changed = token[:at] + bytes([token[at] ^ 1]) + token[at + 1 :]
        try:
            found = trusted_time.believe(changed, CONTENT, asked.nonce, datetime.now(UTC))
        except NotBelieved:
            continue
        assert replace(found, token=token) == told  # a byte nobody signed says nothing else


@settings(max_examples=50)
@given(st.binary(max_size=300))
def test_any_bytes_are_put_in_order_without_a_fault(blob):
    assert len(in_order(blob)) == len(blob)


@pytest.mark.parametrize(("values", "fault"), [
    ({"URL": "https://tsa.example/tsr"}, "needs CASEFILE_TIME_AUTHORITY_CA"),
    ({"URL": "ftp://tsa.example", "CA": "x"}, "must be http"), ({"URL": "http://a:b@tsa.example", "CA": "x"}, "must"),
    ({"CA": "/nowhere"}, "readable file"), ({}, None)])
def test_settings_that_could_not_work_are_refused(values, fault):
    names = {"CASEFILE_TIME_AUTHORITY_URL": "", "CASEFILE_TIME_AUTHORITY_CA": ""}
    names |= {f"CASEFILE_TIME_AUTHORITY_{name}": value for name, value in values.items()}
    assert [fault in said for said in config._time_faults(names)] == ([True] if fault else [])


# --- what the worker asks ---


def asked_of(authority, answers=None, status=200):
    authority.answers = answers or authority.reply
    with listening(authority, lambda: status) as address:
        return asking.ask(address, b"query")


@pytest.mark.parametrize(("answers", "status", "answer"), [
    (lambda _q: b"x" * (asking.LARGEST + 1), 200, Answer.UNREADABLE), (lambda _q: b"no", 404, Answer.UNREADABLE),
    (lambda _q: b"", 302, Answer.UNREADABLE), (lambda _q: b"busy", 503, Answer.SILENT)])
def test_no_redirect_is_followed_and_no_flood_is_taken(authority, answers, status, answer):
    before = authority.asked
    with pytest.raises(NotBelieved) as fault:
        asked_of(authority, answers, status)
    assert fault.value.answer is answer
    assert authority.asked == before + 1


def test_who_does_not_answer_is_given_up(monkeypatch):
    monkeypatch.setattr(asking, "WAIT", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(1)
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/tsr"
        with pytest.raises(NotBelieved) as fault:
            asking.ask(address, b"query")
    assert fault.value.answer is Answer.SILENT
    with pytest.raises(NotBelieved) as fault:
        asking.ask(address, b"query")
    assert fault.value.answer is Answer.SILENT


# --- end to end ---


@pytest.fixture
def case(make):
    return make(a_case)


@pytest.fixture
def items(make, case):
    return [make(an_item, case), make(an_item, case)]


@pytest.fixture
def member(make, case):
    return make(a_member, case, Role.ANALYST)


@pytest.fixture
def order(make, app):
    """Ask for a job, and do it and those of trusted time that it asks for, as a worker would."""
    make_celery(app)

    def work():
        while True:
            query = select(JobRun).where(JobRun.state == JobState.WAITING, JobRun.name.in_(ORDERS)).limit(1)
            with acting(SYSTEM):
                run = db.session.execute(query).scalar_one_or_none()
                if run is None:
                    return
                run.state = JobState.DONE
                asker = db.session.get(User, run.asked_by) if run.asked_by else None
            with acting_as(asker) if asker else acting(SYSTEM):
                WORKERS[run.name](*run.args)
                db.session.commit()

    def ask(job=None, *args):
        def run():
            if job is not None:
                with acting(SYSTEM):
                    enqueue(job, *args)
                    db.session.commit()
            work()

        make(run)

    return ask


@pytest.fixture
def system(make):
    """Call something as the system."""

    def call(function, *args):
        def run():
            with acting(SYSTEM):
                return function(*args)

        return make(run)

    return call


@pytest.fixture
def rows(system):
    return lambda *columns: system(lambda: db.session.execute(select(*columns)).all())


@pytest.fixture
def verified(system):
    """What `casefile verify` finds, and whether it skipped something."""

    def run():
        tally = Tally()
        return [(one.code, one.subject) for one in verify_store(tally)], tally.whole

    return lambda: system(run)


def test_new_files_are_stamped_daily_and_openssl_accepts_what_is_stored(
        set_up, case, items, member, client_for, order, system, verified, authority, tmp_path, rows):
    assert (PERIODIC[Job.MAKE_MANIFESTS], PERIODIC[Job.STAMP_MANIFESTS]) == (24 * 3600, 300)
    assert system(manifests.stamp_of, items[0]).state is StampState.NOT_LISTED
    order(Job.MAKE_MANIFESTS)
    found = system(manifests.stamp_of, items[0])
    assert (found.state, found.manifest.reference) == (StampState.STAMPED, "TM-0001")
    client, id = client_for(member), found.manifest.id
    data, token = tmp_path / "TM-0001.txt", tmp_path / "TM-0001.tsr"
    data.write_bytes(client.get(f"/manifests/{id}/manifest.txt").data)
    token.write_bytes(client.get(f"/manifests/{id}/manifest.tsr").data)
    assert data.read_text() == "".join(sorted(f"{item.sha256}  {item.size}  {item.reference}\n" for item in items))
    command = ("ts", "-verify", "-data", data, "-in", token, "-CAfile", authority.ca)
    assert b"Verification: OK" in openssl(*command).stdout
    data.write_text(data.read_text().replace(items[0].reference, "EV-9999"))
    assert openssl(*command).returncode != 0
    page = client.get(f"/cases/{case.id}/integrity").text
    for word in ("TM-0001", "Time authority of the tests", "openssl ts -verify", "Every file of this case is in"):
        assert word in page
    shown = client.get(f"/evidence/{items[0].id}").text
    assert re.search(r"Time-stamped</span>\s*at .* by CN=Time authority of the tests, in manifest TM-0001", shown)
    # A second day without new files lists nothing, and nothing is asked twice.
    asked = authority.asked
    for job, *args in ((Job.MAKE_MANIFESTS,), (Job.STAMP_MANIFESTS,), (Job.STAMP_MANIFEST, id)):
        order(job, *args)
    assert (authority.asked, rows(TimeAnswer.answer)) == (asked, [(Answer.GRANTED,)])
    assert verified() == ([], True)


def test_while_the_authority_is_away_the_manifest_waits_and_everybody_is_told(
        app, set_up, case, items, member, make, client_for, order, system, rows, monkeypatch, url):
    admin = make(a_user, office_roles=[Role.ADMINISTRATOR])
    monkeypatch.setitem(app.config, "TIME_AUTHORITY", "http://127.0.0.1:9/tsr")
    client = client_for(make(a_member, case, Role.EVIDENCE_OFFICER))
    assert client.post(f"/cases/{case.id}/integrity").status_code == 303
    order()
    assert system(manifests.stamp_of, items[0]).state is StampState.SILENT
    assert "cannot be reached" in client.get(f"/cases/{case.id}/integrity").text
    assert "cannot be reached" in client.get(f"/evidence/{items[0].id}").text
    assert "Last asked without success" in client_for(admin).get("/trusted-time").text
    told = {(user, kind, url) for user, kind, url in rows(Notification.user_id, Notification.kind, Notification.url)}
    assert (admin.id, "time_authority_silent", "/trusted-time") in told
    assert len([one for one in told if one[2] == f"/cases/{case.id}/integrity"]) == 1
    before = len(told)
    order(Job.STAMP_MANIFESTS)  # five minutes have not gone by: nobody asks
    assert rows(TimeAnswer.answer) == [(Answer.SILENT,)]
    monkeypatch.setattr(manifests, "FIRST_PAUSE", timedelta(0))
    order(Job.STAMP_MANIFESTS)
    assert rows(TimeAnswer.answer) == [(Answer.SILENT,)] * 2
    assert len(rows(Notification.user_id)) == before  # told once a day
    monkeypatch.setitem(app.config, "TIME_AUTHORITY", url)
    make(earlier_slot)
    order(Job.STAMP_MANIFESTS)
    assert system(manifests.stamp_of, items[1]).state is StampState.STAMPED


def earlier_slot():
    """As if the five minutes in which a stamp is asked for once had gone by."""
    db.session.execute(text("UPDATE job_run SET key = NULL"))
    db.session.commit()


def test_a_wrong_answer_is_refused_and_said(set_up, case, items, member, client_for, order, system, rows, authority,
                                            stranger, make):
    admin = make(a_user, office_roles=[Role.ADMINISTRATOR])
    authority.answers = stranger.reply
    order(Job.MAKE_MANIFEST, case.id)
    assert rows(TimeAnswer.answer, TimeAnswer.token) == [(Answer.UNTRUSTED, None)]
    assert system(manifests.stamp_of, items[0]).state is StampState.NOT_BELIEVED
    page = client_for(member).get(f"/cases/{case.id}/integrity").text
    assert "not signed by the authority of the settings" in page
    assert client_for(member).get(f"/manifests/{rows(TimeManifest.id)[0][0]}/manifest.tsr").status_code == 404
    assert (admin.id, "time_not_believed") in rows(Notification.user_id, Notification.kind)


def test_without_an_authority_nothing_is_asked_and_the_pages_say_so(app, case, items, member, client_for, order, system,
                                                                    rows, make, verified):
    order(Job.MAKE_MANIFESTS)
    order(Job.STAMP_MANIFESTS)
    assert rows(TimeAnswer.id) == []
    assert rows(TimeManifest.files) == [(2,)]
    for path in (f"/cases/{case.id}/integrity", f"/evidence/{items[0].id}"):
        assert "no time authority is set up" in client_for(member).get(path).text.replace("No time", "no time")
    admin = client_for(make(a_user, office_roles=[Role.ADMINISTRATOR]))
    assert "No time authority is set up" in admin.get("/trusted-time").text
    assert case.reference not in admin.get("/trusted-time").text
    assert verified() == ([], True)


def test_a_manifest_holds_the_files_of_its_case_alone(set_up, case, items, make, member, client_for, order,
                                                       rows, system):
    other = make(a_case)
    theirs = make(an_item, other)
    system(lambda: [service.file_into(db.session.get_one(Evidence, items[0].id), db.session.get_one(Case, other.id),
                                      "Needed there too"), db.session.commit()])
    order(Job.MAKE_MANIFESTS)
    contents = {case_id: content.decode() for case_id, content in rows(TimeManifest.case_id, TimeManifest.content)}
    assert theirs.reference in contents[other.id]
    assert items[0].reference not in contents[other.id]
    assert theirs.reference not in contents[case.id]
    ids = dict(rows(TimeManifest.case_id, TimeManifest.id))
    theirs_client = client_for(make(a_member, other, Role.ANALYST))
    for name in ("txt", "tsr"):
        assert client_for(member).get(f"/manifests/{ids[other.id]}/manifest.{name}").status_code == 404
        assert theirs_client.get(f"/manifests/{ids[other.id]}/manifest.{name}").status_code == 200
    shown = theirs_client.get(f"/evidence/{items[0].id}").text  # filed there, and its stamp is told
    assert "Time-stamped</span>" in shown
    assert f"/cases/{case.id}/integrity" not in shown


@pytest.mark.parametrize(("role", "answer"), [(Role.OBSERVER, 404), (Role.EVIDENCE_OFFICER, 303)])
def test_who_may_ask_for_a_stamp(case, make, client_for, role, answer):
    client = client_for(make(a_member, case, role))
    assert client.get(f"/cases/{case.id}/integrity").status_code == 200
    assert client.post(f"/cases/{case.id}/integrity").status_code == answer
    assert client.get("/trusted-time").status_code == 404
    assert client_for(make(a_member, make(a_case), role)).get(f"/cases/{case.id}/integrity").status_code == 404


def test_the_list_of_manifests_asks_the_same_however_long(case, items, order, make, member, client_for, queries):
    client = client_for(member)

    def asked():
        client.get(f"/cases/{case.id}/integrity")
        queries.clear()
        client.get(f"/cases/{case.id}/integrity")
        return len(queries)

    order(Job.MAKE_MANIFESTS)
    first = asked()
    make(an_item, case)
    order(Job.MAKE_MANIFESTS)
    assert asked() == first <= 8


CHANGES = {
    "the manifest": ("UPDATE time_manifest SET content = 'x', sha256 = encode(sha256('x'), 'hex')",
                     {"manifest differs from its items", "time stamp does not hold"}),
    "the item": ("UPDATE evidence SET size = size + 1", {"manifest differs from its items"}),
    "what is told": ("UPDATE time_answer SET stamped_at = stamped_at - interval '1 day'",
                     {"time stamp says something else"}),
    "the token": ("UPDATE time_answer SET token = set_byte(token, 40, 0), "
                  "token_sha256 = encode(sha256(set_byte(token, 40, 0)), 'hex')", {"time stamp does not hold"}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_verify_names_whatever_was_changed(set_up, case, items, order, make, verified, change):
    order(Job.MAKE_MANIFESTS)
    statement, codes = CHANGES[change]

    def tamper():
        """As somebody could who owns the database."""
        for table in ("time_manifest", "time_answer"):
            db.session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        db.session.execute(text(statement))
        db.session.commit()

    make(tamper)
    found, whole = verified()
    assert {code for code, _subject in found} == codes
    assert whole


def test_without_certificates_verify_says_that_stamps_were_not_checked(app, set_up, case, items, order, verified,
                                                                       monkeypatch):
    order(Job.MAKE_MANIFESTS)
    monkeypatch.setitem(app.config, "TIME_ROOTS", [])
    assert verified() == ([("time stamp not checked, no certificates are set", "TM-0001")], True)


@pytest.mark.parametrize("table", ["time_manifest", "time_answer", "time_manifest_entry"])
@pytest.mark.parametrize("act", ["UPDATE {} SET manifest_id = NULL", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_database_only_adds(set_up, case, items, order, make, table, act):
    order(Job.MAKE_MANIFESTS)
    statement = act.format(table)
    if table == "time_manifest":
        statement = statement.replace("manifest_id", "asked_by")
    with pytest.raises(DBAPIError, match="only added"):
        make(lambda: db.session.execute(text(statement)))
