"""How each Korean syllable is spelled in Latin letters, manner by manner: what is usual costs nothing.

Four manners are told apart, because a name is spelled in one of them throughout: the northern one (with
McCune-Reischauer, whose breves are gone), the southern official one, the press, and what foreign letters
(Cyrillic, kana, pinyin) leave when they are turned into Latin ones. Editing these tables needs no code elsewhere.
"""

from __future__ import annotations

from functools import lru_cache

from casefile.core.names.hangul import syllables

MANNERS = 4
NORTH, SOUTH, PRESS, FOREIGN = range(MANNERS)
Costs = tuple[float, ...]

# What a spelling costs in a manner in which it is not usual, by the row of the table it stands in.
_USUAL, _OTHER, _RARE, _ODD = 0.0, 0.2, 0.3, 0.5

# Jamo: spellings usual in the north | in the south | in the press | in foreign letters | seldom seen anywhere.
_INITIAL_ROWS = """
ㄱ: k g | g k | k g | k g | gh c kh q
ㄲ: kk | kk | kk k | kk k | gg g
ㄴ: n | n | n | n | l r
ㄷ: t d | d t | d t | t d | th
ㄸ: tt | tt | dd t | tt t | d
ㄹ: r l n | r l n | r l n | r l n | lh rh
ㅁ: m | m | m | m | mm
ㅂ: p b | b p | p b | p b | v bh
ㅃ: pp | pp | pp b | pp p | bb
ㅅ: s sh | s | s sh | s sh | ss
ㅆ: ss | ss | ss s | ss s | sh
ㅇ: - | - | - | - | w
ㅈ: j ch | j | j ch | j ch dj z | zh dz tj g jh
ㅉ: jj tch | jj | jj ch | jj ch tch | cch j tj
ㅊ: ch | ch | ch | ch ts | chh j tch c zh
ㅋ: kh | k | k | kh k | c q
ㅌ: th t | t | t | th t | tt
ㅍ: ph p | p | p | ph p | f
ㅎ: h | h | h | h kh | wh j -
"""
_VOWEL_ROWS = """
ㅏ: a | a | a | a | ah e
ㅐ: ae | ae | ae ai | ae e | ay ei eh a
ㅑ: ya | ya | ya | ya | ia yah
ㅒ: yae | yae | yae | yae e | ye
ㅓ: o | eo | u o eo | o eo e | uh ou ur er oh a eu
ㅔ: e | e | e | e | ae ei ey
ㅕ: yo | yeo | you yu yo yeo | yo yeo e | io iu eo ye u yeou yuh
ㅖ: ye | ye | ye | ye e | yae ie yei
ㅗ: o | o | o | o | oh ou u eo
ㅘ: wa | wa | wa | wa ua a | oa va
ㅙ: wae | wae | wae | wae e | wai we oae
ㅚ: oe | oe | oi oe | oe we | wae oy woe ui e
ㅛ: yo | yo | yo | yo | yoh io you yeo
ㅜ: u | u | oo u | u | ou wu woo o
ㅝ: wo | wo | won wo | wo o | weo wu uo wou
ㅞ: we | we | we | we | ue
ㅟ: wi | wi | wi | wi ui | wee uy ue
ㅠ: yu | yu | yoo yu | yu | you iu yuh
ㅡ: u | eu | eu u | eu u | oo e i y o ou
ㅢ: ui | ui | ee ui eui | ui eui | hee hi i yi e uy ii
ㅣ: i | i | i ee yi | i | ie y yee ea
"""
_FINAL_ROWS = """
-: - | - | - | - | h
ㄱ: k g ng | k g ng | k g | k ku ng | ck c kk q gh kh
ㄴ: n l | n l | n | n | nn hn
ㄷ: t d | t d | t d | t | s tt th
ㄹ: l r n | l r n | l | l ru r | ll lh rh
ㅁ: m | m | m | m mu | mm n
ㅂ: p b m | p b m | p b | p pu | pp
ㅇ: ng | ng | ng | ng n | g m nk
"""
_SPOKEN_ALIKE = (
    ("ㄱ", "ㄲㄳㄺㅋ"), ("ㄴ", "ㄵㄶ"), ("ㅁ", "ㄻ"), ("ㄹ", "ㄼㄽㄾㅀ"), ("ㅂ", "ㄿㅄㅍ"), ("ㄷ", "ㅅㅆㅈㅊㅌㅎ"),
)
_FINAL_ALIKE = {final: alike for alike, finals in _SPOKEN_ALIKE for final in finals}
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = "-ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_Y_VOWELS = frozenset("ㅑㅒㅕㅖㅛㅠㅣ")


