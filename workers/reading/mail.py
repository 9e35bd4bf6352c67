"""E-mail: one message (.eml), a folder of them (.mbox), or one of Outlook (.msg)."""

from __future__ import annotations

import email
import re
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import policy
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO

from workers.reading.budget import MEMBERS, NESTING, Unreadable, printable
from workers.reading.hwp import opened, stream
from workers.reading.markup import html_text, rtf_text
from workers.reading.members import LARGEST, Member
from workers.reading.plain import decode

SHOWN = ("from", "to", "cc", "date", "subject", "message-id", "x-originating-ip")
WHOLE = 256 * 1024 * 1024
_BAD = (ValueError, LookupError, TypeError, AttributeError, UnicodeError, RecursionError, IndexError)


class Mail:
    """A message as plain values. parts: (member, bytes) for everything attached."""

    def __init__(self, headers: dict[str, str], text: str, parts: list[tuple[Member, bytes]]) -> None:
        self.headers, self.text, self.parts = headers, text, parts

    @property
    def shown(self) -> str:
        """Headers and text as one reads them."""
        top = "\n".join(f"{name.title()}: {self.headers[name]}" for name in SHOWN if name in self.headers)
        return f"{top}\n\n{self.text}"

    @property
    def facts(self) -> dict[str, str]:
        """What is told of it."""
        found = {name: self.headers[header] for name, header in
                 (("author", "from"), ("recipient", "to"), ("title", "subject"), ("message_id", "message-id"))
                 if header in self.headers}
        sent = moment(self.headers.get("date", ""))
        return found | ({"sent": sent} if sent else {})


def moment(text: str) -> str | None:
    """A date of an e-mail as ISO text."""
    try:
        return parsedate_to_datetime(text).isoformat()
    except _BAD:
        return None


def read_eml(file: BinaryIO) -> Mail:
    """A message; Unreadable when it is too large or nested without end."""
    file.seek(0)
    raw = file.read(WHOLE + 1)
    if len(raw) > WHOLE:
        raise Unreadable("too_large")
    return _mail(raw)


def _mail(raw: bytes) -> Mail:
    try:
        message = email.message_from_bytes(raw, policy=policy.compat32)
    except _BAD:
        raise Unreadable("damaged") from None
    texts: list[str] = []
    parts: list[tuple[Member, bytes]] = []
    _collect(message, texts, parts, 0)
    headers = {name: value for name in SHOWN if (value := _header(message, name))}
    return Mail(headers, printable("\n\n".join(texts)), parts)


def _header(message: Message, name: str) -> str:
    value = message.get(name)
    if value is None:
        return ""
    try:
        pieces = [part.decode(charset or "utf-8", "replace") if isinstance(part, bytes) and charset
                  else decode(part)[0] if isinstance(part, bytes) else part
                  for part, charset in decode_header(str(value))]
    except _BAD:
        pieces = [str(value)]
    return " ".join(printable("".join(pieces)).split())[:1000]


def _collect(message: Message, texts: list[str], parts: list[tuple[Member, bytes]], depth: int) -> None:
    if depth > NESTING or len(parts) > MEMBERS:
        raise Unreadable("bomb")
    if message.get_content_type() == "message/rfc822" and depth:
        inner: Any = message.get_payload()
        _attach(parts, "message.eml", "message/rfc822", b"".join(bytes(one) for one in inner) if isinstance(inner, list)
                else _payload(message))
    elif message.is_multipart():
        held: Any = message.get_payload()
        for part in held:
            _collect(part, texts, parts, depth + 1)
    else:
        _leaf(message, texts, parts)


def _leaf(message: Message, texts: list[str], parts: list[tuple[Member, bytes]]) -> None:
    kind, name = message.get_content_type(), _file_name(message)
    raw = _payload(message)
    if kind in ("text/plain", "text/html") and not name and message.get_content_disposition() != "attachment":
        text = decode(raw, message.get_content_charset())[0]
        # the same words come twice: as text and as HTML
        if kind == "text/plain" or not any(one.strip() for one in texts):
            texts.append(html_text(text)[0] if kind == "text/html" else text)
    elif raw or name:
        _attach(parts, name or "attachment", kind, raw)


def _payload(message: Message) -> bytes:
    try:
        raw = message.get_payload(decode=True)
    except _BAD:
        raw = None
    return raw if isinstance(raw, bytes) else b""


def _file_name(message: Message) -> str:
    try:
        name = message.get_filename() or ""
        return "".join(part.decode(charset or "utf-8", "replace") if isinstance(part, bytes) else part
                       for part, charset in decode_header(name))
    except _BAD:
        return "attachment"


def _attach(parts: list[tuple[Member, bytes]], name: str, mime: str, raw: bytes) -> None:
    problem = "too_large" if len(raw) > LARGEST else None
    parts.append((Member(len(parts), name, len(raw), mime, problem=problem), raw))


