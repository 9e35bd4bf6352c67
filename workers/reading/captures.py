"""Captures of the web: WARC files, alone or inside WACZ, with their digests checked against the bytes."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Any, BinaryIO

from workers.reading.budget import MEMBERS, Unreadable
from workers.reading.members import LARGEST, Measure, Member
from workers.reading.office import opened, part

LONGEST_HEADER = 65_536
HASHES = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "md5": hashlib.md5, "sha512": hashlib.sha512,
          "sha3512": hashlib.sha3_512}


class _Unpacking(io.RawIOBase):
    """The plain bytes of a WARC that may be packed record by record."""

    def __init__(self, file: BinaryIO) -> None:
        file.seek(0)
        self.file, self.buffer = file, b""
        self.packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        self.unpacker = zlib.decompressobj(31)

    def more(self) -> bool:
        raw = self.unpacker.unconsumed_tail if self.packed else b""
        raw = raw or self.file.read(65_536)
        if not raw:
            return False
        self.buffer += self._unpack(raw) if self.packed else raw
        return True

    def _unpack(self, raw: bytes) -> bytes:
        try:
            found = self.unpacker.decompress(raw, 1 << 20)
            if self.unpacker.eof:
                rest, self.unpacker = self.unpacker.unused_data, zlib.decompressobj(31)
                self.file.seek(-len(rest), io.SEEK_CUR)
        except zlib.error:
            raise Unreadable("damaged") from None
        return found

    def line(self) -> bytes:
        """The next line; empty at the end."""
        while b"\n" not in self.buffer:
            if len(self.buffer) > LONGEST_HEADER:
                raise Unreadable("damaged")
            if not self.more():
                break
        line, mark, self.buffer = self.buffer.partition(b"\n")
        return line + mark

    def take(self, size: int, keep: bool) -> Iterator[bytes]:
        """So many bytes in pieces."""
        while size:
            if not self.buffer and not self.more():
                raise Unreadable("damaged")
            piece, self.buffer = self.buffer[:size], self.buffer[size:]
            size -= len(piece)
            yield piece if keep else b""


def _records(file: BinaryIO) -> Iterator[tuple[dict[str, str], bytes]]:
    """(headers, block) of every record; a block that is too large is passed over."""
    source = _Unpacking(file)
    for _n in range(MEMBERS * 4):
        line = source.line()
        while line in (b"\r\n", b"\n"):
            line = source.line()
        if not line:
            return
        if not line.startswith(b"WARC/"):
            raise Unreadable("damaged")
        headers = _headers(source)
        size = int(headers.get("content-length", "x")) if headers.get("content-length", "").isdigit() else -1
        if size < 0:
            raise Unreadable("damaged")
        yield headers, b"".join(source.take(size, keep=size <= LARGEST))
    raise Unreadable("too_many")


def _headers(source: _Unpacking) -> dict[str, str]:
    found: dict[str, str] = {}
    while (line := source.line()).strip():
        name, _mark, value = line.decode("utf-8", "replace").partition(":")
        found[name.strip().lower()] = value.strip()
        if len(found) > 200:
            raise Unreadable("damaged")
    return found


def warc_parts(file: BinaryIO, first: int = 0) -> Iterator[tuple[Member, bytes]]:
    """What was captured: each answer of a server, and each file kept, with its address, its time and its digest."""
    place = first
    for headers, block in _records(file):
        if headers.get("warc-type") not in ("response", "resource"):
            continue
        if place - first >= MEMBERS:
            raise Unreadable("too_many")
        mime, payload = headers.get("content-type"), block
        if mime and mime.startswith("application/http"):
            mime, payload = _http(block)
        digest = headers.get("warc-payload-digest")
        member = Member(place, name_of(headers.get("warc-target-uri", "")), len(payload), mime,
                        url=headers.get("warc-target-uri"), captured=headers.get("warc-date"), digest=digest)
        member.matches = matches(digest, *_payloads(block, headers, payload)) if digest else \
            matches(headers.get("warc-block-digest"), block)
        yield member, payload
        place += 1


def _payloads(block: bytes, headers: dict[str, str], payload: bytes) -> list[bytes]:
    """What a payload digest may be of: the body as it was sent, without its chunks, or as it was meant."""
    if not headers.get("content-type", "").startswith("application/http"):
        return [block]
    sent = block.partition(b"\r\n\r\n")[2]
    return [sent, _unchunked(sent), payload]


def _http(block: bytes) -> tuple[str | None, bytes]:
    """(media type, body) of an answer, its transfer and content coding undone where they are known."""
    head, _mark, payload = block.partition(b"\r\n\r\n")
    told = {name.strip().lower(): value.strip() for name, _m, value in
            (line.partition(":") for line in head.decode("latin-1").split("\r\n")[1:201])}
    if "chunked" in told.get("transfer-encoding", "").lower():
        payload = _unchunked(payload)
    if told.get("content-encoding", "").lower() in ("gzip", "x-gzip"):
        unpacker = zlib.decompressobj(31)
        with suppress(zlib.error):  # kept as it was sent
            payload = unpacker.decompress(payload, LARGEST)
        if unpacker.unconsumed_tail:
            raise Unreadable("bomb")
    return told.get("content-type"), payload


def _unchunked(payload: bytes) -> bytes:
    found: list[bytes] = []
    at = 0
    while True:
        end = payload.find(b"\r\n", at)
        size = re.match(rb"[0-9a-fA-F]{1,8}", payload[at:end]) if end > 0 else None
        if not size:
            return payload
        length = int(size[0], 16)
        if not length:
            return b"".join(found)
        found.append(payload[end + 2 : end + 2 + length])
        at = end + 4 + length


def matches(digest: str | None, *candidates: bytes) -> bool | None:
    """Whether some of the bytes have the digest; None when there is none, or of a kind nobody knows."""
    name, _mark, value = (digest or "").partition(":")
    maker = HASHES.get(name.lower().replace("-", ""))
    if maker is None or not value:
        return None
    found = [maker(raw, usedforsecurity=False) for raw in candidates]
    known = {one.hexdigest() for one in found} | {base64.b32encode(one.digest()).decode().lower() for one in found}
    return value.strip().lower() in known


def name_of(url: str) -> str:
    """The last part of an address, as a name to show."""
    return re.sub(r"[?#].*", "", url).rstrip("/").rpartition("/")[2][:200] or "page"


def wacz_parts(file: BinaryIO, wanted: Collection[int] | None, measure: Measure) -> Iterator[tuple[Member, bytes]]:
    """What a WACZ holds: its own files, checked against the hashes of its table, then what its WARC files captured."""
    with opened(file) as archive:
        hashes = _table(archive)
        places = 0
        for name in [one for one in archive.namelist() if not one.endswith("/")][:MEMBERS]:
            raw = part(archive, name, LARGEST)
            measure.take(len(raw))
            digest = hashes.get(name)
            known = Member(places, name, len(raw), digest=digest, matches=matches(digest, raw))
            places += 1
            if name.startswith("archive/") and name.endswith((".warc", ".warc.gz")):
                yield known, raw if wanted is None or known.place in wanted else b""
                for member, payload in warc_parts(io.BytesIO(raw), places):
                    places = member.place + 1
                    measure.take(len(payload))
                    yield member, payload if wanted is None or member.place in wanted else b""
            else:
                yield known, raw if wanted is None or known.place in wanted else b""


def wacz_members(file: BinaryIO) -> Iterator[Member]:
    """The same as a list."""
    return (member for member, _raw in wacz_parts(file, (), Measure()))


def is_packed_warc(file: BinaryIO) -> bool:
    """Whether a gzip file is a WARC packed record by record."""
    try:
        return _Unpacking(file).line().startswith(b"WARC/")
    except Unreadable:
        return False


def _table(archive: zipfile.ZipFile) -> dict[str, str]:
    """File -> digest, as the WACZ gives them."""
    try:
        told: Any = json.loads(part(archive, "datapackage.json", 16 * 1024 * 1024))
        return {str(one["path"]): str(one["hash"]) for one in told["resources"] if one.get("hash")}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
