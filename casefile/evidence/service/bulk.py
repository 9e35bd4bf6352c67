"""The same step for many items, each with an answer of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from casefile.cases.models import Case
from casefile.core.access import Permission, can
from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.review import Review
from casefile.evidence.models import Evidence
from casefile.evidence.rules import Custody, CustodyType, Verification
from casefile.evidence.service.guards import logged
from casefile.evidence.service.keeping import check_for_harm
from casefile.evidence.service.queries import filed_in
from casefile.evidence.service.status import change_status

MOST = 100


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one item. refused: why nothing was done; proposed: it waits for a second person."""

    item: Evidence
    refused: str | None = None
    proposed: bool = False


Step = Callable[[Evidence], Review | None]


def chosen_items(case: Case, ids: list[UUID]) -> list[Evidence]:
    """The items of the case with these ids that the actor may assess, by reference."""
    query = select(Evidence).where(Evidence.id.in_(ids[:MOST]), filed_in(case)).order_by(Evidence.serial)
    return [item for item in db.session.execute(query).scalars() if can(current(), Permission.EVIDENCE_ASSESS, item)]


def for_each(items: list[Evidence], step: Step) -> list[Line]:
    """Take the step for each item by itself: what one may not do leaves the others alone."""
    lines = []
    for item in items:
        try:
            with db.session.begin_nested():
                lines.append(Line(item, proposed=step(item) is not None))
        except Refused as refusal:
            lines.append(Line(item, refused=str(refusal)))
    return lines


def preserve(item: Evidence, case: Case, reason: str, *, second_copy: str, tool: str, outcome: str) -> Review | None:
    """Preserve an original: where its second copy lies, what a scanner found, and the move itself."""
    item.second_copy = second_copy
    if not logged(item, CustodyType.VIRUS_CHECKED):
        check_for_harm(item, tool, outcome)
    return change_status(item, case, ("custody_state", Custody.PRESERVED), reason)


def send_for_verification(item: Evidence, case: Case, reason: str, plan: str) -> Review | None:
    """Give an item a plan of verification, where it has none, and send it on."""
    item.plan = item.plan or plan
    return change_status(item, case, ("verification_state", Verification.IN_VERIFICATION), reason)


def move(item: Evidence, case: Case, change: tuple[str, StrEnum], reason: str) -> Review | None:
    """Move an item whose own page holds what the move needs."""
    return change_status(item, case, change, reason)
