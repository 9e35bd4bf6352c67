"""A store that changes, goes away, or loses the process that writes to it: everything says so, nothing is lost."""

from __future__ import annotations

import io
import os
import secrets
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import obstore
import pytest
from click.testing import CliRunner
from sqlalchemy import select

from casefile.cases.models import Case
from casefile.cli import main
from casefile.core import jobs, storage
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.jobs import Job, JobRun, JobState, enqueue
from casefile.core.sessions import WebSession, _hash
from casefile.core.storage.bucket import Bucket
from casefile.dossiers import service as dossiers
from casefile.dossiers.models import Dossier
from casefile.dossiers.rules import Kind, Language
from casefile.evidence.copies import ReadingState
from casefile.evidence.models import CustodyEvent, Evidence, Reading, Rendition
from casefile.evidence.rules import CustodyType
from casefile.evidence.service import uploads
from casefile.evidence.service.intake import Sent
from casefile.evidence.service.verify import Tally, verify_store
from casefile.law.models import ChargeElement
from tests.architecture import ROOT
from tests.dossiers.paper import text_of
from tests.factories import files as made
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.evidence import a_batch, an_item
from tests.factories.law import a_charge, a_link
from tests.objectstore import KEY, SECRET, an_object_store
from tests.waiting import until
from workers import core as upkeep
from workers.celery import make_celery, perform


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with an_object_store(tmp_path_factory.mktemp("faults")) as running:
        yield running


def in_bucket(app, environment, server):
    """Let the application and the commands keep files in the bucket."""
    secret = Path(environment["CASEFILE_SECRET_KEY_FILE"]).with_name("store-secret")
    secret.write_text(SECRET)
    secret.chmod(0o400)
    url = server.url(secrets.token_hex(4))
    environment.update(CASEFILE_STORE=url, CASEFILE_STORE_USER=KEY, CASEFILE_STORE_SECRET_FILE=str(secret))
    app.config.update(STORE=url, STORE_KEY=KEY, STORE_SECRET=SECRET)


@pytest.fixture
def client(live):
    """A browser of a person, signed in."""

    def sit(user):
        token = secrets.token_urlsafe(32)
        row = {"token_hash": _hash(token), "user_id": user.id, "data": {"_user_id": str(user.id), "_fresh": True}}
        with live.app_context(), db.engine.begin() as connection:
            connection.execute(WebSession.__table__.insert().values(**row))
        browser = live.test_client()
        browser.set_cookie("casefile", token, domain="localhost")
        return browser

    return sit


