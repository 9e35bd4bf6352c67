"""Korean syllables in Latin letters, in any romanisation: every way to cut a word, as sound classes."""

from collections.abc import Iterator
from functools import lru_cache

_INITIALS = {
    "K": "k g kk gg kh gh ck q",
    "T": "t d tt dd th",
    "P": "p b pp bb ph",
    "J": "ch j jj tch cch dj tj zh z",
    "S": "s ss sh",
    "H": "h",
    "M": "m",
    "R": "n l r rh lh",
}
_VOWELS = {
    "A": "a ya ia",
    "E": "e ae ai ay ei ey ye yae",
    "O": "o eo u oo ou eu yo yeo yu yoo you yeou eou yeu woo wu ew",
    "I": "i ee ie y yi yee ui eui uy",
    "WA": "wa oa ua",
    "WO": "wo weo",
    "WE": "we wae wai way oe oi oy",
    "WI": "wi wie wee",
}
_FINALS = {"K": "k g ck kk q c", "N": "n", "T": "t d", "R": "l r ll", "M": "m", "P": "p b", "Q": "ng"}

_HEADS = {"": "", **{letters: sound for sound, spelled in _INITIALS.items() for letters in spelled.split()}}
_CORES = {letters: sound for sound, spelled in _VOWELS.items() for letters in spelled.split()}
_TAILS = {"": "", **{letters: sound for sound, spelled in _FINALS.items() for letters in spelled.split()}}

# A final and what follows -> the final as spoken (Kuk-ryol, Kuk-yol = Kung-nyol; Sin-ryong = Sillyong).
_SPOKEN = {
    **{(stop, letter): nasal for stop, nasal in zip("KTP", "QNM", strict=True) for letter in "nmlr"},
    **{("K", "-y"): "Q", ("T", "-y"): "N", ("P", "-y"): "M", ("N", "l"): "R", ("N", "r"): "R"},
}
_SPOKEN |= {(last, f"-{letter}"): spoken for (last, letter), spoken in _SPOKEN.items() if letter in "nmlr"}

_SILENT_AFTER = frozenset("aeou")
_VOWEL_LETTERS = frozenset("aeiouyw")
LONGEST = 60
MOST = 64


def _drops(head: str, core: str) -> bool:
    """Initial n, l, r before i or y: the South does not write it."""
    return head == "R" and (core[0] == "y" or core in ("i", "ee", "ie"))


def _starts(word: str, at: int, table: dict[str, str]) -> list[tuple[str, str]]:
    here = {word[at : at + size] for size in range(5)}
    return [(letters, table[letters]) for letters in sorted(here) if letters in table]


def _after_core(word: str, at: int, core: str) -> int:
    """Past the silent h of Ahn, Noh, Suh."""
    silent = word[at : at + 1] == "h" and core[-1] in _SILENT_AFTER and word[at + 1 : at + 2] not in _VOWEL_LETTERS
    return at + 1 if silent else at


def _syllables(word: str, at: int) -> Iterator[tuple[int, str]]:
    """Each syllable that can start here: where it ends, and its sounds, as written and as spoken."""
    for head, first in _starts(word, at, _HEADS):
        for core, vowel in _starts(word, at + len(head), _CORES):
            onset = "" if _drops(first, core) else first
            after = _after_core(word, at + len(head) + len(core), core)
            for tail, last in _starts(word, after, _TAILS):
                end = after + len(tail)
                following = word[end : end + (2 if word.startswith("-", end) else 1)]
                spoken = _SPOKEN.get((last, following), last)
                yield from ((end, onset + vowel + sound) for sound in {last, spoken})


@lru_cache(maxsize=4096)
def latin_sounds(word: str) -> frozenset[str]:
    """The sound classes of plain letters a-z; empty if they cannot be Korean syllables.

    A hyphen marks a place where a syllable ends for certain.
    """
    if not word.strip("-") or len(word) > LONGEST:
        return frozenset()
    tails: dict[int, set[str]] = {len(word): {""}}
    for at in range(len(word) - 1, -1, -1):
        if word[at] == "-":
            tails[at] = tails[at + 1]
            continue
        found = {sounds + tail for end, sounds in _syllables(word, at) for tail in tails.get(end, ())}
        tails[at] = set(sorted(found, key=lambda sounds: (len(sounds), sounds))[:MOST])
    return frozenset(tails[0])
