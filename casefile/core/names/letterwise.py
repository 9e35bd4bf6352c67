"""Two names of one script: Hangul syllable by syllable, Latin letter by letter."""

from __future__ import annotations

from functools import lru_cache

from casefile.core.names.hangul import surname_length, syllables
from casefile.core.names.surnames import Surnames

LEFT_OUT = 0.88  # a syllable of the given name
NO_SURNAME = 1.5
_FAR = 9.0

_ALIKE = set(map(frozenset, (
    (4, 8), (1, 5), (13, 18), (18, 20), (2, 6), (6, 12), (3, 7), (10, 11), (11, 15), (19, 20))))
_HEAD_ALIKE = set(map(frozenset, (
    (0, 1), (0, 15), (3, 4), (3, 16), (7, 8), (7, 17), (9, 10), (12, 13), (12, 14), (2, 5))))


def _syllable_distance(one: str, other: str, *, heads: bool) -> float:
    """Two Hangul syllables: 0 when alike but for the initial-sound rule, else by each letter amiss."""
    (a, b, c), (x, y, z) = syllables(one)[0], syllables(other)[0]
    cost = 0.0
    if a != x:
        ruled = heads and {a, x} <= {2, 5, 11}
        cost += 0.02 if ruled else 0.5 if frozenset((a, x)) in _HEAD_ALIKE else 0.9
    if b != y:
        cost += 0.5 if frozenset((b, y)) in _ALIKE else 0.9
    return cost + 0.8 * (c != z)


def hangul_distance(one: str, other: str, surnames: Surnames) -> float:
    """Syllable by syllable, with those left out or too many."""
    heads = {0, surname_length(one, surnames) or 1}
    price = [NO_SURNAME, *(LEFT_OUT for _char in max(one, other, key=len))]
    row = [sum(price[:at]) for at in range(len(other) + 1)]
    for at, left in enumerate(one):
        above, row = row, [row[0] + price[at]]
        for place, right in enumerate(other):
            same = above[place] + (0.0 if left == right else _syllable_distance(left, right, heads=at in heads))
            row.append(min(same, above[place + 1] + LEFT_OUT, row[place] + LEFT_OUT))
    swapped = sorted(one) == sorted(other) and one != other
    return min(row[-1], 1.0 if swapped else _FAR)


_FOLDS = (
    ("eou", "o"), ("yeo", "yo"), ("eo", "o"), ("eu", "u"), ("oo", "u"), ("ou", "u"), ("ee", "i"), ("you", "yo"),
    ("ck", "k"), ("sh", "s"), ("th", "t"), ("kh", "k"), ("ph", "p"), ("ch", "j"), ("g", "k"), ("d", "t"), ("b",
    "p"), ("l", "r"), ("tt", "t"), ("kk", "k"), ("pp", "p"), ("ss", "s"), ("jj", "j"), ("rr", "r"), ("nn", "n"),
    ("ah", "a"), ("oh", "o"), ("uh", "u"),
)
_VOWEL_PAIRS = {frozenset(pair) for pair in ("ou", "ui", "oe", "ea", "ie", "yi", "uw")}


@lru_cache(maxsize=8192)
def _folded(spelled: str) -> str:
    for long, short in _FOLDS:
        spelled = spelled.replace(long, short)
    return spelled


def letter_distance(one: str, other: str) -> float:
    """Two Latin spellings: letters that stand for one another cost little, others a whole mistake."""
    if one == other:
        return 0.0
    left, right = _folded(one), _folded(other)
    row: list[float] = [0.8 * at for at in range(len(right) + 1)]
    for a in left:
        above, row = row, [row[0] + 0.8]
        for place, b in enumerate(right):
            same = above[place] + (0.0 if a == b else 0.35 if frozenset((a, b)) in _VOWEL_PAIRS else 0.9)
            row.append(min(same, above[place + 1] + 0.8, row[place] + 0.8))
    return 0.05 + row[-1]