def flip_a_byte(name: str) -> None:
    """One bit of the stored file, in its middle, as a failing disk would."""
    where = storage.place()
    if isinstance(where, Bucket):
        key = where._name("objects", name)
        blob = bytearray(obstore.get(where._store, key).bytes())
        blob[len(blob) // 2] ^= 1
        obstore.put(where._store, key, bytes(blob))
        return
    path = where.path(name)
    path.chmod(0o600)
    with open(path, "r+b") as file:
        file.seek(path.stat().st_size // 2)
        one = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([one[0] ^ 1]))


def waiting(*names):
    """The jobs of these kinds that wait, as their ids."""
    with acting(SYSTEM):
        found = select(JobRun.id).where(JobRun.state == JobState.WAITING, JobRun.name.in_(names))
        return list(db.session.execute(found).scalars())


def work(*names):
    """Do these jobs, and those of these kinds that they ask for."""
    while runs := waiting(*names):
        for run in runs:
            perform(run)


def ask(job, *args):
    with acting(SYSTEM):
        run = enqueue(job, *args)
        db.session.commit()
    return run


def run_of(id):
    db.session.rollback()
    with acting(SYSTEM):
        return db.session.execute(select(JobRun.state, JobRun.error).where(JobRun.id == id)).one()


def test_one_flipped_byte_is_told_by_verify_the_item_and_the_dossier_and_stops_citing(live, live_environment, sent,
                                                                                      client, monkeypatch):
    make_celery(live)
    for name, value in live_environment.items():
        monkeypatch.setenv(name, value)
    with live.app_context():
        case = a_case()
        lead = a_member(case, Role.LEAD)
        item = an_item(case, content=b"what was received" * 50)
        charge = a_charge(case)
        flip_a_byte(item.sha256)
    browser = client(lead)
    said = CliRunner().invoke(main, ["verify"])
    assert said.exit_code == 1
    assert f"bytes changed: {item.reference} {item.sha256}" in said.output
    with live.app_context():
        work(Job.CHECK_FIXITY)  # verify asked for it
    page = browser.get(f"/evidence/{item.id}").text
    assert "Integrity alert: the stored file failed a check" in page
    assert "The fingerprint does not match" in page
    with live.app_context():
        with acting(SYSTEM):
            element = db.session.execute(select(ChargeElement).filter_by(charge_id=charge.id).limit(1)).scalars().one()
        with pytest.raises(Refused, match="did not pass its last check"):
            a_link(element, item)
        db.session.rollback()
        assert "DOESNOTMATCH" in dossier_of(case, lead)


def dossier_of(case, lead):
    """The text of a dossier built now."""
    with acting_as(lead):
        asked = dossiers.generate(db.session.get_one(Case, case.id), Kind.INTERNAL, Language.EN)
        db.session.commit()
        id, run = asked.id, asked.job_id
    perform(run)
    with acting(SYSTEM):
        built = db.session.execute(select(Dossier.sha256).where(Dossier.id == id)).scalar_one()
    with storage.open_file(built) as stored:
        return text_of(io.BytesIO(stored.read()))


def test_a_store_that_is_stopped_for_a_while_loses_nothing(live, live_environment, sent, client, server, monkeypatch):
    make_celery(live)
    in_bucket(live, live_environment, server)
    monkeypatch.setattr(upkeep, "STORE_RETRY", upkeep.STORE_RETRY * 0)
    with live.app_context():
        case = a_case()
        expert = a_member(case, Role.LEGAL_EXPERT)
        item = an_item(case, content=b"received before", name="a.txt")
        batch = a_batch(case, expert)
        check = ask(Job.CHECK_FIXITY, item.id)
        [read] = waiting(Job.READ_ITEM)
        browser = client(expert)
        server.stop()
        try:
            for run in (check, read):
                perform(run)
                assert run_of(run) == (JobState.FAILED, jobs.STORE_AWAY)
            with acting_as(expert):
                upload = uploads.begin_upload(db.session.merge(batch), Sent("b.txt", size=14), again=False)
                db.session.commit()
                kept = uploads.go_on(upload, 0, io.BytesIO(b"received while"))
                db.session.commit()
                assert kept.state == "received"
            answer = browser.post(f"/evidence/{item.id}/original", data={"reason": "to compare"})
            assert (answer.status_code, "does not answer" in answer.text) == (503, True)
            said = CliRunner(env=live_environment).invoke(main, ["verify"])
            assert (said.exit_code, "the file store does not answer" in said.output) == (1, True)
            with acting(SYSTEM):  # no check was made, so none stands in the log, and nobody is alarmed
                assert db.session.execute(select(CustodyEvent.pos).where(
                    CustodyEvent.type == CustodyType.FIXITY_CHECKED)).all() == []
                assert db.session.execute(select(Evidence.integrity_alert)).scalars().all() == [False]
        finally:
            server.start()
        assert upkeep.retry_store() == 2
        with acting(SYSTEM):
            uploads.ask_for_waiting(10)
            db.session.commit()
        work(Job.CHECK_FIXITY, Job.READ_ITEM, Job.COPY_PAGES, Job.FINISH_UPLOAD)
        assert {run_of(run)[0] for run in (check, read)} == {JobState.DONE}
        with acting(SYSTEM):
            assert db.session.get_one(Reading, item.id).state is ReadingState.DONE
            digests = set(db.session.execute(select(Evidence.sha256)).scalars())
            assert digests == {sha256(content).hexdigest() for content in (b"received before", b"received while")}
        tally = Tally()
        assert (list(verify_store(tally)), tally.whole) == ([], True)
        flip_a_byte(item.sha256)
        assert [(one.code, one.subject) for one in verify_store(Tally())] == [("bytes changed", item.reference)]
        perform(ask(Job.CHECK_FIXITY, item.id))
    assert "Integrity alert: the stored file failed a check" in browser.get(f"/evidence/{item.id}").text


# --- processes that die ---

WORKER = """
import sys
from uuid import UUID
from casefile import create_app
from workers.celery import make_celery, perform
app = create_app()
make_celery(app)
with app.app_context():
    perform(UUID(sys.argv[1]))
"""


def children(pid: int) -> list[int]:
    """The processes it has started; none when it is gone."""
    try:
        return [int(child) for task in Path(f"/proc/{pid}/task").iterdir()
                for child in (task / "children").read_text().split()]
    except OSError:
        return []


def test_a_worker_killed_while_it_reads_shows_nothing_half_made_and_it_is_done_again(live, live_environment, sent,
                                                                                     monkeypatch):
    make_celery(live)
    with live.app_context():
        item = an_item(a_case(), content=made.a_pdf(("One page here", "Two pages here")), name="a.pdf")
        [run] = waiting(Job.READ_ITEM)
        worker = subprocess.Popen([sys.executable, "-c", WORKER, str(run)], cwd=ROOT,
                                  env={**os.environ, **live_environment}, start_new_session=True)
        try:
            [reader] = until(lambda: children(worker.pid), pause=0.005)
        finally:
            worker.send_signal(signal.SIGKILL)
            assert worker.wait() == -signal.SIGKILL
        until(lambda: not alive(reader), 10)  # what the worker started dies with it
        assert run_of(run) == (JobState.RUNNING, None)
        with acting(SYSTEM):
            assert db.session.execute(select(Rendition.evidence_id)).all() == []
            assert db.session.get_one(Reading, item.id).state is ReadingState.WAITING
            db.session.rollback()
        monkeypatch.setattr(jobs, "SILENT_AFTER", jobs.SILENT_AFTER * 0)
        with db.engine.begin() as connection:
            jobs.sweep(connection)
        work(Job.READ_ITEM, Job.COPY_PAGES)
        with acting(SYSTEM):
            assert db.session.get_one(Reading, item.id).state is ReadingState.DONE
            assert len(db.session.execute(select(Rendition.evidence_id)).all()) == 6
            entries = select(CustodyEvent.pos).where(CustodyEvent.type == CustodyType.COPIED_WORKING)
            assert len(db.session.execute(entries).all()) == 1


def alive(pid: int) -> bool:
    """Whether the process still runs."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# Each child sends two files through the web application and kills itself at the next of the calls that change the disk
# or the database, until one lives. A line for each: its number and whether it died.
WEB = """
import io, os, signal, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from casefile import create_app

case, token, every, last = sys.argv[1], sys.argv[2], int(sys.argv[3]), 0
app = create_app()
app.config["WTF_CSRF_ENABLED"] = False
FORM = {"title": "Register", "kind": "document", "sensitivity": "none", "languages": ["ko"], "origin": "An archive",
        "acquisition": "open_source"}

def count(*_args):
    global calls
    calls += 1
    if calls == last:
        os.kill(os.getpid(), signal.SIGKILL)

def counted(function):
    def call(*args, **kwargs):
        count()
        result = function(*args, **kwargs)
        count()
        return result
    return call

def child():
    for name in ("fsync", "pwrite", "utime"):
        setattr(os, name, counted(getattr(os, name)))
    for name in ("rename", "unlink"):
        setattr(Path, name, counted(getattr(Path, name)))
    event.listen(Engine, "commit", count)
    event.listen(Engine, "before_cursor_execute", lambda *args: count() if args[2].startswith("INSERT") else None)
    client = app.test_client()
    client.set_cookie("casefile", token, domain="localhost")
    files = [(io.BytesIO(f"file {n} of {last}".encode() * 999), f"{n}.txt") for n in (1, 2)]
    answer = client.post(f"/cases/{case}/evidence/add", data={**FORM, "files": files})
    print(last, answer.status_code, flush=True)
    os._exit(0)

while True:
    last += every
    calls, pid = 0, os.fork()
    if pid == 0:
        child()
    if not os.WIFSIGNALED(os.waitpid(pid, 0)[1]):
        break
print(last, flush=True)
"""


EVERY = "8"  # of the calls; a run with 1 dies at each of them


def test_the_web_process_killed_at_any_step_registers_both_files_or_none(live, live_environment, sent):
    with live.app_context():
        case = a_case()
        expert = a_member(case, Role.LEGAL_EXPERT)
        token = secrets.token_urlsafe(32)
        row = {"token_hash": _hash(token), "user_id": expert.id, "data": {"_user_id": str(expert.id), "_fresh": True}}
        with db.engine.begin() as connection:
            connection.execute(WebSession.__table__.insert().values(**row))
    run = subprocess.run([sys.executable, "-c", WEB, str(case.id), token, EVERY], cwd=ROOT, capture_output=True,
                         text=True, env={**os.environ, **live_environment}, check=True)
    answered = run.stdout.split()
    lived, status, last = (int(word) for word in answered)
    assert (lived, status) == (last, 303)
    assert last // int(EVERY) >= 5
    with live.app_context():
        with acting(SYSTEM):
            digests = set(db.session.execute(select(Evidence.sha256)).scalars())
        pairs = {step: {sha256(f"file {n} of {step}".encode() * 999).hexdigest() for n in (1, 2)}
                 for step in range(int(EVERY), last + 1, int(EVERY))}
        assert all(pair <= digests or not pair & digests for pair in pairs.values())
        assert pairs[last] <= digests  # what was acknowledged is there
        tally = Tally()
        assert {one.code for one in verify_store(tally)} <= {"file without row"}
        assert tally.whole
