"""Stored files that no row speaks of."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from casefile.core.storage.files import STALE_AFTER, place, stored_digests

_speakers: list[Callable[[], Iterable[str]]] = []


def spoken_for(digests: Callable[[], Iterable[str]]) -> Callable[[], Iterable[str]]:
    """Register a function that names every stored file a slice's rows speak of.

    Every slice that calls `receive` must have one: what nobody speaks of is reported, and may be removed.
    """
    _speakers.append(digests)
    return digests


def unspoken() -> Iterator[str]:
    """The stored files no row speaks of: left by a crash between file and row, or by somebody's hand."""
    stored = list(stored_digests())  # first: a row that comes meanwhile is known, and so is its file
    known = {sha256 for digests in _speakers for sha256 in digests()}
    return (sha256 for sha256 in stored if sha256 not in known)


def remove_unspoken(now: float | None = None) -> list[str]:
    """Remove files that no row has spoken of for a day; returns their names.

    Somebody may be receiving the same file at this moment: `receive` touches it first, so a file whose time has
    moved while it was being taken away is put back.
    """
    limit = (now if now is not None else time.time()) - STALE_AFTER
    return [sha256 for sha256 in unspoken() if place().take_away(sha256, limit)]
