"""Hangul syllables: southern spelling, the northern Latin spelling, and the sound classes used for matching.

Sound classes (one letter each): K T P J S H M, R for initial ㄴ and ㄹ and for final ㄹ, N and Q for final ㄴ and ㅇ;
vowels A E I O and W before a vowel. ㅗ ㅓ ㅜ ㅡ are one class, because spellings do not tell them apart.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from casefile.core.names.surnames import SURNAMES, Surnames

_FIRST = 0xAC00
_IEUNG, _NIEUN, _RIEUL, _MIEUM = 11, 2, 5, 6
_Y_VOWELS = frozenset({2, 3, 6, 7, 12, 17, 20})  # ㅑ ㅒ ㅕ ㅖ ㅛ ㅠ ㅣ
_NIEUN_FINAL = 4


def _cells(row: str) -> tuple[str, ...]:
    return tuple("" if cell == "-" else cell for cell in row.split())


_DPRK_INITIALS = _cells("k kk n t tt r m p pp s ss - j jj ch kh th ph h")
_DPRK_VOWELS = _cells("a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i")
_RR_VOWELS = _cells("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_PRESS_VOWELS = _cells("a ae ya yae u e yu ye o wa wae oi yo u wo we wi yu eu i i")
_DPRK_FINALS = _cells("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
_VOICED = {"k": "g", "t": "d", "p": "b"}
_VOICING_FINALS = frozenset({"", "n", "l", "m", "ng"})

_SOUND_INITIALS = _cells("K K R T T R M P P S S - J J J K T P H")
_SOUND_VOWELS = _cells("A E A E O E O E O WA WE WE O O WO WE WI O O I I")
_SOUND_FINALS = _cells("- K K K N N N T R K M R R R P R M P P T T Q T T K T P -")
_NASAL = {"K": "Q", "T": "N", "P": "M"}

_RUN = re.compile("[가-힣]+")


def nfc(text: str) -> str:
    """The composed form under which names are stored."""
    return unicodedata.normalize("NFC", text)


def syllables(text: str) -> list[tuple[int, int, int]]:
    """Initial, vowel and final index of each Hangul syllable of an NFC text."""
    found = []
    for char in "".join(_RUN.findall(text)):
        initial, rest = divmod(ord(char) - _FIRST, 588)
        found.append((initial, *divmod(rest, 28)))
    return found


def _compose(initial: int, vowel: int, final: int) -> str:
    return chr(_FIRST + initial * 588 + vowel * 28 + final)


def _head(syllable: str) -> str:
    """A syllable as the South writes it at the start of a word."""
    initial, vowel, final = syllables(syllable)[0]
    if initial in (_RIEUL, _NIEUN) and vowel in _Y_VOWELS:
        return _compose(_IEUNG, vowel, final)
    return _compose(_NIEUN if initial == _RIEUL else initial, vowel, final)


def surname_length(word: str, surnames: Surnames = SURNAMES) -> int:
    """How many syllables of a name written in one word are the family name; 0 if its start is none."""
    if len(word) > 2 and word.startswith(surnames.compounds):
        return 2
    return int(word[:1] in surnames.by_hangul)


def _south_word(word: str, surnames: Surnames) -> str:
    """Heads are the first syllable, and the first of the given name when both are written together."""
    cut = surname_length(word, surnames)
    heads = {0, cut} if len(word) > cut else {0}
    return "".join(_head(char) if at in heads else char for at, char in enumerate(word))


def hangul_south(text: str, surnames: Surnames = SURNAMES) -> str:
    """The southern spelling: the initial-sound rule on the family name and the given name (리룡철 -> 이용철)."""
    return _RUN.sub(lambda run: _south_word(run[0], surnames), nfc(text))


def _spell(found: Iterable[tuple[int, int, int]], vowels: tuple[str, ...] = _DPRK_VOWELS) -> str:
    """Syllables in northern letters, one word each; weak stops are voiced inside the part."""
    spelled: list[str] = []
    before: str | None = None
    for initial, vowel, final in found:
        head = _DPRK_INITIALS[initial]
        if before in _VOICING_FINALS:
            head = _VOICED.get(head, head)
        before = _DPRK_FINALS[final]
        spelled.append((head + vowels[vowel] + before).capitalize())
    return " ".join(spelled)


def romanise_dprk(hangul: str, surnames: Surnames = SURNAMES) -> str:
    """A suggested Latin spelling in the northern manner: 리철호 -> Ri Chol Ho.

    Press usage: no breves, each syllable a capitalised word; g, d and b for weak stops inside the given name
    (리연길 -> Ri Yon Gil). What is not Hangul stays.
    """

    def spell(run: re.Match[str]) -> str:
        word = run[0]
        cut = surname_length(word, surnames) if len(word) > 1 else 0
        name, given = _spell(syllables(word[:cut])), _spell(syllables(word[cut:]))
        return f"{name.replace(' ', '').capitalize()} {given}".strip()

    return _RUN.sub(spell, nfc(hangul))


def latin_manners(text: str) -> tuple[str, ...]:
    """Hangul in the vowels of the northern, the southern and the press manner; other text stays."""

    def spell(vowels: tuple[str, ...]) -> str:
        return _RUN.sub(lambda run: _spell(syllables(run[0]), vowels), text)

    return spell(_DPRK_VOWELS), spell(_RR_VOWELS), spell(_PRESS_VOWELS)


def _plain_sounds(found: list[tuple[int, int, int]]) -> list[list[str]]:
    sounds = []
    for initial, vowel, final in found:
        dropped = initial in (_RIEUL, _NIEUN) and vowel in _Y_VOWELS
        head = "" if dropped else _SOUND_INITIALS[initial]
        sounds.append([head, _SOUND_VOWELS[vowel], _SOUND_FINALS[final]])
    return sounds


def _assimilated(found: list[tuple[int, int, int]]) -> list[list[str]]:
    """As spoken: a stop before a nasal or liquid turns nasal, ㄴ before ㄹ turns ㄹ."""
    sounds = _plain_sounds(found)
    for sound, (_, _, final), (following, _, _) in zip(sounds, found, found[1:], strict=False):
        if following in (_NIEUN, _RIEUL, _MIEUM):
            sound[2] = _NASAL.get(sound[2], sound[2])
        if final == _NIEUN_FINAL and following == _RIEUL:
            sound[2] = "R"
    return sounds


@lru_cache(maxsize=4096)
def hangul_sounds(text: str) -> frozenset[str]:
    """The sound classes of Hangul, as written and as spoken."""
    found = syllables(text)
    readings = (_plain_sounds(found), _assimilated(found))
    return frozenset("".join(map("".join, sounds)) for sounds in readings) - {""}
