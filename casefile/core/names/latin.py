"""Korean syllables in Latin letters, in any romanisation: every way to cut a word, as sound classes."""

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

_SILENT_AFTER = frozenset("aeou")
_VOWEL_LETTERS = frozenset("aeiouyw")
LONGEST = 30
MOST = 64


def _drops(head: str, core: str) -> bool:
    """Initial n, l, r before i or y: the South does not write it."""
    return head == "R" and (core[0] == "y" or core in ("i", "ee", "ie"))


def _starts(word: str, at: int, table: dict[str, str]) -> list[tuple[str, str]]:
    here = {word[at : at + size] for size in range(5)}
    return [(letters, table[letters]) for letters in sorted(here) if letters in table]


def _ends(word: str, at: int, core: str) -> list[tuple[int, str]]:
    """Where a syllable may end after its vowel, with the sound of its final."""
    if word[at : at + 1] == "h" and core[-1] in _SILENT_AFTER and word[at + 1 : at + 2] not in _VOWEL_LETTERS:
        return [(at + 1, "")]  # the h of Ahn, Noh, Suh
    return [(at + len(found), sound) for found, sound in _starts(word, at, _TAILS)]


def _syllables(word: str, at: int) -> list[tuple[int, str]]:
    """Each syllable that can start here: where it ends, and its sounds."""
    found = []
    for head, first in _starts(word, at, _HEADS):
        for core, vowel in _starts(word, at + len(head), _CORES):
            onset = "" if _drops(first, core) else first
            found += [
                (end, onset + vowel + last) for end, last in _ends(word, at + len(head) + len(core), core)
            ]
    return found


@lru_cache(maxsize=4096)
def latin_sounds(word: str) -> frozenset[str]:
    """The sound classes of a word of plain letters a-z; empty if it cannot be Korean syllables."""
    if not word or len(word) > LONGEST:
        return frozenset()
    tails: dict[int, set[str]] = {len(word): {""}}
    for at in range(len(word) - 1, -1, -1):
        found = {sounds + tail for end, sounds in _syllables(word, at) for tail in tails.get(end, ())}
        tails[at] = set(sorted(found, key=lambda sounds: (len(sounds), sounds))[:MOST])
    return frozenset(tails[0])
