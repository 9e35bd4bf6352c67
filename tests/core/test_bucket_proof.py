"""What a bucket took is proved: by its tag, or by reading all of it back."""

from __future__ import annotations

import hashlib
import io
import os

import obstore
import pytest
from flask import Flask

from casefile.core import storage
from casefile.core.errors import StoreUnavailable
from casefile.core.storage import bucket
from casefile.core.vault import Keyring
from tests.objectstore import KEY, SECRET, an_object_store

CONTENTS = [os.urandom(5000), os.urandom(bucket.PIECE + 9)]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with an_object_store(tmp_path_factory.mktemp("proof")) as running:
        yield running


@pytest.fixture
def store(server, tmp_path):
    app = Flask("store")
    app.extensions["vault"] = Keyring("k1", {"k1": b"1" * 32})
    app.config.update(STORE=server.url(tmp_path.name), DATA=str(tmp_path), STORE_KEY=KEY, STORE_SECRET=SECRET)
    with app.app_context():
        yield storage.place()


@pytest.fixture
def put(monkeypatch):
    """Make the store, or the way to it, change what it keeps."""
    real = obstore.put

    def bend(change):
        def sent(store, name, part, **options):
            if "objects" in name:
                part = io.BytesIO(change(part.read_bytes()))
            return real(store, name, part, **options)

        monkeypatch.setattr(bucket.obstore, "put", sent)

    return bend


@pytest.fixture
def reads(monkeypatch):
    """The files that were read back."""
    names, real = [], storage.files.digest
    monkeypatch.setattr(storage.files, "digest", lambda name: (names.append(name), real(name))[1])
    return names


@pytest.mark.parametrize("content", CONTENTS, ids=["one piece", "pieces"])
def test_the_tag_proves_what_arrived_and_nothing_is_read_back(store, reads, content):
    name = storage.receive(io.BytesIO(content)).sha256
    assert reads == [name]  # is it held already
    assert storage.digest(name) == name


@pytest.mark.parametrize("content", CONTENTS, ids=["one piece", "pieces"])
def test_bytes_changed_on_their_way_are_not_called_stored(store, put, monkeypatch, content):
    put(lambda blob: blob[:-7] + bytes([blob[-7] ^ 1]) + blob[-6:])
    with pytest.raises(StoreUnavailable):
        storage.receive(io.BytesIO(content))
    assert list(storage.stored_digests()) == []
    assert list(storage.staging().iterdir()) == []
    monkeypatch.undo()
    name = hashlib.sha256(content).hexdigest()
    assert storage.receive(io.BytesIO(content)).new is True
    assert storage.digest(name) == name


def test_a_store_whose_tags_say_nothing_is_read_back(store, reads, monkeypatch):
    monkeypatch.setattr(bucket, "_tag", lambda _part, _size: "a tag of its own making")
    name = storage.receive(io.BytesIO(CONTENTS[0])).sha256
    assert reads == [name, name]  # is it held already; is it whole
