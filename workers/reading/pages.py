"""Pages as pictures, with their text: the layer they have, else what a reading of the scan gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO

from PIL import Image

from workers.reading import ocr, pdf, pictures
from workers.reading.budget import Unreadable
from workers.reading.frames import Out

ENOUGH = 8  # letters: a page with fewer in its layer is a scan


def load(with_ocr: bool) -> Any:
    """Load every library; returns the engine that reads scans, if it is wanted."""
    pictures.load()
    pdf.load()
    return ocr.load() if with_ocr else None


def facts(file: BinaryIO, kind: str) -> dict[str, Any]:
    """How many pages there are, and what the file says of itself."""
    if kind == "application/pdf":
        with pdf.opened(file) as document:
            return {"pages": len(document), **pdf.facts(document)}
    return {"pages": pictures.frames(file), **pictures.facts(file)}


def make(file: BinaryIO, kind: str, numbers: range, out: Out, engine: Any) -> None:
    """Say picture and text of each page; one that cannot be made is said with its reason, and the next is tried."""
    picture, text = _pdf(file) if kind == "application/pdf" else _frames(file)
    for number in numbers:
        try:
            drawn = picture(number)
        except Unreadable as problem:
            out.say("problem", code=problem.code, page=number)
            continue
        out.say("image", pictures.jpeg(drawn), page=number, width=drawn.width, height=drawn.height)
        if number == 1:
            small = pictures.thumbnail(drawn)
            out.say("thumbnail", pictures.jpeg(small), page=1, width=small.width, height=small.height)
        _say_text(out, number, text(number), drawn, engine)


def _say_text(out: Out, number: int, layer: str, drawn: Image.Image, engine: Any) -> None:
    if sum(char.isalnum() for char in layer) >= ENOUGH or engine is None:
        out.say("text", layer.encode(), page=number)
        return
    read = ocr.read(engine, drawn)
    if read is None:
        out.say("problem", code="ocr_time", page=number)
        return
    out.say("text", read[0].encode(), page=number, ocr=read[1])


Made = tuple[Callable[[int], Image.Image], Callable[[int], str]]


def _pdf(file: BinaryIO) -> Made:
    document = pdf.opened(file)
    return lambda number: pdf.picture(document, number), lambda number: pdf.text(document, number)


def _frames(file: BinaryIO) -> Made:
    return lambda number: pictures.page(file, number), lambda _number: ""
