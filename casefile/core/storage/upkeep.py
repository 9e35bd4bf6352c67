"""What an administrator does to the whole store: wrap keys anew, encrypt files of before the store was encrypted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from casefile.core.errors import Damaged
from casefile.core.storage.envelope import ring, wrap_again, wrapped_by
from casefile.core.storage.files import checked, open_sealed, place, receive, stored_digests


def wrap_keys_anew() -> int:
    """Wrap the key of every stored file with the current master key; returns how many. No file is rewritten.

    Raises Damaged or VaultError at the first key that does not open; those before it are done, and may be done again.
    """
    return sum(_wrap_anew(sha256) for sha256 in stored_digests())


def _wrap_anew(sha256: str) -> bool:
    sealed = open_sealed(sha256)
    try:
        if ring().current in (wrapped_by(sealed.wrapped), wrapped_by(place().read_key(sha256) or b"")):
            return False
        place().write_key(sha256, wrap_again(sealed.key, sha256, sealed.size))
        return True
    finally:
        sealed.source.close()


def encrypt_plain(folder: Path) -> Iterator[tuple[str, bool]]:
    """Take over the plain files of a store of before version 0.2; yields each name and whether it was taken over.

    A plain file is one that does not open as a stored one and whose bytes have its name. Anything else is left as it
    is and told: it is a fault to look at, not a file to encrypt.
    """
    for path in sorted((folder / "objects").glob("??/*")):
        if not _opens(path.name):
            yield path.name, _take_over(folder, path)


def _opens(sha256: str) -> bool:
    try:
        open_sealed(checked(sha256)).source.close()
    except (FileNotFoundError, Damaged, ValueError):
        return False
    return True


def _take_over(folder: Path, path: Path) -> bool:
    with open(path, "rb") as plain:
        if hashlib.file_digest(plain, "sha256").hexdigest() != path.name:
            return False
    aside = folder / "plain" / path.name
    aside.parent.mkdir(exist_ok=True, mode=0o700)
    path.rename(aside)
    return _from_aside(aside)


def finish_interrupted(folder: Path) -> Iterator[tuple[str, bool]]:
    """Go on with files that an earlier run had put aside when it was killed."""
    for aside in sorted((folder / "plain").glob("*")):
        yield aside.name, _from_aside(aside)


def _from_aside(aside: Path) -> bool:
    with open(aside, "rb") as plain:
        stored = receive(plain)
    if stored.sha256 != aside.name:
        return False
    aside.unlink()
    return True
