"""The custody log as plain values: what happened, what is hashed, how, and whether a chain is whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from casefile.evidence.rules import CustodyType

ZERO = bytes(32)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the hash of a custody entry covers, beside its place in the chain."""

    type: CustodyType
    evidence_id: UUID
    at: datetime
    actor_id: UUID | None
    actor_role: str
    reason: str | None
    hash_before: str | None
    hash_after: str | None
    detail: Mapping[str, Any]

    def canonical(self) -> bytes:
        """The entry as JSON, the same byte for byte wherever it is written."""
        values = {
            "type": self.type.value, "evidence": str(self.evidence_id), "role": self.actor_role,
            "at": self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "actor": str(self.actor_id) if self.actor_id else None, "reason": self.reason,
            "hash_before": self.hash_before, "hash_after": self.hash_after, "detail": dict(self.detail),
        }
        return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def chain_hash(prev: bytes, case_id: UUID, pos: int, entry: Entry) -> bytes:
    """SHA-256(0x00 ‖ hash of the entry before ‖ case ‖ position as 8 bytes ‖ canonical JSON)."""
    return sha256(b"\0" + prev + case_id.bytes + pos.to_bytes(8, "big") + entry.canonical()).digest()


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as it is stored."""

    pos: int
    prev: bytes
    hash: bytes
    entry: Entry


def broken_links(case_id: UUID, links: Iterable[Link]) -> Iterator[tuple[int, str]]:
    """(position, what is wrong) for every entry that does not fit: gap, break or change."""
    before, expected = ZERO, 1
    for link in links:
        if link.pos != expected:
            yield link.pos, "gap"
        if link.prev != before:
            yield link.pos, "break"
        if link.hash != chain_hash(link.prev, case_id, link.pos, link.entry):
            yield link.pos, "change"
        before, expected = link.hash, link.pos + 1
