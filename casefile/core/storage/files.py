"""Taking files in and giving them out, wherever they lie."""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any, Protocol

from flask import current_app
from werkzeug.exceptions import ClientDisconnected

from casefile.core.errors import Damaged, StorageFull
from casefile.core.storage.bucket import Bucket, Credentials
from casefile.core.storage.envelope import CHUNK, Sealed, SealedReader, Source
from casefile.core.storage.folder import Folder
from casefile.core.storage.writing import Readable, Staged, write

STALE_AFTER = 24 * 3600
# What `digest` answers for a file whose bytes no longer open: they have no SHA-256 that could be told.
ALTERED = "altered"


class Place(Protocol):
    """Where stored files lie. Faults: FileNotFoundError, StoreUnavailable, OSError of the disk; nothing else."""

    staging: Path

    def source(self, sha256: str) -> Source:
        """The file, opened; FileNotFoundError when it is not there."""

    def put(self, part: Path, sha256: str, whole: Callable[[], bool], /) -> None:
        """Take the staged file over, whole or not at all. whole: reads all of it back and says whether it is."""

    def touch(self, sha256: str) -> None:
        """Say that the file is wanted; FileNotFoundError when it is not there."""

    def names(self) -> Iterator[str]:
        """The names of all files, in order."""

    def take_away(self, sha256: str, limit: float) -> bool:
        """Remove a file nobody has wanted since `limit`; True when it is gone."""

    def read_key(self, sha256: str) -> bytes | None:
        """The key of a file, wrapped anew after its header was written."""

    def write_key(self, sha256: str, wrapped: bytes) -> None:
        """Keep a key that was wrapped anew."""


class Incomplete(Exception):
    """The stream ended before the announced length; nothing was kept."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is safely stored. sha256: 64 lower-case hex digits. size: bytes. new: it was not here before."""

    sha256: str
    size: int
    new: bool


def place() -> Place:
    """The store that the settings name, opened once in each process."""
    url = current_app.config["STORE"]
    opened: dict[Any, Place] = current_app.extensions.setdefault("stores", {})
    key = (url, os.getpid())  # the client of a bucket does not survive a fork
    if key not in opened:
        opened[key] = _open(url)
    return opened[key]


def _open(url: str) -> Place:
    if url.startswith("s3://"):
        config = current_app.config
        return Bucket(url, Path(config["DATA"]) / "staging", Credentials(config["STORE_KEY"], config["STORE_SECRET"]))
    return Folder(Path(url))


def staging() -> Path:
    """The folder of what is not stored yet, on this machine; what lies in it is encrypted too."""
    folder = place().staging
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def checked(sha256: str) -> str:
    """The name itself; ValueError when it is not a SHA-256."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError("not a SHA-256")
    return sha256


def receive(stream: Readable, expected: int | None = None) -> Stored:
    """Store the stream, hashing and encrypting as it comes, with flat memory.

    expected: announced length in bytes. Raises Incomplete when the stream is shorter or longer, StorageFull when
    there is no room, StoreUnavailable when the store does not answer, Damaged when the same file is held already and
    no longer what it was. Nothing stays behind.
    """
    part = staging() / secrets.token_hex(16)
    try:
        with room():
            sha256, size = _stage(stream, part, expected)
            return settle(part, sha256, size)
    except ClientDisconnected:
        raise Incomplete("the sender went away") from None
    finally:
        part.unlink(missing_ok=True)


def _stage(stream: Readable, part: Path, expected: int | None) -> tuple[str, int]:
    staged = Staged(part)
    try:
        sha256, size = write(stream, staged)
        if expected is not None and size != expected:
            raise Incomplete(f"{size} of {expected} bytes arrived")
        staged.finish(sha256, size)
    finally:
        staged.close()
    return sha256, size


@contextmanager
def room() -> Iterator[None]:
    """Say StorageFull for every way in which a disk says it."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFull from error
        raise


def settle(part: Path, sha256: str, size: int) -> Stored:
    """Store a staged file that is whole and on disk under its name, unless it is held already."""
    if held(sha256):
        return Stored(sha256, size, new=False)
    place().put(part, sha256, lambda: digest(sha256) == sha256)
    return Stored(sha256, size, new=True)


def held(sha256: str) -> bool:
    """True when the store has the file, unchanged. Somebody who is about to remove it sees that it is wanted."""
    with suppress(FileNotFoundError):
        place().touch(sha256)
    found = digest(sha256)
    if found not in (None, sha256):
        raise Damaged(sha256)
    return found is not None


def open_sealed(sha256: str) -> Sealed:
    """The stored file, chunk by chunk; FileNotFoundError when it is gone, Damaged when it is not what was stored."""
    where = place()
    source = where.source(checked(sha256))
    try:
        return Sealed(source, sha256, lambda: where.read_key(sha256))
    except BaseException:
        source.close()
        raise


def open_file(sha256: str) -> BufferedReader:
    """The plain bytes, seekable; FileNotFoundError when they are gone, Damaged (also while reading) when changed."""
    return BufferedReader(SealedReader(open_sealed(sha256)), CHUNK)


def digest(sha256: str) -> str | None:
    """The SHA-256 computed now from the stored bytes; None when the file is missing, ALTERED when it does not open."""
    try:
        sealed = open_sealed(sha256)
    except FileNotFoundError:
        return None
    except Damaged:
        return ALTERED
    try:
        return sealed.digest()
    except Damaged:
        return ALTERED
    finally:
        sealed.source.close()


def stored_digests() -> Iterator[str]:
    """The names of all stored files."""
    return place().names()


def sweep_staging(now: float | None = None) -> int:
    """Remove what interrupted uploads left behind more than a day ago; returns how many files."""
    limit = (now if now is not None else time.time()) - STALE_AFTER
    stale = [path for path in place().staging.glob("*") if path.is_file() and path.stat().st_mtime < limit]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)
