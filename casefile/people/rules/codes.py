"""Pseudonym codes: random, with a check digit, telling nothing but whether somebody is a victim (brief §6.1)."""

from __future__ import annotations

import re
from collections.abc import Collection

from casefile.people.rules.person import PersonRole

# Damm's quasigroup: one digit wrong, or two neighbours swapped, never passes.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2), (7, 0, 9, 2, 1, 5, 4, 8, 6, 3), (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6), (6, 1, 2, 3, 0, 4, 5, 9, 7, 8), (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4), (8, 9, 4, 5, 3, 6, 2, 0, 1, 7), (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
NUMBERS = 10_000


def _damm(digits: str) -> int:
    state = 0
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return state


def code(prefix: str, number: int) -> str:
    """The pseudonym code of a number from 0 to 9999: prefix, four digits, one check digit."""
    digits = f"{number:04d}"
    return f"{prefix}-{digits}{_damm(digits)}"


def is_code(text: str) -> bool:
    """True for a well-formed code whose check digit is right."""
    prefix, _, digits = text.partition("-")
    return prefix in ("W", "V") and len(digits) == 5 and digits.isascii() and digits.isdecimal() and not _damm(digits)


def prefix_for(roles: Collection[str]) -> str:
    """V for somebody who is a victim and nothing else, W for everybody else."""
    return "V" if set(roles) == {PersonRole.VICTIM} else "W"


ALIASES = 100_000


def alias(number: int) -> str:
    """A recipient's name for a person, of a number from 0 to 99999: A, five digits, one check digit."""
    digits = f"{number:05d}"
    return f"A-{digits}{_damm(digits)}"


def is_alias(text: str) -> bool:
    """True for a well-formed alias whose check digit is right."""
    digits = text.removeprefix("A-")
    return text.startswith("A-") and len(digits) == 6 and digits.isascii() and digits.isdecimal() and not _damm(digits)


def is_mistyped(text: str) -> bool:
    """True for what was meant as a whole code or alias but has a wrong digit."""
    found = re.fullmatch(r"[WV]-[0-9]{5}|A-[0-9]{6}", text.strip().upper())
    return found is not None and not (is_code(found[0]) or is_alias(found[0]))
