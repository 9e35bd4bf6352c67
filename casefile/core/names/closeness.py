"""How far one spelling is from another: 0 is the same name, about 1 is one letter amiss, more is hardly the same.

Rules, not statistics: each syllable of a Hangul name has its Latin spellings with what they cost (`spelled.py`, as the
experts changed them), and the cheapest way to tell the whole name in the letters that were written is its distance.
It orders candidates and never decides that two people are one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from casefile.core.names.hangul import surname_length
from casefile.core.names.letterwise import LEFT_OUT, NO_SURNAME, hangul_distance, letter_distance
from casefile.core.names.spelled import MANNERS, Costs, shortened
from casefile.core.names.table import Table
from casefile.core.names.written import Written, readings

T = TypeVar("T")
FAR = 9.0
CLOSE = 1.0  # up to here somebody is shown as perhaps the same person
HOPELESS = 2.6
_LONGEST_CHUNK = 7
_ENOUGH, _FEW = 0.6, 3
_CHINESE: Costs = (0.6, 0.6, 0.6, 0.2)
_ACROSS = 0.35  # a syllable that runs over the end of a word
_AMISS = 0.9
_TOO_MUCH = 1.6


@dataclass(frozen=True, slots=True)
class Distance:
    """How far, and by what reading of the name that was asked for."""

    cost: float
    asked: Written
    known: Written


@lru_cache(maxsize=8192)
def _surname_spellings(surname: str, table: Table) -> Mapping[str, Costs]:
    """A family name's spellings: those of the table at no cost, beside what its syllables would give."""
    south = table.surnames.by_hangul.get(surname, surname)
    usual = {spelled for spelled, names in table.surnames.by_latin.items() if south in names}
    found = dict(table.spellings(surname)) if len(surname) == 1 else {}
    other = next((name for name, its in table.surnames.by_hangul.items() if its == south and name != surname), "")
    if len(other) == 1:
        dearer = {text: tuple(cost + 0.05 for cost in costs) for text, costs in table.spellings(other).items()}
        found = dearer | found
    found = {**dict.fromkeys(table.pinyin_surnames.get(south, ()), _CHINESE), **found}
    return found | dict.fromkeys(usual, (0.0,) * MANNERS)


@lru_cache(maxsize=8192)
def _near_surnames(surname: str, table: Table) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for text, costs in _surname_spellings(surname, table).items():
        if min(costs) < 0.3:
            for near in shortened(text):
                found[near] = min(*costs, found.get(near, FAR))
    return found


@dataclass(frozen=True, slots=True)
class _Told:
    """The pieces of a Hangul name: family name and syllables, with exact and near spellings."""

    exact: tuple[Mapping[str, Costs], ...]
    near: tuple[Mapping[str, float], ...]
    left_out: tuple[float, ...]


@lru_cache(maxsize=8192)
def _told(hangul: str, table: Table) -> _Told:
    cut = surname_length(hangul, table.surnames)
    given = hangul[cut:]
    exact = [_given_spellings(char, table) for char in given]
    near, left_out = [table.near(char) for char in given], [LEFT_OUT] * len(given)
    if cut:
        exact.insert(0, _surname_spellings(hangul[:cut], table))
        near.insert(0, _near_surnames(hangul[:cut], table))
        left_out.insert(0, NO_SURNAME)
    return _Told(tuple(exact), tuple(near), tuple(left_out))


@lru_cache(maxsize=8192)
def _given_spellings(syllable: str, table: Table) -> Mapping[str, Costs]:
    """A syllable's spellings, and at a price the Chinese readings of the characters that may stand for it."""
    return {**dict.fromkeys(table.pinyin.get(syllable, ()), _CHINESE), **table.spellings(syllable)}


def _across(ends: frozenset[int], start: int, stop: int) -> float:
    return _ACROSS * sum(start < end < stop for end in ends)


def _exact(told: _Told, asked: Written) -> float:
    """The whole name in the letters written, in the manner that fits it best; FAR when it cannot be."""
    text, ends = asked.letters, asked.ends
    states: dict[int, Costs] = {0: (0.0,) * MANNERS}
    for spelled in told.exact:
        following: dict[int, Costs] = {}
        for start, so_far in states.items():
            for stop in range(start, min(start + _LONGEST_CHUNK, len(text)) + 1):
                costs = spelled.get(text[start:stop])
                if costs is None or stop == start:
                    continue
                across = _across(ends, start, stop) if ends else 0.0
                total = tuple(a + b + across for a, b in zip(so_far, costs, strict=True))
                following[stop] = tuple(map(min, following[stop], total)) if stop in following else total
        states = following
    return min(states[len(text)]) if len(text) in states else FAR


def _near_chunk(near: Mapping[str, float], chunk: str) -> float:
    """What it costs that a syllable is spelled so, with at most one letter amiss."""
    return min((near[text] for text in shortened(chunk) if text in near), default=FAR) + _AMISS


