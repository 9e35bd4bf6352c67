"""Keys under which the spellings of one name meet, and the reasons why two names matched.

Keys, from narrow to wide: `h:` Hangul as written, `s:` Hangul in southern spelling, `c:` Hanja, `p:` family name and
sound classes of the given name, `w:` sound classes of a name whose family name is not known, `t:` any other text.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby, islice, product

from casefile.core.names.hangul import hangul_sounds, hangul_south, latin_manners, nfc, surname_length
from casefile.core.names.latin import MOST, latin_sounds
from casefile.core.names.surnames import STANDS_LAST, SURNAMES, Surnames, letters

_HANGUL = re.compile("[가-힣]+")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_APART = re.compile(r"[()\[\]{}<>/;|=\n]|（|）")
_WORD = re.compile(r"[가-힣]+|[\u3400-\u4dbf\u4e00-\u9fff]+|[A-Za-z](?:[A-Za-z']|-(?=[A-Za-z]))*")
_APOSTROPHES = re.compile("[\u2018\u2019\u201b\u02bb\u02bc\u02b9\u00b4`\uff07]")
_HYPHENS = re.compile("[\u2010-\u2015\u2212\u00ad\uff0d]")
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
        "general",
        "marshal",
        "col",
        "colonel",
        "major",
        "maj",
        "lt",
        "lieutenant",
        "capt",
        "captain",
        "sgt",
        "comrade",
        "minister",
        "director",
        "chairman",
        "president",
        "secretary",
        "vice",
    ]
)
_SHORTER = (
    *(("oo", "u"), ("ee", "i"), ("you", "yeo"), ("ch", "j"), ("g", "k"), ("d", "t"), ("b", "p"), ("l", "r")),
    *(("th", "t"), ("kh", "k"), ("ph", "p")),
)
_LONGEST = 300
_MOST_WORDS = 12

_WEIGHTS = {
    "same_hangul": 1.0,
    "same_hanja": 0.98,
    "same_hangul_south": 0.96,
    "same_letters": 0.94,
    "same_letters_reordered": 0.92,
    "same_sound": 0.6,
    "same_text": 0.6,
    "same_family_name": 0.0,
}


def _latin(text: str) -> str:
    """Accents off, one kind of apostrophe and hyphen; Hangul stays whole."""
    plain = _HYPHENS.sub("-", _APOSTROPHES.sub("'", text))
    bare = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare)


def _spellings(text: str) -> Iterator[list[str]]:
    """The words of each spelling in a text such as 강문식 (Kang Mun-sik)."""
    for part in _APART.split(_latin(text[:_LONGEST])):
        words = [word for word in _WORD.findall(part) if word.casefold() not in _TITLES][:_MOST_WORDS]
        if words:
            yield words
        hangul = [word for word in words if _HANGUL.match(word)]
        # A whole Hangul name beside another spelling of it: 강문식 Kang Mun-sik.
        if len(hangul) < len(words):
            yield from ([word] for word in hangul if len(word) > 2)
            latin = [word for word in words if not _HANGUL.match(word) and not _HAN.match(word)]
            if len(latin) > 1 and len(latin) < len(words):
                yield latin


def _sounds(words: Iterable[str]) -> frozenset[str]:
    """Sound classes of words said one after the other; empty if any cannot be Korean."""
    readings = []
    for in_hangul, run in groupby(words, key=lambda word: bool(_HANGUL.match(word))):
        if in_hangul:
            readings.append(sorted(hangul_sounds("".join(run))))
        else:
            readings.append(sorted(latin_sounds("-".join(letters(part) for word in run for part in word.split("-")))))
    return frozenset(map("".join, islice(product(*readings), MOST))) - {""}


def _family(word: str, surnames: Surnames) -> frozenset[str]:
    """The family names a word can be, in southern spelling."""
    if _HANGUL.match(word):
        found = surnames.by_hangul.get(word)
    elif _HAN.match(word):
        found = surnames.by_hanja.get(word)
    else:
        return surnames.by_latin.get(letters(word), frozenset())
    return frozenset({found}) if found else frozenset()


@lru_cache(maxsize=1024)
def _family_by_sound(word: str, surnames: Surnames) -> frozenset[str]:
    """For a Latin spelling that is not in the table: every family name of that sound."""
    if _HANGUL.match(word) or _HAN.match(word):
        return frozenset()
    heard = _sounds([word])
    return frozenset(south for name, south in surnames.by_hangul.items() if hangul_sounds(name) & heard)


def _one_word(word: str, surnames: Surnames) -> Iterator[tuple[frozenset[str], list[str]]]:
    """A name written together: 김종언, Kimjongon."""
    if _HANGUL.match(word):
        for cut in {surname_length(word, surnames), 1}:
            if 0 < cut < len(word):
                yield _family(word[:cut], surnames), [word[cut:]]
        return
    spelled = letters(word)
    for cut in range(1, len(spelled)):
        yield surnames.by_latin.get(spelled[:cut], frozenset()), [spelled[cut:]]


def _readings(words: list[str], surnames: Surnames) -> Iterator[tuple[frozenset[str], list[str]]]:
    """Family name first, last, or written together with the given name."""
    if len(words) == 1:
        yield from _one_word(words[0], surnames)
        parts = words[0].split("-")
        if len(parts) > 1:
            yield from _readings(parts, surnames)
        return
    first = _family(words[0], surnames) or _family_by_sound(words[0], surnames)
    yield first, words[1:]
    if not first or letters(words[-1]) in STANDS_LAST:
        yield _family(words[-1], surnames), words[:-1]
    if len(words) > 2 and letters(words[0]):
        yield _family(words[0] + words[1], surnames), words[2:]  # Nam Kung Chol
    # A whole Hangul name with a title or rank behind it.
    yield from (
        reading for word in words if len(word) > 2 and _HANGUL.match(word) for reading in _one_word(word, surnames)
    )


def _phonetic(words: list[str], surnames: Surnames) -> set[str]:
    keys = {
        f"p:{name}|{sound}"
        for names, given in _readings(words, surnames)
        if names
        for sound in _sounds(given)
        for name in names
    }
    if not keys or (len(words) == 1 and letters(words[0])):
        keys |= {f"w:{sound}" for sound in _sounds(words)}
    return keys


def _written(text: str, surnames: Surnames) -> set[str]:
    """Keys of the characters themselves."""
    keys = {f"c:{run}" for run in _HAN.findall(text) if len(run) > 1}
    hangul = "".join(_HANGUL.findall(text))
    if len(hangul) > 1:
        keys |= {f"h:{hangul}", f"s:{hangul_south(hangul, surnames)}"}
    return keys


def name_keys(text: str, surnames: Surnames = SURNAMES) -> frozenset[str]:
    """Every key of a name in any spelling; two names that share one are candidates for one person."""
    keys = _written(nfc(text[:_LONGEST]), surnames)
    for words in _spellings(text):
        keys |= _phonetic(words, surnames)
    if not keys:
        rest = "".join(char for char in unicodedata.normalize("NFKC", text[:_LONGEST]).casefold() if char.isalnum())
        keys = {f"t:{rest}"} if rest else set()
    return frozenset(keys)


def _letter_words(text: str) -> list[str]:
    return [letters(word) for words in _spellings(text) for word in words if letters(word)]


def _same_letters(one: str, other: str) -> Iterator[str]:
    left, right = _letter_words(one), _letter_words(other)
    if not left or not right:
        return
    if "".join(left) == "".join(right):
        yield "same_letters"
    elif sorted(left) == sorted(right):
        yield "same_letters_reordered"


def why(one: str, other: str, surnames: Surnames = SURNAMES) -> list[str]:
    """Reasons for which two names match, the strongest first; empty when they do not.

    `same_hangul`, `same_hanja`, `same_hangul_south`, `same_letters`, `same_letters_reordered`, `same_sound`,
    `same_text`, and beside another reason `same_family_name` when it is spelled differently.
    """
    mine, theirs = name_keys(one, surnames), name_keys(other, surnames)
    shared = mine & theirs
    marks = {key[0] for key in shared}
    found = {
        "same_hangul": "h" in marks,
        "same_hanja": "c" in marks,
        "same_hangul_south": "s" in marks,
        "same_sound": bool(marks & {"p", "w"}),
        "same_text": "t" in marks,
    }
    found |= dict.fromkeys(_same_letters(one, other), True)
    reasons = [reason for reason in _WEIGHTS if found.get(reason)]
    spelled_otherwise = not {"same_hangul", "same_hanja", "same_letters"} & set(reasons)
    return [*reasons, "same_family_name"] if "p" in marks and spelled_otherwise else reasons


def _fine(spelled: str) -> str:
    """A finer spelling than the sound classes, for ranking: ㅓ and ㅗ, ㅡ and ㅜ stay apart where they are written."""
    plain = letters(nfc(spelled).replace("ŏ", "eo").replace("ŭ", "eu").replace("Ŏ", "eo").replace("Ŭ", "eu"))
    for long, short in _SHORTER:
        plain = plain.replace(long, short)
    return plain


def _fine_spellings(text: str) -> set[str]:
    """As written, with the last word first, and Hangul in three Latin manners."""
    plain = _HYPHENS.sub("", nfc(text[:_LONGEST]))
    *rest, last = plain.split() or [""]
    turned = " ".join([last, *rest])
    return {_fine(spelled) for order in (plain, turned) for spelled in latin_manners(order)}


def likeness(one: str, other: str, surnames: Surnames = SURNAMES) -> float:
    """How well two spellings agree, 0 to 1: for the order of candidates, never for a decision."""
    reasons = why(one, other, surnames)
    base = max((_WEIGHTS[reason] for reason in reasons), default=0.0)
    if base > 0.9:
        return base
    pairs = (sorted(pair) for pair in product(_fine_spellings(one), _fine_spellings(other)))
    return base + 0.3 * max(SequenceMatcher(None, left, right, autojunk=False).ratio() for left, right in pairs)
