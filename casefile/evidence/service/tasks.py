"""Tasks that follow from moves: somebody verifies, somebody looks again at what rests on a disputed item."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select

from casefile.cases.models import Case, Membership
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting, current
from casefile.core.db import db
from casefile.deadlines import service as deadlines
from casefile.deadlines.models import Deadline
from casefile.deadlines.rules import Kind
from casefile.evidence.models import Evidence
from casefile.evidence.rules import Verification

WITHIN = {Kind.VERIFICATION: timedelta(days=14), Kind.SECOND_REVIEW: timedelta(days=7)}
WHO = {Kind.VERIFICATION: (Role.ANALYST, Role.LEGAL_EXPERT, Role.LEAD),
       Kind.SECOND_REVIEW: (Role.LEAD, Role.LEGAL_OFFICER, Role.LEGAL_EXPERT)}


def follow_up(item: Evidence, old: StrEnum, new: StrEnum) -> None:
    """Set the tasks that a move along the axis of verification brings, and end the one it was about.

    The items of a batch are one task to verify: a hundred files sent on together are not a hundred tasks.
    """
    if not isinstance(new, Verification):
        return
    if old is Verification.IN_VERIFICATION:
        _finish(item)
    if new is Verification.IN_VERIFICATION and not _open_tasks(_of_batch(item), Kind.VERIFICATION):
        _set(item, item.home_case_id, Kind.VERIFICATION,
             _("Verify %(reference)s and what came with it", reference=item.reference))
    elif new in (Verification.DISPUTED, Verification.REFUTED):
        for case_id in sorted(item.scopes()):
            _set(item, case_id, Kind.SECOND_REVIEW,
                 _("Look again at what rests on %(reference)s", reference=item.reference))


def _set(item: Evidence, case_id: UUID, kind: Kind, title: str) -> None:
    """A task for somebody else than the mover, where there is somebody; in cases of others the application sets it."""
    mover = current()
    db.session.flush()  # under the mover's name, before the application writes anything
    with acting(mover if case_id in mover.cases else SYSTEM):
        owner = _owner(case_id, WHO[kind], mover.id)
        if owner is None or _open_tasks(Deadline.linked_reference == item.reference, kind, case_id):
            return
        case = db.session.get_one(Case, case_id)
        deadlines.add_deadline(case, (datetime.now(UTC) + WITHIN[kind]).date(), owner_id=owner, kind=kind, title=title,
                               linked_reference=item.reference)
        db.session.flush()


def _owner(case_id: UUID, roles: tuple[Role, ...], mover: UUID | None) -> UUID | None:
    workers = deadlines.people_of(case_id)
    query = select(Membership.user_id, Membership.role).where(
        Membership.case_id == case_id, Membership.ended_at.is_(None), Membership.role.in_(roles))
    held = [(row.user_id == mover, roles.index(row.role), workers[row.user_id], row.user_id)
            for row in db.session.execute(query) if row.user_id in workers]
    return min(held)[3] if held else None


def _of_batch(item: Evidence) -> ColumnElement[bool]:
    return Deadline.linked_reference.in_(select(Evidence.reference).where(Evidence.batch_id == item.batch_id))


def _open_tasks(about: ColumnElement[bool], kind: Kind, case_id: UUID | None = None) -> list[Deadline]:
    query = select(Deadline).where(about, Deadline.kind == kind, deadlines.is_open())
    query = query.where(Deadline.case_id == case_id) if case_id else query
    return list(db.session.execute(query).scalars())


def _finish(item: Evidence) -> None:
    """When nothing of the batch is in verification any more, its task is done."""
    left = select(Evidence.id).where(Evidence.batch_id == item.batch_id, Evidence.id != item.id,
                                     Evidence.verification_state == Verification.IN_VERIFICATION).limit(1)
    if db.session.execute(left).first() is None:
        for task in _open_tasks(_of_batch(item), Kind.VERIFICATION):
            deadlines.finish(task)
        db.session.flush()
