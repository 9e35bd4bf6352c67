"""What a file is by its content. Nothing is believed that the name or the sender says."""

from __future__ import annotations

import io
import re
import zipfile
from typing import BinaryIO

import olefile

from workers.reading.plain import decode, looks_like_text

HEAD = 8192
UNKNOWN = "application/octet-stream"
OFFICE = "application/vnd.openxmlformats-officedocument."
_PARTS = (
    ("word/document.xml", OFFICE + "wordprocessingml.document"),
    ("xl/workbook.xml", OFFICE + "spreadsheetml.sheet"),
    ("ppt/presentation.xml", OFFICE + "presentationml.presentation"),
    ("Contents/section0.xml", "application/hwp+zip"),
    ("datapackage.json", "application/x-wacz"),
)
_STREAMS = (
    ("FileHeader", "application/x-hwp"),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
    ("EncryptedPackage", "application/x-encrypted-office"),
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)
_STILLS = {b"avif": "image/avif", b"avis": "image/avif", b"heic": "image/heic", b"heix": "image/heic",
           b"mif1": "image/heic", b"hevc": "image/heic"}
_HEADER = re.compile(rb"(?:^|\n)(?:from|to|subject|date|message-id|received|return-path|mime-version):", re.IGNORECASE)


def kind_of(file: BinaryIO, found: str) -> str:
    """The media type read from the content; found: the label that intake gave by the first bytes."""
    file.seek(0)
    head = file.read(HEAD)
    if head[4:8] == b"ftyp" and head[8:12] in _STILLS:
        return _STILLS[head[8:12]]
    if found in ("application/zip", "application/hwp+zip") or found.startswith("application/vnd.oasis"):
        return _in_zip(file)
    if found == "application/x-ole-storage":
        return _in_ole(file)
    if found == "application/pdf" or b"%PDF-" in head[:1024]:
        return "application/pdf"
    if found in ("text/plain", UNKNOWN) and head[257:262] == b"ustar":
        return "application/x-tar"
    if found in ("text/plain", UNKNOWN) and looks_like_text(head):
        return _in_text(head)
    return found


def _in_zip(file: BinaryIO) -> str:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                told = archive.read("mimetype").decode("ascii", "replace").strip()
                if told.startswith("application/vnd.oasis.opendocument."):
                    return told
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return "application/zip"
    return next((kind for part, kind in _PARTS if part in names), "application/zip")


def _in_ole(file: BinaryIO) -> str:
    file.seek(0)
    try:
        with olefile.OleFileIO(io.BytesIO(file.read())) as ole:
            return next((kind for stream, kind in _STREAMS if ole.exists(stream)), "application/x-ole-storage")
    except (OSError, ValueError, IndexError, KeyError, RecursionError):
        return "application/x-ole-storage"


def _in_text(head: bytes) -> str:
    text = decode(head)[0].lstrip().lower()
    if text.startswith(("<!doctype html", "<html")) or "<html" in text[:1000]:
        return "text/html"
    if "<svg" in text[:1000]:
        return "image/svg+xml"
    if text.startswith("<?xml"):
        return "application/xml"
    if head.startswith(b"From ") and _HEADER.search(head):
        return "application/mbox"
    start = head.split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0]
    if len(_HEADER.findall(b"\n" + start)) >= 2 and b":" in start.split(b"\n", 1)[0]:
        return "message/rfc822"
    return "text/plain"
