"""Text files in the encodings that Korean and English texts come in."""

from __future__ import annotations

import codecs
from importlib import import_module

from workers.reading.budget import printable

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
TRIED = ("utf-8", "cp949", "johab", "euc-jp", "gb18030")
LOADED = (*(name for _mark, name in MARKS), *TRIED, "utf-16-le", "utf-16-be", "euc-kr", "iso-2022-kr", "iso-8859-1",
          "cp1252", "koi8-r", "cp1251", "shift_jis", "big5", "iso-2022-jp", "us-ascii", "quopri", "base64", "utf-7",
          "punycode", "idna", "cp437", "raw-unicode-escape", "unicode-escape")
ODD = 0.02  # a text with more of these signs than that is read in the wrong encoding


LATE = ("base64", "bz2", "email.base64mime", "email.charset", "email.feedparser", "email.generator", "email.iterators",
        "email.message", "email.parser", "email.quoprimime", "html.entities", "lzma", "quopri", "random", "stringprep")


def load() -> None:
    """Load every codec that may be needed, and what the standard library loads late: nothing can be opened later."""
    for name in LATE:
        import_module(name)
    for name in LOADED:
        codecs.lookup(name)


def decode(raw: bytes, declared: str | None = None) -> tuple[str, str]:
    """(text, encoding): by the mark at its beginning, by what it says itself, by what it fits."""
    for mark, name in MARKS:
        if raw.startswith(mark):
            return printable(raw.decode(name, "replace")), name
    for name in (declared, *TRIED) if declared else TRIED:
        found = _try(raw, name)
        if found is not None:
            return printable(found), name
    return printable(raw.decode("latin-1")), "iso-8859-1"


def _try(raw: bytes, name: str) -> str | None:
    try:
        text = codecs.lookup(name).decode(raw, "strict")[0]
    except (LookupError, UnicodeError, ValueError):
        return None
    if not isinstance(text, str):
        return None
    odd = sum(1 for char in text if char < " " and char not in "\r\n\t\f\x0b\x1b")
    return text if odd <= len(text) * ODD else None


def looks_like_text(head: bytes) -> bool:
    """Whether the beginning of a file reads as text in one of the encodings."""
    if head.startswith(tuple(mark for mark, _name in MARKS)):
        return True
    if not head or b"\0" in head:
        return False
    return any(_try(head[: len(head) - cut], name) is not None for name in TRIED[:3] for cut in range(4))
