"""Who is identifiable in an item, and which sources are one: relations between sources, groups (domain brief §4.4)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

N = TypeVar("N", UUID, int)


class Role(StrEnum):
    """How a person can be recognised in an item (§6.2)."""

    SPEAKER = "speaker"
    SUBJECT = "subject"
    FAMILY = "family"
    THIRD_PARTY = "third_party"
    CONSENT_FORM = "consent_form"


class Tie(StrEnum):
    """Why two sources may be one (§4.4); the first three tie people, the others items."""

    TOLD = "told_by"
    HOUSEHOLD = "same_household"
    INTERMEDIARY = "same_intermediary"
    SESSION = "same_session"
    COPIED = "copied_from"
    PUBLISHER = "same_publisher"
    DERIVED = "derived_from"


PERSON_TIES = (Tie.TOLD, Tie.HOUSEHOLD, Tie.INTERMEDIARY)
ITEM_TIES = (Tie.SESSION, Tie.COPIED, Tie.PUBLISHER, Tie.DERIVED)
# Living together or coming through one person is not yet one source: only what passed between them makes it so.
NEEDS_CONTAMINATION = frozenset({Tie.HOUSEHOLD, Tie.INTERMEDIARY})


def joins(kind: Tie, contaminated: bool) -> bool:
    """Whether a relation makes one source of two."""
    return contaminated or kind not in NEEDS_CONTAMINATION


def groups(nodes: Iterable[N], pairs: Iterable[tuple[N, N]]) -> dict[N, N]:
    """Each node -> the smallest node of its group. Pairs join; their order and direction do not matter."""
    parent: dict[N, N] = {}

    def root(node: N) -> N:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in pairs:
        a, b = root(one), root(other)
        if a != b:
            smaller, larger = (a, b) if a < b else (b, a)
            parent[larger] = smaller
    return {node: root(node) for node in nodes}
