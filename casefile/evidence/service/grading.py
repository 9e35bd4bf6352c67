"""Grading: two marks that stay apart, a sheet for testimony, and a second grader who does not see the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from casefile.core.actor import SYSTEM, acting, current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.evidence.models import Evidence, Grade
from casefile.evidence.models.grade import OVERSEERS
from casefile.evidence.rules import Agreement, Exculpatory, Information, Kind, Source, agreement
from casefile.evidence.service.flags import raise_flag
from casefile.evidence.service.guards import held_roles


def grade(item: Evidence, information: Information, information_reason: str, *, source: Source | None = None,
          source_reason: str | None = None, sheet: dict[str, str] | None = None, facts: str | None = None) -> Grade:
    """Give one's marks, for good: a new grade stands beside the old one, which stays.

    For testimony the sheet stands in place of the letter. facts: what affects the credibility of the witness and must
    be disclosed; they stand apart, as a flag that nobody hides. Raises Refused where the marks would not be blind.
    """
    if (item.kind is Kind.TESTIMONY) != (source is None):
        raise Refused(_("Testimony is assessed by the sheet, everything else by a letter."))
    if _seen_first(item):
        raise Refused(_("A second grade is given blind. You can see the first one, so somebody else gives it."))
    given = Grade(evidence=item, evidence_id=item.id, graded_by=current().id, source=source,
                  source_reason=source_reason, information=information, information_reason=information_reason,
                  sheet=sheet if source is None else None)
    db.session.add(given)
    if facts:
        raise_flag(item, Exculpatory.CREDIBILITY, facts)
    db.session.flush()
    return given


def _seen_first(item: Evidence) -> bool:
    """Whether the actor could read somebody's grade before giving the first of their own."""
    if current().system or not held_roles(item) & OVERSEERS:
        return False
    db.session.flush()
    with acting(SYSTEM):
        graders = set(db.session.execute(select(Grade.graded_by).where(Grade.evidence_id == item.id)).scalars())
    return bool(graders) and current().id not in graders


def grades_of(item: Evidence) -> list[Grade]:
    """The grades the actor may see, the oldest first."""
    query = select(Grade).where(Grade.evidence_id == item.id).order_by(Grade.created_at)
    return list(db.session.execute(query).scalars())


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the latest marks of the first two graders relate. source is None for testimony: sheets are read."""

    source: Agreement | None
    information: Agreement


def comparison(grades: list[Grade]) -> Comparison | None:
    """How two graders agree; None while there is only one."""
    latest = {given.graded_by: given for given in grades}
    if len(latest) < 2:
        return None
    first, second = list(latest.values())[:2]
    letters = agreement(first.source, second.source) if first.source and second.source else None
    return Comparison(letters, agreement(first.information, second.information))


def sheet_of(values: dict[str, Any]) -> dict[str, str]:
    """The lines of a sheet that say something."""
    return {name: text for name, text in values.items() if text}
