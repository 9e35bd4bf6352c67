"""PDF: pages as pictures and as text. Scripts, forms, attachments and links in it are never acted on."""

from __future__ import annotations

import re
from typing import Any, BinaryIO

import pypdfium2
from PIL import Image

from workers.reading.budget import PAGE_TEXT, Unreadable, printable

LONG_SIDE = 2000
LARGEST_SCALE = 150 / 72
_TOLD = {"Author": "author", "Title": "title", "Creator": "program", "Producer": "producer", "CreationDate": "created",
         "ModDate": "modified"}
_BAD = (pypdfium2.PdfiumError, ValueError, OSError, MemoryError, RecursionError, UnicodeError, OverflowError)


def load() -> None:
    """Start the library before anything is locked."""
    pypdfium2.PdfDocument.new().close()


def opened(file: BinaryIO) -> Any:
    """The document; Unreadable for a password or damage."""
    file.seek(0)
    try:
        return pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("encrypted" if "assword" in str(error) else "damaged") from None
    except _BAD:
        raise Unreadable("damaged") from None


def facts(document: Any) -> dict[str, str]:
    """What the document says of itself."""
    try:
        told = document.get_metadata_dict(skip_empty=True)
    except _BAD:
        return {}
    found = {name: printable(told[key])[:300] for key, name in _TOLD.items() if key in told}
    return found | {name: moment(found[name]) for name in ("created", "modified") if name in found}


def moment(text: str) -> str:
    """ "D:20120304050607+09'00'" as ISO text; something else as it is."""
    found = re.match(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?([+-])?(\d\d)?'?(\d\d)?", text)
    if not found:
        return text
    year, month, day, hour, minute, second, sign, zone, rest = found.groups()
    date = "-".join(part for part in (year, month, day) if part)
    time = f"T{hour}:{minute or '00'}:{second or '00'}" if day and hour else ""
    return date + time + (f"{sign}{zone}:{rest or '00'}" if time and sign and zone else "")


def text(document: Any, number: int) -> str:
    """The text layer of a page; empty for a scan."""
    try:
        page = document[number - 1]
        layer = page.get_textpage()
        found = layer.get_text_bounded()
        layer.close()
    except _BAD:
        return ""
    return printable(found)[:PAGE_TEXT]


def picture(document: Any, number: int) -> Image.Image:
    """A page as it is printed."""
    try:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(LARGEST_SCALE, LONG_SIDE / max(width, height, 1))
        drawn: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil()
    except _BAD:
        raise Unreadable("damaged") from None
    return drawn.convert("RGB")
