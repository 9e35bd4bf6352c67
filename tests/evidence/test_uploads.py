"""Resumable uploads (tus 1.0): cut, continued, refused, stored while the store is away, swept."""

from __future__ import annotations

import base64
import errno
import io
import secrets
import subprocess
import sys
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update
from werkzeug.exceptions import ClientDisconnected

from casefile.cases.models import Membership
from casefile.core import storage
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import StoreUnavailable
from casefile.core.jobs import Job, JobRun
from casefile.core.storage import CHUNK, resumable, writing
from casefile.evidence import service, uploads
from casefile.evidence.models import Evidence, Upload
from casefile.evidence.uploads import UploadState
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.evidence import a_batch, an_item
from workers.schedule import PERIODIC

TUS = {"Tus-Resumable": "1.0.0", "Accept": "application/json"}
CONTENT = secrets.token_bytes(2 * CHUNK + CHUNK // 2)


@pytest.fixture
def case(make):
    return make(a_case)


@pytest.fixture
def batch(make, case):
    return make(a_batch, case)


@pytest.fixture
def expert(make, case):
    return make(a_member, case, Role.LEGAL_EXPERT)


@pytest.fixture
def client(client_for, expert):
    return client_for(expert)


@pytest.fixture
def ask(make):
    def run(*columns):
        with acting(SYSTEM):
            rows = db.session.execute(select(*columns)).all()
            db.session.rollback()
            return rows

    return lambda *columns: make(run, *columns)


def said(**values: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items())


def begin(client, batch, size: int = len(CONTENT), **values: str):
    values = {"filename": "진술 1.pdf", "filetype": "application/pdf", **values}
    headers = {**TUS, "Upload-Length": str(size), "Upload-Metadata": said(**values)}
    return client.post(f"/batches/{batch.id}/uploads", headers=headers)


def send(client, at: str, offset: int, body: bytes, **headers: str):
    headers = {**TUS, "Upload-Offset": str(offset), "Content-Type": uploads.BODY, **headers}
    return client.patch(at, data=body, headers=headers)


def lying() -> list[str]:
    """What unfinished uploads have left."""
    return sorted(resumable.under_way())


# --- the protocol ---


def test_the_server_says_what_it_understands(client, batch):
    answer = client.options(f"/batches/{batch.id}/uploads")
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,termination,expiration"
    assert int(answer.headers["Tus-Max-Size"]) > 2**31


@pytest.mark.parametrize("sizes", [[len(CONTENT)], [CHUNK, CHUNK, CHUNK // 2],
                                   [1, CHUNK, 999, CHUNK, CHUNK // 2 - 1000]])
def test_a_file_in_pieces_of_any_size_is_registered_whole(client, batch, ask, app, sizes):
    at = begin(client, batch, sha256=sha256(CONTENT).hexdigest()).headers["Location"]
    offset = 0
    for size in sizes:
        answer = send(client, at, offset, CONTENT[offset : offset + size])
        assert answer.status_code == 204
        offset += size
        assert answer.headers["Upload-Offset"] == str(offset)
    became = client.get(at, headers=TUS).json
    rows = ask(Evidence.reference, Evidence.sha256, Evidence.size, Evidence.file_name, Evidence.mime_declared)
    assert rows == [(became["reference"], sha256(CONTENT).hexdigest(), len(CONTENT), "진술 1.pdf", "application/pdf")]
    assert became["state"] == "done"
    with app.app_context(), storage.open_file(rows[0].sha256) as file:
        assert file.read() == CONTENT


def test_a_cut_connection_resumes_where_it_stopped(client, batch, ask, monkeypatch):
    at = begin(client, batch).headers["Location"]
    real = resumable.Part.append

    class Cut(io.BytesIO):
        def read(self, size: int = -1) -> bytes:
            if self.tell() >= CHUNK + 1000:
                raise ClientDisconnected
            return super().read(min(size, 1000))

    with monkeypatch.context() as cable:
        cable.setattr(resumable.Part, "append", lambda self, offset, _stream: real(self, offset, Cut(CONTENT)))
        send(client, at, 0, CONTENT)
    answer = client.head(at, headers=TUS)
    assert (answer.status_code, answer.headers["Upload-Length"]) == (200, str(len(CONTENT)))
    offset = int(answer.headers["Upload-Offset"])
    assert offset == CHUNK + 1000
    assert "Upload-Expires" in answer.headers
    assert send(client, at, offset, CONTENT[offset:]).status_code == 204
    assert ask(Evidence.sha256) == [(sha256(CONTENT).hexdigest(),)]


def test_after_the_browser_was_closed_the_same_file_goes_on(client, client_for, make, batch, case, ask):
    sha = sha256(CONTENT).hexdigest()
    at = begin(client, batch, sha256=sha).headers["Location"]
    send(client, at, 0, CONTENT[:CHUNK])
    new = make(a_batch, case)
    again = begin(client, new, sha256=sha)
    assert (again.status_code, again.headers["Upload-Offset"]) == (201, str(CHUNK))
    colleague = client_for(make(a_member, case, Role.LEGAL_EXPERT))
    assert begin(colleague, new, sha256=sha).headers["Upload-Offset"] == "0"
    assert send(client, again.headers["Location"], CHUNK, CONTENT[CHUNK:]).status_code == 204
    assert ask(Evidence.batch_id, Evidence.sha256) == [(new.id, sha)]


def test_nothing_readable_lies_there_meanwhile(client, batch, app):
    at = begin(client, batch).headers["Location"]
    secret = b"the witness is Hong Gildong. " * 60_000
    send(client, at, 0, secret[: CHUNK + 5000])
    with app.app_context():
        for path in resumable.folder().iterdir():
            assert b"Hong Gildong" not in path.read_bytes()
        assert len(lying()) == 1


@pytest.mark.parametrize(("offset", "headers", "status"), [
    (5, {}, 409), (len(CONTENT), {}, 413), (0, {"Content-Type": "application/json"}, 415), (-1, {}, 400),
    (0, {"Tus-Resumable": "0.2.2"}, 412)])
def test_a_wrong_piece_changes_nothing(client, batch, offset, headers, status):
    at = begin(client, batch).headers["Location"]
    assert send(client, at, offset, CONTENT[:1000], **headers).status_code == status
    assert client.head(at, headers=TUS).headers["Upload-Offset"] == "0"


@pytest.mark.parametrize(("size", "values", "status"), [
    ("", {}, 400), ("-5", {}, 400), ("1e3", {}, 400), ("9" * 30, {}, 400), (str(2**50), {}, 413),
    ("5", {"sha256": "not one"}, 400)])
def test_a_wrong_announcement_is_refused(client, batch, ask, size, values, status):
    headers = {**TUS, "Upload-Length": size, "Upload-Metadata": said(**values)}
    assert client.post(f"/batches/{batch.id}/uploads", headers=headers).status_code == status
    headers["Upload-Metadata"] = "filename §§"
    assert client.post(f"/batches/{batch.id}/uploads", headers={**headers, "Upload-Length": "5"}).status_code == 400
    assert ask(Upload.id) == []


def test_more_than_announced_is_refused(client, batch):
    at = begin(client, batch, size=10).headers["Location"]
    assert send(client, at, 0, b"x" * 11).status_code == 413


def test_a_file_that_changed_on_its_way_is_refused_and_forgotten(client, batch, ask, app):
    at = begin(client, batch, size=4, sha256=sha256(b"good").hexdigest()).headers["Location"]
    assert send(client, at, 0, b"evil").status_code == 460
    became = client.get(at, headers=TUS).json
    assert became["state"] == "refused"
    assert "changed on its way" in became["error"]
    assert ask(Evidence.id) == []
    with app.app_context():
        assert lying() == []


def test_another_persons_upload_does_not_exist(client, client_for, make, batch, case):
    at = begin(client, batch).headers["Location"]
    colleague, stranger = make(a_member, case, Role.LEGAL_EXPERT), make(a_member, make(a_case), Role.LEGAL_EXPERT)
    reader = make(a_member, case, Role.OBSERVER)
    for other in (colleague, stranger, reader):
        there = client_for(other)
        assert send(there, at, 0, CONTENT).status_code == 404
        for method in ("HEAD", "GET", "DELETE"):
            assert there.open(at, method=method, headers=TUS).status_code == 404
    assert begin(client_for(stranger), batch).status_code == 404
    assert begin(client_for(reader), batch).status_code == 404
    assert send(client, at.rpartition("/")[0] + f"/{uuid4()}", 0, CONTENT).status_code == 404
    assert client.post(at, headers=TUS).status_code == 405


def test_an_upload_that_is_given_up_leaves_nothing(client, batch, ask, app):
    at = begin(client, batch).headers["Location"]
    send(client, at, 0, CONTENT[: CHUNK + 5])
    assert client.delete(at, headers=TUS).status_code == 204
    assert client.head(at, headers=TUS).status_code == 404
    assert ask(Upload.id) == []
    with app.app_context():
        assert lying() == []


# --- held already ---


def test_an_identical_file_is_found_before_it_is_sent_only_in_ones_own_cases(client, make, batch, expert, case):
    theirs = make(an_item, make(a_case), content=b"of another case")
    mine = make(an_item, case, expert, b"of this case")

    def held(sha: str):
        return client.post(f"/batches/{batch.id}/held", json={"sha256": sha}, headers=TUS)

    assert held(mine.sha256).json["reference"] == mine.reference
    assert held(theirs.sha256).json == held("0" * 64).json == {"reference": None, "url": None}
    assert held("x").status_code == 400
    assert client.post(f"/batches/{batch.id}/held", data="[", headers=TUS).status_code == 400


def test_a_duplicate_is_told_and_registered_only_if_wanted(client, make, batch, expert, ask, case):
    item = make(an_item, case, expert, b"twice")
    at = begin(client, batch, size=5).headers["Location"]
    send(client, at, 0, b"twice")
    assert client.get(at, headers=TUS).json["duplicate_of"] == item.reference
    at = begin(client, batch, size=5, duplicate="keep").headers["Location"]
    send(client, at, 0, b"twice")
    assert client.get(at, headers=TUS).json["duplicate_of"] is None
    assert len(ask(Evidence.id)) == 2


def test_a_file_of_another_case_is_received_like_a_new_one(client, make, batch, ask):
    make(an_item, make(a_case), content=b"theirs")
    at = begin(client, batch, size=6).headers["Location"]
    assert send(client, at, 0, b"theirs").status_code == 204
    became = client.get(at, headers=TUS).json
    assert (became["state"], became["duplicate_of"]) == ("done", None)


# --- faults ---


@pytest.mark.parametrize(("step", "code", "status"), [("pwrite", errno.ENOSPC, 507), ("fsync", errno.EDQUOT, 507),
                                                       ("fsync", errno.EIO, 500)])
def test_a_full_or_broken_disk_loses_nothing_that_was_acknowledged(client, batch, ask, monkeypatch, step, code, status):
    at = begin(client, batch).headers["Location"]
    assert send(client, at, 0, CONTENT[: CHUNK + 7]).status_code == 204

    def fault(*_args: object) -> None:
        raise OSError(code, "no")

    with monkeypatch.context() as disk:
        disk.setattr(writing.os, step, fault)
        assert send(client, at, CHUNK + 7, CONTENT[CHUNK + 7 :]).status_code == status
    assert client.head(at, headers=TUS).headers["Upload-Offset"] == str(CHUNK + 7)
    assert send(client, at, CHUNK + 7, CONTENT[CHUNK + 7 :]).status_code == 204
    assert ask(Evidence.sha256) == [(sha256(CONTENT).hexdigest(),)]


def test_a_second_request_for_the_same_upload_waits_its_turn(client, batch, app, ask):
    at = begin(client, batch).headers["Location"]
    ((id, size, wrapped),) = ask(Upload.id, Upload.size, Upload.wrapped)
    with app.app_context():
        part = resumable.Part(id, size, wrapped)
        with part.locked():
            assert send(client, at, 0, CONTENT).status_code == 423
    assert send(client, at, 0, CONTENT).status_code == 204


def test_while_the_store_is_away_the_file_waits_and_is_registered_later(client, batch, expert, ask, monkeypatch, make):
    at = begin(client, batch, sha256=sha256(CONTENT).hexdigest()).headers["Location"]

    with monkeypatch.context() as store:
        store.setattr(resumable, "held", away)
        assert send(client, at, 0, CONTENT).status_code == 204
    assert client.get(at, headers=TUS).json["state"] == "received"
    assert client.delete(at, headers=TUS).status_code == 409
    assert ask(Evidence.id) == []

    def later():
        with acting(SYSTEM):
            assert service.uploads.sweep_uploads() == {"uploads": 0}
            assert service.uploads.ask_for_waiting(10) == 1
            assert service.uploads.ask_for_waiting(10) == 1
            run = db.session.execute(select(JobRun).where(JobRun.name == Job.FINISH_UPLOAD)).scalar_one()
            db.session.commit()
        return run.args[0], run.asked_by

    id, asked_by = make(later)
    assert asked_by == expert.id
    with monkeypatch.context() as store:
        store.setattr(resumable, "held", away)
        assert make(in_the_name_of, expert, service.uploads.finish_upload, id) is UploadState.RECEIVED
    assert make(in_the_name_of, expert, service.uploads.finish_upload, id) is UploadState.DONE
    assert make(in_the_name_of, expert, service.uploads.finish_upload, id) is None
    assert ask(Evidence.sha256, Evidence.received_by) == [(sha256(CONTENT).hexdigest(), expert.id)]


def away(_name: str) -> bool:
    raise StoreUnavailable


def in_the_name_of(user, function, id):
    with acting_as(user):
        result = function(UUID(id))
        db.session.commit()
    return result


def test_whoever_left_the_case_registers_nothing_later(client, batch, expert, ask, monkeypatch, make):
    at = begin(client, batch).headers["Location"]
    with monkeypatch.context() as store:
        store.setattr(resumable, "held", away)
        send(client, at, 0, CONTENT)
    ((id,),) = ask(Upload.id)

    def leave():
        with acting(SYSTEM):
            member = db.session.execute(select(Membership).where(Membership.user_id == expert.id)).scalar_one()
            member.ended_at = func.clock_timestamp()
            db.session.commit()

    make(leave)
    assert make(in_the_name_of, expert, service.uploads.finish_upload, str(id)) is UploadState.REFUSED
    assert ask(Evidence.id) == []


def test_what_nobody_goes_on_with_for_a_day_is_swept_with_its_bytes(client, batch, ask, make, app):
    at = begin(client, batch).headers["Location"]
    send(client, at, 0, CONTENT[: CHUNK + 5])
    with app.app_context():
        (resumable.folder() / str(uuid4())).write_bytes(b"left by a crash before its row")

    def sweep(age):
        with acting(SYSTEM):
            old = update(Upload).values(touched_at=func.clock_timestamp() - age)
            db.session.execute(old.execution_options(synchronize_session=False))
            result = service.uploads.sweep_uploads()
            db.session.commit()
            return result

    assert make(sweep, timedelta(hours=23)) == {"uploads": 0}
    with app.app_context():
        assert len(lying()) == 1
    assert make(sweep, timedelta(hours=25)) == {"uploads": 1}
    with app.app_context():
        assert lying() == []
    assert client.head(at, headers=TUS).status_code == 404
    assert Job.FINISH_UPLOADS in PERIODIC


# --- the process dies ---

CRASH = """
import io, os, signal, sys
from pathlib import Path
from uuid import UUID
from flask import Flask
from casefile.core.storage import resumable
from casefile.core.vault import Keyring

CONTENT, last, calls = bytes(range(256)) * 4200, 0, 0
ID = UUID(int=7)

def counted(function):
    def call(*args, **kwargs):
        global calls
        calls += 1
        if calls == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **kwargs)
    return call

def app_at(folder):
    app = Flask("store")
    app.config["STORE"] = folder
    app.extensions["vault"] = Keyring("k1", {"k1": bytes(32)})
    return app

def work(folder, wrapped):
    with app_at(folder).app_context():
        part = resumable.Part(ID, len(CONTENT), wrapped)
        offset = int(open(os.path.join(folder, "offset")).read())
        while offset < len(CONTENT):
            offset = part.append(offset, io.BytesIO(CONTENT[offset : offset + 900_000]))
            with open(os.path.join(folder, "offset.new"), "w") as out:
                out.write(str(offset))
            replace(os.path.join(folder, "offset.new"), os.path.join(folder, "offset"))  # the row's commit
        stored = part.store(None)
        open(os.path.join(folder, "stored"), "w").write(stored.sha256)  # the row of the item
        part.discard()

replace = os.replace
real = {name: getattr(os, name) for name in ("fsync", "fchmod", "utime", "pwrite", "ftruncate", "link")}
paths = {name: getattr(Path, name) for name in ("mkdir", "rename", "unlink", "chmod")}
while True:
    last += 1
    folder = os.path.join(sys.argv[1], str(last))
    os.makedirs(folder)
    open(os.path.join(folder, "offset"), "w").write("0")
    with app_at(folder).app_context():
        wrapped = resumable.wrapped_key(ID)
    pid = os.fork()
    if pid == 0:
        calls = 0
        for name, function in real.items():
            setattr(os, name, counted(function))
        for name, function in paths.items():
            setattr(Path, name, counted(function))
        work(folder, wrapped)
        os._exit(0)
    died = os.WIFSIGNALED(os.waitpid(pid, 0)[1])
    open(os.path.join(folder, "wrapped"), "wb").write(wrapped)
    if not died:
        break
    if not os.path.exists(os.path.join(folder, "stored")):
        work(folder, wrapped)
print(last - 1)
"""


def test_killed_at_any_step_the_upload_goes_on_from_what_was_acknowledged(tmp_path, app):
    run = subprocess.run([sys.executable, "-c", CRASH, str(tmp_path)], capture_output=True, text=True, check=True)
    steps, expected = int(run.stdout), sha256(bytes(range(256)) * 4200).hexdigest()
    assert steps >= 20
    for step in range(1, steps + 2):
        assert (tmp_path / str(step) / "stored").read_text() == expected
        objects = [path.name for path in (tmp_path / str(step) / "objects").rglob("*") if path.is_file()]
        assert objects == [expected]


# --- empty files, and what is still on its way ---


def test_a_file_of_no_bytes_is_registered_when_it_is_announced(client, batch, ask):
    begun = begin(client, batch, size=0, sha256=sha256(b"").hexdigest())
    assert (begun.status_code, begun.headers["Upload-Offset"]) == (201, "0")
    became = client.get(begun.location, headers=TUS).json
    assert ask(Evidence.reference, Evidence.size) == [(became["reference"], 0)]
    wrong = begin(client, batch, size=0, sha256="0" * 64)
    assert client.get(wrong.location, headers=TUS).json["state"] == "refused"
    assert len(ask(Evidence.id)) == 1


def test_what_is_on_its_way_is_shown_to_its_sender_who_goes_on_or_discards_it(
        client, client_for, make, batch, case, ask, monkeypatch, queries):
    sha = sha256(CONTENT).hexdigest()
    cut = begin(client, batch, sha256=sha).headers["Location"]
    send(client, cut, 0, CONTENT[:CHUNK])
    waits = begin(client, batch, size=5).headers["Location"]
    with monkeypatch.context() as store:
        store.setattr(resumable, "held", away)
        send(client, waits, 0, b"12345")
    refused = begin(client, batch, size=4, sha256=sha256(b"good").hexdigest()).headers["Location"]
    send(client, refused, 0, b"evil")
    for path in (f"/batches/{batch.id}", f"/cases/{case.id}/evidence/add", f"/batches/{make(a_batch, case).id}"):
        page = client.get(path).text
        for words in ("On their way", "1.0 MB of 2.5 MB are here.", "Complete and safe here", "changed on its way"):
            assert words in page, (path, words)
        assert page.count(">Continue<") == 1
        assert page.count("/discard") == 2
    colleague = client_for(make(a_member, case, Role.LEGAL_EXPERT))
    assert "On their way" not in colleague.get(f"/batches/{batch.id}").text
    assert colleague.post(f"{cut}/discard").status_code == 404
    more = client.post(f"/batches/{batch.id}/more", headers={"Accept": "application/json"}).json
    assert begin(client, batch, sha256=sha).headers["Upload-Offset"] == str(CHUNK)
    assert more["uploads"] == f"/batches/{batch.id}/uploads"
    assert client.get(f"{cut}/discard").status_code == 405
    assert client.post(f"{waits}/discard").status_code == 409
    for path in (cut, refused):
        assert client.post(f"{path}/discard").status_code == 303
    assert {id for (id,) in ask(Upload.id)} == {UUID(waits.rpartition("/")[2])}


def test_more_files_come_into_a_batch_without_a_script(client, client_for, make, batch, case, ask, queries):
    url = f"/batches/{batch.id}/more"
    assert client.post(url, data={}).status_code == 422
    assert client.get(url).status_code == 405
    for other in (make(a_member, case, Role.OBSERVER),
                  make(a_member, make(a_case), Role.LEGAL_EXPERT)):
        assert client_for(other).post(url, data={"files": (io.BytesIO(b"x"), "x.txt")}).status_code == 404
    counts = []
    for n in range(2):
        files = [(io.BytesIO(f"{n}-{m}".encode()), f"{n}-{m}.txt") for m in range(1 + 3 * n)]
        assert client.post(url, data={"files": files}).status_code == 303
        queries.clear()
        assert client.get(f"/batches/{batch.id}").status_code == 200
        counts.append(len(queries))
    assert len(ask(Evidence.id, Evidence.title)) == 5
    assert counts[0] == counts[1] <= 12


def test_duplicates_are_kept_when_the_batch_says_so(client, make, case, expert, ask):
    make(an_item, case, expert, b"twice")
    batch = make(a_batch, case, keep_duplicates=True)
    said = client.post(f"/batches/{batch.id}/held", json={"sha256": sha256(b"twice").hexdigest()}, headers=TUS).json
    assert said["reference"] is None
    at = begin(client, batch, size=5).headers["Location"]
    send(client, at, 0, b"twice")
    assert client.get(at, headers=TUS).json["duplicate_of"] is None
    assert len(ask(Evidence.id)) == 2
