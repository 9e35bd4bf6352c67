"""Ask for dossiers, schedule them, find them, hand them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import format_datetime
from flask_babel import gettext as _
from sqlalchemy import Select, String, cast, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import joinedload

from casefile.cases.models import Case
from casefile.core import storage
from casefile.core.actor import SYSTEM, acting, current
from casefile.core.audit import AuditEvent
from casefile.core.db import db, next_number
from casefile.core.errors import Refused
from casefile.core.jobs import Job, JobRun, JobState, enqueue
from casefile.dossiers.models import Dossier, DossierSchedule
from casefile.dossiers.rules import Day, Kind, Language, next_run
from casefile.evidence.service.verify import Finding, Tally

BATCH = 100
# Checking the fingerprints, which every dossier does, changes these and nothing it prints.
FIXITY = ["fixity_at", "fixity_checks", "fixity_ok"]


def generate(case: Case, kind: Kind, language: Language, key: str | None = None, **outside: Any) -> Dossier:
    """Ask for a dossier of the case as it is now; a worker builds it. outside: recipient, purpose, level.

    Raises Refused while one of the case is still being built: the second press would only double the work.
    """
    if key is None and being_built(case):
        raise Refused(_("A dossier of this case is being built already. Wait for it, or cancel it."))
    edition = next_number(f"dossier:{case.id}")
    dossier = Dossier(case_id=case.id, reference=f"D-{next_number('D'):04d}", edition=edition, kind=kind,
                      language=language, asked_by=current().id, **outside)
    db.session.add(dossier)
    db.session.flush()
    dossier.job_id = enqueue(Job.BUILD_DOSSIER, dossier.id, case_id=case.id, key=key)
    return dossier


def being_built(case: Case) -> bool:
    """True while a dossier of the case waits or is being built."""
    query = select(Dossier.id).join(Dossier.job).where(Dossier.case_id == case.id)
    open_states = (JobState.WAITING, JobState.RUNNING)
    return db.session.execute(query.where(JobRun.state.in_(open_states))).first() is not None


def dossiers(case: Case | None = None) -> Select[Any]:
    """The dossiers of the actor's cases, or of one of them, with job and case."""
    query = select(Dossier).options(joinedload(Dossier.job), joinedload(Dossier.case))
    return query.where(Dossier.case_id == case.id) if case else query


def changed_since(case: Case, moment: datetime) -> bool:
    """True when anything of the case was changed after the moment: a dossier of that moment no longer shows it."""
    more_than_fixity = AuditEvent.changes.op("-")(cast(FIXITY, ARRAY(String()))) != cast({}, JSONB)
    query = select(AuditEvent.id).where(
        AuditEvent.scopes.contains([case.id]), AuditEvent.at > moment,
        AuditEvent.table.not_in(("dossier", "dossier_schedule", "review", "transfer")),
        or_(AuditEvent.action.in_(("created", "removed")), (AuditEvent.action == "changed") & more_than_fixity))
    return db.session.execute(query.limit(1)).first() is not None


def schedule_of(case: Case) -> DossierSchedule | None:
    """The case's schedule."""
    return db.session.execute(select(DossierSchedule).where(DossierSchedule.case_id == case.id)).scalar_one_or_none()


def set_schedule(case: Case, day: Day, at: time, language: Language, enabled: bool) -> DossierSchedule:
    """Set (or change) when a dossier of the case is built by itself."""
    schedule = schedule_of(case)
    if schedule is None:
        schedule = DossierSchedule(case=case, case_id=case.id, day=day, at=at, language=language, enabled=enabled)
        db.session.add(schedule)
    schedule.day, schedule.at, schedule.language, schedule.enabled = day, at, language, enabled
    schedule.next_run_at = next_run(schedule.rhythm, datetime.now(UTC))
    return schedule


def build_what_is_due(now: datetime) -> int:
    """Ask for the dossier of every schedule that is due; returns how many. Running it twice asks once."""
    due = select(DossierSchedule).where(DossierSchedule.enabled, DossierSchedule.next_run_at <= now)
    schedules = db.session.execute(due.order_by(DossierSchedule.next_run_at).limit(BATCH)
                                   .with_for_update(of=DossierSchedule, skip_locked=True)).scalars().all()
    for schedule in schedules:
        key = f"dossier:{schedule.id}:{schedule.next_run_at.isoformat()}"
        generate(schedule.case, Kind.INTERNAL, schedule.language, key)
        schedule.next_run_at = next_run(schedule.rhythm, now)
    return len(schedules)


def dossier_by_reference(reference: str) -> UUID | None:
    """The id behind D-0009, if the actor may know of it."""
    return db.session.execute(select(Dossier.id).where(func.upper(Dossier.reference) == reference.upper())).scalar()


def pieces(dossier: Dossier) -> Iterator[bytes]:
    """The bytes of the file. It is opened here, so that a missing file is told before the answer begins."""
    stored = storage.open_file(dossier.sha256 or "")

    def read() -> Iterator[bytes]:
        with stored:
            while chunk := stored.read(storage.CHUNK):
                yield chunk

    return read()


def due_in_words(schedule: DossierSchedule) -> str:
    """The next run on the case's own clock."""
    zone = ZoneInfo(schedule.case.timezone)
    return f"{format_datetime(schedule.next_run_at.astimezone(zone), rebase=False)} ({schedule.case.timezone})"


@storage.spoken_for
def dossier_digests() -> Iterable[str]:
    """The files that dossiers speak of: each one's PDF and the data it was made from."""
    with acting(SYSTEM):
        rows = db.session.execute(select(Dossier.sha256, Dossier.view_sha256).where(Dossier.sha256.is_not(None))).all()
    return [digest for row in rows for digest in row if digest]


def verify_dossiers(tally: Tally) -> Iterator[Finding]:
    """Recompute the fingerprint of every dossier and of its data; `tally` is counted up on the way."""
    with acting(SYSTEM):
        query = select(Dossier.reference, Dossier.sha256, Dossier.view_sha256).where(Dossier.sha256.is_not(None))
        rows = db.session.execute(query.order_by(Dossier.reference)).all()
    tally.items_expected += len(rows)
    tally.files_expected += 2 * len(rows)
    for row in rows:
        for digest in (row.sha256 or "", row.view_sha256 or ""):
            found = storage.digest(digest)
            tally.files += 1
            if found != digest:
                yield Finding("file missing" if found is None else "bytes changed", row.reference, digest)
        tally.items += 1
