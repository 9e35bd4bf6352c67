"""How a pasted text becomes numbered paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

MOST_PARAGRAPHS = 400
LONGEST_PARAGRAPH = 20_000
LONGEST_TEXT = 250_000
_NUMBERED = re.compile(r"^[ \t]*[(\[]?(\d{1,3})[.)\]:][ \t]+(?=\S)")


def split_paragraphs(text: str) -> list[str]:
    """Cut a pasted text into paragraphs: where its own numbers run on (1. 2. 3.), else at blank lines.

    A year or a count at the start of a line is no number of a paragraph: only one that follows the last one counts.
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    starts = _starts(lines)
    if len(starts) < 2:
        return _at_blank_lines(lines)
    edges = [*starts, len(lines)]
    found = _at_blank_lines(lines[: starts[0]])
    for first, end in pairwise(edges):
        body = [_NUMBERED.sub("", lines[first], count=1), *lines[first + 1 : end]]
        found.append("\n".join(line.strip() for line in body).strip())
    return [one for one in found if one]


def _starts(lines: list[str]) -> list[int]:
    """The lines at which the numbers run on from 1."""
    found: list[int] = []
    for at, line in enumerate(lines):
        match = _NUMBERED.match(line)
        if match and int(match[1]) == len(found) + 1:
            found.append(at)
    return found


def _at_blank_lines(lines: list[str]) -> list[str]:
    return list(_blocks(lines))


def _blocks(lines: list[str]) -> Iterator[str]:
    held: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            held.append(line.strip())
        elif held:
            yield "\n".join(held)
            held = []
