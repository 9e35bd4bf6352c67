"""Background work: a row says what is to be done, the message only wakes a worker.

The row is saved in the transaction that asks for the work. The message, sent after commit, carries its id alone; if it
is lost the sweep sends another. A worker claims the row by one conditional update, so that a second message or a second
worker does no harm, and finishes it in the same transaction as its effects: they happen once or not at all.
"""

from __future__ import annotations

import logging
from contextvars import ContextVar
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Index, event, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Session, mapped_column

from casefile.core.actor import Actor, current
from casefile.core.db import Base, among, db

log = logging.getLogger(__name__)

SILENT_AFTER = timedelta(seconds=30)
RESEND_AFTER = timedelta(seconds=20)
MAX_TRIES = 5
# The error of a job whose files lie in a store that did not answer: it is tried again by itself.
STORE_AWAY = "store_unavailable"


class Job(StrEnum):
    """Every kind of background work; each has one worker function of the same name."""

    BUILD_DOSSIER = "build_dossier"
    CHECK_FIXITY = "check_fixity"
    CHECK_FIXITY_DUE = "check_fixity_due"
    CHECK_FIXITY_SAMPLE = "check_fixity_sample"
    CLOSE_GAP_TASKS = "close_gap_tasks"
    MAKE_MANIFEST = "make_manifest"
    MAKE_MANIFESTS = "make_manifests"
    STAMP_MANIFEST = "stamp_manifest"
    STAMP_MANIFESTS = "stamp_manifests"
    OPEN_EMBARGOES = "open_embargoes"
    END_CONSENTS = "end_consents"
    SEND_MAIL = "send_mail"
    FINISH_UPLOAD = "finish_upload"
    FINISH_UPLOADS = "finish_uploads"
    REBUILD_NAME_KEYS = "rebuild_name_keys"
    REMIND = "remind"
    SCHEDULE_DOSSIERS = "schedule_dossiers"
    SWEEP_UP = "sweep_up"
    READ_ITEM = "read_item"
    COPY_PAGES = "copy_pages"
    TAKE_OUT = "take_out"


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class JobRun(Base):
    """One piece of background work: outbox, claim, progress, result and error in one row."""

    __tablename__ = "job_run"
    __table_args__ = (
        Index("uq_job_run_key", "key", unique=True, postgresql_where=text("key IS NOT NULL")),
        Index("ix_job_run_open", "state", postgresql_where=text("state IN ('waiting', 'running')")),
        Index("ix_job_run_asked_by", "asked_by", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[Job]
    args: Mapped[list[str]] = mapped_column(JSONB)
    key: Mapped[str | None]
    case_id: Mapped[UUID | None]
    asked_by: Mapped[UUID | None]
    state: Mapped[JobState] = mapped_column(default=JobState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    claim: Mapped[UUID | None]
    beat_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    step: Mapped[str | None]
    result: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    error: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    finished_at: Mapped[datetime | None]

    def __init__(self, **values: Any) -> None:
        values.setdefault("id", uuid4())
        super().__init__(**values)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The jobs of the actor's cases, and those the actor asked for."""
        return or_(among(cls.case_id, actor.cases), cls.asked_by == actor.id)


class JobFailed(Exception):
    """The work cannot be done; `code` names the reason (words for it stand in the jobs page)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ClaimLost(Exception):
    """Another worker took the job over; everything done here is rolled back."""


def enqueue(job: Job, *args: Any, case_id: UUID | None = None, key: str | None = None) -> UUID | None:
    """Ask for background work in this transaction; args are ids only.

    key: with it the work is asked for once ever; a second request with the same key does nothing and answers None.
    """
    values = _waiting(job, args, case_id) | {"key": key}
    statement = insert(JobRun).values(**values).on_conflict_do_nothing().returning(JobRun.id)
    run_id = db.session.execute(statement).scalar_one_or_none()
    if run_id is not None:
        db.session().info.setdefault("jobs", []).append(run_id)
    return run_id


def enqueue_each(job: Job, wanted: list[tuple[tuple[Any, ...], UUID | None]]) -> None:
    """Ask for the same work many times with one statement; each wish is (args, case id)."""
    rows = [_waiting(job, args, case_id) for args, case_id in wanted]
    if rows:
        db.session.execute(insert(JobRun.__table__), rows)
        db.session().info.setdefault("jobs", []).extend(row["id"] for row in rows)


def _waiting(job: Job, args: tuple[Any, ...], case_id: UUID | None) -> dict[str, Any]:
    return {"id": uuid4(), "name": job, "args": [str(arg) for arg in args], "case_id": case_id,
            "asked_by": current().id, "state": JobState.WAITING, "tries": 0, "done": 0, "total": 0}


@event.listens_for(Session, "after_commit")
def _send(session: Session) -> None:
    if session.in_nested_transaction():  # after_commit also fires for savepoints
        return
    for run_id in session.info.pop("jobs", []):
        wake(run_id)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop("jobs", None)


def wake(run_id: UUID) -> None:
    """Tell a worker that a row waits. A broker that is down loses nothing: the sweep sends again."""
    try:
        _sender(run_id)
    except OSError as error:  # every broker error of kombu that means "cannot be reached" is an OSError
        log.warning("broker unavailable (%s): job %s waits for the sweep", type(error).__name__, run_id)


def _unsent(run_id: UUID) -> None:
    log.warning("no broker configured: job %s waits", run_id)


_sender: Any = _unsent


def send_with(sender: Any) -> None:
    """Set the function that puts a run's id on the broker."""
    global _sender
    _sender = sender


# --- the worker's side: short statements on a connection of their own, so that progress shows at once ---

_running: ContextVar[tuple[UUID, UUID] | None] = ContextVar("running", default=None)


def claim(connection: Connection, run_id: UUID) -> UUID | None:
    """Take the job; the token proves the claim. None when it is done, cancelled or in another worker's hands."""
    token = uuid4()
    silent = func.clock_timestamp() - SILENT_AFTER
    free = or_(JobRun.state == JobState.WAITING, (JobRun.state == JobState.RUNNING) & (JobRun.beat_at < silent))
    taken = connection.execute(
        update(JobRun).where(JobRun.id == run_id, free, JobRun.tries < MAX_TRIES)
        .values(state=JobState.RUNNING, claim=token, tries=JobRun.tries + 1, beat_at=func.clock_timestamp(), error=None)
        .returning(JobRun.id)
    ).scalar_one_or_none()
    return token if taken else None


def beat(connection: Connection, run_id: UUID, token: UUID) -> bool:
    """Say that the worker lives; False when the claim was lost or the job cancelled."""
    held = update(JobRun).where(JobRun.id == run_id, JobRun.claim == token, JobRun.state == JobState.RUNNING)
    return connection.execute(held.values(beat_at=func.clock_timestamp())).rowcount == 1


def working_on(run_id: UUID, token: UUID) -> Any:
    """Mark this context as executing the run; returns the token to reset with `stopped`."""
    return _running.set((run_id, token))


def stopped(token: Any) -> None:
    """End what `working_on` began."""
    _running.reset(token)


def progress(done: int, total: int, step: str) -> None:
    """Show how far the running job is; step is a code, never free text. Raises ClaimLost when it must stop."""
    held = _running.get()
    if held is None:
        return
    with db.engine.begin() as connection:
        mine = update(JobRun).where(JobRun.id == held[0], JobRun.claim == held[1], JobRun.state == JobState.RUNNING)
        values = {"done": done, "total": total, "step": step, "beat_at": func.clock_timestamp()}
        if connection.execute(mine.values(**values)).rowcount == 0:
            raise ClaimLost


def finish(run_id: UUID, token: UUID, result: dict[str, Any] | None) -> None:
    """Mark the job done inside the transaction of its effects; ClaimLost rolls all of it back."""
    mine = update(JobRun).where(JobRun.id == run_id, JobRun.claim == token, JobRun.state == JobState.RUNNING)
    values = {"state": JobState.DONE, "result": result, "finished_at": func.clock_timestamp()}
    statement = mine.values(**values).returning(JobRun.id).execution_options(synchronize_session=False)
    if db.session.execute(statement).scalar_one_or_none() is None:
        raise ClaimLost


def fail(connection: Connection, run_id: UUID, token: UUID, code: str) -> None:
    """Mark the job failed; nothing it did is kept. The page shows the words for `code` and a Retry button."""
    mine = update(JobRun).where(JobRun.id == run_id, JobRun.claim == token, JobRun.state == JobState.RUNNING)
    connection.execute(mine.values(state=JobState.FAILED, error=code, finished_at=func.clock_timestamp()))


def sweep(connection: Connection) -> list[UUID]:
    """Free the jobs of silent workers, give up on those that killed their worker too often, and list what to send."""
    now = func.clock_timestamp()
    silent = (JobRun.state == JobState.RUNNING) & (JobRun.beat_at < now - SILENT_AFTER)
    connection.execute(update(JobRun).where(silent, JobRun.tries >= MAX_TRIES)
                       .values(state=JobState.FAILED, error="worker_died", finished_at=now))
    connection.execute(update(JobRun).where(silent).values(state=JobState.WAITING, claim=None))
    due = (JobRun.state == JobState.WAITING) & or_(JobRun.sent_at.is_(None), JobRun.sent_at < now - RESEND_AFTER)
    old_enough = JobRun.created_at < now - timedelta(seconds=2)
    found = select(JobRun.id).where(due, old_enough).limit(500).with_for_update(skip_locked=True)
    ids = list(connection.execute(found).scalars())
    connection.execute(update(JobRun).where(JobRun.id.in_(ids)).values(sent_at=now))
    return ids


def retry(run: JobRun) -> None:
    """Start a failed or cancelled job again."""
    if run.state in (JobState.FAILED, JobState.CANCELLED):
        run.state, run.tries, run.error, run.sent_at, run.finished_at = JobState.WAITING, 0, None, None, None
        db.session().info.setdefault("jobs", []).append(run.id)


def cancel(run: JobRun) -> None:
    """Stop a job: a waiting one never starts, a running one stops at its next step and leaves nothing behind."""
    if run.state in (JobState.WAITING, JobState.RUNNING):
        run.state, run.claim, run.finished_at = JobState.CANCELLED, None, func.clock_timestamp()
