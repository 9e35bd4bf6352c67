"""Files made in code: whole ones of every kind the reader knows, and hostile ones."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import struct
import tarfile
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parents[2] / "casefile/dossiers/fonts/NotoSansKR_400Regular.ttf"
KOREAN = "관리소 수용자 명부"


def a_zip(parts: dict[str, bytes | str], **stored: Any) -> bytes:
    """A ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, **stored)
    return out.getvalue()


def a_tar(*infos: tuple[tarfile.TarInfo, bytes]) -> bytes:
    """A TAR file."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for info, content in infos:
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def a_picture(lines: tuple[str, ...] = (), kind: str = "PNG", size: tuple[int, int] = (900, 300), **save: Any) -> bytes:
    """A picture with words in it."""
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    for row, line in enumerate(lines):
        draw.text((40, 30 + row * 60), line, font=ImageFont.truetype(str(FONT), 32), fill="black")
    out = io.BytesIO()
    picture.save(out, kind, **save)
    return out.getvalue()


def a_photo(taken: str = "2013:03:05 09:30:00", place: tuple[float, float] | None = (39.03, 125.75)) -> bytes:
    """A photograph that says when and where it was taken."""
    exif = Image.Exif()
    exif[272] = "Model X"
    exif.get_ifd(0x8769)[36867] = taken
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (float(int(place[0])), (place[0] % 1) * 60, 0.0),
                                     3: "E", 4: (float(int(place[1])), (place[1] % 1) * 60, 0.0)})
    return a_picture(kind="JPEG", exif=exif)


def a_pdf(pages: tuple[str, ...] = ("First page of the register",), password: str | None = None,
          created: str = "D:20130305093000+09'00'") -> bytes:
    """A PDF with a text layer."""
    document = pikepdf.new()
    for words in pages:
        page = document.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)))
        page.Contents = document.make_stream(f"BT /F1 24 Tf 60 700 Td ({words}) Tj ET".encode())
    document.docinfo["/CreationDate"] = created
    document.docinfo["/Author"] = "Office 3"
    out = io.BytesIO()
    document.save(out, encryption=pikepdf.Encryption(owner=password, user=password) if password else None)
    return out.getvalue()


def a_pdf_bomb(after: str | None = None) -> bytes:
    """A page that draws a form many times, which draws a form many times, and so on; then a page with words."""
    document = pikepdf.new()
    inner = document.make_stream(b"0 0 500 500 re f\n" * 2000)
    form = {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, 500, 500]}
    inner.update(form)
    for _level in range(8):
        outer = document.make_stream(b"/X Do\n" * 40)
        outer.update({**form, "/Resources": pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))})
        inner = outer
    page = document.add_blank_page()
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
    page.Contents = document.make_stream(b"/X Do")
    if after:
        page = document.add_blank_page()
        page.Contents = document.make_stream(f"BT /F1 24 Tf 60 700 Td ({after}) Tj ET".encode())
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def a_docx(*paragraphs: str) -> bytes:
    """A Word document."""
    body = "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in paragraphs)
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return a_zip({"[Content_Types].xml": "<Types/>",
                  "word/document.xml": f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>',
                  "docProps/core.xml": '<c xmlns:d="d" xmlns:t="t"><d:creator>Clerk 4</d:creator>'
                                       "<t:created>2012-01-02T03:04:05Z</t:created></c>"})


def an_xlsx(value: str) -> bytes:
    """A workbook with one filled cell."""
    return a_zip({"xl/workbook.xml": '<workbook><sheets><sheet name="Transfers"/></sheets></workbook>',
                  "xl/sharedStrings.xml": f"<sst><si><t>{value}</t></si></sst>",
                  "xl/worksheets/sheet1.xml": '<worksheet><sheetData><row r="12"><c r="B12" t="s"><v>0</v></c></row>'
                                              "</sheetData></worksheet>"})


def a_pptx(words: str) -> bytes:
    """A presentation with one slide."""
    return a_zip({"ppt/presentation.xml": "<p/>", "ppt/slides/slide1.xml": f"<s><p><t>{words}</t></p></s>"})


def an_odt(words: str) -> bytes:
    """An OpenDocument text."""
    return a_zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"<o><p>{words}</p></o>"})


def an_hwpx(words: str) -> bytes:
    """A document of the Hangul word processor, newer format."""
    return a_zip({"mimetype": "application/hwp+zip", "Contents/section0.xml": f"<s><p><t>{words}</t></p></s>"})


def an_hwp(words: str, flags: int = 1) -> bytes:
    """A document of the Hangul word processor, older format."""
    text = (words + "\r").encode("utf-16-le")
    record = struct.pack("<I", 67 | len(text) << 20) + text
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05000000, flags)
    return an_ole({"FileHeader": header.ljust(256, b"\0"),
                   "BodyText": {"Section0": packer.compress(record) + packer.flush()}})


def a_msg(subject: str, body: str, name: str, content: bytes) -> bytes:
    """A message of Outlook with an attachment."""
    return an_ole({"__properties_version1.0": bytes(32) + struct.pack("<IIQ", 0x00390040, 6, 130_070_000_000_000_000),
                   "__substg1.0_0037001F": subject.encode("utf-16-le"),
                   "__substg1.0_1000001F": body.encode("utf-16-le"),
                   "__substg1.0_0C1A001F": "Office 3".encode("utf-16-le"),
                   "__attach_version1.0_#00000000": {"__substg1.0_3707001F": name.encode("utf-16-le"),
                                                     "__substg1.0_37010102": content}})


def an_ole(tree: dict[str, Any]) -> bytes:
    """A compound file: every stream in whole sectors of 512 bytes, padded so that no small-stream table is needed."""
    sectors: list[bytes] = []
    fat: list[int] = []
    entries: list[bytes] = []

    def store(raw: bytes) -> int:
        raw = raw.ljust(max(4096, -(-len(raw) // 512) * 512), b"\0")
        first = len(sectors)
        count = len(raw) // 512
        sectors.extend(raw[at * 512 : at * 512 + 512] for at in range(count))
        fat.extend([*range(first + 1, first + count), 0xFFFFFFFE])
        return first

    def entry(name: str, kind: int, child: int, start: int, size: int, right: int) -> bytes:
        raw = name.encode("utf-16-le") + b"\0\0"
        return (raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, right, child)
                + bytes(16 + 4 + 16) + struct.pack("<IQ", start, size))

    def add(folder: dict[str, Any]) -> int:
        names = sorted(folder, key=lambda name: (len(name), name.upper()))
        places = []
        for _name in names:
            places.append(len(entries))
            entries.append(b"")
        for at, name in enumerate(names):
            right = places[at + 1] if at + 1 < len(names) else 0xFFFFFFFF
            held = folder[name]
            if isinstance(held, dict):
                entries[places[at]] = entry(name, 1, add(held), 0, 0, right)
            else:
                entries[places[at]] = entry(name, 2, 0xFFFFFFFF, store(held), max(len(held), 4096), right)
        return places[0] if places else 0xFFFFFFFF

    entries.append(b"")
    entries[0] = entry("Root Entry", 5, add(tree), 0xFFFFFFFE, 0, 0xFFFFFFFF)
    directory = store(b"".join(entries))
    tables = -(-(len(fat) + 8) // 128)
    table_at = len(sectors)
    fat += [0xFFFFFFFD] * tables
    packed = struct.pack(f"<{len(fat)}I", *fat).ljust(tables * 512, b"\xff")
    header = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
              + struct.pack("<IIIIIIIII", 0, tables, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0))
    header += struct.pack(f"<{tables}I", *range(table_at, table_at + tables)).ljust(436, b"\xff")
    return header + b"".join(sectors) + packed


def an_email(attached: dict[str, bytes] | None = None, words: str = "The list is attached.") -> bytes:
    """An e-mail."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "명단 List"
    message["Date"] = "Tue, 05 Mar 2013 09:30:00 +0900"
    message.set_content(words)
    for name, content in (attached or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def a_warc(url: str = "https://example.org/news/1", page: bytes = b"<html><p>What the page said</p></html>",
           digest: str | None = None, pack: bool = False) -> bytes:
    """A capture of one page."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    digest = digest or f"sha256:{hashlib.sha256(page).hexdigest()}"
    record = (f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2014-06-01T02:03:04Z\r\n"
              f"WARC-Payload-Digest: {digest}\r\nContent-Type: application/http; msgtype=response\r\n"
              f"Content-Length: {len(answer)}\r\n\r\n").encode() + answer + b"\r\n\r\n"
    info = b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nx: y\r\n\r\n"
    return gzip.compress(info) + gzip.compress(record) if pack else info + record


def a_wacz() -> bytes:
    """A WACZ with one capture and a table of hashes."""
    warc = a_warc(pack=True)
    table = {"profile": "data-package", "resources": [
        {"name": "data.warc.gz", "path": "archive/data.warc.gz", "hash": f"sha256:{hashlib.sha256(warc).hexdigest()}",
         "bytes": len(warc)}]}
    return a_zip({"archive/data.warc.gz": warc, "datapackage.json": json.dumps(table)})


def a_png_bomb(side: int = 60_000) -> bytes:
    """A picture of 3,600 million points in a few bytes."""
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100_000)))
            + chunk(b"IEND", b""))


def an_mp4(made: int = 3_445_000_000, seconds: int = 90) -> bytes:
    """The boxes of a film, without the film."""
    def box(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I4s", len(body) + 8, name) + body
    head = struct.pack(">IIIII", 0, made, made, 1000, seconds * 1000) + bytes(80)
    return box(b"ftyp", b"isom\0\0\2\0isom") + box(b"moov", box(b"mvhd", head)) + box(b"mdat", bytes(1000))
