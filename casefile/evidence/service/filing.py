"""Filing an item into another case."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from casefile.cases.models import Case
from casefile.core import audit
from casefile.core.access import Permission, can
from casefile.core.actor import current
from casefile.core.db import db
from casefile.evidence.models import Evidence


def cases_to_file_into(item: Evidence) -> list[tuple[UUID, str]]:
    """Where the actor may file the item: (id, words)."""
    query = select(Case).where(Case.id.not_in(sorted(item.scopes()))).order_by(Case.reference)
    return [(case.id, f"{case.reference} {case.title}") for case in db.session.execute(query).scalars()
            if can(current(), Permission.FILE_INTO, case)]


def file_into(item: Evidence, case: Case, reason: str) -> None:
    """File the item in another case: its team sees all of the record from now on."""
    item.file_into(case, reason)
    audit.note("filed", item, reason=reason)