def _amiss(told: _Told, asked: Written) -> float:
    """The same where letters are amiss, a syllable is left out, or there is one too many."""
    text, ends = asked.letters, asked.ends
    states = {0: 0.0}
    for exact, near, left_out in zip(told.exact, told.near, told.left_out, strict=True):
        states = _with_extra(states, len(text), ends)
        following: dict[int, float] = {}
        for start, so_far in states.items():
            if so_far > HOPELESS:
                continue
            following[start] = min(following.get(start, FAR), so_far + left_out)
            for stop in range(start + 1, min(start + _LONGEST_CHUNK, len(text)) + 1):
                cost = so_far + _chunk_cost(exact, near, text[start:stop]) + _across(ends, start, stop)
                if cost < following.get(stop, HOPELESS + 0.5):
                    following[stop] = cost
        states = following
    return _with_extra(states, len(text), ends).get(len(text), FAR)


def _chunk_cost(exact: Mapping[str, Costs], near: Mapping[str, float], chunk: str) -> float:
    costs = exact.get(chunk)
    plain = FAR if costs is None else min(costs) + 0.1
    return plain if plain < _AMISS else min(plain, _near_chunk(near, chunk))


def _with_extra(states: dict[int, float], length: int, ends: frozenset[int]) -> dict[int, float]:
    """Up to six letters may be too many in one place."""
    found = dict(states)
    edges = {0, *ends, length}
    for start, cost in states.items():
        for stop in range(start + 1, min(start + 6, length) + 1):
            whole_word = start in edges and stop in edges
            found[stop] = min(found.get(stop, FAR), cost + (LEFT_OUT if whole_word else _TOO_MUCH))
    return found


def _pairs(asked: str, known: str, table: Table) -> Iterator[tuple[Written, Written]]:
    for mine in readings(asked, table):
        for theirs in readings(known, table):
            yield mine, theirs


def _between(mine: Written, theirs: Written, table: Table, *, amiss: bool) -> float:
    if mine.hangul and theirs.hangul:
        return hangul_distance(mine.hangul, theirs.hangul, table.surnames)
    if not mine.hangul and not theirs.hangul:
        return _latin_distance(mine, theirs, table)
    hangul, latin = (mine, theirs) if mine.hangul else (theirs, mine)
    told = _told(hangul.hangul, table)
    found = _exact(told, latin)
    return _amiss(told, latin) if amiss and found > CLOSE else found


def _latin_distance(mine: Written, theirs: Written, table: Table) -> float:
    """Latin against Latin: two spellings of one family name are the same, and a word may be left out."""
    found = letter_distance(mine.letters, theirs.letters)
    names = table.surnames.by_latin
    if names.get(mine.words[0], frozenset()) & names.get(theirs.words[0], frozenset()):
        unlike = 0.0 if mine.words[0] == theirs.words[0] else 0.1
        found = min(found, unlike + _words_distance(mine.words[1:], theirs.words[1:]))
    less, more = sorted((mine.words, theirs.words), key=len)
    if len(more) > len(less):
        found = min(found, NO_SURNAME + letter_distance("".join(less), "".join(more[1:])))
    return found


def _words_distance(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Given names, of which one may lack a word."""
    less, more = sorted((one, other), key=len)
    found = letter_distance("".join(less), "".join(more))
    if len(more) == len(less) + 1 and less:
        shorter = ("".join(more[:at] + more[at + 1:]) for at in range(len(more)))
        found = min(found, LEFT_OUT + min(letter_distance("".join(less), text) for text in shorter))
    return found


def distance(asked: str, known: str, table: Table, *, amiss: bool = True) -> Distance | None:
    """The shortest way between two names; None when there is none worth telling. amiss: letters may be amiss."""
    best: Distance | None = None
    for also in (False, True) if amiss else (False,):
        for mine, theirs in _pairs(asked, known, table):
            cost = _between(mine, theirs, table, amiss=also) + mine.cost + theirs.cost
            if best is None or cost < best.cost:
                best = Distance(cost, mine, theirs)
        if best is not None and best.cost <= CLOSE:
            break
    return best if best is not None and best.cost < FAR else None


@dataclass(frozen=True, slots=True)
class Match:
    """Which of somebody's names is nearest to which of those asked for, and how near."""

    asked: str
    known: str
    distance: Distance


def nearest(asked: Sequence[str], known: Sequence[str], table: Table, *, amiss: bool = True) -> Match | None:
    """The nearest pair of names; None when none is worth telling."""
    best: Match | None = None
    for mine in asked:
        for theirs in known:
            found = distance(mine, theirs, table, amiss=amiss)
            if found is not None and found.cost <= HOPELESS and (best is None or found.cost < best.distance.cost):
                best = Match(mine, theirs, found)
    return best


def rank(asked: Sequence[str], known: Mapping[T, Sequence[str]], table: Table) -> list[tuple[T, Match]]:
    """Who is meant, the nearest first; whoever was given first goes first among equals.

    Names with a letter amiss are looked for only when too few bear the name as it is spelled.
    """
    found = {who: nearest(asked, names, table, amiss=False) for who, names in known.items()}
    if sum(match is not None and match.distance.cost < _ENOUGH for match in found.values()) < _FEW:
        found = {who: match if match and match.distance.cost < _ENOUGH else nearest(asked, known[who], table)
                 for who, match in found.items()}
    return sorted(((who, match) for who, match in found.items() if match is not None),
                  key=lambda each: each[1].distance.cost)
