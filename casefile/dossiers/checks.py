"""What no part of a dossier may contain."""

import re
from collections.abc import Iterable
from datetime import datetime

_CODE = re.compile(r"[A-Z]{1,8}-[0-9]{1,8}")
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class IncompleteView(ValueError):
    """The view contradicts itself: a broken pinpoint, a name where a code belongs, a missing word."""


def require(holds: bool, sentence: str) -> None:
    """Refuse the view with one sentence that carries nothing of its content."""
    if not holds:
        raise IncompleteView(sentence)


def require_code(code: str) -> None:
    """Refuse anything but a code, so that a name cannot pass for one."""
    require(_CODE.fullmatch(code) is not None, "A person is shown by a code such as W-0012 or LE-2.")


def require_reference(reference: str) -> None:
    """Refuse a reference that cannot be the target of a link."""
    require(_REFERENCE.fullmatch(reference) is not None, "A reference has letters, digits and . _ / - only.")


def require_utc(moment: datetime) -> None:
    """Refuse local times."""
    require(moment.tzinfo is not None and not moment.utcoffset(), "Times in a dossier are in UTC.")


def require_sha256(digest: str) -> None:
    """Refuse anything but a full SHA-256 in lower case."""
    require(_SHA256.fullmatch(digest) is not None, "An exhibit has a SHA-256 of 64 lower-case hex digits.")


def distinct(references: Iterable[str]) -> set[str]:
    """Return the references as a set; each may be used once."""
    listed = list(references)
    require(len(set(listed)) == len(listed), "A reference is used twice in one list.")
    return set(listed)
