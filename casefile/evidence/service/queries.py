"""The questions that lists and pages ask."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from casefile.cases.models import Case
from casefile.core.db import db
from casefile.evidence.models import Evidence, EvidenceBatch
from casefile.evidence.rules import Headline

_UNUSABLE = (Headline.WITHDRAWN, Headline.SEALED, Headline.EXCLUDED, Headline.INTEGRITY_ALERT, Headline.LEAD_ONLY)


def filed_in(case: Case) -> Any:
    """The condition that an item is filed in the case."""
    filing = Evidence.Filing.__table__.c
    return Evidence.id.in_(select(filing.record_id).where(filing.case_id == case.id))


def evidence_matching(case: Case | None = None, text: str | None = None, unlinked: bool = False,
                      **states: Any) -> Select[Any]:
    """The items the actor may know of, of one case or of all, filtered. states: column name -> value or None."""
    query = select(Evidence)
    query = query.where(filed_in(case)) if case else query.options(joinedload(Evidence.home_case))
    for name, value in states.items():
        if value:
            query = query.where(getattr(Evidence, name) == value)
    if text:
        query = query.where(_says(text))
    return query


def _says(text: str) -> Any:
    """Words in the title, or a reference, exhibit number or fingerprint."""
    wanted = text.strip()
    number = wanted.upper()
    words = [column.icontains(wanted, autoescape=True) for column in (Evidence.title, Evidence.file_name)]
    return or_(Evidence.reference == number, Evidence.ern_start == number, Evidence.sha256 == wanted.lower(), *words)


def batch_items(batch: EvidenceBatch) -> list[Evidence]:
    """The items of a batch, in the order they came."""
    query = select(Evidence).where(Evidence.batch_id == batch.id).order_by(Evidence.serial)
    return list(db.session.execute(query).scalars())


def neighbours(item: Evidence, case: Case) -> tuple[Evidence | None, Evidence | None]:
    """The items before and after it in the case."""
    query = select(Evidence).where(filed_in(case)).limit(1)
    before = query.where(Evidence.serial < item.serial).order_by(Evidence.serial.desc())
    after = query.where(Evidence.serial > item.serial).order_by(Evidence.serial.asc())
    return db.session.execute(before).scalar_one_or_none(), db.session.execute(after).scalar_one_or_none()


def usable_evidence(case: Case) -> list[Evidence]:
    """The items of the case that may be cited, by reference; for pickers of the slices above."""
    query = select(Evidence).where(filed_in(case), Evidence.headline.not_in(_UNUSABLE)).order_by(Evidence.serial)
    return list(db.session.execute(query).scalars())
