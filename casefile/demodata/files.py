"""The bytes of the demonstration's files, made here: small, harmless, and each different from all others."""

from __future__ import annotations

import io
import os
import struct
import wave
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

from PIL import Image

import casefile

PRESS = "real/press-release-2018.txt"
OWN_TEXT = """Summary of public reports on human rights, January 2018

Written for this demonstration from the subject matter of public reports; it quotes none of them.

1. Public reports of the year describe tighter rules on travel and fewer people who leave.
2. They describe contact with the world outside being punished.
3. They describe places of detention in which people work without pay.
4. They ask the bodies concerned to answer, and say that no answer came.
"""


def press_text() -> bytes:
    """The public press text where the shared folder has it, else a short text of our own on the same subject."""
    beside = Path(casefile.__file__).parent.parent.parent / "shared"
    path = Path(os.environ.get("CASEFILE_SHARED") or beside) / PRESS
    return path.read_bytes() if path.is_file() else OWN_TEXT.encode()


def content(form: str, title: str, number: int) -> tuple[bytes, str]:
    """(bytes, ending) of a file of the form."""
    seed = sha256(f"{title} {number}".encode()).digest()
    return MAKERS[form](title, number, seed), ENDINGS.get(form, form)


def _text(title: str, number: int, seed: bytes) -> bytes:
    lines = [f"{at}. {_SENTENCES[byte % len(_SENTENCES)]}" for at, byte in enumerate(seed[:9], 1)]
    return "\n".join([title, f"({number})", "", *lines, ""]).encode()


_SENTENCES = (
    "The day began before light and the figure for the group was read out.",
    "하루 작업량은 아침에 조장이 알려 주었다.",
    "I saw this myself; I stood by the gate of the second section.",
    "그 일은 다른 사람에게서 들었고 직접 보지는 못했다.",
    "The year I remember by the new road; the month I do not know.",
    "배급은 작업량에 따라 달라졌다.",
    "Nobody I knew was paid; some had a number in a book.",
    "책임자의 이름은 모르고 직함만 안다.",
    "I was asked whether I wished to stop and went on after a pause.",
    "기록은 다시 읽어 주었고 두 곳을 고쳤다.",
)


def _table(title: str, number: int, seed: bytes) -> bytes:
    rows = [f"{2004 + number % 6}-{month:02d};{seed[month] % 90 + 10};{seed[month + 12] % 60 + 5}"
            for month in range(1, 13)]
    return ("\ufeff" + "\r\n".join([f"# {title}", "month;planned;reached", *rows, ""])).encode()


def _picture(_title: str, _number: int, seed: bytes) -> bytes:
    """A grey picture of 192 by 128 with a few fields, as a scan of something would look from afar."""
    bands = [b"\0" + b"".join(bytes([150 + seed[(x + y * 8) % 32] // 3]) * 24 for x in range(8)) for y in range(4)]
    rows = [band for band in bands for _line in range(32)]
    header = struct.pack(">IIBBBBB", 192, 128, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows))),
                                                      (b"IEND", b""))))


def _chunk(part: tuple[bytes, bytes]) -> bytes:
    name, body = part
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _page(title: str, number: int, seed: bytes) -> bytes:
    """A PDF of one page with a heading and a few lines."""
    words = title.encode("latin-1", "replace").decode("latin-1").replace("(", "[").replace(")", "]").replace("\\", "/")
    lines = [f"{words} - {number}", *(f"Line {at}: {byte} / {byte % 17 + 3}" for at, byte in enumerate(seed[:12], 1))]
    drawn = "BT /F1 12 Tf 16 TL 60 780 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    stream = drawn.encode("latin-1")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for place, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (place, body))
    start = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def _sound(_title: str, _number: int, seed: bytes) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes(128 + (at // (seed[0] % 20 + 8) % 2) * 4 for at in range(4000)) + seed)
    return out.getvalue()


def _film(title: str, number: int, seed: bytes) -> bytes:
    """The head of an MP4 file and a note in it: nothing to play."""
    kind = struct.pack(">I4s4sI4s", 20, b"ftyp", b"isom", 512, b"isom")
    note = f"Demonstration {number}: {title}".encode() + seed
    return kind + struct.pack(">I4s", 8 + len(note), b"free") + note


def _capture(title: str, number: int, seed: bytes) -> bytes:
    body = f"<!doctype html><title>{title}</title><p>Demonstration, capture {number} ({seed.hex()})</p>".encode()
    head = ("WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https://example.org/page\r\n"
            f"WARC-Date: 2018-10-3{number % 2}T02:03:04Z\r\nWARC-Block-Digest: sha256:{sha256(body).hexdigest()}\r\n"
            f"WARC-Record-ID: <urn:sha256:{seed.hex()}>\r\nContent-Type: text/html\r\n"
            f"Content-Length: {len(body)}\r\n\r\n")
    return head.encode() + body + b"\r\n\r\n"


def _archive(title: str, number: int, seed: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for place in range(3):
            member = zipfile.ZipInfo(f"picture-{place + 1}.png", (2020, 3, 4, 10, 0, 0))
            packed.writestr(member, _picture(title, number, seed[place:] + seed[:place]))
    return out.getvalue()


def _photo(_title: str, _number: int, seed: bytes) -> bytes:
    """A photograph whose camera gives another day than its source, and a place."""
    picture = Image.linear_gradient("L").resize((640, 420))
    exif = Image.Exif()
    exif[272] = f"Model {seed[0]}"
    exif.get_ifd(0x8769)[36867] = "2011:08:17 07:41:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (41.0, 12.0, 0.0), 3: "E", 4: (129.0, 5.0, 0.0)})
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=70, exif=exif, comment=seed)
    return made.getvalue()


def _mail(title: str, number: int, seed: bytes) -> bytes:
    """An e-mail with a list attached."""
    message = EmailMessage()
    message["From"], message["To"] = "office-4@example.org", "desk@example.org"
    message["Subject"], message["Date"] = title, "Tue, 05 Nov 2019 09:30:00 +0900"
    message.set_content("The list you asked for is attached.\n명단을 첨부합니다.\n")
    message.add_attachment(_table(title, number, seed), maintype="text", subtype="csv", filename="명단.csv")
    message.set_boundary(seed.hex()[:24])
    return message.as_bytes()


def _cut(title: str, number: int, seed: bytes) -> bytes:
    """The first part of a PDF whose rest was lost on the way."""
    return _page(title, number, seed)[:400]


MAKERS: dict[str, Callable[[str, int, bytes], bytes]] = {
    "txt": _text, "csv": _table, "png": _picture, "pdf": _page, "wav": _sound, "mp4": _film, "warc": _capture,
    "zip": _archive, "jpg": _photo, "eml": _mail, "cut": _cut,
    "empty": lambda _title, _number, _seed: b"", "press": lambda _title, _number, _seed: press_text(),
}
ENDINGS = {"press": "txt", "cut": "pdf", "empty": "log"}
