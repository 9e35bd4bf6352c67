"""One row of the tables of incidents."""

from __future__ import annotations

from typing import NamedTuple

from casefile.incidents.rules import Status


class Event(NamedTuple):
    """An incident. when: a date code. victims: (lowest, highest, whose count). same_as: what it duplicates."""

    key: str
    case: str
    title: str
    when: str | None
    violations: tuple[str, ...]
    place: str
    description: str
    status: Status = Status.ALLEGED
    group: str | None = None
    victims: tuple[int | None, int | None, str] | None = None
    language: str = "en"
    wording: str | None = None
    basis: str | None = None
    place_note: str | None = None
    same_as: str = ""
