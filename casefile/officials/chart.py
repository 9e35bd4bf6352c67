"""Where the boxes and lines of a command chart are drawn. Numbers and plain text only; a template draws them."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import accumulate

BOX, GAP, RISE, MARGIN, NARROWEST = 290, 40, 64, 20, 860
LINE, PAD = 17, 10
WIDEST = 36  # columns of a line in a box; an East Asian character takes two


@dataclass(frozen=True, slots=True)
class Box:
    """A unit: `lines` are (text, is_name); edge: solid where it certainly stood there, dashed where only possibly."""

    x: int
    y: int
    height: int
    lines: list[tuple[str, bool]]
    certain: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line between two boxes and its number in the list of sources.

    bend: how far it swerves past boxes between. mark: how much evidence supports and contradicts it.
    """

    x1: int
    y1: int
    x2: int
    y2: int
    bend: int
    number: int
    certain: bool
    mark: str = ""

    @property
    def path(self) -> str:
        """The line as SVG path data."""
        return (f"M{self.x1} {self.y1}C{self.x1 + self.bend} {self.y1 - RISE} {self.x2 + self.bend} {self.y2 + RISE} "
                f"{self.x2} {self.y2}")

    @property
    def label(self) -> tuple[int, int]:
        """Where its number stands: in the middle of the line."""
        return (self.x1 + self.x2) // 2 + 3 * self.bend // 4, (self.y1 + self.y2) // 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: size, boxes, strokes."""

    width: int
    height: int
    boxes: list[Box]
    strokes: list[Stroke]


def cut(text: str) -> str:
    """The text, cut to what a box holds; the list beside the chart has it whole."""
    columns = list(accumulate(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text))
    if not columns or columns[-1] <= WIDEST:
        return text
    return text[:sum(column < WIDEST for column in columns)] + "…"


def draw(levels: Sequence[Sequence[tuple[Hashable, list[tuple[str, bool]], bool]]],
         lines: Sequence[tuple[Hashable, Hashable, bool, str]]) -> Drawing:
    """Lay out levels (lowest first) of (key, lines of text, certain), and lines of (lower, upper, certain, mark)."""
    widest = max((len(level) for level in levels), default=0)
    width = max(widest * (BOX + GAP) - GAP + 2 * MARGIN, NARROWEST)
    boxes: dict[Hashable, Box] = {}
    y = MARGIN
    for level in reversed(levels):
        tallest = max((len(text) for _key, text, _sure in level), default=0) * LINE + 2 * PAD
        x = (width - (len(level) * (BOX + GAP) - GAP)) // 2
        for key, text, sure in level:
            boxes[key] = Box(x, y, tallest, [(cut(line), name) for line, name in text], sure)
            x += BOX + GAP
        y += tallest + RISE
    strokes = [_stroke(boxes[low], boxes[high], number, sure, mark)
               for number, (low, high, sure, mark) in enumerate(lines, 1) if low in boxes and high in boxes]
    return Drawing(width, max(y - RISE, 0) + MARGIN, list(boxes.values()), strokes)


def _stroke(low: Box, high: Box, number: int, certain: bool, mark: str) -> Stroke:
    skips = low.y - (high.y + high.height) > RISE
    return Stroke(low.x + BOX // 2, low.y, high.x + BOX // 2, high.y + high.height, BOX if skips else 0, number,
                  certain, mark)
