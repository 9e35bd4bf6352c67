"""Lists page, sort and filter in the database, and their state lives in the URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import request
from sqlalchemy import ColumnElement, Select, func, select
from werkzeug.datastructures import MultiDict

from casefile.core.db import db

SIZES = (25, 50, 100)
COUNT_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list.

    total: number of matches, exact up to COUNT_LIMIT; total_is_exact says which. pages follows from it.
    """

    items: list[Any]
    number: int
    size: int
    total: int
    total_is_exact: bool
    sort: str
    args: Mapping[str, list[str]] = field(default_factory=dict)
    sizes: tuple[int, ...] = SIZES

    @property
    def pages(self) -> int:
        """The number of the last page that is known to exist."""
        return max(1, -(-self.total // self.size))

    def url(self, **changes: Any) -> str:
        """This list with other arguments; None removes one. Only the query: the path stays."""
        args = {**self.args, **{key: [str(value)] for key, value in changes.items() if value is not None}}
        kept = {key: value for key, value in args.items() if key not in changes or changes[key] is not None}
        return "?" + urlencode(kept, doseq=True)


def page_of(
    statement: Select[Any],
    sorts: Mapping[str, ColumnElement[Any] | Any],
    default: str,
    *,
    total: int | None = None,
    rows: bool = False,
) -> Page:
    """Run the statement for the page named in the URL.

    sorts: key -> column; `?sort=-due` sorts by `due` downwards. Unknown keys, page numbers and sizes fall back
    to the default. total: give it when the number of matches is already known, so that nothing is counted.
    rows: the items are whole rows of a statement with several columns, not the first column alone.
    """
    args = request.args
    number, size = _bounded(args, "page", 1, 100_000), _bounded(args, "size", 50, 100)
    size = size if size in SIZES else 50
    sort = args.get("sort", default)
    if sort.lstrip("-") not in sorts:
        sort = default
    column = sorts[sort.lstrip("-")]
    ordered = statement.order_by(column.desc() if sort.startswith("-") else column.asc())
    last = None if rows else getattr(statement.column_descriptions[0]["entity"], "id", None)
    if last is not None:  # equals in a settled order, or a row would stand on two pages and another on none
        ordered = ordered.order_by(last)
    found = db.session.execute(ordered.limit(size).offset((number - 1) * size))
    items = found.all() if rows else found.scalars().unique().all()
    count = count_up_to(statement) if total is None else total
    kept = {key: values for key, values in args.lists() if key != "page"}
    return Page(list(items), number, size, min(count, COUNT_LIMIT) if total is None else count,
                total is not None or count <= COUNT_LIMIT, sort, kept)


def count_up_to(statement: Select[Any], limit: int = COUNT_LIMIT) -> int:
    """Count the matches, but never more than limit + 1: a count of everything costs as much as reading it."""
    inner = statement.order_by(None).limit(limit + 1).subquery()
    return db.session.execute(select(func.count()).select_from(inner)).scalar_one()


def _bounded(args: MultiDict[str, str], key: str, default: int, highest: int) -> int:
    value = args.get(key, "")
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        return default
    return min(max(int(value), 1), highest)