def _read(rows: str) -> dict[str, dict[str, Costs]]:
    """Jamo -> spelling -> cost in each manner."""
    found: dict[str, dict[str, Costs]] = {}
    for row in rows.strip().splitlines():
        jamo, cells = row.split(": ", 1)
        columns = [["" if text == "-" else text for text in cell.split()] for cell in cells.split("|")]
        known = dict.fromkeys(text for column in columns for text in column)
        found[jamo] = {text: _costs(text, columns) for text in known}
    return found


def _costs(text: str, columns: list[list[str]]) -> Costs:
    """Free where it is usual (the second spelling of a manner a little less so), else dear."""
    elsewhere = _OTHER if any(text in column for column in columns[:PRESS + 1]) else _RARE
    if text in columns[MANNERS]:
        elsewhere = _ODD
    return tuple(0.01 * column.index(text) if text in column else elsewhere for column in columns[:MANNERS])


_HEADS, _CORES, _TAILS = _read(_INITIAL_ROWS), _read(_VOWEL_ROWS), _read(_FINAL_ROWS)


def _heads(initial: str, vowel: str) -> dict[str, Costs]:
    """The spellings of an initial; the North writes ㄹ and ㄴ where the South writes nothing, and the other way."""
    heads = dict(_HEADS[initial])
    if vowel in _Y_VOWELS and initial in "ㄹㄴ":
        heads[""] = (0.1,) * MANNERS
    if vowel in _Y_VOWELS and initial == "ㅇ":
        heads |= {"r": (0.15,) * MANNERS, "l": (0.15,) * MANNERS, "n": (0.25,) * MANNERS}
    if vowel not in _Y_VOWELS and initial == "ㄴ":
        heads |= {"r": (0.15,) * MANNERS, "l": (0.2,) * MANNERS}
    return heads


@lru_cache(maxsize=12_000)
def spellings_of(syllable: str) -> dict[str, Costs]:
    """Every spelling of a Hangul syllable in Latin letters, and what it costs in each manner."""
    first, second, third = syllables(syllable)[0]
    initial, vowel, last = _INITIALS[first], _VOWELS[second], _FINALS[third]
    tails = _TAILS[_FINAL_ALIKE.get(last, last)]
    found: dict[str, Costs] = {}
    for head, a in _heads(initial, vowel).items():
        for core, b in _CORES[vowel].items():
            for tail, c in tails.items():
                text = head + core + tail
                costs = tuple(x + y + z for x, y, z in zip(a, b, c, strict=True))
                found[text] = tuple(map(min, found[text], costs)) if text in found else costs
    return found


def shortened(text: str) -> set[str]:
    """The text, and the text with each one letter left out: two texts that share one are a letter apart."""
    return {text, *(text[:at] + text[at + 1:] for at in range(len(text)))}


@lru_cache(maxsize=12_000)
def near_spellings(syllable: str) -> dict[str, float]:
    """Every spelling with at most one letter left out, and the least it costs in any manner."""
    found: dict[str, float] = {}
    for text, costs in spellings_of(syllable).items():
        cost = min(costs)
        if cost < _ODD:
            for near in shortened(text):
                found[near] = min(cost, found.get(near, cost))
    return found
