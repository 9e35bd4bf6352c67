"""What is done with each kind of file: facts, text, pages, and what lies inside."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from workers.reading import archives, captures, hwp, mail, markup, media, office, plain
from workers.reading.budget import PARTS, TEXT, Unreadable, parts
from workers.reading.frames import Out
from workers.reading.kinds import OFFICE
from workers.reading.members import Member

PAGED = ("application/pdf", "image/jpeg", "image/png", "image/gif", "image/tiff", "image/bmp", "image/webp",
         "image/avif")
MEDIA = ("video/", "audio/")
TEXTS = 64 * 1024 * 1024


def examine(file: BinaryIO, kind: str, out: Out, paged: Any) -> None:
    """Say what the file is, what it says of itself, and its text when it has no pages.

    paged: the module that reads files with pages, loaded when this may be one.
    """
    try:
        facts, texts = (paged.facts(file, kind), iter(())) if kind in PAGED else _look(file, kind, out)
    except Unreadable:  # what it is can be said all the same
        out.say("facts", kind=kind, told={}, notes=_notes(file, kind))
        raise
    out.say("facts", kind=kind, told=facts, notes=_notes(file, kind))
    number = size = 0
    for heading, text in texts:
        for piece in parts(f"{heading}\n{text}"):
            number, size = number + 1, size + len(piece)
            if number > PARTS or size > TEXT:
                raise Unreadable("too_much_text")
            out.say("text", piece.encode(), page=number)


def _notes(file: BinaryIO, kind: str) -> list[str]:
    """What a person should know of the file before believing it."""
    file.seek(0)
    head = file.read(4096).lower()
    also_zip = kind in (*PAGED, "text/html", "text/plain") and zipfile.is_zipfile(file)
    also_pdf = kind.startswith(("image/", "video/", "audio/")) and b"%pdf-" in head[:1024]
    active = kind in ("text/html", "image/svg+xml", "application/xml") and (b"<script" in head or b"onload=" in head)
    hidden_script = kind.startswith("image/") and kind != "image/svg+xml" and b"<script" in head
    return ["polyglot"] * bool(also_zip or also_pdf or hidden_script) + ["active"] * active


Texts = Iterator[tuple[str, str]]
Look = tuple[dict[str, Any], Texts]


def _look(file: BinaryIO, kind: str, out: Out) -> Look:
    """(facts, texts) by the reader of the kind."""
    if kind.startswith(MEDIA):
        return media.facts(file), iter(())
    for kinds, reader in _READERS:
        if kind in kinds or (kind.startswith(OFFICE) and OFFICE in kinds):
            return reader(file, kind, out)
    return {}, _refusal("encrypted" if kind == "application/x-encrypted-office" else "unknown_kind")


def _refusal(code: str) -> Texts:
    """A text that cannot be had: the facts are said before anybody asks for it."""
    yield from _raising(code)


def _raising(code: str) -> Texts:
    raise Unreadable(code)


def _plain(file: BinaryIO, kind: str, _out: Out) -> Look:
    file.seek(0)
    raw = file.read(TEXTS + 1)
    if len(raw) > TEXTS:
        raise Unreadable("too_large")
    if kind == "application/rtf":
        return {}, iter([("", markup.rtf_text(raw))])
    if kind in ("application/xml", "image/svg+xml"):
        return {}, iter([("", markup.xml_text(raw))])
    text, encoding = plain.decode(raw)
    if kind == "text/html":
        text, title = markup.html_text(text)
        return {"encoding": encoding} | ({"title": title[:300]} if title else {}), iter([("", text)])
    return {"encoding": encoding}, iter([("", text)])


def _office(file: BinaryIO, kind: str, _out: Out) -> Look:
    return office.properties(file), office.text_of(file, kind)


def _hwp(file: BinaryIO, _kind: str, _out: Out) -> Look:
    return hwp.properties(file), (("", text) for text in hwp.text_of(file))


def _ole(file: BinaryIO, _kind: str, _out: Out) -> Look:
    return hwp.properties(file), _refusal("old_format")


def _message(file: BinaryIO, kind: str, out: Out) -> Look:
    read = mail.read_eml(file) if kind == "message/rfc822" else mail.read_msg(file)
    _list(out, (member for member, _raw in read.parts))
    return read.facts, iter([("", read.shown)])


def _inside(lister: Callable[[BinaryIO], Iterator[Member]]) -> Callable[..., Look]:
    def look(file: BinaryIO, _kind: str, out: Out) -> Look:
        _list(out, lister(file))
        return {}, iter(())

    return look


def _list(out: Out, members: Iterator[Member]) -> None:
    """List what lies inside; what cannot be listed any further is said, and what was listed stays."""
    try:
        for member in members:
            out.say("member", **member.told())
    except Unreadable as problem:
        out.say("problem", code=problem.code)


def _gzip(file: BinaryIO, _kind: str, out: Out) -> Look:
    """A packed WARC is a capture; a packed TAR lists its contents; anything else is one part."""
    file.seek(0)
    try:
        with gzip.GzipFile(fileobj=file) as stream:
            head = stream.read(512)
    except (OSError, EOFError, zlib.error):
        raise Unreadable("damaged") from None
    if head.startswith(b"WARC/"):
        _list(out, (member for member, _raw in captures.warc_parts(file)))
        return {"inside": "application/warc"}, iter(())
    raw = io.BytesIO(archives.gunzipped(file))
    if head[257:262] == b"ustar":
        _list(out, (member for member, _tar, _info in archives.tar_members(raw)))
        return {"inside": "application/x-tar"}, iter(())
    out.say("member", **Member(0, "content", len(raw.getvalue())).told())
    return {"inside": "application/octet-stream"}, iter(())


_READERS: tuple[tuple[tuple[str, ...], Callable[..., Look]], ...] = (
    (("text/plain", "text/html", "application/rtf", "application/xml", "image/svg+xml"), _plain),
    ((OFFICE, "application/hwp+zip", "application/vnd.oasis.opendocument.text",
      "application/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.presentation"), _office),
    (("application/x-hwp",), _hwp),
    (("application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"), _ole),
    (("message/rfc822", "application/vnd.ms-outlook"), _message),
    (("application/mbox",), _inside(lambda file: (member for member, _raw in mail.mbox_messages(file)))),
    (("application/zip",), _inside(archives.zip_members)),
    (("application/x-tar",), _inside(lambda file: (member for member, _tar, _info in archives.tar_members(file)))),
    (("application/warc",), _inside(lambda file: (member for member, _raw in captures.warc_parts(file)))),
    (("application/x-wacz",), _inside(captures.wacz_members)),
    (("application/gzip",), _gzip),
)
