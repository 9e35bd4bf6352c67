"""Search: one question to the database for all kinds of record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import Select, func, literal, literal_column, select, union_all

from casefile.core.actor import current
from casefile.core.db import db
from casefile.search.sources import SOURCES, Ranked, Source

SHOWN = 10
COUNTED = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found."""

    reference: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """The records of one kind. n: how many match, counted up to COUNTED; more says that there are more than that."""

    label: Any
    hits: list[Hit]
    n: int
    more: bool


def search(text: str) -> list[Group]:
    """The actor's records with the text in a title, name or code, by kind."""
    found = db.session.execute(union_all(*(_best(source, text) for source in SOURCES))).all()
    groups = []
    for source in SOURCES:
        rows = [row for row in found if row.kind == source.table]
        if rows:
            hits = [Hit(row.reference, row.title, url_for(source.endpoint, id=row.id)) for row in rows]
            groups.append(Group(source.label, hits, min(rows[0].n, COUNTED), rows[0].n > COUNTED))
    return groups


def _best(source: Source, text: str) -> Select[Any]:
    """(kind, id, reference, title, number of matches) of the first matches.

    The row filter of the session covers these too; it is named here again because a leak would show titles.
    """
    model = source.model
    found = source.matches(text)
    condition, order = (found.condition, found.order) if isinstance(found, Ranked) else (found, literal(0))
    rows = (select(model.id.label("id"), model.reference.label("reference"), source.title.label("title"),
                   order.label("place"))
            .where(model.visible_to(current()), condition)
            .order_by(literal_column("place"), model.reference).limit(COUNTED + 1).subquery())
    return select(literal(source.table).label("kind"), rows.c.id, rows.c.reference, rows.c.title,
                  func.count().over().label("n"), rows.c.place).order_by(rows.c.place, rows.c.reference).limit(SHOWN)
