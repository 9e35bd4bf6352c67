"""Words for what could tell who somebody is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask_babel import get_locale, ngettext

from casefile.core.edtf import parse, words
from casefile.people.labels.person import AGE_BAND, ROLE, SEX, SPOKEN, VULNERABILITY
from casefile.people.rules import AgeBand, PersonRole, Sex, Spoken, Vulnerability
from casefile.people.rules.rarity import Fact, Trait

_WORDS: dict[Trait, Callable[[str], object]] = {
    Trait.SEX: lambda value: SEX[Sex(value)], Trait.AGE: lambda value: AGE_BAND[AgeBand(value)],
    Trait.ROLE: lambda value: ROLE[PersonRole(value)], Trait.LANGUAGE: lambda value: SPOKEN[Spoken(value)],
    Trait.VULNERABILITY: lambda value: VULNERABILITY[Vulnerability(value)],
    Trait.MONTH: lambda value: words(parse(value), get_locale()), Trait.YEAR: lambda value: value,
}


def fact_words(fact: Fact, places: Mapping[str, str]) -> str:
    """One fact in words. places: id -> name."""
    trait, value = fact
    return places[value] if trait is Trait.PLACE else str(_WORDS[trait](value))


def rare_words(n: int) -> str:
    """How many people share it."""
    return ngettext("Only one person here is all of this:", "Only %(num)s people here are all of this:", n)
