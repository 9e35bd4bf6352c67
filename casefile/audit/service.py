"""The history of one record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from casefile.accounts.service import names_of
from casefile.cases.history import Entry, entry
from casefile.cases.links import kind_of
from casefile.core.access import Permission, can
from casefile.core.actor import current
from casefile.core.db import Record, get_visible, record_class


def record_for(table: str, id: UUID) -> Record | None:
    """The record, when the actor may read it and its history; None otherwise."""
    kind = kind_of(table)
    if kind is None:
        return None
    record = get_visible(record_class(table), id)
    if record is None or not can(current(), kind.reads, record):
        return None
    return record if can(current(), Permission.HISTORY_READ, record) else None


def entries_of(rows: list[Any]) -> list[Entry]:
    """The entries in words; people named in them by their names."""
    people = {_id(value) for event, _name in rows for pair in event.changes.values() for value in pair}
    names = {str(id): name for id, name in names_of({id for id in people if id}).items()}
    return [entry(event, name, names) for event, name in rows]


def _id(value: Any) -> UUID | None:
    if not isinstance(value, str) or len(value) != 36:
        return None
    try:
        return UUID(value)
    except ValueError:
        return None
