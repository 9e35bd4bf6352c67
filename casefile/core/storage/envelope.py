"""What a stored file looks like: a header that holds its wrapped key, then chunks that each prove their place.

header: magic ‖ length of the master key's id ‖ id ‖ wrapped key, filled up to 256 bytes. The key is bound to the file's
SHA-256 and size, so neither can a file take another's place nor lose its end unnoticed.
chunk:  nonce (12, random) ‖ AES-256-GCM of up to 1 MiB, bound to its number and to whether it is the last one.
A nonce is never derived from the place of a chunk: an upload that is cut off and sent again may fill a place twice.
"""

from __future__ import annotations

import hashlib
import io
import json
import secrets
import struct
from collections.abc import Iterator
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

from casefile.core.errors import Damaged
from casefile.core.vault import Keyring, VaultError, decrypt, encrypt

CHUNK = 1024 * 1024
HEADER = 256
MAGIC = b"CFS1"
_NONCE = 12
OVERHEAD = _NONCE + 16
WRAPPED = 1 + _NONCE + 32 + 16
SEALED = CHUNK + OVERHEAD


class Source(Protocol):
    """A stored file as it lies there, encrypted."""

    @property
    def size(self) -> int:
        """Bytes, encrypted."""

    def read_at(self, offset: int, size: int) -> bytes:
        """Exactly these bytes, fewer at the end."""

    def close(self) -> None:
        """Give the handle back."""


class KeyOfFile(Protocol):
    """Where the key of a file is found when its header's master key has been retired."""

    def __call__(self) -> bytes | None:
        """The wrapped key as written by `wrap`, if there is one."""


def new_key() -> bytes:
    """A random key for one file."""
    return AESGCM.generate_key(256)


def ring() -> Keyring:
    """The master keys."""
    keys: Keyring = current_app.extensions["vault"]
    return keys


def wrap(key: bytes, *owner: str) -> bytes:
    """The key wrapped with the current master key, which it names; bound to its owner."""
    name = ring().current
    sealed = encrypt(ring().keys[name], key, json.dumps(owner).encode())
    return bytes([len(name.encode())]) + name.encode() + sealed


def wrapped_by(blob: bytes) -> str:
    """The id of the master key that wrapped it."""
    return blob[1 : 1 + blob[0]].decode("utf-8", "replace") if blob else ""


def unwrap(blob: bytes, *owner: str) -> bytes:
    """The key; Damaged when it does not open for this owner, VaultError when its master key is not there."""
    name = wrapped_by(blob)
    if name not in ring().keys:
        raise VaultError("no master key")
    start = 1 + blob[0]
    try:
        return decrypt(ring().keys[name], blob[start : start + WRAPPED], json.dumps(owner).encode())
    except VaultError:
        raise Damaged("the key does not open") from None


def _owner(sha256: str, size: int) -> tuple[str, str, str]:
    return ("casefile/file/v1", sha256, str(size))


def make_header(key: bytes, sha256: str, size: int) -> bytes:
    """The first bytes of a stored file."""
    return (MAGIC + wrap(key, *_owner(sha256, size))).ljust(HEADER, b"\0")


def wrap_again(key: bytes, sha256: str, size: int) -> bytes:
    """The key of a stored file for the current master key, to be kept beside it."""
    return wrap(key, *_owner(sha256, size))


def seal_chunk(cipher: AESGCM, number: int, last: bool, plain: bytes) -> bytes:
    """One chunk as it is stored."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + cipher.encrypt(nonce, plain, struct.pack(">Q?", number, last))


def open_chunk(cipher: AESGCM, number: int, last: bool, blob: bytes) -> bytes:
    """The plain bytes of one chunk; Damaged when it is not exactly what was stored in this place."""
    try:
        return cipher.decrypt(blob[:_NONCE], blob[_NONCE:], struct.pack(">Q?", number, last))
    except (InvalidTag, ValueError):
        raise Damaged(f"chunk {number} does not open") from None


def chunks_of(size: int) -> int:
    """How many chunks a file of so many plain bytes has."""
    return max(1, -(-size // CHUNK))


def stored_size(size: int) -> int:
    """Bytes on disk of a file of so many plain bytes."""
    return HEADER + size + chunks_of(size) * OVERHEAD


def plain_size(stored: int) -> int:
    """Plain bytes of a file of so many bytes on disk; Damaged when no file has this length."""
    body = stored - HEADER
    chunks = -(-body // SEALED)
    size = body - chunks * OVERHEAD
    if body < OVERHEAD or size < 0 or stored_size(size) != stored:
        raise Damaged("no stored file has this length")
    return size


class Chunks:
    """The chunks of a file in plain bytes, any of them, each checked before it is given out."""

    def __init__(self, source: Source, size: int, key: bytes) -> None:
        self.source, self.size, self.key = source, size, key
        self.count = chunks_of(size)
        self._cipher = AESGCM(key)

    def chunk(self, number: int) -> bytes:
        """The plain bytes of one chunk."""
        blob = self.source.read_at(HEADER + number * SEALED, SEALED)
        return open_chunk(self._cipher, number, number == self.count - 1, blob)

    def chunks(self) -> Iterator[bytes]:
        """All of them, in order."""
        return (self.chunk(number) for number in range(self.count))

    def digest(self) -> str:
        """The SHA-256 computed now."""
        found = hashlib.sha256()
        for plain in self.chunks():
            found.update(plain)
        return found.hexdigest()


class Sealed(Chunks):
    """A stored file, opened with the key in its header."""

    def __init__(self, source: Source, sha256: str, other_key: KeyOfFile | None = None) -> None:
        size = plain_size(source.size)
        self.wrapped = self._wrapped(source, other_key)
        super().__init__(source, size, unwrap(self.wrapped, *_owner(sha256, size)))

    @staticmethod
    def _wrapped(source: Source, other_key: KeyOfFile | None) -> bytes:
        head = source.read_at(0, HEADER)
        if head[: len(MAGIC)] != MAGIC:
            raise Damaged("not a stored file")
        wrapped = head[len(MAGIC) :]
        if wrapped[1 + wrapped[0] + WRAPPED :].strip(b"\0"):  # nothing else proves what the header is filled up with
            raise Damaged("the header is not what was written")
        if wrapped_by(wrapped) in ring().keys or other_key is None:
            return wrapped
        return other_key() or wrapped


class SealedReader(io.RawIOBase):
    """The plain bytes of a stored file as a stream in which one can seek."""

    def __init__(self, sealed: Sealed) -> None:
        super().__init__()
        self._sealed = sealed
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """The place of the next byte."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a byte."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._sealed.size}[whence]
        if base + offset < 0:
            raise ValueError("before the beginning")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Fill the buffer with what is left of one chunk."""
        if self._at >= self._sealed.size:
            self._empty()
            return 0
        number, start = divmod(self._at, CHUNK)
        if self._held[0] != number:
            self._held = (number, self._sealed.chunk(number))
        part = self._held[1][start : start + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _empty(self) -> None:
        """An empty file has one chunk too, and it must open."""
        if self._sealed.size == 0:
            self._sealed.chunk(0)

    def close(self) -> None:
        """Give the handle back."""
        if not self.closed:
            self._sealed.source.close()
        super().close()
