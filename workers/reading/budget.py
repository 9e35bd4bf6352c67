"""How much the reader takes out of one file, and how it says that it cannot."""

from __future__ import annotations

from collections.abc import Iterator

PARAGRAPHS = 100  # in one part of a text that has no pages
LONGEST_PARAGRAPH = 4_000
TEXT = 20_000_000  # characters of one file
PAGE_TEXT = 1_000_000
PARTS = 3_000
PIXELS = 120_000_000
MEMBERS = 5_000
UNPACKED = 512 * 1024 * 1024  # bytes that may come out of one archive
RATIO = 200  # a part that grows more than this, and above SMALL, is a bomb
SMALL = 10 * 1024 * 1024
NESTING = 20


class Unreadable(Exception):
    """The file cannot be read, or not further; `code` is a reason the parent has words for."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def paragraphs(text: str) -> Iterator[str]:
    """The lines that hold something, very long ones cut."""
    for line in map(str.strip, text.splitlines()):
        for start in range(0, len(line), LONGEST_PARAGRAPH):
            yield line[start : start + LONGEST_PARAGRAPH]


def parts(text: str) -> Iterator[str]:
    """A text without pages in parts of so many paragraphs each: the number of a paragraph follows from its part."""
    if len(text) > TEXT:
        text = text[:TEXT]
    gathered: list[str] = []
    for paragraph in paragraphs(text):
        gathered.append(paragraph)
        if len(gathered) == PARAGRAPHS:
            yield "\n".join(gathered)
            gathered = []
    if gathered:
        yield "\n".join(gathered)


def printable(text: str) -> str:
    """The text without characters that no database and no page can keep."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(char for char in text if char >= " " or char in "\n\t\f")
    return kept.encode("utf-8", "replace").decode()
