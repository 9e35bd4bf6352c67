"""The same promises in a folder and in a bucket: what is stored is encrypted, whole, in order, or refused."""

from __future__ import annotations

import hashlib
import io
import os
import time
from pathlib import Path

import obstore
import pytest
from flask import Flask, current_app

from casefile.core import storage
from casefile.core.errors import StoreUnavailable
from casefile.core.storage import ALTERED, CHUNK, Damaged, Incomplete, envelope, spoken
from casefile.core.storage.bucket import Bucket
from casefile.core.storage.upkeep import encrypt_plain, finish_interrupted, wrap_keys_anew
from casefile.core.vault import Keyring, VaultError
from tests.objectstore import BUCKET, KEY, SECRET, an_object_store

KEYS = Keyring("k1", {"k1": b"1" * 32})
BOTH = Keyring("k2", {"k1": b"1" * 32, "k2": b"2" * 32})
NEW = Keyring("k2", {"k2": b"2" * 32})
SMALL = b"what was received"
LARGE = b"".join(bytes([n]) * (CHUNK // 2) for n in range(7))  # three chunks and a half


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with an_object_store(tmp_path_factory.mktemp("objectstore")) as running:
        yield running


@pytest.fixture(params=["folder", "bucket"])
def files(request, tmp_path):
    """The folder in which the files really lie, inside an application whose store it is."""
    app = Flask("store")
    app.extensions["vault"] = KEYS
    app.config.update(STORE=str(tmp_path / "store"), DATA=str(tmp_path / "data"), STORE_KEY=KEY, STORE_SECRET=SECRET)
    where = tmp_path / "store"
    if request.param == "bucket":
        server = request.getfixturevalue("server")
        app.config["STORE"] = server.url(tmp_path.name)
        where = server.folder / BUCKET / tmp_path.name
    with app.app_context():
        yield where


def keep(content: bytes) -> str:
    return storage.receive(io.BytesIO(content), len(content)).sha256


def raw(files: Path, name: str) -> bytes:
    return (files / "objects" / name[:2] / name).read_bytes()


def overwrite(files: Path, name: str, blob: bytes) -> None:
    """Change a stored file as somebody with access to the store would."""
    where = storage.place()
    if isinstance(where, Bucket):
        obstore.put(where._store, where._name("objects", name), blob)
    else:
        where.path(name).chmod(0o600)
        where.path(name).write_bytes(blob)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 20 * CHUNK + 5])
def test_what_is_stored_is_what_is_read(files, size):
    content = os.urandom(size)
    stored = storage.receive(io.BytesIO(content), size)
    assert (stored.sha256, stored.size, stored.new) == (hashlib.sha256(content).hexdigest(), size, True)
    with storage.open_file(stored.sha256) as file:
        assert file.read() == content
    assert storage.digest(stored.sha256) == stored.sha256
    assert list(storage.stored_digests()) == [stored.sha256]
    assert storage.receive(io.BytesIO(content)).new is False
    assert list(storage.staging().iterdir()) == []


def test_nothing_readable_lies_in_the_store(files):
    name = keep(b"the witness is Hong Gildong" * 1000)
    for path in (path for path in files.rglob("*") if path.is_file()):
        assert b"Hong Gildong" not in path.read_bytes()
    first = raw(files, name)
    other = keep(b"the witness is Hong Gildong" * 999)
    assert first[envelope.HEADER :][:64] != raw(files, other)[envelope.HEADER :][:64]


def test_any_range_can_be_read(files):
    name = keep(LARGE)
    with storage.open_file(name) as file:
        for start, size in ((0, 10), (CHUNK - 5, 10), (2 * CHUNK, 1), (len(LARGE) - 3, 10),
                            (len(LARGE) + 9, 4), (5, 0)):
            file.seek(start)
            assert file.read(size) == LARGE[start : start + size]
        assert file.seek(-4, os.SEEK_END) == len(LARGE) - 4
        assert file.read() == LARGE[-4:]
        assert file.tell() == len(LARGE)


def test_a_wrong_length_leaves_nothing(files):
    with pytest.raises(Incomplete):
        storage.receive(io.BytesIO(LARGE), len(LARGE) + 1)
    assert list(storage.stored_digests()) == []
    assert list(storage.staging().iterdir()) == []


def test_a_missing_file_is_missing(files):
    assert storage.digest("0" * 64) is None
    with pytest.raises(FileNotFoundError):
        storage.open_file("0" * 64)


SEALED, HEADER = envelope.SEALED, envelope.HEADER


def _flip(at: int):
    return lambda blob: blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1 :]


