"""ZIP, TAR and gzip: their contents listed, and single parts taken out. Names are words to show, never paths."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from workers.reading.budget import MEMBERS, RATIO, SMALL, Unreadable
from workers.reading.collected import describe
from workers.reading.members import LARGEST, Measure, Member
from workers.reading.office import opened

_TAR_BAD = (tarfile.TarError, OSError, EOFError, zlib.error, ValueError, RecursionError)
UNPACKED_GZIP = 64 * 1024 * 1024


def zip_members(file: BinaryIO) -> Iterator[Member]:
    """What the directory of a ZIP file says."""
    with opened(file) as archive:
        infos = archive.infolist()
        members = [Member(place, _zip_name(info), info.file_size, made=_zip_time(info), problem=_zip_problem(info))
                   for place, info in enumerate(infos[:MEMBERS]) if not info.is_dir()]
        yield from describe(archive, members)
        if len(infos) > MEMBERS:
            raise Unreadable("too_many")


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name as it was packed; a name packed in a Korean encoding is read as such."""
    if info.flag_bits & 0x800:
        return info.orig_filename
    try:
        return info.orig_filename.encode("cp437").decode("cp949")
    except UnicodeError:
        return info.orig_filename


def _zip_problem(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & 1:
        return "encrypted"
    if info.external_attr >> 16 & 0xF000 in (0xA000, 0x2000, 0x6000, 0x1000):
        return "not_a_file"
    if info.file_size > LARGEST:
        return "too_large"
    if info.file_size > SMALL and info.file_size > RATIO * max(info.compress_size, 1):
        return "bomb"
    return None


def _zip_time(info: zipfile.ZipInfo) -> str | None:
    try:
        return datetime(*info.date_time).isoformat() if info.date_time > (1980, 1, 1, 0, 0, 0) else None
    except (ValueError, TypeError):
        return None


def zip_parts(file: BinaryIO, wanted: Collection[int], measure: Measure) -> Iterator[tuple[Member, bytes]]:
    """The wanted parts, each whole or with its problem."""
    with opened(file) as archive:
        infos = archive.infolist()
        for member in zip_members(file):
            if member.place in wanted:
                yield member, b"" if member.problem else _zip_read(archive, infos[member.place], member, measure)


def _zip_read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, member: Member, measure: Measure) -> bytes:
    try:
        with archive.open(info) as stream:
            raw = stream.read(LARGEST + 1)
    except RuntimeError:
        member.problem = "encrypted"
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError):
        member.problem = "damaged"
    else:
        measure.take(len(raw))
        member.problem = "too_large" if len(raw) > LARGEST else None
        return raw if not member.problem else b""
    return b""


def tar_members(file: BinaryIO) -> Iterator[tuple[Member, tarfile.TarFile, tarfile.TarInfo]]:
    """What a TAR file holds; links, devices and pipes are listed and never made."""
    file.seek(0)
    try:
        archive = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115 - read below, while it is open
        for place, info in enumerate(archive):
            if place >= MEMBERS:
                raise Unreadable("too_many")
            if not info.isdir():
                yield _tar_member(place, info), archive, info
    except _TAR_BAD:
        raise Unreadable("damaged") from None


def _tar_member(place: int, info: tarfile.TarInfo) -> Member:
    name = info.name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    problem = "not_a_file" if not info.isreg() else "too_large" if info.size > LARGEST else None
    made = datetime.fromtimestamp(info.mtime, UTC).isoformat() if 0 < info.mtime < 2**33 else None
    return Member(place, name, info.size, made=made, problem=problem)


def tar_parts(file: BinaryIO, wanted: Collection[int], measure: Measure) -> Iterator[tuple[Member, bytes]]:
    """The wanted parts."""
    for member, archive, info in tar_members(file):
        if member.place not in wanted:
            continue
        raw = b""
        if not member.problem:
            measure.take(info.size)
            stream = archive.extractfile(info)
            raw = stream.read(LARGEST) if stream else b""
            member.problem = None if len(raw) == info.size else "damaged"
        yield member, raw


def gunzipped(file: BinaryIO) -> bytes:
    """What a gzip file holds; Unreadable for a bomb or damage."""
    file.seek(0)
    try:
        with gzip.GzipFile(fileobj=file) as stream:
            raw = stream.read(UNPACKED_GZIP + 1)
    except (OSError, EOFError, zlib.error, ValueError):
        raise Unreadable("damaged") from None
    packed = file.seek(0, io.SEEK_END)
    if len(raw) > UNPACKED_GZIP or (len(raw) > SMALL and len(raw) > RATIO * max(packed, 1)):
        raise Unreadable("bomb")
    return raw
