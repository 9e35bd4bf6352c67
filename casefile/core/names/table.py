"""The tables of spellings with what the experts have changed in them: added spellings, and retired ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from casefile.core.names.characters import BY_CHARACTER, pinyin
from casefile.core.names.spelled import MANNERS, Costs, near_spellings, shortened, spellings_of
from casefile.core.names.surnames import SURNAMES, Surnames, letters


class Part(StrEnum):
    """What a spelling of the table spells."""

    SURNAME = "surname"
    SYLLABLE = "syllable"


@dataclass(frozen=True, slots=True)
class Variant:
    """One spelling the experts have decided on: it stands, or it is retired."""

    part: Part
    hangul: str
    spelling: str
    stands: bool = True


_FREE: Costs = (0.0,) * MANNERS


@dataclass(frozen=True, eq=False)
class Table:
    """Spellings of family names and syllables: those that come along, as the experts have changed them."""

    surnames: Surnames = SURNAMES
    syllables: Mapping[str, Mapping[str, Costs]] = field(default_factory=dict)
    retired: Mapping[str, frozenset[str]] = field(default_factory=dict)
    characters: Mapping[str, str] = field(default_factory=lambda: BY_CHARACTER)

    @cached_property
    def pinyin(self) -> Mapping[str, frozenset[str]]:
        """Syllable -> how Chinese reads the characters that may stand for it."""
        return _gathered(self.characters)

    @cached_property
    def pinyin_surnames(self) -> Mapping[str, frozenset[str]]:
        """The same of family names, in southern spelling."""
        return _gathered(self.surnames.by_hanja)

    def spellings(self, syllable: str) -> Mapping[str, Costs]:
        """The Latin spellings of a syllable of a given name."""
        if syllable not in self.syllables and syllable not in self.retired:
            return spellings_of(syllable)
        known = {**spellings_of(syllable), **self.syllables.get(syllable, {})}
        return {text: costs for text, costs in known.items() if text not in self.retired.get(syllable, ())}

    def near(self, syllable: str) -> Mapping[str, float]:
        """The spellings of a syllable with at most one letter left out."""
        added = self.syllables.get(syllable)
        if not added:
            return near_spellings(syllable)
        return {**near_spellings(syllable), **{near: 0.0 for text in added for near in shortened(text)}}


BUILT_IN = Table()


def _gathered(characters: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for char, reading in characters.items():
        found.setdefault(reading, set()).add(pinyin(char))
    return {reading: frozenset(texts) for reading, texts in found.items()}


def is_han(text: str) -> bool:
    """Whether a spelling is in Chinese characters."""
    return bool(text) and all("CJK" in unicodedata.name(char, "") for char in text)


def changed(variants: Iterable[Variant]) -> Table:
    """The tables that come along, changed as the experts decided."""
    latin = dict(SURNAMES.by_latin)
    hanja, hangul = dict(SURNAMES.by_hanja), dict(SURNAMES.by_hangul)
    characters = dict(BY_CHARACTER)
    syllables: dict[str, dict[str, Costs]] = {}
    retired: dict[str, set[str]] = {}
    for variant in variants:
        if variant.part is Part.SURNAME:
            _change_surname(variant, hangul, latin, hanja)
        elif is_han(variant.spelling):
            _change_reading(variant, characters)
        elif variant.stands:
            syllables.setdefault(variant.hangul, {})[letters(variant.spelling)] = _FREE
        else:
            retired.setdefault(variant.hangul, set()).add(letters(variant.spelling))
    return Table(Surnames(hangul, latin, hanja), syllables,
                 {syllable: frozenset(texts) for syllable, texts in retired.items()}, characters)


def _change_surname(variant: Variant, hangul: dict[str, str], latin: dict[str, frozenset[str]],
                    hanja: dict[str, str]) -> None:
    """A family name that was not in the table is entered with its first spelling."""
    south = hangul.get(variant.hangul, variant.hangul)
    if variant.stands:
        hangul.setdefault(variant.hangul, south)
    if is_han(variant.spelling):
        hanja.pop(variant.spelling, None)
        if variant.stands:
            hanja[variant.spelling] = south
        return
    spelled = letters(variant.spelling)
    known = latin.get(spelled, frozenset())
    latin[spelled] = known | {south} if variant.stands else known - {south}


def _change_reading(variant: Variant, characters: dict[str, str]) -> None:
    if variant.stands:
        characters[variant.spelling] = variant.hangul
    elif characters.get(variant.spelling) == variant.hangul:
        del characters[variant.spelling]