@pytest.mark.parametrize("damage", [
    pytest.param(_flip(0), id="magic"), pytest.param(_flip(30), id="key"), pytest.param(_flip(200), id="filling"),
    pytest.param(_flip(HEADER), id="nonce"),
    pytest.param(_flip(HEADER + 500), id="first chunk"), pytest.param(_flip(-1), id="last byte"),
    pytest.param(lambda blob: blob[: HEADER + 2 * SEALED], id="cut after a chunk"),
    pytest.param(lambda blob: blob[:-1], id="last byte missing"),
    pytest.param(lambda blob: blob[:100], id="header cut"),
    pytest.param(lambda blob: b"", id="empty"), pytest.param(lambda blob: blob + b"x", id="longer"),
    pytest.param(lambda blob: blob[:HEADER] + blob[HEADER + SEALED : HEADER + 2 * SEALED]
                 + blob[HEADER : HEADER + SEALED] + blob[HEADER + 2 * SEALED :], id="chunks swapped"),
    pytest.param(lambda blob: blob[: HEADER + SEALED] + blob[HEADER + 2 * SEALED :], id="chunk taken out"),
    pytest.param(lambda blob: LARGE, id="plain text instead")])
def test_any_change_is_found_and_never_read_past(files, damage):
    name = keep(LARGE)
    overwrite(files, name, damage(raw(files, name)))
    assert storage.digest(name) == ALTERED
    with pytest.raises(Damaged), storage.open_file(name) as file:
        file.read()
    with pytest.raises(Damaged):
        keep(LARGE)


def test_one_stored_file_cannot_stand_in_for_another(files):
    mine, theirs = keep(SMALL), keep(SMALL[::-1])
    overwrite(files, mine, raw(files, theirs))
    assert storage.digest(mine) == ALTERED


def test_a_wrong_master_key_opens_nothing(files):
    name = keep(SMALL)
    current_app.extensions["vault"] = Keyring("k1", {"k1": b"x" * 32})
    assert storage.digest(name) == ALTERED
    current_app.extensions["vault"] = NEW
    with pytest.raises(VaultError):
        storage.open_file(name)


def test_keys_are_wrapped_anew_and_no_file_is_rewritten(files):
    names = {keep(SMALL), keep(LARGE)}
    before = {name: raw(files, name) for name in names}
    current_app.extensions["vault"] = BOTH
    assert wrap_keys_anew() == 2
    assert wrap_keys_anew() == 0
    current_app.extensions["vault"] = NEW
    assert {storage.digest(name) for name in names} == names
    assert {name: raw(files, name) for name in names} == before
    assert set(storage.stored_digests()) == names


def test_only_what_nobody_speaks_of_for_a_day_is_removed(files, monkeypatch):
    spoken_of, stray = keep(b"spoken of"), keep(b"stray")
    monkeypatch.setattr(spoken, "_speakers", [lambda: [spoken_of]])
    assert storage.remove_unspoken() == []
    assert storage.remove_unspoken(time.time() + storage.STALE_AFTER + 60) == [stray]
    assert list(storage.stored_digests()) == [spoken_of]
    assert storage.receive(io.BytesIO(b"stray")).new is True


def test_files_of_before_the_store_was_encrypted_are_taken_over(files, tmp_path):
    already, old = keep(SMALL), tmp_path / "store"
    plain, spoilt = hashlib.sha256(LARGE).hexdigest(), "a" * 64
    for name, content in ((plain, LARGE), (spoilt, b"changed long ago")):
        path = old / "objects" / name[:2] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert sorted(encrypt_plain(old)) == sorted([(plain, True), (spoilt, False)])
    assert storage.digest(plain) == plain
    assert storage.digest(already) == already
    assert (old / "objects" / "aa" / spoilt).read_bytes() == b"changed long ago"
    assert list((old / "plain").iterdir()) == []
    (old / "plain" / plain).write_bytes(LARGE)  # killed between the new file and the end of the old one
    assert list(finish_interrupted(old)) == [(plain, True)]
    assert list((old / "plain").iterdir()) == []


def test_a_store_that_does_not_answer_says_so_and_loses_nothing(tmp_path):
    app = Flask("store")
    app.extensions["vault"] = KEYS
    with an_object_store(tmp_path / "objectstore") as server, app.app_context():
        app.config.update(STORE=server.url(), DATA=str(tmp_path), STORE_KEY=KEY, STORE_SECRET=SECRET)
        before = keep(SMALL)
        server.stop()
        started = time.monotonic()
        for attempt in (lambda: keep(LARGE), lambda: storage.open_file(before), lambda: storage.digest(before),
                        lambda: list(storage.stored_digests())):
            with pytest.raises(StoreUnavailable):
                attempt()
        assert time.monotonic() - started < 40
        assert list(storage.staging().iterdir()) == []
        server.start()
        assert storage.digest(before) == before
        assert storage.digest(keep(LARGE)) == hashlib.sha256(LARGE).hexdigest()


def test_wrong_credentials_are_a_store_that_does_not_answer(server, tmp_path):
    app = Flask("store")
    app.extensions["vault"] = KEYS
    app.config.update(STORE=server.url("x"), DATA=str(tmp_path), STORE_KEY=KEY, STORE_SECRET="not it")
    with app.app_context(), pytest.raises(StoreUnavailable):
        keep(SMALL)
