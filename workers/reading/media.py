"""Sound and film: when and where it says it was made, and how long it is; nothing is decoded here."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
MOOV = 32 * 1024 * 1024
_CONTAINERS = {b"moov", b"udta", b"meta", b"ilst"}


def facts(file: BinaryIO) -> dict[str, str]:
    """Creation time, length and place out of an MP4 or QuickTime file; nothing for other kinds."""
    found: dict[str, str] = {}
    for name, raw in _boxes(file):
        if name == b"mvhd":
            found.update(_header(raw))
        elif name == b"\xa9xyz" or b"ISO6709" in raw:
            place = re.search(rb"([+-]\d{1,2}\.\d+)([+-]\d{1,3}\.\d+)", raw)
            if place:
                found.update(latitude=place[1].decode(), longitude=place[2].decode())
    return found


def _boxes(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    end = file.seek(0, 2)
    at = 0
    for _n in range(1000):
        if at + 8 > end:
            return
        file.seek(at)
        size, name = struct.unpack(">I4s", file.read(8))
        header = 8
        if size == 1:
            size, header = int.from_bytes(file.read(8), "big"), 16
        size = size or end - at
        if size < header:
            return
        if name == b"moov" and size <= MOOV:
            yield from _inner(file.read(size - header), 0)
        at += size


def _inner(raw: bytes, depth: int) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(raw):
        size, name = struct.unpack(">I4s", raw[at : at + 8])
        if size < 8:
            return
        body = raw[at + 8 : at + size]
        yield name, body if name not in _CONTAINERS else b""
        if name in _CONTAINERS and depth < 5:
            yield from _inner(body, depth + 1)
        at += size


def _header(raw: bytes) -> dict[str, str]:
    try:
        if raw[0] == 1:
            made, _changed, scale, length = struct.unpack(">QQIQ", raw[4:32])
        else:
            made, _changed, scale, length = struct.unpack(">IIII", raw[4:20])
        found = {"seconds": str(length // scale)} if scale else {}
        return found | ({"taken": (EPOCH + timedelta(seconds=made)).isoformat()} if made else {})
    except (struct.error, IndexError, OverflowError):
        return {}
