"""One list of everything that is dated in a case, made and paged by the database in one question."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_, union_all

from casefile.cases.models import Case
from casefile.chronology.parts import PARTS, Wanted
from casefile.chronology.rules import Bar, Kind, Scale, bar, scale_of
from casefile.core.db import db
from casefile.core.edtf import parse, sure_days
from casefile.core.lists import Page, page_of
from casefile.core.uncertain import DateEntry
from casefile.incidents.rules import years_between


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. id: of what the page of it shows (incident, official, place); code: status, capacity or indicator."""

    kind: Kind
    id: UUID
    reference: str
    name_latin: str | None
    name_hangul: str | None
    what_latin: str | None
    what_hangul: str | None
    where_latin: str | None
    where_hangul: str | None
    units: str | None
    code: str
    when: DateEntry
    bar: Bar | None

    @property
    def first_day(self) -> dt.date | None:
        """The day by which it is ordered."""
        return self.when.earliest or self.when.latest


def chronology_of(case: Case, wanted: Wanted) -> Page:
    """The page named in the URL, oldest first, what has no date last; `items` are entries with their bars."""
    rows = union_all(*(part(case, wanted) for kind, part in PARTS.items() if wanted.kind in (None, kind))).subquery()
    dated = or_(rows.c.earliest.is_not(None), rows.c.latest.is_not(None))
    query = select(rows, func.count().over().label("n"), func.min(rows.c.earliest).over().label("first"),
                   func.max(rows.c.latest).over().label("last"))
    if wanted.first_year or wanted.last_year:
        start, end = years_between(wanted.first_year, wanted.last_year)
        query = query.where(dated, func.coalesce(rows.c.earliest, start) <= end,
                            func.coalesce(rows.c.latest, end) >= start)
    page = page_of(query, {"date": ByDate(rows)}, "date", total=0, rows=True)
    total = page.items[0].n if page.items else _total(query, page.number)
    strip = scale_of(page.items[0].first, page.items[0].last) if page.items else None
    return Page([_entry(row, strip) for row in page.items], page.number, page.size, total, True, page.sort, page.args)


def _total(query: Select[Any], number: int) -> int:
    """How many there are, when the page asked for lies behind the last one."""
    if number == 1:
        return 0
    return int(db.session.execute(select(func.count()).select_from(query.subquery())).scalar_one())


class ByDate:
    """Sorts by the first possible day, equals in a settled order; what has no date last whichever way the list runs."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def asc(self) -> ColumnElement[Any]:
        """Oldest first."""
        return self._by(dt.date.max).asc()

    def desc(self) -> ColumnElement[Any]:
        """Newest first."""
        return self._by(dt.date.min).desc()

    def _by(self, undated: dt.date) -> ColumnElement[Any]:
        rows = self.rows.c
        return tuple_(func.coalesce(rows.earliest, rows.latest, undated), func.coalesce(rows.latest, undated),
                      rows.kind, rows.row)


def _entry(row: Any, strip: Scale | None) -> Entry:
    when = DateEntry(row.code_, row.earliest, row.latest, row.wording)
    sure = sure_days(parse(row.code_)) if row.code_ else None
    return Entry(Kind(row.kind), row.id, row.reference, row.name_latin, row.name_hangul, row.what_latin,
                 row.what_hangul, row.where_latin, row.where_hangul, row.units, row.state, when,
                 bar(row.earliest, row.latest, sure, strip))


