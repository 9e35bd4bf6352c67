"""The numbers of the dashboard: the case's own, and those the higher slices add."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that is a link. tone: neutral, warn or bad. note: a few words more."""

    label: Any
    n: int
    url: str
    tone: str = "neutral"
    note: str = ""


Source = Callable[[], list[Figure]]
_sources: list[Source] = []


def counts(source: Source) -> Source:
    """Register a function that gives numbers for the person who looks; it may ask the database once."""
    _sources.append(source)
    return source


def figures() -> list[Figure]:
    """What the higher slices count, in slice order."""
    return [figure for source in _sources for figure in source()]
