"""The forms in which an identity could stand in a finished document (brief §6.6: zero tolerance)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from casefile.people.rules.duplicates import telephones

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_DATE = re.compile(r"(?<!\d)(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})(?!\d)")
# A fingerprint is computed from bytes; what its figures spell is chance.
_DIGEST = re.compile(r"\b(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{12,64}\b")
# Shorter ones stand in any text by chance: a name of two syllables counts as a word of its own alone.
_SHORTEST_HANGUL, _SHORTEST_LATIN, _SHORTEST_NUMBER = 3, 5, 6


def squeezed(text: str) -> str:
    """Letters and digits alone, in one form: spaces, line breaks, hyphens and case tell nothing apart."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if char.isalnum())


@dataclass(frozen=True, slots=True)
class Forms:
    """What is looked for. inside: in the squeezed text; words: as whole words; numbers: telephones by their tail."""

    inside: frozenset[str]
    words: frozenset[str]
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Document:
    """A finished text, made ready once for the search of many identities."""

    text: str
    words: frozenset[str]
    numbers: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Document:
        """Read it."""
        plain = _DIGEST.sub(" ", unicodedata.normalize("NFKC", text).casefold())
        return cls(squeezed(plain), frozenset(re.findall(r"\w+", plain)), frozenset(telephones(plain)))

    def names(self, forms: Forms, apart_from: Iterable[str] = ()) -> bool:
        """Whether any form stands in it. apart_from: names that may stand there, of officials who are named."""
        free = [squeezed(name) for name in apart_from]
        inside = (form for form in forms.inside if not any(form in name for name in free))
        words = (word for word in forms.words if word not in free)
        return (any(form in self.text for form in inside) or any(word in self.words for word in words)
                or not self.numbers.isdisjoint(forms.numbers))


def forms_of(identity: Mapping[str, str | None]) -> Forms:
    """Every form of the names, of the birth date, of numbers, addresses and documents that an identity holds."""
    names = [line for key in ("name_hangul", "name_hanja", "name_latin", "name_other")
             for line in (identity.get(key) or "").splitlines()]
    orders = {squeezed(form) for name in names for form in _orders(name)}
    contacts, documents = identity.get("contacts") or "", identity.get("documents") or ""
    tokens = {squeezed(token) for token in documents.split()} | {squeezed(mail) for mail in _MAIL.findall(contacts)}
    long = {name for name in orders if len(name) >= (_SHORTEST_LATIN if name.isascii() else _SHORTEST_HANGUL)}
    return Forms(frozenset(long | {token for token in tokens if len(token) >= _SHORTEST_NUMBER}
                           | {squeezed(day) for day in _days(identity.get("birth") or "")}),
                 frozenset(name for name in orders - long if len(name) > 1 and not name.isascii()),
                 frozenset(telephones(contacts)))


def _orders(name: str) -> Iterator[str]:
    """Surname first and surname last."""
    parts = name.replace(",", " ").split()
    yield name
    if len(parts) > 1:
        yield " ".join([*parts[1:], parts[0]])
        yield " ".join([parts[-1], *parts[:-1]])


def _days(birth: str) -> Iterator[str]:
    """A day as it is written in figures, in English and in Korean; a year alone names nobody."""
    for found in _DATE.findall(unicodedata.normalize("NFKC", birth)):
        year, month, day = map(int, found)
        try:
            date(year, month, day)
        except ValueError:
            continue
        yield from (f"{year:04d}{month:02d}{day:02d}", f"{day:02d}{month:02d}{year:04d}", f"{year}년{month}월{day}일",
                    f"{day} {_MONTHS[month - 1]} {year}", f"{_MONTHS[month - 1]} {day} {year}",
                    f"{day} {_MONTHS[month - 1][:3]} {year}")
