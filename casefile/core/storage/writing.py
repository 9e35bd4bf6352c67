"""Bytes on their way in: hashed, encrypted and written at the same time, on three threads, with flat memory."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casefile.core.storage.envelope import CHUNK, HEADER, SEALED, make_header, new_key, seal_chunk

# How many chunks may be under way, and after how many bytes the kernel is told to begin writing: the final fsync then
# waits for the rest only.
UNDER_WAY = 4
WRITE_OUT = 32 * CHUNK


class Readable(Protocol):
    """What is read from."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; empty at the end."""


class Staged:
    """A file being written in the staging folder, which nobody reads and the sweep may take."""

    def __init__(self, path: Path, key: bytes | None = None, kept: int = 0) -> None:
        """kept: whole chunks that an earlier part of the same upload has left in the file."""
        self.key = key or new_key()
        self._cipher = AESGCM(self.key)
        self._number = kept
        self._handle = os.open(path, os.O_RDWR | (0 if kept else os.O_CREAT), 0o600)
        os.ftruncate(self._handle, HEADER + kept * SEALED)

    def add(self, plain: bytes, last: bool) -> None:
        """Encrypt and write the next chunk."""
        place = HEADER + self._number * SEALED
        view = memoryview(seal_chunk(self._cipher, self._number, last, plain))
        while view:
            written = os.pwrite(self._handle, view, place)
            view, place = view[written:], place + written
        self._number += 1
        if self._number % (WRITE_OUT // CHUNK) == 0:
            os.posix_fadvise(self._handle, place - WRITE_OUT, WRITE_OUT, os.POSIX_FADV_DONTNEED)

    def finish(self, sha256: str, size: int) -> None:
        """Bind the key to what the file turned out to be, and see all of it on disk."""
        finish(self._handle, self.key, sha256, size)

    def sync(self) -> None:
        """See it on disk. A failed fsync is never retried: the kernel may have dropped the data."""
        os.fsync(self._handle)

    def close(self) -> None:
        """Give the handle back."""
        os.close(self._handle)


def finish(handle: int, key: bytes, sha256: str, size: int) -> None:
    """Bind the key to what the file turned out to be, and see all of it on disk."""
    os.pwrite(handle, make_header(key, sha256, size), 0)
    os.fchmod(handle, 0o400)
    os.fsync(handle)


def pieces(stream: Readable) -> Iterator[tuple[bytes, bool]]:
    """The stream in whole chunks, each with whether it is the last; one empty chunk for an empty stream."""
    held = _fill(stream)
    while len(held) == CHUNK and (following := _fill(stream)):
        yield held, False
        held = following
    yield held, True


def _fill(stream: Readable) -> bytes:
    """A whole chunk, less at the end."""
    first = stream.read(CHUNK)
    if len(first) in (0, CHUNK):
        return first
    parts, missing = [first], CHUNK - len(first)
    while missing and (part := stream.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def write(stream: Readable, staged: Staged) -> tuple[str, int]:
    """Encrypt the whole stream into the staged file; returns its SHA-256 and size."""
    digest, size = hashlib.sha256(), 0
    found = pieces(stream)
    first, only = next(found)
    if only:  # most files are small: no thread is worth it
        digest.update(first)
        staged.add(first, last=True)
        return digest.hexdigest(), len(first)
    with ThreadPoolExecutor(1) as hashing, ThreadPoolExecutor(1) as writing:
        under_way: deque[Future[Any]] = deque()
        try:
            for plain, last in _with(first, found):
                size += len(plain)
                under_way += hashing.submit(digest.update, plain), writing.submit(staged.add, plain, last)
                while len(under_way) > 2 * UNDER_WAY:
                    under_way.popleft().result()
            while under_way:
                under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()
    return digest.hexdigest(), size


def _with(first: bytes, rest: Iterator[tuple[bytes, bool]]) -> Iterator[tuple[bytes, bool]]:
    yield first, False
    yield from rest
