"""What the auto-archiver wrote beside the files it collected: address, time and digest of each, checked."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from typing import Any

from workers.reading.budget import Unreadable
from workers.reading.captures import matches
from workers.reading.members import Measure, Member
from workers.reading.office import part

LARGEST = 4 * 1024 * 1024
MOST = 20


def describe(archive: zipfile.ZipFile, members: list[Member]) -> Iterator[Member]:
    """The parts of an archive, each with what a record of the collection says of it."""
    known = dict(_records(archive)) if any(one.name.endswith(".json") for one in members) else {}
    measure = Measure()
    for member in members:
        told = known.get(_last(member.name))
        if told and not member.problem:
            member.url, member.captured, member.digest = told
            measure.take(member.length or 0)
            member.matches = matches(member.digest, part(archive, archive.infolist()[member.place].filename))
        yield member


def _records(archive: zipfile.ZipFile) -> Iterator[tuple[str, tuple[str | None, str | None, str | None]]]:
    """(name of a file, (address, time, digest)) out of every record."""
    small = [info for info in archive.infolist() if info.filename.endswith(".json") and info.file_size < LARGEST]
    for name in [info.filename for info in small[:MOST]]:
        try:
            told = json.loads(part(archive, name, LARGEST))
        except (ValueError, RecursionError, Unreadable):
            continue
        for one in told if isinstance(told, list) else [told]:
            yield from _of_record(one)


def _of_record(told: Any) -> Iterator[tuple[str, tuple[str | None, str | None, str | None]]]:
    about = told.get("metadata") if isinstance(told, dict) else None
    if not isinstance(about, dict) or not isinstance(told.get("media"), list):
        return
    when = _text(about.get("_processed_at")) or _text(about.get("timestamp"))
    for media in told["media"]:
        if isinstance(media, dict):
            inner = media.get("properties")
            digest = _text(inner.get("hash")) if isinstance(inner, dict) else None
            for name in {_last(str(media.get(key) or "")) for key in ("filename", "key")} - {""}:
                yield name, (_text(about.get("url")), when, digest)


def _text(value: Any) -> str | None:
    return value[:500] if isinstance(value, str) and value else None


def _last(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]
