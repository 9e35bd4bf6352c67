"""Registration numbers, page by page, and how a passage is cited (domain brief §5.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casefile.evidence.rules.vocabulary import Kind, Relation

# What follows the number of the original. C and O are ours: the brief names no letter for a clip or a text layer.
SUFFIX = {Relation.TRANSLATION: "T", Relation.TRANSCRIPT: "X", Relation.REDACTION: "R", Relation.EXTRACT: "C",
          Relation.ENHANCEMENT: "E", Relation.TEXT_LAYER: "O", Relation.SUMMARY: "S"}
# Sound and moving pictures have one number and are cited by time.
TIMED = frozenset({Kind.VIDEO, Kind.AUDIO})
MOST_PAGES = 20_000
_NUMBER = re.compile(r"([A-Z0-9]{1,10})-([A-Z0-9]{1,10})-(\d{4,})-(\d{4,})")


def exhibit_number(situation: str, batch: int, page: int, organisation: str = "CF") -> str:
    """The registration number `PRK-CF-0007-0213` (§5.2)."""
    return f"{situation}-{organisation}-{batch:04d}-{page:04d}"


@dataclass(frozen=True, slots=True)
class Number:
    """A registration number taken apart."""

    situation: str
    batch: int
    page: int


def read_number(text: str) -> Number | None:
    """The parts of a page's number, with or without the suffix of a derivative; None for anything else."""
    found = _NUMBER.match(text.strip().upper())
    if found is None or len(found[3]) > 9 or len(found[4]) > 9:
        return None
    return Number(found[1], int(found[3]), int(found[4]))


def derivative_number(original: str, relation: Relation, n: int, language: str | None = None) -> str:
    """The number of a derivative: `PRK-CF-0007-0213_T01_en`; only a translation names its language."""
    number = f"{original}_{SUFFIX[relation]}{n:02d}"
    return f"{number}_{language}" if relation is Relation.TRANSLATION and language else number


def shown_range(first: str, last: str) -> str:
    """The numbers of an item as they are printed: one number, or the first and the end of the last."""
    return first if first == last else f"{first} – {last.rpartition('-')[2]}"


def pinpoint(first: str, place: str | None = None, paragraph: str | None = None) -> str:
    """A citation: `PRK-AC-0007-0213 at 0215, para. 4`, `… at 00:14:22–00:15:03`."""
    cited = f"{first} at {place}" if place else first
    return f"{cited}, para. {paragraph}" if paragraph else cited


def page_label(first: str, page: int) -> str:
    """The number of the n-th page (from 1) of an item that begins at `first`, as a citation gives it: `0215`."""
    start = first.rpartition("-")[2].partition("_")[0]
    return f"{int(start) + page - 1:04d}"


def time_label(start: int, end: int | None = None) -> str:
    """A time or a stretch of it in seconds, as a citation gives it: `00:14:22–00:15:03`."""
    words = [f"{at // 3600:02d}:{at // 60 % 60:02d}:{at % 60:02d}" for at in (start, end) if at is not None]
    return "–".join(words)
