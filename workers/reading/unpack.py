"""Taking parts out of a file, by their numbers."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator
from typing import BinaryIO

from workers.reading import archives, captures, mail
from workers.reading.budget import Unreadable
from workers.reading.frames import Out
from workers.reading.members import Measure, Member


def unpack(file: BinaryIO, kind: str, wanted: Collection[int], out: Out) -> None:
    """Say each wanted part with its bytes, or with the reason why there are none."""
    for member, raw in _parts(file, kind, wanted, Measure()):
        if member.place in wanted:
            out.say("member", b"" if member.problem else raw, **member.told())


Parts = Iterator[tuple[Member, bytes]]

def _packed(file: BinaryIO, wanted: Collection[int], measure: Measure) -> Parts:
    file.seek(0)
    if captures.is_packed_warc(file):
        return captures.warc_parts(file)
    raw = archives.gunzipped(file)
    if raw[257:262] == b"ustar":
        return archives.tar_parts(io.BytesIO(raw), wanted, measure)
    return iter([(Member(0, "content", len(raw)), raw)])


_READERS: dict[str, Callable[[BinaryIO, Collection[int], Measure], Parts]] = {
    "message/rfc822": lambda file, _wanted, _measure: iter(mail.read_eml(file).parts),
    "application/vnd.ms-outlook": lambda file, _wanted, _measure: iter(mail.read_msg(file).parts),
    "application/mbox": lambda file, _wanted, _measure: mail.mbox_messages(file),
    "application/zip": archives.zip_parts,
    "application/x-tar": archives.tar_parts,
    "application/warc": lambda file, _wanted, _measure: captures.warc_parts(file),
    "application/x-wacz": captures.wacz_parts,
    "application/gzip": _packed,
}


def _parts(file: BinaryIO, kind: str, wanted: Collection[int], measure: Measure) -> Parts:
    if kind not in _READERS:
        raise Unreadable("unknown_kind")
    return _READERS[kind](file, wanted, measure)
