"""Move what hangs on one record to another, and back: how two records of one person become one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from casefile.core.db import db, get_visible, record_class
from casefile.core.errors import Refused


@dataclass(frozen=True, slots=True)
class Link:
    """Rows of a table that hang on a record. same: with these values equal the remaining record has it already.

    ended: the column that says that a row no longer stands; such rows stay where they are. other: the relation to the
    second record of a row about two; a row about the two who are merged stays as well.
    """

    model: Any
    relation: str = "person"
    same: tuple[str, ...] = ()
    ended: str | None = None
    other: str | None = None


def move(links: Iterable[Link], gone: Any, keep: Any) -> list[list[str]]:
    """Move the rows the actor may know of; returns [table, id, relation] of each."""
    return [entry for link in links for entry in _move(link, gone, keep)]


def _move(link: Link, gone: Any, keep: Any) -> list[list[str]]:
    held = {_key(link, row) for row in _rows(link, keep)} if link.same else set()
    moved = []
    for row in _rows(link, gone):
        if (link.same and _key(link, row) in held) or (link.other and getattr(row, f"{link.other}_id") == keep.id):
            continue
        setattr(row, link.relation, keep)
        moved.append([row.__tablename__, str(row.id), link.relation])
    db.session.flush()
    return moved


def _key(link: Link, row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in link.same)


def _rows(link: Link, record: Any) -> Sequence[Any]:
    query = select(link.model).where(getattr(link.model, f"{link.relation}_id") == record.id)
    if link.ended:
        query = query.where(getattr(link.model, link.ended).is_(None))
    return db.session.execute(query).scalars().all()


def move_back(moved: Iterable[Sequence[str]], to: Any) -> None:
    """Undo a move. Raises Refused when some of what was moved is not the actor's to see."""
    rows = [(get_visible(record_class(table), UUID(id)), relation) for table, id, relation in moved]
    if any(row is None for row, _relation in rows):
        raise Refused(_("Some of what was moved is not in your cases: somebody who sees all of it must part them."))
    for row, relation in rows:
        setattr(row, relation, to)
