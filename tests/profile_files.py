"""What a browser's profile holds on the disk, read as deep as its formats hide it."""

from __future__ import annotations

import gzip
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

_TABLE_END = bytes.fromhex("57fb808b247547db")
_GZIP = b"\x1f\x8b\x08"


def contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file with its bytes, and what is compressed inside it once more in clear."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        raw = path.read_bytes()
        yield path, raw
        if raw.endswith(_TABLE_END):
            yield path, b"\n".join(_table(raw))
        yield path, b"\n".join(_zipped(raw))


def _zipped(raw: bytes) -> Iterator[bytes]:
    """What was compressed with gzip anywhere in the file (answers in the cache)."""
    at = raw.find(_GZIP)
    while at >= 0:
        try:
            yield zlib.decompressobj(wbits=31).decompress(raw[at:])
        except zlib.error:
            yield b""
        at = raw.find(_GZIP, at + 1)


def _table(raw: bytes) -> Iterator[bytes]:
    """The blocks of a LevelDB table: local storage, IndexedDB, sync and the like."""
    at = len(raw) - 48
    for _skipped in range(2):
        _number, at = _varint(raw, at)
    start, at = _varint(raw, at)
    length, at = _varint(raw, at)
    index = _block(raw, start, length)
    yield index
    restarts = struct.unpack_from("<I", index, len(index) - 4)[0]
    at, end = 0, len(index) - 4 * (restarts + 1)
    while at < end:
        _shared, at = _varint(index, at)
        own, at = _varint(index, at)
        size, at = _varint(index, at)
        handle = index[at + own : at + own + size]
        start, used = _varint(handle, 0)
        length, used = _varint(handle, used)
        yield _block(raw, start, length)
        at += own + size


def _block(raw: bytes, start: int, length: int) -> bytes:
    stored = raw[start : start + length]
    return unsnap(stored) if raw[start + length] == 1 else stored


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        number |= (raw[at] & 0x7F) << shift
        shift, at = shift + 7, at + 1
        if raw[at - 1] < 0x80:
            return number, at


def unsnap(packed: bytes) -> bytes:
    """The bytes that were compressed with Snappy."""
    _size, at = _varint(packed, 0)
    out = bytearray()
    while at < len(packed):
        tag = packed[at]
        at += 1
        if tag & 3 == 0:
            length = (tag >> 2) + 1
            if length > 60:
                extra = length - 60
                length, at = int.from_bytes(packed[at : at + extra], "little") + 1, at + extra
            out += packed[at : at + length]
            at += length
            continue
        if tag & 3 == 1:
            length, back, at = (tag >> 2 & 7) + 4, (tag >> 5) << 8 | packed[at], at + 1
        else:
            wide = 2 if tag & 3 == 2 else 4
            length, back, at = (tag >> 2) + 1, int.from_bytes(packed[at : at + wide], "little"), at + wide
        for _n in range(length):
            out.append(out[-back])
    return bytes(out)


def packed(text: bytes) -> bytes:
    """The text as an answer is kept in a cache, for the tests of the search itself."""
    return b"head" + gzip.compress(text) + b"tail"
