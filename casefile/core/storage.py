"""Files named by their SHA-256: staged, fsynced, renamed; only then may a row speak of them."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Protocol

from flask import current_app
from werkzeug.exceptions import ClientDisconnected

from casefile.core.errors import StorageFull

CHUNK = 1024 * 1024
STALE_AFTER = 24 * 3600


class Readable(Protocol):
    """What `receive` reads from."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; empty at the end."""


class Incomplete(Exception):
    """The stream ended before the announced length; nothing was kept."""


class Damaged(Exception):
    """A file of this name is stored already, and its bytes have changed. It is left as it is, for people to look at."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is safely on disk. sha256: 64 lower-case hex digits. size: bytes. new: it was not here before."""

    sha256: str
    size: int
    new: bool


def _root() -> Path:
    return Path(current_app.config["STORE"])


def _path(sha256: str) -> Path:
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError("not a SHA-256")
    return _root() / "objects" / sha256[:2] / sha256


def receive(stream: Readable, expected: int | None = None) -> Stored:
    """Write the stream to the store, hashing as it goes, with flat memory.

    expected: announced length in bytes. Raises Incomplete when the stream is shorter or longer, StorageFull when
    there is no room, Damaged when the same file is held already and no longer what it was. Nothing stays behind.
    """
    staging = _root() / "staging"
    staging.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = staging / secrets.token_hex(16)
    try:
        sha256, size = _write(stream, part)
        if expected is not None and size != expected:
            raise Incomplete(f"{size} of {expected} bytes arrived")
        return Stored(sha256, size, _settle(part, sha256))
    except ClientDisconnected:
        raise Incomplete("the sender went away") from None
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFull from error
        raise
    finally:
        part.unlink(missing_ok=True)


def _write(stream: Readable, part: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with open(part, "xb", buffering=0, opener=_private) as out:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            view = memoryview(chunk)
            while view:
                view = view[out.write(view) :]
        os.fchmod(out.fileno(), 0o400)
        os.fsync(out.fileno())  # a failed fsync is never retried: the kernel may have dropped the data
    return digest.hexdigest(), size


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _settle(part: Path, sha256: str) -> bool:
    """Give the staged file its name; False when the store had it before."""
    if _held(sha256):
        return False
    target = _path(sha256)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part.rename(target)
    for folder in (target.parent, target.parent.parent, _root()):
        _sync(folder)
    return True


def _held(sha256: str) -> bool:
    """True when the store has the file, unchanged. Somebody who is about to remove it sees that it is wanted."""
    with suppress(FileNotFoundError):
        os.utime(_path(sha256))
    found = digest(sha256)
    if found not in (None, sha256):
        raise Damaged(sha256)
    return found is not None


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_file(sha256: str) -> BufferedReader:
    """The stored bytes; FileNotFoundError when they are gone."""
    return open(_path(sha256), "rb")


def digest(sha256: str) -> str | None:
    """The SHA-256 computed now from the stored bytes; None when the file is missing."""
    try:
        with open_file(sha256) as stored:
            return hashlib.file_digest(stored, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def stored_digests() -> Iterator[str]:
    """The names of all stored files."""
    for path in sorted((_root() / "objects").glob("??/*")):
        yield path.name


def sweep_staging(now: float | None = None) -> int:
    """Remove what interrupted uploads left behind more than a day ago; returns how many files."""
    limit = (now if now is not None else time.time()) - STALE_AFTER
    stale = [path for path in (_root() / "staging").glob("*") if path.stat().st_mtime < limit]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)


# --- files that no row speaks of ---

_speakers: list[Callable[[], Iterable[str]]] = []


def spoken_for(digests: Callable[[], Iterable[str]]) -> Callable[[], Iterable[str]]:
    """Register a function that names every stored file a slice's rows speak of.

    Every slice that calls `receive` must have one: what nobody speaks of is reported, and may be removed.
    """
    _speakers.append(digests)
    return digests


def unspoken() -> Iterator[str]:
    """The stored files no row speaks of: left by a crash between file and row, or by somebody's hand."""
    stored = list(stored_digests())  # first: a row that comes meanwhile is known, and so is its file
    known = {sha256 for digests in _speakers for sha256 in digests()}
    return (sha256 for sha256 in stored if sha256 not in known)


def remove_unspoken(now: float | None = None) -> list[str]:
    """Remove files that no row has spoken of for a day; returns their names.

    Somebody may be receiving the same file at this moment: `receive` touches it first, so a file whose time has
    moved while it was being taken away is put back.
    """
    limit = (now if now is not None else time.time()) - STALE_AFTER
    return [sha256 for sha256 in unspoken() if _take_away(_path(sha256), limit)]


def _take_away(path: Path, limit: float) -> bool:
    if path.stat().st_mtime >= limit:
        return False
    aside = _root() / "staging" / secrets.token_hex(16)
    aside.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.rename(aside)
    if aside.stat().st_mtime >= limit:
        aside.rename(path)
        return False
    aside.unlink()
    return True
