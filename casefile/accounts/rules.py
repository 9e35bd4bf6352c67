"""What a password and an address must be (NIST SP 800-63B-4: length, a block list, nothing else)."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

SHORTEST_PASSWORD = 15
LONGEST_PASSWORD = 256

# Words that make a long password guessable for somebody who knows where the person works.
CONTEXT_WORDS = ("casefile", "password", "passwort", "비밀번호", "northkorea", "pyongyang", "evidence")
COMMON = ("123456789012345", "qwertyuiopasdfg", "aaaaaaaaaaaaaaa", "passwordpassword", "iloveyouiloveyou",
          "1q2w3e4r5t6y7u8i", "letmeinletmeinletmein", "abcdefghijklmno")


class Language(StrEnum):
    """Languages of the interface."""

    EN = "en"
    KO = "ko"


class Theme(StrEnum):
    """Light or dark; auto follows the device."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class PasswordFault(StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    COMMON = "common"
    CONTEXT = "context"


def normal(password: str) -> str:
    """The password as it is hashed: NFC, nothing cut off."""
    return unicodedata.normalize("NFC", password)


def password_fault(password: str, email: str) -> PasswordFault | None:
    """Say what is wrong with a new password, if anything."""
    text = normal(password)
    if len(text) < SHORTEST_PASSWORD:
        return PasswordFault.TOO_SHORT
    if len(text) > LONGEST_PASSWORD:
        return PasswordFault.TOO_LONG
    folded = text.casefold()
    if len(set(folded)) < 4 or any(folded == common or folded in common * 2 for common in COMMON):
        return PasswordFault.COMMON
    words = (*CONTEXT_WORDS, email.partition("@")[0].casefold())
    if any(len(word) > 3 and len(folded.replace(word, "")) < 8 for word in words):
        return PasswordFault.CONTEXT
    return None


def safe_next(target: str | None) -> str:
    """The local path to go to after sign-in; "/" for anything that could lead elsewhere."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return "/"
    if any(ord(char) < 33 or char == "\\" for char in target):
        return "/"
    return target
