"""Which combinations of what is known of somebody few others share: what could tell who it is (brief §6.6, D2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import Generic, TypeVar

P = TypeVar("P", bound=Hashable)
MOST_FACTS = 4


class Trait(StrEnum):
    """What a fact is about; a combination has one fact of each at most."""

    SEX = "sex"
    AGE = "age"
    ROLE = "role"
    LANGUAGE = "language"
    VULNERABILITY = "vulnerability"
    PLACE = "place"
    MONTH = "month"
    YEAR = "year"


Fact = tuple[Trait, str]


@dataclass(frozen=True, slots=True)
class Profile(Generic[P]):
    """What is known of a person in one place at one time; people who were in several have several."""

    person: P
    facts: frozenset[Fact]

    @property
    def finest(self) -> list[Fact]:
        """The facts a combination is made of: a year says nothing beside its month."""
        dated = any(trait is Trait.MONTH for trait, _value in self.facts)
        return sorted(fact for fact in self.facts if not (dated and fact[0] is Trait.YEAR))


@dataclass(frozen=True, slots=True, order=True)
class Rare:
    """n people, the person among them, share these facts; without one of the facts, enough people would."""

    n: int
    facts: tuple[Fact, ...]


def dated(earliest: date | None, latest: date | None) -> set[Fact]:
    """The month and year of a day known within them; nothing of a wider span."""
    if earliest is None or latest is None or earliest.year != latest.year:
        return set()
    found = {(Trait.YEAR, f"{earliest:%Y}")}
    return found | {(Trait.MONTH, f"{earliest:%Y-%m}")} if earliest.month == latest.month else found


def rare(profiles: Collection[Profile[P]], below: int, about: Iterable[P] | None = None) -> dict[P, list[Rare]]:
    """Person -> every smallest combination of facts that fewer than `below` people share, the rarest first.

    about: of whom, if not of everybody. The number of facts in a combination has a limit, and so has the work.
    """
    index = _Index(profiles)
    wanted = None if about is None else set(about)
    found: dict[P, set[Rare]] = defaultdict(set)
    for profile in profiles:
        if wanted is None or profile.person in wanted:
            found[profile.person].update(_of(profile, index, below))
    return {person: sorted(every, key=lambda one: (one.n, len(one.facts), one.facts))
            for person, every in found.items() if every}


class _Index(Generic[P]):
    """How many people share a combination; each is counted once, however often it is asked."""

    def __init__(self, profiles: Iterable[Profile[P]]) -> None:
        self._owners = [profile.person for profile in profiles]
        self._having: dict[Fact, set[int]] = defaultdict(set)
        for number, profile in enumerate(profiles):
            for fact in profile.facts:
                self._having[fact].add(number)
        self._counted: dict[tuple[Fact, ...], int] = {}

    def count(self, facts: tuple[Fact, ...]) -> int:
        """How many people have all of these facts at one place and time."""
        if facts not in self._counted:
            shared = set.intersection(*(self._having[fact] for fact in facts))
            self._counted[facts] = len({self._owners[number] for number in shared})
        return self._counted[facts]


def _of(profile: Profile[P], index: _Index[P], below: int) -> list[Rare]:
    found: list[Rare] = []
    for size in range(1, MOST_FACTS + 1):
        for facts in combinations(profile.finest, size):
            if len({trait for trait, _value in facts}) < size or any(set(one.facts) <= set(facts) for one in found):
                continue
            n = index.count(facts)
            if n < below:
                found.append(Rare(n, facts))
    return found
