"""Stored files in an S3-compatible store: encrypted here, before they leave this machine."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.exceptions import NotFoundError as Missing
from obstore.store import S3Store

from casefile.core.errors import StoreUnavailable

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig

PIECE = 8 * 1024 * 1024
# One request, one connection and all tries together: nobody waits longer than this for a store that does not answer.
TIMEOUTS: ClientConfig = {"timeout": "10s", "connect_timeout": "3s", "allow_http": True}
RETRIES: RetryConfig = {"max_retries": 2, "retry_timeout": timedelta(seconds=10)}


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who we are to the store."""

    key: str
    secret: str


@contextmanager
def answering() -> Iterator[None]:
    """Turn every fault of the store into one of two: the file is not there, or the store does not answer."""
    try:
        yield
    except (Missing, FileNotFoundError):
        raise FileNotFoundError from None
    except (BaseError, OSError, ValueError) as error:
        raise StoreUnavailable(type(error).__name__) from None


def _tag(part: Path, size: int) -> str:
    """The tag of a file in most stores: MD5 of it, or of the MD5s of its pieces. Against accidents, not attackers."""
    with open(part, "rb") as file:
        if size <= PIECE:
            return hashlib.file_digest(file, _md5).hexdigest()
        pieces = [_md5(piece).digest() for piece in iter(lambda: file.read(PIECE), b"")]
    return f"{_md5(b''.join(pieces)).hexdigest()}-{len(pieces)}"


def _md5(content: bytes = b"") -> hashlib._Hash:
    return hashlib.md5(content, usedforsecurity=False)


class ObjectSource:
    """A stored object, read by ranges; a little ahead while it is read in order."""

    def __init__(self, read: Callable[[int, int], bytes], size: int) -> None:
        self._read, self.size = read, size
        self._start, self._held = 0, b""

    def read_at(self, offset: int, size: int) -> bytes:
        """Exactly these bytes, fewer at the end."""
        size = min(size, self.size - offset)
        if size <= 0:
            return b""
        if not self._start <= offset <= offset + size <= self._start + len(self._held):
            in_order = offset <= self._start + len(self._held) and offset >= self._start
            ahead = max(size, PIECE) if in_order else size
            self._start, self._held = offset, self._read(offset, min(offset + ahead, self.size))
        start = offset - self._start
        return self._held[start : start + size]

    def close(self) -> None:
        """Nothing is held."""


class Bucket:
    """The keys objects/…, keys/… and wanted/… of one bucket; staging stays on this machine."""

    def __init__(self, url: str, staging: Path, credentials: Credentials) -> None:
        parts, wishes = urlsplit(url), parse_qs(urlsplit(url).query)
        self.staging = staging
        self._prefix = parts.path.strip("/")
        endpoint = wishes.get("endpoint", [""])[0]
        self._store = S3Store(
            parts.netloc, access_key_id=credentials.key, secret_access_key=credentials.secret,
            region=wishes.get("region", ["us-east-1"])[0], client_options=TIMEOUTS, retry_config=RETRIES,
            virtual_hosted_style_request=not endpoint, endpoint=endpoint or None)

    def _name(self, kind: str, sha256: str) -> str:
        return "/".join(part for part in (self._prefix, kind, sha256[:2], sha256) if part)

    def source(self, sha256: str) -> ObjectSource:
        """The file, opened; FileNotFoundError when it is not there."""
        name = self._name("objects", sha256)
        with answering():
            meta = obstore.head(self._store, name)

        def read(start: int, end: int) -> bytes:
            with answering():  # pinned: a file put anew in this moment has another key
                got = obstore.get(self._store, name, options={"range": (start, end), "if_match": meta["e_tag"]})
                return bytes(got.bytes())

        return ObjectSource(read, meta["size"])

    def put(self, part: Path, sha256: str, whole: Callable[[], bool]) -> None:
        """Send the staged file, which is whole and on disk; the store shows all of it or nothing.

        The store's tag proves what arrived where it is made of the bytes; elsewhere all of it is read back. What
        arrived as something else is taken away again, and the sender still holds the file.
        """
        name, size = self._name("objects", sha256), part.stat().st_size
        with answering():
            obstore.put(self._store, name, part, use_multipart=size > PIECE, chunk_size=PIECE, max_concurrency=2)
            kept = obstore.head(self._store, name)
        if (kept["size"], (kept["e_tag"] or "").strip('"')) != (size, _tag(part, size)) and not whole():
            with answering():
                obstore.delete(self._store, name)
            raise StoreUnavailable("the store kept other bytes than were sent")
        part.unlink()

    def touch(self, sha256: str) -> None:
        """Say that the file is wanted, so that nobody takes it away now; FileNotFoundError when it is not there."""
        with answering():
            obstore.put(self._store, self._name("wanted", sha256), b"")
            obstore.head(self._store, self._name("objects", sha256))

    def names(self) -> Iterator[str]:
        """The names of all files, in order."""
        prefix = "/".join(part for part in (self._prefix, "objects") if part)
        with answering():
            found = [meta["path"].rpartition("/")[2] for some in obstore.list(self._store, prefix) for meta in some]
        yield from sorted(found)

    def take_away(self, sha256: str, limit: float) -> bool:
        """Remove a file that nobody has wanted since `limit`; True when it is gone.

        Somebody may be receiving the same file at this moment and touch it: then it is put back.
        """
        name, aside = self._name("objects", sha256), self._name("aside", sha256)
        with answering():
            if self._wanted(sha256) >= limit or obstore.head(self._store, name)["last_modified"].timestamp() >= limit:
                return False
            obstore.copy(self._store, name, aside)
            obstore.delete(self._store, name)
            if back := self._wanted(sha256) >= limit:
                obstore.copy(self._store, aside, name)
            obstore.delete(self._store, aside)
            if not back:
                obstore.delete(self._store, [self._name(kind, sha256) for kind in ("keys", "wanted")])
        return not back

    def _wanted(self, sha256: str) -> float:
        try:
            return float(obstore.head(self._store, self._name("wanted", sha256))["last_modified"].timestamp())
        except (Missing, FileNotFoundError):
            return 0.0

    def read_key(self, sha256: str) -> bytes | None:
        """The key of a file, wrapped anew after its header was written."""
        try:
            with answering():
                return bytes(obstore.get(self._store, self._name("keys", sha256)).bytes())
        except FileNotFoundError:
            return None

    def write_key(self, sha256: str, wrapped: bytes) -> None:
        """Keep a key that was wrapped anew."""
        with answering():
            obstore.put(self._store, self._name("keys", sha256), wrapped)
