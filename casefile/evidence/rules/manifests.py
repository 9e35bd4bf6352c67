"""Manifests of new files: what stands in one, and how the state of its time stamp is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

LARGEST = 10_000
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=1)


class StampState(StrEnum):
    """Where a file or a manifest stands on its way to a time stamp."""

    NOT_LISTED = "not_listed"
    OFF = "off"
    WAITING = "waiting"
    SILENT = "silent"
    NOT_BELIEVED = "not_believed"
    STAMPED = "stamped"


def manifest_of(files: Iterable[tuple[str, int, str]]) -> bytes:
    """The text that is stamped: one line `sha256  size  reference` a file, in order; no name, no title."""
    lines = sorted(f"{sha256}  {size}  {reference}\n" for sha256, size, reference in files)
    return "".join(lines).encode("ascii")


def state_of(stamped: bool, last: str | None, configured: bool) -> StampState:
    """The state of a manifest. last: what came of asking the last time, as a code."""
    if stamped:
        return StampState.STAMPED
    if not configured:
        return StampState.OFF
    if last is None:
        return StampState.WAITING
    return StampState.SILENT if last == "silent" else StampState.NOT_BELIEVED
