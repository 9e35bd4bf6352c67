"""Registration numbers: one for each page, given once and never again (domain brief §5.2)."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from casefile.cases.models import Situation
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db, next_number
from casefile.core.errors import Refused
from casefile.evidence.models import Evidence, EvidenceBatch, PageNumbers
from casefile.evidence.rules import (
    MOST_PAGES,
    TIMED,
    CustodyType,
    Relation,
    derivative_number,
    exhibit_number,
    read_number,
)
from casefile.evidence.service.custody import Happened, append


def give_numbers(batch: EvidenceBatch, pages: int) -> tuple[int, int]:
    """Reserve the next numbers of a batch; (first, last). Whoever else reserves in the batch waits."""
    first = next_number(f"page-{batch.id}", pages)
    return first, first + pages - 1


def keep_numbers(item: Evidence, batch: EvidenceBatch, first: int, last: int) -> None:
    """Write down for ever that the numbers are this item's."""
    db.session.add(PageNumbers(situation_id=batch.situation_id, batch_number=batch.number, first=first, last=last,
                               evidence_id=item.id))


def assign_pages(item: Evidence, pages: int) -> None:
    """Say how many pages an item has, and give each its number.

    Doing it twice changes nothing. Where the numbers that follow are still free the item keeps its first one, else it
    gets new ones: the old ones stay its own and find it for ever, and are given to nothing else. Sound and moving
    pictures keep one number, a derivative that of its original with a suffix.
    """
    if not 0 < pages <= MOST_PAGES:
        raise Refused(_("An item has from 1 to %(most)s pages.", most=MOST_PAGES))
    if item.pages == pages:
        return
    held = _pages_held(item)
    item.pages = pages
    if item.kind in TIMED or held is None or held == pages:
        return
    batch = batch_of(item)
    first, last = _stretch(batch, item, held, pages)
    situation = batch.case.situation.code
    item.ern_start, item.ern_end = (exhibit_number(situation, batch.number, page) for page in (first, last))
    append(item, Happened(CustodyType.NUMBERED, detail={"first": item.ern_start, "last": item.ern_end}))


def batch_of(item: Evidence) -> EvidenceBatch:
    """The batch an item came in, with its situation; also for those who know the item from another case."""
    db.session.flush()
    with acting(SYSTEM):
        query = select(EvidenceBatch).where(EvidenceBatch.id == item.batch_id)
        return db.session.execute(query.options(joinedload(EvidenceBatch.case))).scalar_one()


def _pages_held(item: Evidence) -> int | None:
    """How many numbers the item has; None for a derivative."""
    if "_" in item.ern_start:
        return None
    first, last = read_number(item.ern_start), read_number(item.ern_end)
    assert first is not None
    assert last is not None
    return last.page - first.page + 1


def _stretch(batch: EvidenceBatch, item: Evidence, held: int, pages: int) -> tuple[int, int]:
    start = read_number(item.ern_start)
    assert start is not None
    first, last = give_numbers(batch, max(pages - held, 1) if pages > held else pages)
    if pages > held and first == start.page + held:  # nobody came in between: the item grows where it stands
        keep_numbers(item, batch, first, last)
        return start.page, last
    if pages > held:  # what was reserved stays a gap where it is too short
        first, last = give_numbers(batch, pages)
    keep_numbers(item, batch, first, last)
    return first, last


def number_derivative(original: Evidence, relation: Relation, language: str | None) -> str:
    """The number of the next derivative of this kind; numbers of derivatives are not given twice either."""
    base = original.ern_start
    return derivative_number(base, relation, next_number(f"derivative-{original.id}-{relation.value}"), language)


def is_numbered(text: str) -> ColumnElement[bool] | None:
    """The condition that an item has, or once had, the number of this page; None when the text is no such number."""
    number = read_number(text)
    if number is None:
        return None
    if "_" in text:
        return func.lower(Evidence.ern_start) == text.strip().lower()
    rows: Any = PageNumbers.__table__.c
    situation = select(Situation.id).where(Situation.code == number.situation).scalar_subquery()
    held: ColumnElement[bool] = Evidence.id.in_(select(rows.evidence_id).where(
        rows.situation_id == situation, rows.batch_number == number.batch, rows.first <= number.page,
        rows.last >= number.page))
    return held | (Evidence.ern_start == text.strip().upper())


def numbers_of(item: Evidence) -> list[PageNumbers]:
    """Every stretch of numbers the item has or had, in the order they were given."""
    query = select(PageNumbers).where(PageNumbers.evidence_id == item.id).order_by(PageNumbers.given_at)
    return list(db.session.execute(query).scalars())
