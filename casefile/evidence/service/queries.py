"""The questions that lists and pages ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from casefile.cases.models import Case
from casefile.core.db import db
from casefile.core.review import Action, Review
from casefile.evidence.models import Evidence, EvidenceBatch, EvidenceSubject, ExculpatoryFlag, Reading
from casefile.evidence.rules import Headline
from casefile.evidence.service.keeping import custody_due
from casefile.evidence.service.numbering import is_numbered

_UNUSABLE = (Headline.WITHDRAWN, Headline.SEALED, Headline.EXCLUDED, Headline.INTEGRITY_ALERT, Headline.LEAD_ONLY)


def filed_in(case: Case) -> Any:
    """The condition that an item is filed in the case."""
    filing = Evidence.Filing.__table__.c
    return Evidence.id.in_(select(filing.record_id).where(filing.case_id == case.id))


def evidence_matching(case: Case | None = None, text: str | None = None, unlinked: bool = False,
                      waiting: bool = False, due: bool = False, **states: Any) -> Select[Any]:
    """The items the actor may know of, of one case or of all, filtered. states: column name -> value or None."""
    query = select(Evidence)
    query = query.where(filed_in(case)) if case else query.options(joinedload(Evidence.home_case))
    for name, value in states.items():
        if value:
            query = query.where(getattr(Evidence, name) == value)
    if text:
        query = query.where(_says(text))
    if waiting:
        open_ones = select(Review.record_id).where(Review.action == Action.EVIDENCE_STATUS, Review.approved.is_(None))
        query = query.where(Evidence.id.in_(open_ones))
    if due:
        query = query.where(custody_due())
    if unlinked:
        query = query.where(~is_linked())
    return query


def is_linked() -> ColumnElement[bool]:
    """The condition that an item is about something.

    Core columns on purpose: a link to something the actor may not know of is a link all the same.
    """
    links = EvidenceSubject.__table__.c
    return select(links.id).where(links.evidence_id == Evidence.id, links.ended_at.is_(None)).exists()


def _says(text: str) -> Any:
    """Words in the title, or a reference, exhibit number or fingerprint."""
    wanted = text.strip()
    number = wanted.upper()
    words = [column.icontains(wanted, autoescape=True) for column in (Evidence.title, Evidence.file_name)]
    numbered = is_numbered(wanted)
    words += [numbered] if numbered is not None else []
    return or_(Evidence.reference == number, Evidence.ern_start == number, Evidence.sha256 == wanted.lower(), *words)


def cases_of(item: Evidence) -> list[Case]:
    """The actor's cases in which the item is filed, the home case first."""
    query = select(Case).where(Case.id.in_(sorted(item.scopes())))
    return list(db.session.execute(query.order_by(Case.id != item.home_case_id, Case.reference)).scalars())


def case_of(item: Evidence, wanted: str | None) -> Case:
    """The case to show the item in: the one asked for if it is filed there, else the first."""
    cases = cases_of(item)
    return next((case for case in cases if str(case.id) == wanted), cases[0])


SORTS = {"reference": Evidence.serial, "title": Evidence.title, "made": Evidence.__table__.c.made_earliest,
         "received": Evidence.received_at}


def waiting_on(item: Evidence, flags: Iterable[ExculpatoryFlag]) -> list[Review]:
    """The proposals about the item and its flags that wait for a second person."""
    ids = [item.id, *(flag.id for flag in flags)]
    query = select(Review).where(Review.record_id.in_(ids), Review.approved.is_(None))
    return list(db.session.execute(query.order_by(Review.proposed_at)).scalars())


def batch_items(batch: EvidenceBatch) -> Select[Any]:
    """The items of a batch."""
    return select(Evidence).where(Evidence.batch_id == batch.id).options(selectinload(Evidence.filings))


def readings_of(items: Iterable[Evidence]) -> dict[UUID, Reading]:
    """How far the working copies of the items are, by the id of the item."""
    query = select(Reading).where(Reading.evidence_id.in_([item.id for item in items]))
    return {reading.evidence_id: reading for reading in db.session.execute(query).scalars()}


def neighbours(item: Evidence, case: Case) -> tuple[Evidence | None, Evidence | None]:
    """The items before and after it in the case."""
    query = select(Evidence).where(filed_in(case)).limit(1)
    before = query.where(Evidence.serial < item.serial).order_by(Evidence.serial.desc())
    after = query.where(Evidence.serial > item.serial).order_by(Evidence.serial.asc())
    return db.session.execute(before).scalar_one_or_none(), db.session.execute(after).scalar_one_or_none()


def usable_evidence(case: Case) -> list[Evidence]:
    """The items of the case that may be cited, by reference; for pickers of the slices above."""
    query = (select(Evidence).where(filed_in(case), Evidence.headline.not_in(_UNUSABLE), ~Evidence.draft)
             .order_by(Evidence.serial))
    return list(db.session.execute(query).scalars())
