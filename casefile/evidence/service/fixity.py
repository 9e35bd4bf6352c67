"""Fixity: is the stored file still what was received."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select

from casefile.accounts.service import notify
from casefile.cases.models import Membership
from casefile.core import storage
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.jobs import Job, enqueue, enqueue_each
from casefile.evidence.models import Evidence
from casefile.evidence.rules import CustodyType
from casefile.evidence.service.custody import Happened, append

CYCLE = timedelta(days=90)
AT_ONCE = 1000


def ask_check(item: Evidence) -> UUID | None:
    """Ask a worker to recompute the fingerprint; the id of the job."""
    return enqueue(Job.CHECK_FIXITY, item.id, case_id=item.home_case_id)


def ask_checks_of(references: list[str]) -> None:
    """Ask for the check of items whose file somebody found at fault, unless their alert is raised already."""
    for start in range(0, len(references), AT_ONCE):
        query = select(Evidence.id, Evidence.home_case_id).where(
            Evidence.reference.in_(references[start : start + AT_ONCE]), ~Evidence.integrity_alert)
        enqueue_each(Job.CHECK_FIXITY, [((row.id,), row.home_case_id) for row in db.session.execute(query)])


def fixity_due(limit: int) -> int:
    """Ask for the check of items not checked for 90 days, the longest waiting first; returns how many.

    The key holds the last check: asking twice for the same one does nothing.
    """
    last = func.coalesce(Evidence.fixity_at, Evidence.received_at)
    query = (select(Evidence.id, Evidence.home_case_id, last.label("last"))
             .where(last < func.clock_timestamp() - CYCLE).order_by(last).limit(limit))
    asked = [enqueue(Job.CHECK_FIXITY, row.id, case_id=row.home_case_id, key=_key(row.id, row.last))
             for row in db.session.execute(query)]
    return sum(run is not None for run in asked)


def fixity_sample() -> int:
    """Ask for the check of one item in a hundred, drawn at random, at least one; returns how many."""
    hundredth = select(func.ceil(func.count() / 100.0)).select_from(Evidence).scalar_subquery()
    query = select(Evidence.id, Evidence.home_case_id).order_by(func.random()).limit(hundredth)
    asked = [enqueue(Job.CHECK_FIXITY, row.id, case_id=row.home_case_id) for row in db.session.execute(query)]
    return len(asked)


def _key(id: UUID, last: datetime) -> str:
    return f"fixity:{id}:{int(last.timestamp())}"


def item_to_check(id: UUID) -> Evidence | None:
    """The item, if whoever asked may still know of it."""
    return db.session.execute(select(Evidence).where(Evidence.id == id)).scalar_one_or_none()


def record_check(id: UUID, found: str | None) -> bool:
    """Write down the outcome of a check; found: the digest computed now, None when the file is missing.

    A mismatch raises an alert that stays until a person resolves it. True when the fingerprint matches.
    """
    query = select(Evidence).where(Evidence.id == id).with_for_update().execution_options(populate_existing=True)
    item = db.session.execute(query).scalar_one()
    outcome = "pass" if found == item.sha256 else "missing" if found is None else "fail"
    item.fixity_ok, item.fixity_at = outcome == "pass", _now()
    item.fixity_checks += 1
    if not item.fixity_ok:
        item.integrity_alert = True
    after = None if found == storage.ALTERED else found  # encrypted bytes that do not open have no digest to tell
    append(item, Happened(CustodyType.FIXITY_CHECKED, before=item.sha256, after=after, detail={"outcome": outcome}))
    if not item.fixity_ok:
        _alarm(item)
    return item.fixity_ok


def _now() -> datetime:
    moment: datetime = db.session.execute(select(func.clock_timestamp())).scalar_one()
    return moment


def _alarm(item: Evidence) -> None:
    """Tell the leads and coordinators of every case the item is filed in."""
    cases = item.scopes()
    with acting(SYSTEM):
        query = select(Membership.user_id).where(Membership.case_id.in_(cases), Membership.ended_at.is_(None),
                                                 Membership.role.in_([Role.LEAD, Role.COORDINATOR])).distinct()
        people = list(db.session.execute(query).scalars())
    for user_id in people:
        key = f"fixity:{item.id}:{item.fixity_checks}:{user_id}"
        notify(user_id, "integrity_alert", f"/evidence/{item.id}", key=key, reference=item.reference)


def resolve_alert(item: Evidence, reason: str) -> None:
    """Lower the integrity alert, for a reason that stays in the custody log; only after a check that passed."""
    if not item.integrity_alert:
        raise Refused(_("There is no integrity alert on this item."))
    if not item.fixity_ok:
        raise Refused(_("The last check failed. Put the file right and check again before the alert is lowered."))
    item.integrity_alert = False
    item.reason_for_change = reason
    append(item, Happened(CustodyType.CORRECTION, reason=reason, before=item.sha256))
