"""HWP 5, the older format of the Hangul word processor: compressed records inside an OLE file."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

import olefile

from workers.reading.budget import Unreadable, printable

LARGEST = 64 * 1024 * 1024
PARAGRAPH_TEXT = 67
_ALONE = {0, 10, 13, 24, 25, 26, 27, 28, 29, 30, 31}  # control characters of one unit; the others take eight
_BAD = (OSError, ValueError, IndexError, KeyError, struct.error, RecursionError, TypeError)


def opened(file: BinaryIO) -> Any:
    """The OLE file; Unreadable when it is cut off."""
    file.seek(0)
    try:
        return olefile.OleFileIO(io.BytesIO(file.read(512 * 1024 * 1024)))
    except _BAD:
        raise Unreadable("damaged") from None


def stream(ole: Any, name: str | list[str], most: int = LARGEST) -> bytes:
    """One stream of an OLE file; Unreadable when it is too large or damaged."""
    try:
        if ole.get_size(name) > most:
            raise Unreadable("too_large")
        found: bytes = ole.openstream(name).read()
    except _BAD:
        raise Unreadable("damaged") from None
    return found


def text_of(file: BinaryIO) -> Iterator[str]:
    """The text, section by section."""
    with opened(file) as ole:
        flags = int.from_bytes(stream(ole, "FileHeader")[36:40], "little")
        if flags & 2:
            raise Unreadable("encrypted")
        folder = "ViewText" if flags & 4 else "BodyText"
        if flags & 4:
            raise Unreadable("encrypted")  # made for distribution: its text is scrambled
        for number in range(1000):
            if not ole.exists([folder, f"Section{number}"]):
                return
            yield _section(stream(ole, [folder, f"Section{number}"]), bool(flags & 1))


def _section(raw: bytes, packed: bool) -> str:
    if packed:
        unpacker = zlib.decompressobj(-15)
        try:
            raw = unpacker.decompress(raw, LARGEST)
        except zlib.error:
            raise Unreadable("damaged") from None
        if unpacker.unconsumed_tail:
            raise Unreadable("bomb")
    return printable("\n".join(_paragraphs(raw)))


def _paragraphs(raw: bytes) -> Iterator[str]:
    at = 0
    while at + 4 <= len(raw):
        header = int.from_bytes(raw[at : at + 4], "little")
        tag, size, at = header & 0x3FF, header >> 20, at + 4
        if size == 0xFFF:
            size, at = int.from_bytes(raw[at : at + 4], "little"), at + 4
        if tag == PARAGRAPH_TEXT:
            yield _characters(raw[at : at + size])
        at += size


def _characters(raw: bytes) -> str:
    units = struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2])
    found, at = [], 0
    while at < len(units):
        unit = units[at]
        if unit >= 32 or unit in (9, 10):
            found.append(unit)
        at += 1 if unit >= 32 or unit in _ALONE else 8
    return struct.pack(f"<{len(found)}H", *found).decode("utf-16-le", "replace")


def properties(file: BinaryIO) -> dict[str, str]:
    """Author and dates out of the summary of any OLE document."""
    with opened(file) as ole:
        try:
            meta = ole.get_metadata()
        except _BAD:
            return {}
    told = {"author": meta.author, "changed_by": meta.last_saved_by, "created": meta.create_time,
            "modified": meta.last_saved_time, "title": meta.title, "program": meta.creating_application}
    return {name: text for name, value in told.items() if (text := _words(value))}


def _words(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat() if value.year > 1980 else ""
    if isinstance(value, bytes):
        return value.decode("cp949", "replace").strip("\0 ")[:300]
    return str(value or "")[:300]
