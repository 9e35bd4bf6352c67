"""Files made to hurt whoever opens them, or that cannot be opened: all of them may be evidence."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import zipfile
from dataclasses import dataclass

from tests.factories import files as made
from tests.factories.files import KOREAN


@dataclass(frozen=True, slots=True)
class Hostile:
    """kind: a part of the type it is found to be. problem: why it cannot be read, as a code. notes: what is noted.

    inside: name -> problem of what lies inside.
    """

    name: str
    content: bytes
    kind: str
    problem: str | None = None
    notes: tuple[str, ...] = ()
    inside: tuple[tuple[str, str | None], ...] = ()


def _tar(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info, b"x" if kind == tarfile.REGTYPE else b""


def _linked_zip() -> bytes:
    """A ZIP file in which one part is a symbolic link, as Unix tools pack it."""
    info = zipfile.ZipInfo("link")
    info.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, "/etc/passwd")
        archive.writestr("../../etc/cron.d/x", "x")
    return out.getvalue()


_LAUGH = "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(25))
_LAUGHS = f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">{_LAUGH}]><l>&z;</l>'.encode()
_OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>'
_DEEP_MAIL = b"From: a@b\nTo: c@d\n" + b"".join(
    b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(60)) + b"x"
_PLAIN, _LOCKED = b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
ENCRYPTED_ZIP = made.a_zip({"a.txt": b"secret"}).replace(_PLAIN, _LOCKED)
LINKS = made.a_tar(_tar("../../x"), _tar("link", tarfile.SYMTYPE, "/etc/passwd"), _tar("dev", tarfile.CHRTYPE),
                   _tar("hard", tarfile.LNKTYPE, "/etc/passwd"))
SCRIPT = "<script>parent.pwned=1</script>"
_HTML = f"<!doctype html><title>t</title>{SCRIPT}<img src=x onerror='pwned()'><p>{KOREAN}".encode()
_SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="pwned()">{SCRIPT}<text>{KOREAN}</text></svg>'.encode()

_TRICKS = ("../../etc/passwd", "/etc/shadow", "..\\..\\win.ini")

HOSTILE = {
    "zip bomb": Hostile("a.zip", made.a_zip({"big": bytes(40_000_000), "small": b"1"}), "zip",
                        inside=(("big", "bomb"), ("small", None))),
    "gzip bomb": Hostile("a.gz", gzip.compress(bytes(80_000_000)), "gzip", "bomb"),
    "png bomb": Hostile("a.png", made.a_png_bomb(), "png", "too_many_pixels"),
    "pdf bomb": Hostile("a.pdf", made.a_pdf_bomb(after="A page with words on it"), "pdf"),
    "office bomb": Hostile("a.docx", made.a_zip({"word/document.xml": b" " * 80_000_000}), "word", "bomb"),
    "billion laughs": Hostile("a.xml", _LAUGHS, "xml", "bomb"),
    "outside entity": Hostile("a.xml", _OUTSIDE, "xml", "bomb"),
    "deep xml": Hostile("a.xml", b"<?xml version='1.0'?>" + b"<a>" * 100_000, "xml", "bomb"),
    "deep mail": Hostile("a.eml", _DEEP_MAIL, "rfc822", "bomb"),
    "path tricks": Hostile("a.zip", made.a_zip(dict.fromkeys(_TRICKS, b"x")), "zip",
                           inside=tuple((name, None) for name in _TRICKS)),
    "links in a tar": Hostile("a.tar", LINKS, "tar", inside=(
        ("../../x", None), ("link", "not_a_file"), ("dev", "not_a_file"), ("hard", "not_a_file"))),
    "link in a zip": Hostile("a.zip", _linked_zip(), "zip", inside=(
        ("link", "not_a_file"), ("../../etc/cron.d/x", None))),
    "pdf and zip": Hostile("a.pdf", made.a_pdf() + made.a_zip({"a": b"1"}), "pdf", notes=("polyglot",)),
    "picture and script": Hostile("a.gif", made.a_picture(kind="GIF") + SCRIPT.encode(), "gif", notes=("polyglot",)),
    "html": Hostile("a.html", _HTML, "html", notes=("active",)),
    "svg": Hostile("a.svg", _SVG, "svg", notes=("active",)),
    "program as photo": Hostile("photo.jpg", b"MZ" + os.urandom(500), "executable", "unknown_kind", ("ending",)),
    "truncated pdf": Hostile("a.pdf", made.a_pdf()[:300], "pdf", "damaged"),
    "truncated picture": Hostile("a.jpg", made.a_photo()[:120], "jpeg", "damaged"),
    "truncated office": Hostile("a.docx", made.a_docx(KOREAN)[:-200], "zip", "damaged", ("ending",)),
    "truncated capture": Hostile("a.warc", made.a_warc()[:-40], "warc", "damaged"),
    "truncated ole": Hostile("a.hwp", made.an_hwp(KOREAN)[:700], "ole", "unknown_kind"),
    "encrypted pdf": Hostile("a.pdf", made.a_pdf(password="x"), "pdf", "encrypted"),
    "encrypted hwp": Hostile("a.hwp", made.an_hwp(KOREAN, flags=3), "hwp", "encrypted"),
    "encrypted office": Hostile("a.xlsx", made.an_ole({"EncryptedPackage": bytes(100)}), "encrypted", "encrypted"),
    "encrypted zip": Hostile("a.zip", ENCRYPTED_ZIP, "zip", inside=(("a.txt", "encrypted"),)),
    "old word": Hostile("a.doc", made.an_ole({"WordDocument": bytes(100)}), "msword", "old_format"),
    "packed in RAR": Hostile("a.rar", b"Rar!\x1a\x07\x01\x00" + os.urandom(60), "rar", "unknown_kind"),
    "noise": Hostile("a.bin", bytes(range(256)) * 40, "octet", "unknown_kind"),
    "zero bytes": Hostile("a.txt", b"", "octet", "empty"),
}
# Name as sent -> a part of how it is shown.
NAMES = {"a\0b.txt": "a\\u{0000}b.txt", "a\x07\x1b[31m.txt": "a\\u{0007}", "evil\u202etxt.exe": "evil\\u{202E}txt.exe",
         "n" * 300 + ".txt": "n" * 300, "../../etc/passwd": "../../etc/passwd", "<b>bold</b>.txt": "&lt;b&gt;bold"}
