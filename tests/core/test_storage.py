"""The store: whole files under their name or nothing, whatever dies, fills up or comes twice."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
import threading
import time
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask, current_app

from casefile.core import storage
from casefile.core.errors import StorageFull
from casefile.core.storage import Damaged, Incomplete, folder, spoken, writing
from casefile.core.vault import Keyring

CONTENT = b"what was received" * 100_000
NAME = sha256(CONTENT).hexdigest()
KEYS = Keyring("k1", {"k1": bytes(32)})


@pytest.fixture
def store(tmp_path):
    """A store in an application that knows nothing else."""
    with a_store_at(tmp_path / "store").app_context():
        yield tmp_path / "store"


def a_store_at(folder: object) -> Flask:
    app = Flask("store")
    app.config["STORE"] = str(folder)
    app.extensions["vault"] = KEYS
    return app


@pytest.fixture
def nobody_speaks(monkeypatch):
    """No slice has registered what its rows speak of."""
    monkeypatch.setattr(spoken, "_speakers", [])


def files_in(store: Path) -> list[str]:
    return sorted(path.relative_to(store).as_posix() for path in store.rglob("*") if path.is_file())


def object_of(name: str) -> str:
    return f"objects/{name[:2]}/{name}"


def spoil(store: Path, name: str) -> None:
    (store / object_of(name)).chmod(0o600)
    (store / object_of(name)).write_bytes(b"something else")


def test_a_file_is_stored_under_its_digest_and_cannot_be_written(store):
    stored = storage.receive(io.BytesIO(CONTENT), len(CONTENT))
    assert (stored.sha256, stored.size, stored.new) == (NAME, len(CONTENT), True)
    assert files_in(store) == [object_of(NAME)]
    assert (store / object_of(NAME)).stat().st_mode & 0o777 == 0o400
    with storage.open_file(NAME) as file:
        assert file.read() == CONTENT
    assert storage.digest(NAME) == NAME
    assert list(storage.stored_digests()) == [NAME]


def test_the_same_file_is_stored_once(store):
    storage.receive(io.BytesIO(CONTENT))
    assert storage.receive(io.BytesIO(CONTENT)).new is False
    assert files_in(store) == [object_of(NAME)]


@pytest.mark.parametrize("announced", [0, len(CONTENT) - 1, len(CONTENT) + 1])
def test_a_wrong_length_leaves_nothing(store, announced):
    with pytest.raises(Incomplete):
        storage.receive(io.BytesIO(CONTENT), announced)
    assert files_in(store) == []


def test_a_stream_that_breaks_leaves_nothing(store):
    class Broken(io.BytesIO):
        def read(self, size: int = -1) -> bytes:
            if self.tell() > 1_000_000:
                raise ConnectionResetError
            return super().read(min(size, 500_000))

    with pytest.raises(ConnectionResetError):
        storage.receive(Broken(CONTENT))
    assert files_in(store) == []


def test_a_damaged_file_is_left_as_it_is_and_said(store):
    storage.receive(io.BytesIO(CONTENT))
    spoil(store, NAME)
    with pytest.raises(Damaged):
        storage.receive(io.BytesIO(CONTENT))
    assert (store / object_of(NAME)).read_bytes() == b"something else"
    assert files_in(store) == [object_of(NAME)]


@pytest.mark.parametrize("name", ["", "0" * 63, "A" * 64, "../" + "0" * 61, "g" * 64])
def test_only_digests_name_files(store, name):
    with pytest.raises(ValueError, match="SHA-256"):
        storage.open_file(name)


def test_a_missing_file_has_no_digest(store):
    assert storage.digest("0" * 64) is None


def test_many_at_once_store_one_file(store):
    app, outcomes, start = a_store_at(store), [], threading.Barrier(8)

    def send() -> None:
        with app.app_context():
            start.wait(30)
            outcomes.append(storage.receive(io.BytesIO(CONTENT)).sha256)

    threads = [threading.Thread(target=send) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert outcomes == [NAME] * 8
    assert files_in(store) == [object_of(NAME)]
    assert storage.digest(NAME) == NAME


# --- no room ---


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("step", ["write", "fsync", "rename"])
def test_no_room_at_any_step_leaves_nothing(store, monkeypatch, code, step):
    def full(*_args: object) -> None:
        raise OSError(code, "no room")

    if step == "write":
        monkeypatch.setattr(writing.os, "pwrite", full)
    elif step == "fsync":
        monkeypatch.setattr(writing.os, "fsync", full)
    else:
        monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(StorageFull):
        storage.receive(io.BytesIO(CONTENT))
    assert files_in(store) == []


@pytest.mark.parametrize("step", ["pwrite", "fsync"])
def test_another_fault_of_the_disk_is_not_called_full(store, monkeypatch, step):
    def broken(*_args: object) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(writing.os, step, broken)
    with pytest.raises(OSError, match="broken"):
        storage.receive(io.BytesIO(CONTENT))
    assert files_in(store) == []


FULL_DISK = """
import io, sys
from flask import Flask
from casefile.core import storage
from casefile.core.errors import StorageFull
from casefile.core.vault import Keyring
app = Flask("store")
app.config["STORE"] = sys.argv[1]
app.extensions["vault"] = Keyring("k1", {"k1": bytes(32)})
with app.app_context():
    small = storage.receive(io.BytesIO(b"small"))
    try:
        storage.receive(io.BytesIO(bytes(8 * 1024 * 1024)))
    except StorageFull:
        print("full", small.sha256)
