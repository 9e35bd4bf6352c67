"""Read the text of a PDF and where it stands, with pikepdf alone."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

Matrix = pikepdf.Matrix
_BFCHAR = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_BFRANGE = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_HEX = re.compile(rb"<([0-9a-fA-F]*)>")


@dataclass(frozen=True)
class Run:
    """A piece of text on one line."""

    page: int
    text: str
    x: float
    y: float
    end: float


@dataclass(frozen=True)
class Face:
    """What is needed of a font: its characters and their widths."""

    characters: dict[int, str]
    widths: dict[int, float]
    default: float


def _characters(cmap: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    for block in _BFCHAR.findall(cmap):
        codes = _HEX.findall(block)
        for code, text in zip(codes[::2], codes[1::2], strict=True):
            found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    if _BFRANGE.search(cmap):
        raise ValueError("The typesetter is expected to map character by character.")
    return found


def _face(font: Any) -> Face:
    inner = font.DescendantFonts[0]
    widths: dict[int, float] = {}
    table = list(inner.get("/W", []))
    while table:
        first, second = int(table.pop(0)), table.pop(0)
        if isinstance(second, pikepdf.Array):
            widths.update({first + index: float(width) for index, width in enumerate(second)})
        else:
            widths.update(dict.fromkeys(range(first, int(second) + 1), float(table.pop(0))))
    return Face(_characters(font.ToUnicode.read_bytes()), widths, float(inner.get("/DW", 1000)))


class Reader:
    """Follows the operators of one page."""

    def __init__(self, page: pikepdf.Page, number: int) -> None:
        """Start with an empty page."""
        self.number = number
        self.faces = {name: _face(font) for name, font in page.Resources.get("/Font", {}).items()}
        self.stack: list[Matrix] = []
        self.at = Matrix()
        self.line = Matrix()
        self.face, self.size = "", 0.0
        self.runs: list[Run] = []

    def follow(self, operator: str, operands: Any) -> None:
        """Do what one operator says."""
        if operator == "q":
            self.stack.append(self.at)
        elif operator == "Q":
            self.at = self.stack.pop()
        elif operator == "cm":
            self.at = Matrix(*(float(n) for n in operands)) @ self.at
        elif operator == "Tm":
            self.line = Matrix(*(float(n) for n in operands))
        elif operator == "Tf":
            self.face, self.size = str(operands[0]), float(operands[1])
        elif operator in {"Tj", "TJ"}:
            self.show(operands[0] if operator == "TJ" else operands)

    def show(self, pieces: Any) -> None:
        """Record the text of one line."""
        face, text, width = self.faces[self.face], "", 0.0
        for piece in pieces:
            if isinstance(piece, pikepdf.String):
                raw = bytes(piece)
                for code in (int.from_bytes(raw[i : i + 2]) for i in range(0, len(raw), 2)):
                    text += face.characters.get(code, "")
                    width += face.widths.get(code, face.default)
            else:
                width -= float(piece)
        placed = self.line @ self.at
        x, y = placed.transform((0, 0))
        end, _ = placed.transform((width * self.size / 1000, 0))
        self.runs.append(Run(self.number, text, x, y, end))


def runs(path: Path) -> list[Run]:
    """Return every piece of text in the file, in the order it was drawn."""
    found: list[Run] = []
    with pikepdf.open(path) as document:
        for number, page in enumerate(document.pages, start=1):
            reader = Reader(page, number)
            for instruction in pikepdf.parse_content_stream(page):
                reader.follow(str(instruction.operator), instruction.operands)
            found.extend(reader.runs)
    return found


def squeezed(text: str) -> str:
    """Return the text without white space, as it reads whatever the line breaks."""
    return re.sub(r"\s+", "", text)


def text_of(path: Path) -> str:
    """Return the whole text of the file without white space."""
    return squeezed("".join(run.text for run in runs(path)))
