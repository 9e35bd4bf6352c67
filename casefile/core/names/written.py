"""A name as somebody wrote it, taken apart: Hangul syllables, or Latin words in the orders that can be meant."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from casefile.core.names.characters import in_latin, pinyin, traditional
from casefile.core.names.hangul import nfc
from casefile.core.names.surnames import letters
from casefile.core.names.table import Table

LONGEST = 300
_MOST_SPELLINGS = 6
_MOST_LETTERS = 28
_APART = re.compile(r"[()\[\]{}<>/;|=\n]|（|）")
_RUNS = re.compile("[가-힣]+|[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+|[a-z][a-z']*")
_MARKS = re.compile("[\u2018\u2019\u201b\u02bb\u02bc\u02b9\u00b4`\uff07']")
_HYPHENS = re.compile("[\u2010-\u2015\u2212\u00ad\uff0d·・‧.,_-]")
_BREVES = str.maketrans({"ŏ": "eo", "ŭ": "eu", "ǒ": "eo", "ǔ": "eu", "Ŏ": "eo", "Ŭ": "eu", "Ǒ": "eo", "Ǔ": "eu"})

TITLES = frozenset([
    "mr", "mrs", "ms", "dr", "gen", "general", "marshal", "vice", "col", "colonel", "lt", "lieutenant", "maj",
    "major", "capt", "captain", "sgt", "sergeant", "adm", "admiral", "comrade", "minister", "director",
    "chairman", "president", "secretary", "chief", "head", "commander", "deputy", "first", "senior",
    "premier", "commissar", "colgen", "ltgen", "majgen", "brig", "brigadier", "commandant", "warden",
    "officer", "professor", "prof", "tovarisch", "tovarishch",
])
_KOREAN_TITLES = [
    "국무위원장", "위원장", "부위원장", "부부장", "부국장", "부상", "부장", "국장", "처장", "과장", "소장",
    "대장", "상장", "중장", "소좌", "중좌", "대좌", "상좌", "대위", "상위", "중위", "소위", "원수",
    "차수", "총리", "장관", "차관", "비서", "책임비서", "서기", "동지", "동무", "선생", "씨", "님",
    "사령관", "보위부장", "보위원", "관리소장", "정치위원", "지도원", "검사", "판사", "상",
]
_KOREAN_TITLE = re.compile("(?:" + "|".join(sorted(_KOREAN_TITLES, key=len, reverse=True)) + ")$")


@dataclass(frozen=True, slots=True)
class Written:
    """One way to read what was written. hangul: syllables; else words of Latin letters.

    cost: how far from plain this reading is. sure: whether the family name is known to stand first.
    """

    hangul: str = ""
    words: tuple[str, ...] = ()
    cost: float = 0.0
    kind: str = ""

    @property
    def letters(self) -> str:
        """All Latin letters."""
        return "".join(self.words)

    @property
    def ends(self) -> frozenset[int]:
        """Where words end."""
        found, at = set(), 0
        for word in self.words[:-1]:
            at += len(word)
            found.add(at)
        return frozenset(found)


@lru_cache(maxsize=8192)
def readings(text: str, table: Table) -> tuple[Written, ...]:
    """Every way to read a name, in whatever script it is written."""
    found: list[Written] = []
    for part in _APART.split(traditional(nfc(text[:LONGEST]))):
        found += _of_part(part, table)
    return tuple(dict.fromkeys(found))[:2 * _MOST_SPELLINGS]


def _plain(part: str) -> str:
    """Lower case without accents and marks; breves told as the letters they stand for."""
    folded = in_latin(_MARKS.sub("", part.translate(_BREVES))).casefold()
    bare = "".join(char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char))
    return _HYPHENS.sub(" ", unicodedata.normalize("NFC", bare))


def _of_part(part: str, table: Table) -> list[Written]:
    runs = [run for run in _RUNS.findall(_plain(part)) if run not in TITLES]
    latin = tuple(word for run in runs if (word := letters(run)) and not _is_other(run))
    hangul = _hangul([run for run in runs if "가" <= run[0] <= "힣"], table)
    han = "".join(run for run in runs if _is_other(run) and not "가" <= run[0] <= "힣")
    found = _of_han(han, hangul, table)
    if hangul and latin and len(hangul) < 2 + (hangul[:2] in table.surnames.by_hangul):
        return found + [_mixed(runs, table)]
    if hangul:
        found.append(Written(hangul=hangul, kind="hangul"))
    return found + _of_words(latin)


def _is_other(run: str) -> bool:
    return not "a" <= run[0] <= "z"


def _mixed(runs: list[str], table: Table) -> Written:
    """Kim 종언: the Hangul told in the Latin letters it is usually given."""
    words = [run if not _is_other(run) else "".join(_first(table, char) for char in run) for run in runs]
    return Written(words=tuple(filter(None, map(letters, words))), kind="latin")


def _first(table: Table, char: str) -> str:
    return min(table.spellings(char), key=lambda text: table.spellings(char)[text]) if "가" <= char <= "힣" else ""


def _hangul(runs: list[str], table: Table) -> str:
    """The syllables of a name without the title behind it."""
    if len(runs) > 1 and len("".join(runs[:-1])) > 1 and _KOREAN_TITLE.fullmatch(runs[-1]):
        runs = runs[:-1]
    whole = "".join(runs)
    title = _KOREAN_TITLE.search(whole)
    if title and len(whole) - len(title[0]) in (1, 2, 3, 4) and len(whole) > 3:
        return whole[:title.start()]
    if len(runs) == 2 and title and len(runs[0]) <= 2 and _KOREAN_TITLE.fullmatch(runs[1]):
        return runs[0]
    return whole


def _of_han(han: str, beside: str, table: Table) -> list[Written]:
    """Chinese characters as themselves, as Korean reads them, and as Chinese does."""
    if len(han) < 2:
        return []
    surname = next((han[:size] for size in (2, 1) if han[:size] in table.surnames.by_hanja), "")
    read = [table.surnames.by_hanja.get(surname, ""), *(table.characters.get(char, "") for char in han[len(surname):])]
    spelled = Written(words=tuple(map(pinyin, han)), cost=0.3, kind="chinese")
    if beside or not surname or not all(read):
        return [spelled]
    return [Written(hangul="".join(read), cost=0.05, kind="hanja"), spelled]


def _of_words(words: tuple[str, ...]) -> list[Written]:
    """Latin words: the family name first, or last."""
    if not words or len("".join(words)) > 2 * _MOST_LETTERS:
        return []
    found = [Written(words=words, kind="latin")]
    if len(words) > 1:
        found.append(Written(words=(words[-1], *words[:-1]), cost=0.15, kind="latin"))
        if len(words) == 3:
            found.append(Written(words=(words[0], words[2], words[1]), cost=0.6, kind="latin"))
    return found