def mbox_messages(file: BinaryIO) -> Iterator[tuple[Member, bytes]]:
    """The messages of a folder, one after the other."""
    file.seek(0)
    lines: list[bytes] = []
    size, place, blank = 0, 0, True
    for line in file:
        if line.startswith(b"From ") and blank:
            if lines:
                yield _message(place, lines)
                place += 1
            lines, size = [], 0
            if place >= MEMBERS:
                raise Unreadable("too_many")
            blank = False
            continue
        size += len(line)
        if size <= LARGEST:
            lines.append(line[1:] if line.startswith(b">From ") else line)
        blank = line in (b"\n", b"\r\n")
    if lines:
        yield _message(place, lines)


def _message(place: int, lines: list[bytes]) -> tuple[Member, bytes]:
    raw = b"".join(lines)
    head = email.message_from_bytes(raw[:65536], policy=policy.compat32)
    subject = _header(head, "subject") or "message"
    return Member(place, f"{subject[:120]}.eml", len(raw), "message/rfc822", moment(_header(head, "date"))), raw


_TEXTS = {"subject": "0037", "from": "0C1A", "address": "0C1F", "to": "0E04", "cc": "0E03", "message-id": "1035",
          "headers": "007D", "body": "1000"}


def read_msg(file: BinaryIO) -> Mail:
    """A message of Outlook."""
    with opened(file) as ole:
        told = {name: _property(ole, [], tag) for name, tag in _TEXTS.items()}
        body = told.pop("body") or _other_body(ole)
        transport = told.pop("headers")
        address = told.pop("address")
        headers = {name: value for name, value in told.items() if value}
        if address and address not in headers.get("from", ""):
            headers["from"] = f"{headers.get('from', '')} <{address}>".strip()
        date = _transport_date(transport) or _sent(ole)
        if date:
            headers["date"] = date
        return Mail(headers, printable(body), list(_attached(ole)))


def _property(ole: Any, folder: list[str], tag: str) -> str:
    for ending, charset in (("001F", "utf-16-le"), ("001E", "cp949")):
        name = [*folder, f"__substg1.0_{tag}{ending}"]
        if ole.exists(name):
            return printable(stream(ole, name).decode(charset, "replace")).strip("\0")
    return ""


def _other_body(ole: Any) -> str:
    html = "__substg1.0_10130102"
    if ole.exists(html):
        return html_text(decode(stream(ole, html))[0])[0]
    return rtf_text(_decompressed(stream(ole, "__substg1.0_10090102"))) if ole.exists("__substg1.0_10090102") else ""


def _transport_date(headers: str) -> str:
    found = re.search(r"^Date:\s*(.+)$", headers, re.MULTILINE | re.IGNORECASE)
    return found[1].strip() if found else ""


def _sent(ole: Any) -> str:
    """The time of sending out of the fixed properties: 16 bytes each after a header of 32."""
    raw = stream(ole, "__properties_version1.0") if ole.exists("__properties_version1.0") else b""
    for at in range(32, len(raw) - 15, 16):
        tag, _flags, value = struct.unpack("<IIQ", raw[at : at + 16])
        if tag in (0x00390040, 0x0E060040) and 0 < value < 2**62:
            moment = datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=value // 10)
            return moment.strftime("%a, %d %b %Y %H:%M:%S +0000")
    return ""


def _attached(ole: Any) -> Iterator[tuple[Member, bytes]]:
    folders = sorted({path[0] for path in ole.listdir(streams=True, storages=True)
                      if path[0].startswith("__attach_version1.0_")})
    for place, folder in enumerate(folders[:MEMBERS]):
        name = _property(ole, [folder], "3707") or _property(ole, [folder], "3704") or "attachment"
        data = [folder, "__substg1.0_37010102"]
        raw = stream(ole, data, LARGEST) if ole.exists(data) else b""
        problem = None if raw else "embedded"  # another Outlook object inside: it has no bytes of its own
        yield Member(place, name, len(raw), _property(ole, [folder], "370E") or None, problem=problem), raw


_LZFU = (b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
         b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
         b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx")


def _decompressed(raw: bytes) -> bytes:
    """Compressed RTF (MS-OXRTFCP)."""
    if len(raw) < 16 or raw[8:12] != b"LZFu":
        return raw[16:] if raw[8:12] == b"MELA" else b""
    window, at, out = bytearray(_LZFU.ljust(4096, b"\0")), len(_LZFU), bytearray()
    for token in _tokens(raw[16:]):
        if len(token) == 1:
            found = [token[0]]
        else:
            offset, length = int.from_bytes(token, "big") >> 4, (token[1] & 15) + 2
            if offset == at:
                break
            found = [window[(offset + step) % 4096] for step in range(length)]
        for byte in found:
            window[at] = byte
            at = (at + 1) % 4096
        out += bytes(found)
    return bytes(out)


def _tokens(raw: bytes) -> Iterator[bytes]:
    """One byte that stands for itself, or two that point back, by the bits of a control byte before each eight."""
    at = 0
    while at < len(raw):
        control, at = raw[at], at + 1
        for bit in range(8):
            width = 1 + (control >> bit & 1)
            if at + width > len(raw):
                return
            yield raw[at : at + width]
            at += width