"""


def test_a_disk_that_is_really_full(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], capture_output=True,
                             check=False)
    if mounted.returncode:  # no right to mount: a limit on the size of files stops the write in the same place
        run = ["sh", "-c", 'ulimit -f 2048; trap "" XFSZ; exec "$@"', "sh", sys.executable, "-c",
               FULL_DISK.replace("except StorageFull", "except (StorageFull, OSError)"), str(disk)]
    else:
        run = [sys.executable, "-c", FULL_DISK, str(disk)]
    try:
        done = subprocess.run(run, capture_output=True, text=True, check=True)
        small = sha256(b"small").hexdigest()
        assert done.stdout.split() == ["full", small]
        assert files_in(disk) == [object_of(small)]
    finally:
        if not mounted.returncode:
            subprocess.run(["umount", str(disk)], check=True)


# --- the process dies ---

# Each child kills itself at the next of the calls that change the disk, until one lives; then it says how many died.
CRASH = """
import io, os, signal, sys
from pathlib import Path
from flask import Flask
from casefile.core import storage
from casefile.core.vault import Keyring

last, calls = 0, 0

def counted(function):
    def call(*args, **kwargs):
        global calls
        calls += 1
        if calls == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **kwargs)
    return call

for name in ("fsync", "fchmod", "utime", "pwrite", "ftruncate", "posix_fadvise"):
    setattr(os, name, counted(getattr(os, name)))
for name in ("mkdir", "rename", "unlink"):
    setattr(Path, name, counted(getattr(Path, name)))

def child(folder):
    app = Flask("store")
    app.config["STORE"] = folder
    app.extensions["vault"] = Keyring("k1", {"k1": bytes(32)})
    with app.app_context():
        storage.receive(io.BytesIO(b"what was received" * 100_000))
    os._exit(0)

while True:
    last += 1
    pid = os.fork()
    if pid == 0:
        child(os.path.join(sys.argv[1], str(last)))
    died = os.WIFSIGNALED(os.waitpid(pid, 0)[1])
    if not died:
        break
print(last - 1)
"""


def test_killed_at_any_step_nothing_half_made_is_served(store, tmp_path):
    run = subprocess.run([sys.executable, "-c", CRASH, str(tmp_path)], capture_output=True, text=True, check=True)
    steps, left_behind = int(run.stdout), 0
    assert steps >= 10
    for step in range(1, steps + 1):
        folder = tmp_path / str(step)
        current_app.config["STORE"] = str(folder)
        for name in storage.stored_digests():
            assert storage.digest(name) == name == NAME
        assert storage.receive(io.BytesIO(CONTENT)).sha256 == NAME
        left = [name for name in files_in(folder) if name.startswith("staging/")]
        left_behind += len(left)
        assert storage.sweep_staging() == 0
        assert storage.sweep_staging(time.time() + storage.STALE_AFTER + 60) == len(left)
        assert files_in(folder) == [object_of(NAME)]
    assert left_behind


# --- what no row speaks of ---


def test_only_what_nobody_speaks_of_for_a_day_is_removed(store, nobody_speaks):
    spoken, stray = (storage.receive(io.BytesIO(content)).sha256 for content in (b"spoken of", b"stray"))
    storage.spoken_for(lambda: [spoken])
    assert list(storage.unspoken()) == [stray]
    assert storage.remove_unspoken() == []
    later = (store / object_of(stray)).stat().st_mtime + storage.STALE_AFTER + 1
    assert storage.remove_unspoken(later) == [stray]
    assert files_in(store) == [object_of(spoken)]


def test_a_file_that_is_wanted_again_while_it_is_taken_away_is_put_back(store, nobody_speaks, monkeypatch):
    stray = storage.receive(io.BytesIO(b"stray")).sha256
    path = store / object_of(stray)
    os.utime(path, (1, 1))
    rename = Path.rename

    def wanted(self: Path, target: Path) -> Path:
        if self == path:
            os.utime(path)  # what `receive` does first
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", wanted)
    assert storage.remove_unspoken() == []
    assert storage.digest(stray) == stray


def test_a_file_taken_away_at_that_moment_is_stored_anew(store, monkeypatch):
    storage.receive(io.BytesIO(CONTENT))
    utime = os.utime

    def taken_away(path: Path, *args: object) -> None:
        utime(path)
        path.unlink()

    monkeypatch.setattr(folder.os, "utime", taken_away)
    assert storage.receive(io.BytesIO(CONTENT)).new is True
    assert storage.digest(NAME) == NAME
