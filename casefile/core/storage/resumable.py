"""Uploads that may be cut off: whole chunks in one file, what is left of a chunk in another, both encrypted.

Nobody but the sender's row knows the key (wrapped). What an answer has acknowledged is on disk; what was written after
it is written again, with new nonces.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from werkzeug.exceptions import ClientDisconnected

from casefile.core.errors import Damaged
from casefile.core.storage.envelope import CHUNK, HEADER, SEALED, Chunks, chunks_of, new_key, unwrap, wrap
from casefile.core.storage.files import Incomplete, Stored, digest, held, place, room, staging
from casefile.core.storage.folder import FileSource, sync
from casefile.core.storage.writing import Readable, Staged, finish


class Busy(Exception):
    """Another request is writing this upload."""


class Mismatch(Exception):
    """All bytes are here, and they are not what the sender announced."""


def wrapped_key(id: UUID) -> bytes:
    """A new key for an upload, to be kept in its row."""
    return wrap(new_key(), "casefile/upload/v1", str(id))


def folder() -> Path:
    """Where uploads under way lie: not swept by age, as staging is, but by their rows."""
    where = place().staging.parent / "uploads"
    where.mkdir(parents=True, exist_ok=True, mode=0o700)
    return where


class Part:
    """The file of one upload. size: bytes announced."""

    def __init__(self, id: UUID, size: int, wrapped: bytes) -> None:
        self.id, self.size = id, size
        self.key = unwrap(wrapped, "casefile/upload/v1", str(id))
        self.path = folder() / str(id)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other requests from this upload; Busy when one is at work. A killed process holds nothing."""
        handle = os.open(folder() / f"{self.id}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError:
            raise Busy from None
        finally:
            os.close(handle)

    def append(self, offset: int, stream: Readable) -> int:
        """Write what comes, from `offset` on, until the stream ends or breaks; returns what is safely kept now.

        StorageFull and faults of the disk leave what was kept before.
        """
        rest = self._read_rest(offset)
        self._forget_rests(but=offset)
        with room():
            staged = Staged(self.path, self.key, kept=offset // CHUNK)
            try:
                kept, rest = self._write(staged, offset // CHUNK, rest, stream)
                staged.sync()
                received = min(kept * CHUNK + len(rest), self.size)
                self._keep_rest(received, rest)
            finally:
                staged.close()
        return received

    def _write(self, staged: Staged, kept: int, rest: bytes, stream: Readable) -> tuple[int, bytes]:
        """Whole chunks as they fill up, and the last one; returns how many there are and what is left over."""
        count = chunks_of(self.size)
        with suppress(ClientDisconnected, ConnectionError):
            while kept < count and (more := stream.read(CHUNK - len(rest))):
                rest += more
                whole = CHUNK if kept < count - 1 else self.size - (count - 1) * CHUNK
                if len(rest) >= whole:
                    staged.add(rest[:whole], last=kept == count - 1)
                    kept, rest = kept + 1, b""
        return kept, rest

    def _read_rest(self, offset: int) -> bytes:
        """What earlier requests left of a chunk."""
        if offset and self.path.stat().st_size < HEADER + offset // CHUNK * SEALED:
            raise Damaged("a part of the upload is gone")
        if offset % CHUNK == 0:
            return b""
        blob = self._rest(offset).read_bytes()
        try:
            return AESGCM(self.key).decrypt(blob[:12], blob[12:], str(offset).encode())
        except InvalidTag:
            raise Damaged("what was left of a chunk does not open") from None

    def _keep_rest(self, offset: int, rest: bytes) -> None:
        """Under a name that holds the offset: the one before is needed until the row says that this one holds."""
        if rest:
            nonce = secrets.token_bytes(12)
            with open(self._rest(offset), "wb") as out:
                out.write(nonce + AESGCM(self.key).encrypt(nonce, rest, str(offset).encode()))
                out.flush()
                os.fsync(out.fileno())
        sync(folder())

    def _rest(self, offset: int) -> Path:
        return folder() / f"{self.id}.{offset}"

    def _forget_rests(self, but: int) -> None:
        """Remove what earlier requests left of a chunk and no row speaks of any more."""
        for path in folder().glob(f"{self.id}.[0-9]*"):
            if path != self._rest(but):
                path.unlink()

    def store(self, announced: str | None) -> Stored:
        """Read all of it back, compare, and store it. The part stays until `discard`: its row is not saved yet.

        Raises Incomplete, Mismatch, StoreUnavailable, StorageFull, Damaged.
        """
        sha256 = self._digest()
        if announced and announced != sha256:
            raise Mismatch
        if held(sha256):
            return Stored(sha256, self.size, new=False)
        self.path.chmod(0o600)
        handle = os.open(self.path, os.O_RDWR)
        link = staging() / secrets.token_hex(16)
        try:
            with room():
                finish(handle, self.key, sha256, self.size)
                os.link(self.path, link)
                place().put(link, sha256, lambda: digest(sha256) == sha256)
        finally:
            os.close(handle)
            link.unlink(missing_ok=True)
        return Stored(sha256, self.size, new=True)

    def _digest(self) -> str:
        try:
            source = FileSource(self.path)
        except FileNotFoundError:
            raise Incomplete("the part is gone") from None
        try:
            return Chunks(source, self.size, self.key).digest()
        except Damaged:
            raise Incomplete("not all of it is here") from None
        finally:
            source.close()

    def discard(self) -> None:
        """Forget the bytes."""
        forget(self.id)


def forget(id: UUID) -> None:
    """Remove what an upload has left."""
    for path in (folder() / str(id), *folder().glob(f"{id}.*")):
        path.unlink(missing_ok=True)


def under_way() -> set[str]:
    """The ids of uploads that have left something."""
    return {path.name.partition(".")[0] for path in folder().iterdir()}
