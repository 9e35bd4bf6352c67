"""Two records, one person? Reasons to look, never a verdict (brief §7.3, §9.2)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TypeVar

from casefile.core.names import name_keys
from casefile.people.rules.consent import Consent

T = TypeVar("T")
# More people than this in one bucket say nothing about any two of them.
TELLING = 12


class Reason(StrEnum):
    """Why two records may be of one person, the strongest first."""

    SHARED_TELEPHONE = "shared_telephone"
    SAME_NAME = "same_name"
    LIKE_NAME = "like_name"
    SAME_BIRTH_YEAR = "same_birth_year"
    SAME_STATEMENT = "same_statement"
    SAME_PART = "same_part"


# A birth year alone is shared by many: it only backs another reason.
_ALONE = frozenset(Reason) - {Reason.SAME_BIRTH_YEAR}


def worth_showing(reasons: Collection[Reason]) -> bool:
    """Whether the reasons are worth a second look."""
    return not _ALONE.isdisjoint(reasons)


def weight(reasons: Collection[Reason]) -> tuple[int, int]:
    """For the order of a list: the strongest reason, then how many there are."""
    order = list(Reason)
    return min((order.index(reason) for reason in reasons), default=len(order)), -len(reasons)


def pairs_in(buckets: Iterable[Collection[T]]) -> Iterator[tuple[T, T]]:
    """The pairs within each bucket that is small enough to tell something."""
    for bucket in buckets:
        if 1 < len(bucket) <= TELLING:
            yield from combinations(sorted(bucket), 2)  # type: ignore[type-var]


_TELEPHONE = re.compile(r"\+?\d[\d\s().\-/]{5,24}\d")
_TAIL = 8


def telephones(text: str) -> set[str]:
    """The numbers in a text by their last eight digits, in which all ways of writing a number agree."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    digits = ("".join(char for char in match if char.isdigit()) for match in _TELEPHONE.findall(plain))
    return {number[-_TAIL:] for number in digits if len(number) >= _TAIL}


_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")


def birth_year(text: str | None) -> str | None:
    """The year in a birth date as somebody wrote it."""
    found = _YEAR.search(unicodedata.normalize("NFKC", text or ""))
    return found[1] if found else None


@dataclass(frozen=True, slots=True)
class Known:
    """What an identity holds for the comparison; it lives only while two lists are compared."""

    names: Sequence[str]
    year: str | None = None


def compare_identities(known: Mapping[T, Known]) -> dict[tuple[T, T], set[Reason]]:
    """Pairs whose names meet in any script or spelling, with the birth year as a further reason."""
    by_key: dict[str, set[T]] = {}
    for who, identity in known.items():
        for key in frozenset().union(*(name_keys(name) for name in identity.names)):
            by_key.setdefault(key, set()).add(who)
    found: dict[tuple[T, T], set[Reason]] = {}
    for key, bucket in by_key.items():
        reason = Reason.SAME_NAME if key[0] in "hct" else Reason.LIKE_NAME
        for pair in pairs_in([bucket]):
            found.setdefault(pair, set()).add(reason)
    for (one, other), reasons in found.items():
        if known[one].year and known[one].year == known[other].year:
            reasons.add(Reason.SAME_BIRTH_YEAR)
        if Reason.SAME_NAME in reasons:
            reasons.discard(Reason.LIKE_NAME)
    return found


_STRICT = (Consent.WITHDRAWN, Consent.REFUSED)


def consent_forbids(keeps: Consent, goes: Consent) -> bool:
    """Whether merging would let go of a refusal: what the person said under one code holds for the person."""
    return goes in _STRICT and keeps is not goes
