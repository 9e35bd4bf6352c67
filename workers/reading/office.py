"""Office files that are ZIP and XML: text and properties, within limits; macros and links are never looked at."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from workers.reading.budget import RATIO, SMALL, Unreadable
from workers.reading.markup import Gather, walk

PART = 64 * 1024 * 1024
MOST_PARTS = 2_000
_CORE = {"creator": "author", "lastModifiedBy": "changed_by", "created": "created", "modified": "modified",
         "title": "title", "initial-creator": "author", "creation-date": "created", "date": "modified",
         "generator": "program", "Application": "program"}


def opened(file: BinaryIO) -> zipfile.ZipFile:
    """The archive; Unreadable when it is cut off or no archive."""
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
        raise Unreadable("damaged") from None
    if len(archive.infolist()) > MOST_PARTS * 10:
        raise Unreadable("too_many")
    return archive


def part(archive: zipfile.ZipFile, name: str, most: int = PART) -> bytes:
    """One part, unpacked; Unreadable for a bomb, a password, or damage."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        raise Unreadable("damaged") from None
    if info.flag_bits & 1:
        raise Unreadable("encrypted")
    if info.file_size > most or (info.file_size > SMALL and info.file_size > RATIO * max(info.compress_size, 1)):
        raise Unreadable("bomb")
    try:
        with archive.open(info) as stream:
            found = stream.read(most + 1)
    except RuntimeError:
        raise Unreadable("encrypted") from None
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError):
        raise Unreadable("damaged") from None
    if len(found) > most:
        raise Unreadable("bomb")
    return found


def text_of(file: BinaryIO, kind: str) -> Iterator[tuple[str, str]]:
    """(heading, text) for each part of the document in its order."""
    with opened(file) as archive:
        yield from _readers(kind)(archive)


def properties(file: BinaryIO) -> dict[str, str]:
    """Author, dates and program out of the properties of the document; what is not there is left out."""
    found: dict[str, str] = {}
    with opened(file) as archive:
        for name in ("docProps/core.xml", "docProps/app.xml", "meta.xml"):
            if name in archive.namelist():
                found.update(_properties(part(archive, name, 1_000_000)))
    return found


def _properties(raw: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    at = ""

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal at
        at = name

    def data(text: str) -> None:
        if at in _CORE and text.strip():
            found[_CORE[at]] = (found.get(_CORE[at], "") + text.strip())[:300]

    walk(raw, start, lambda _name: None, data)
    return found


def _readers(kind: str) -> Any:
    if kind.endswith("wordprocessingml.document"):
        return _word
    if kind.endswith("spreadsheetml.sheet"):
        return _sheets
    if kind.endswith("presentationml.presentation"):
        return _slides
    return _hangul if kind == "application/hwp+zip" else _open_document


def _numbered(archive: zipfile.ZipFile, pattern: str) -> list[str]:
    found = [(int(match[1]), name) for name in archive.namelist() if (match := re.fullmatch(pattern, name))]
    return [name for _n, name in sorted(found)[:MOST_PARTS]]


def _word(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    names = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "word/comments.xml"]
    for name in names:
        if name in archive.namelist() or name == names[0]:
            yield "", Gather({"t", "delText"}, {"p", "br"}, {"tab", "tc"}).of(part(archive, name))


def _slides(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    for name in _numbered(archive, r"ppt/slides/slide(\d{1,6})\.xml"):
        yield "", Gather({"t"}, {"p", "br"}, {"tc"}).of(part(archive, name))


def _hangul(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    for name in _numbered(archive, r"Contents/section(\d{1,6})\.xml"):
        yield "", Gather({"t"}, {"p", "lineBreak"}, {"tab", "tc"}).of(part(archive, name))


def _open_document(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in part(archive, "META-INF/manifest.xml"):
        raise Unreadable("encrypted")
    yield "", Gather({"p", "h"}, {"p", "h", "line-break", "table-row"}, {"tab", "table-cell"}).of(
        part(archive, "content.xml"))


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    strings = _strings(archive)
    names: list[str] = []
    if "xl/workbook.xml" in archive.namelist():
        walk(part(archive, "xl/workbook.xml"), lambda tag, a: names.extend([a.get("name", "")] * (tag == "sheet")),
             lambda _name: None, lambda _text: None)
    for index, name in enumerate(_numbered(archive, r"xl/worksheets/sheet(\d{1,6})\.xml")):
        heading = names[index] if index < len(names) else f"Sheet{index + 1}"
        yield heading, _Cells(strings).of(part(archive, name))


def _strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    gather = Gather({"t"}, {"si"})
    walk(part(archive, "xl/sharedStrings.xml"), gather.start, gather.end,
         lambda text: gather.data(text.replace("\n", " ")))
    return "".join(gather.found).split("\n")


class _Cells:
    """The filled cells of a sheet: "B12: value", one a line, as a pinpoint names them."""

    def __init__(self, strings: list[str]) -> None:
        self.strings, self.lines = strings, []  # type: list[str], list[str]
        self.cell, self.type, self.value, self.inside = "", "", "", False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.cell, self.type, self.value = attributes.get("r", ""), attributes.get("t", ""), ""
        self.inside = name in ("v", "t")

    def data(self, text: str) -> None:
        if self.inside:
            self.value += text

    def end(self, name: str) -> None:
        self.inside = False
        if name == "c" and self.value:
            value = self.value
            if self.type == "s" and value.isdigit() and int(value) < len(self.strings):
                value = self.strings[int(value)]
            self.lines.append(f"{self.cell}: {value}")

    def of(self, raw: bytes) -> str:
        walk(raw, self.start, self.end, self.data)
        return "\n".join(self.lines)
