"""What the bundled fonts can print, and what to print in place of what they cannot.

One character without a glyph makes the PDF/A export refuse the whole document, and leaving it out silently
would be tampering. So it is printed by its number, `[U+1F600]`, and listed in the integrity annex.
"""

import re
import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"

LONGEST_WORD = 20  # characters that fit the narrowest column holding free text
STRIDE = 8
BREAK = "\u200b"  # the template turns it into a zero-width space to break at; it is never in copied text

_NEWLINES = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn"}

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


class FontsMissing(RuntimeError):
    """The font bundle is not there or is no font bundle."""


def _cmap_offset(font: bytes) -> int:
    for index in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if tag == b"cmap":
            return int(offset)
    raise FontsMissing("A bundled font has no character map.")


def _code_points(font: bytes) -> set[int]:
    """Read the full Unicode character map (format 12) of a TrueType font."""
    cmap = _cmap_offset(font)
    found: set[int] = set()
    for index in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        table = cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * index)[0]
        if struct.unpack_from(">H", font, table)[0] == 12:
            for group in range(struct.unpack_from(">I", font, table + 12)[0]):
                first, last, _ = struct.unpack_from(">III", font, table + 16 + 12 * group)
                found.update(range(first, last + 1))
    return found


@lru_cache(maxsize=2)
def printable(fonts: Path = FONTS) -> frozenset[int]:
    """Return the characters that every weight of the bundle can print."""
    files = sorted(fonts.glob("*.ttf"))
    if len(files) < 2:
        raise FontsMissing("The regular and bold print fonts are not installed.")
    try:
        return frozenset(set.intersection(*(_code_points(path.read_bytes()) for path in files)))
    except (struct.error, OSError) as error:
        raise FontsMissing("A bundled font cannot be read.") from error


def number_of(character: str) -> str:
    """Write a character by its Unicode number."""
    return f"[U+{ord(character):04X}]"


class Printer:
    """Turns text into what can be printed and remembers what it had to replace."""

    def __init__(self, characters: frozenset[int]) -> None:
        """Take the characters that can be printed."""
        self.characters = characters
        self.replaced: set[str] = set()

    def text(self, text: str) -> str:
        """Return the text with every unprintable character shown by number and long words breakable."""
        text = _NEWLINES.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", " ")
        text = "".join(self._character(character) for character in text)
        return text if _DIGEST.fullmatch(text) else _LONG.sub(_breakable, text)

    def _character(self, character: str) -> str:
        if character == "\n":
            return character
        if ord(character) in self.characters and unicodedata.category(character) not in _UNPRINTABLE:
            return character
        self.replaced.add(character)
        return number_of(character)

    def tree(self, data: Json) -> Json:
        """Return the same data with every text in it printable."""
        if isinstance(data, str):
            return self.text(data)
        if isinstance(data, list):
            return [self.tree(item) for item in data]
        if isinstance(data, dict):
            return {key: self.tree(value) for key, value in data.items()}
        return data

    def legend(self) -> list[dict[str, Json]]:
        """Return what was replaced, in the order of the Unicode numbers."""
        return [
            {"shown": number_of(character), "name": unicodedata.name(character, "")}
            for character in sorted(self.replaced)
        ]


def _breakable(match: re.Match[str]) -> str:
    """Offer a break every few characters, never inside a syllable or before a mark."""
    pieces: list[str] = []
    for character in match.group():
        if pieces and len(pieces[-1]) >= STRIDE and not _joins(character):
            pieces.append(character)
        elif pieces:
            pieces[-1] += character
        else:
            pieces.append(character)
    return BREAK.join(pieces)


def _joins(character: str) -> bool:
    """Tell whether a character is drawn together with the one before it."""
    return unicodedata.category(character).startswith("M") or "\u1160" <= character <= "\u11ff"
