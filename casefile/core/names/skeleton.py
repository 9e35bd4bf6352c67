"""Wide keys: two spellings meet under one though a letter is amiss, a syllable is missing or the script differs.

A name's bones are its consonant classes with one `a` for each run of vowels (K T P J S M, N for n, l, r and ng; h is
not heard): Ri Chol Ho and 이철호 are `aJaNa`. Keys: `f:` the bones of the whole name, and with each one left out; `g:`
family name and bones of the given name, likewise; `e:` the given name alone; `m:` family name and one syllable; `y:`
the family name alone, for who is known by nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, product

from casefile.core.names.hangul import surname_length, syllables
from casefile.core.names.spelled import shortened
from casefile.core.names.surnames import letters
from casefile.core.names.table import Table
from casefile.core.names.written import Written, readings

_SOUNDS = {"K": "ck kh gh kk gg k g q", "J": "tch cch chh ch zh dz dj tj jj ts jh j z c x", "T": "tt th dd t d",
           "P": "ph pp bb p b v f", "S": "sh ss s", "M": "m", "N": "ng nk n l r"}
_CLASSES = {"h": "", **{spelled: sound for sound, known in _SOUNDS.items() for spelled in known.split()}}
_TOKEN = re.compile("|".join(sorted((*_CLASSES, "[aeiouyw]+"), key=len, reverse=True)))
_HEADS = "KKNTTNMPPSS-JJJKTP-"
_TAILS = {**dict.fromkeys((1, 2, 3, 9, 24), "K"), **dict.fromkeys((4, 5, 6, 8, 11, 12, 13, 15, 21), "N"),
          **dict.fromkeys((7, 19, 20, 22, 23, 25, 27), "T"), 10: "M", 16: "M", **dict.fromkeys((14, 17, 18, 26), "P")}
_NASAL = {"K": "N", "T": "N", "P": "M"}
_TWICE = re.compile(r"(.)\1+")
_SHORTEST = 2
_MOST_CHINESE = 24


def _tidy(bones: str) -> str:
    return _TWICE.sub(r"\1", bones)


@lru_cache(maxsize=8192)
def latin_bones(spelled: str) -> str:
    """The bones of Latin letters."""
    return _tidy("".join(_CLASSES.get(token, "a") for token in _TOKEN.findall(spelled)))


@lru_cache(maxsize=8192)
def hangul_bones(text: str) -> frozenset[str]:
    """The bones of Hangul, as written, as spoken, and with the initial-sound rule."""
    found = syllables(text)
    written, spoken = "", ""
    for at, (initial, _vowel, final) in enumerate(found):
        head, tail = _HEADS[initial].strip("-"), _TAILS.get(final, "")
        nasal = at + 1 < len(found) and found[at + 1][0] in (2, 5, 6)
        written += f"{head}a{tail}"
        spoken += f"{head}a{_NASAL.get(tail, tail) if nasal else tail}"
    both = {_tidy(written), _tidy(spoken)}
    if found and found[0][0] in (2, 5):
        both |= {_tidy(bones.removeprefix("N")) for bones in both}
    return frozenset(both)


def _left_out(bones: str) -> set[str]:
    """With each one left out, where enough remains to tell something."""
    return {_tidy(less) for less in shortened(bones) if len(less) >= _SHORTEST or less == bones}


def _family_keys(surname: str, given: Iterable[str], parts: Iterable[str]) -> set[str]:
    keys = {f"g:{surname}|{less}" for bones in given for less in _left_out(bones)}
    return keys | {f"m:{surname}|{bones}" for bones in parts if bones}


def _whole(bones: str) -> set[str]:
    """Keys of a whole name: its bones, and its consonants alone."""
    consonants = _tidy(bones.replace("a", ""))
    return {f"f:{less}" for less in _left_out(bones)} | {f"v:{less}" for less in _left_out(consonants) if len(less) > 2}


def _chinese(name: str, cut: int, table: Table) -> set[str]:
    """The bones of what a name may be in Chinese."""
    south = table.surnames.by_hangul.get(name[:cut], "")
    given = (table.pinyin.get(char, frozenset()) for char in name[cut:])
    parts = [table.pinyin_surnames.get(south, frozenset()), *given]
    bones = [sorted({latin_bones(text) for text in part}) for part in parts]
    return {f"f:{_tidy(''.join(each))}" for each in islice(product(*bones), _MOST_CHINESE)} if cut else set()


def _of_hangul(name: str, table: Table) -> set[str]:
    cut = surname_length(name, table.surnames)
    keys = {key for bones in hangul_bones(name) for key in _whole(bones)} | _chinese(name, cut, table)
    given = hangul_bones(name[cut:])
    keys |= {f"e:{bones}" for bones in given if len(bones) >= _SHORTEST}
    if cut:
        south = table.surnames.by_hangul[name[:cut]]
        keys |= _family_keys(south, given, (bones for char in name[cut:] for bones in hangul_bones(char)))
        keys.add(f"y:{south}")
    return keys


def _of_latin(written: Written, table: Table) -> set[str]:
    words = written.words
    keys = _whole(latin_bones(written.letters))
    for cut in (1, 2) if len(words) > 2 else (1,):
        given = latin_bones("".join(words[cut:]))
        names = table.surnames.by_latin.get("".join(words[:cut]), frozenset())
        keys |= {f"e:{given}"} if len(given) >= _SHORTEST else set()
        for south in names:
            keys |= _family_keys(south, [given], map(latin_bones, words[cut:]))
            keys.add(f"y:{south}")
    return keys | (_joined(words[0], table) if len(words) == 1 else set())


def _joined(word: str, table: Table) -> set[str]:
    """A name in one word: each family name it can begin with."""
    keys: set[str] = set()
    for cut in range(1, min(len(word), 8)):
        for south in table.surnames.by_latin.get(word[:cut], ()):
            keys |= _family_keys(south, [latin_bones(word[cut:])], ())
    return keys


def wide_keys(text: str, table: Table) -> frozenset[str]:
    """Every wide key of a name in any spelling."""
    keys: set[str] = set()
    for written in readings(text, table):
        keys |= _of_hangul(written.hangul, table) if written.hangul else _of_latin(written, table)
    return frozenset(key for key in keys if len(key) > 2)


def _all_bones(written: Written) -> Iterable[str]:
    """Of everything that was written: it may be a given name alone."""
    return hangul_bones(written.hangul) if written.hangul else [latin_bones(written.letters)]


def keys_to_ask(text: str, table: Table) -> frozenset[str]:
    """The wide keys under which a name is sought: by the family name alone only when nothing else was given."""
    keys = wide_keys(text, table)
    rest = frozenset(key for key in keys if not key.startswith("y:")) | frozenset(
        f"e:{bones}" for written in readings(text, table) for bones in _all_bones(written) if len(bones) >= _SHORTEST)
    return rest or keys | frozenset(f"y:{south}" for south in table.surnames.by_latin.get(letters(text), ()))
