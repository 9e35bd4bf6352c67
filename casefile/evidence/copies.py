"""Working copies as plain values: what is made of an item, what its file says of itself, and words to search by."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any


class CopyKind(StrEnum):
    """What is made of an item. OCR is text that was read from a picture; FACTS is what the file says of itself."""

    PAGE = "page"
    THUMBNAIL = "thumbnail"
    TEXT = "text"
    OCR = "ocr"
    FACTS = "facts"


class ReadingState(StrEnum):
    """How far the reading of an item has come."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


# Reasons of the reader that a person can do something about, or must know; words stand in copy_labels.
PROBLEMS = frozenset({
    "bomb", "changed", "crashed", "damaged", "embedded", "empty", "encrypted", "memory", "missing", "not_a_file",
    "ocr_time", "old_format", "time", "too_large", "too_many", "too_many_pixels", "too_much", "too_much_text",
    "unconfined", "unexpected", "unknown_kind"})
NOTES = frozenset({"polyglot", "active", "ending"})
# Dates that a file gives for the moment its content came into being, the most telling first.
MOMENTS = ("taken", "sent", "captured", "created")
FAR_KM = 50.0

_ENDINGS = {
    "application/pdf": {"pdf"}, "image/jpeg": {"jpg", "jpeg", "jpe", "jfif"}, "image/png": {"png"},
    "image/gif": {"gif"}, "image/tiff": {"tif", "tiff"}, "image/webp": {"webp"}, "image/bmp": {"bmp"},
    "application/rtf": {"rtf", "doc"}, "text/html": {"html", "htm", "xhtml", "mht"}, "message/rfc822": {"eml", "txt"},
    "application/vnd.ms-outlook": {"msg"}, "application/x-hwp": {"hwp"}, "application/hwp+zip": {"hwpx"},
    "application/zip": {"zip", "jar", "apk", "epub", "kmz"}, "application/x-wacz": {"wacz"},
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": {"docx", "docm"},
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {"xlsx", "xlsm"},
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": {"pptx", "pptm", "ppsx"},
    "application/vnd.microsoft.portable-executable": {"exe", "dll", "scr", "com", "sys"},
    "video/mp4": {"mp4", "m4v"}, "audio/mpeg": {"mp3"}, "audio/wav": {"wav"},
}


def ending_fits(kind: str, file_name: str) -> bool:
    """False when the name of the file promises another kind than its content is."""
    _name, dot, ending = file_name.rpartition(".")
    return not dot or kind not in _ENDINGS or ending.lower() in _ENDINGS[kind]


@dataclass(frozen=True, slots=True)
class Examined:
    """What a first look at a file found. told: what it says of itself; members: what lies inside; texts: its parts."""

    kind: str
    told: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    members: tuple[Mapping[str, Any], ...] = ()
    texts: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def pages(self) -> int | None:
        """How many pages there are; None for what has none."""
        found = self.told.get("pages")
        return found if isinstance(found, int) and 0 < found <= 100_000 else None


def says_made(told: Mapping[str, Any]) -> date | None:
    """The day on which the content came into being, as the file itself gives it."""
    for name in MOMENTS:
        try:
            return date.fromisoformat(str(told.get(name, ""))[:10])
        except ValueError:
            continue
    return None


def says_where(told: Mapping[str, Any]) -> tuple[float, float] | None:
    """(latitude, longitude) as the file itself gives them."""
    try:
        return float(told["latitude"]), float(told["longitude"])
    except (KeyError, TypeError, ValueError):
        return None


def dates_conflict(says: date | None, earliest: date | None, latest: date | None) -> bool:
    """True when the file gives a day outside what was claimed; a day more or less is a matter of time zones."""
    if says is None or (earliest is None and latest is None):
        return False
    day = timedelta(days=1)
    return bool((earliest and says < earliest - day) or (latest and says > latest + day))


WORD = re.compile(r"[\w]+")
# Hangul, Han and Kana are written without spaces that mean anything to us.
RUN = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]+|[^\W_]+?(?=[\u1100-\u11ff\u3040"
                 r"-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]|$|_)")
LONGEST_WORD = 40


def words_of(text: str, sought: bool = False) -> Iterator[str]:
    """The words of a text to search by: Latin words whole and folded, East Asian runs as pairs of characters.

    sought: the text is what somebody looks for; then single characters count only where they stand alone.
    """
    for word in WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        for run in RUN.findall(word):
            if run[0] < "\u1100":
                yield run[:LONGEST_WORD]
                continue
            if not sought or len(run) == 1:
                yield from run
            yield from (run[at : at + 2] for at in range(len(run) - 1))


def blind(key: bytes, words: Iterator[str]) -> list[int]:
    """The words as numbers that only the holder of the key can make: a stolen index names nobody."""
    found = {hmac.digest(key, word.encode(), hashlib.sha256)[:8] for word in words}
    return sorted(int.from_bytes(raw, "big", signed=True) for raw in found)
