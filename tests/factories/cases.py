"""Proposals, and a look at what is stored."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import select

from casefile.accounts.models import User
from casefile.cases.models import Case
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import Base, db
from casefile.core.review import Action, Review
from tests.factories.base import made

T = TypeVar("T", bound=Base)


def found(model: type[T], **by: Any) -> T:
    """The one stored row with these values, detached; every test that calls it from outside a request may keep it."""
    with acting(SYSTEM):
        row = db.session.execute(select(model).filter_by(**by)).scalars().one()
        db.session.expunge(row)
    return row


def a_proposal(case: Case, proposer: User, **values: Any) -> Review:
    """A move of the case that waits for a second person."""
    defaults = {"case_id": case.id, "action": Action.CASE_STAGE, "table": "case", "record_id": case.id,
                "reference": case.reference, "args": {"to": "referred", "unmet": ["lead"], "override": "Leaves in May"},
                "reason": "Package sent", "proposed_by": proposer.id}
    return made(Review(**{**defaults, **values}))
