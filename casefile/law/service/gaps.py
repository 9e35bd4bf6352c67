"""What people do about gaps: live with one for a reason, or have somebody fill it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, select, union_all
from sqlalchemy.orm import joinedload

from casefile.cases.gaps import GapRule, records_with, rules_for
from casefile.cases.models import Case
from casefile.core.actor import SYSTEM, acting, current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.deadlines import service as deadlines
from casefile.deadlines.models import Deadline
from casefile.deadlines.rules import Kind, State
from casefile.law.models import AcceptedGap, GapTask

SHOWN = 50


@dataclass(frozen=True, slots=True)
class GapRecord:
    """One record with a gap, and the task that fills it, if there is one."""

    id: UUID
    reference: str
    task: Deadline | None


@dataclass(frozen=True, slots=True)
class GapList:
    """The gaps of a case record by record, and those it goes on with."""

    open: Sequence[tuple[GapRule, Sequence[GapRecord]]]
    accepted: Sequence[AcceptedGap]


def gap_list(case: Case) -> GapList:
    """Every gap of the case, record by record; three questions to the database whatever the number of rules."""
    rules = rules_for(case)
    accepted = _accepted(case)
    tasks = _tasks(case)
    settled = {(one.code, one.record_id) for one in accepted}
    found: dict[str, list[GapRecord]] = {}
    for code, id, reference in db.session.execute(_records(case, rules, SHOWN)):
        if (code, id) not in settled:
            found.setdefault(code, []).append(GapRecord(id, reference, tasks.get((code, id))))
    return GapList([(rule, found[rule.code]) for rule in rules if rule.code in found], accepted)


def gap_of(case: Case, code: str, record_id: UUID) -> tuple[GapRule, str] | None:
    """The rule and the reference of a record that has the gap now; None when it has not."""
    rule = next((rule for rule in rules_for(case) if rule.code == code), None)
    if rule is None:
        return None
    rows = rule.query(case).subquery()
    reference = db.session.execute(select(rows.c[1]).where(rows.c[0] == record_id).limit(1)).scalar()
    return (rule, reference) if reference is not None else None


def accept_gap(case: Case, code: str, record_id: UUID, reference: str, reason: str) -> AcceptedGap:
    """Go on with a gap, for a reason. Raises Refused when that was decided before."""
    if any((one.code, one.record_id) == (code, record_id) for one in _accepted(case)):
        raise Refused(_("This gap was accepted before."))
    made = AcceptedGap(case_id=case.id, case=case, code=code, record_id=record_id, reference=reference, reason=reason,
                       accepted_by=current().id)
    db.session.add(made)
    return made


def reopen_gap(accepted: AcceptedGap, reason: str) -> None:
    """Look at a gap again."""
    if accepted.reopened_at is not None:
        raise Refused(_("This gap was reopened before."))
    accepted.reopened_at, accepted.reopened_reason = datetime.now(UTC), reason
    accepted.reason_for_change = reason


def ask_to_fill(case: Case, gap: tuple[GapRule, str], record_id: UUID, owner_id: UUID, due_on: date) -> Deadline:
    """Give somebody the task to fill a gap; it closes itself when the gap is gone."""
    rule, reference = gap
    if (rule.code, record_id) in _tasks(case):
        raise Refused(_("There is a task for this gap already."))
    deadline = deadlines.add_deadline(case, due_on, owner_id=owner_id, kind=Kind.GAP_FILL,
                                      title=rule.title(1, reference)[:200], linked_reference=None)
    db.session.add(GapTask(case_id=case.id, code=rule.code, record_id=record_id, deadline=deadline,
                           deadline_id=deadline.id))
    return deadline


def close_filled(case: Case) -> int:
    """Close the tasks of gaps that are gone; how many."""
    tasks = _tasks(case)
    if not tasks:
        return 0
    rules = [rule for rule in rules_for(case) if rule.code in {code for code, _id in tasks}]
    left = {(row[0], row[1]) for row in db.session.execute(_records(case, rules, None))} if rules else set()
    gone = [deadline for key, deadline in tasks.items() if key not in left]
    for deadline in gone:
        deadlines.move(deadline, State.DONE, _("The gap is gone."))
    return len(gone)


def close_filled_everywhere() -> int:
    """Close the tasks of gaps that are gone, in every case that has such tasks."""
    with acting(SYSTEM):
        query = select(Case).where(Case.id.in_(select(GapTask.case_id).join(
            Deadline, Deadline.id == GapTask.deadline_id).where(deadlines.is_open())))
        return sum(close_filled(case) for case in db.session.execute(query).scalars().unique().all())


def accepted_in(case: Case) -> Select[Any]:
    """(code, id of the record) of the gaps a case goes on with."""
    columns: Any = (AcceptedGap.code, AcceptedGap.record_id)
    return select(*columns).where(AcceptedGap.case_id == case.id, AcceptedGap.reopened_at.is_(None))


def _accepted(case: Case) -> Sequence[AcceptedGap]:
    query = select(AcceptedGap).where(AcceptedGap.case_id == case.id, AcceptedGap.reopened_at.is_(None))
    return db.session.execute(query.order_by(AcceptedGap.created_at)).scalars().unique().all()


def _tasks(case: Case) -> Mapping[tuple[str, UUID], Deadline]:
    query = (select(GapTask).join(Deadline, Deadline.id == GapTask.deadline_id)
             .where(GapTask.case_id == case.id, deadlines.is_open())
             .options(joinedload(GapTask.deadline).joinedload(Deadline.owner)))
    return {(one.code, one.record_id): one.deadline for one in db.session.execute(query).scalars().unique()}


def _records(case: Case, rules: Sequence[GapRule], most: int | None) -> Any:
    """(code, id, reference) of the records with the gaps of the rules, each rule cut."""
    return union_all(*(select(found.order_by(found.selected_columns.reference).limit(most).subquery())
                       for found in (records_with(rule, case) for rule in rules)))
