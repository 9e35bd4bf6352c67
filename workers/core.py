"""Jobs of the core: e-mail, the sweep, housekeeping."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPException
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import delete, func, update

from casefile.core import jobs, mail, sessions, storage
from casefile.core.db import db
from casefile.core.jobs import Job, JobFailed, JobRun, JobState
from casefile.core.mail import OutgoingMail
from casefile.core.once import FormOnce
from workers.duties import does

KEEP_DONE = timedelta(days=2)
KEEP_SENT = timedelta(days=30)
NOT_TAKEN = "mail_not_taken"
FIRST_RETRY = timedelta(minutes=5)
STORE_RETRY = timedelta(minutes=1)
SLOWER = 3  # each pause is three times the last: 5, 15, 45, 135 minutes, and five tries in all


@does(Job.SEND_MAIL)
def send_mail(mail_id: str) -> dict[str, Any] | None:
    """Hand one e-mail to the server; sending it twice shows the same Message-ID."""
    row = db.session.get_one(OutgoingMail, UUID(mail_id))
    if row.sent_at is not None:
        return None
    try:
        message = mail.compose(row)
    except mail.NoAddress:
        raise JobFailed("mail_no_address") from None
    try:
        mail.deliver(message)
    except (OSError, SMTPException):
        raise JobFailed(NOT_TAKEN) from None
    row.sent_at = func.clock_timestamp()
    return None


@does(Job.SWEEP_UP)
def sweep_up() -> dict[str, Any] | None:
    """Remove ended sessions, used form tokens, old jobs nobody asks for, sent e-mails and what uploads left."""
    config = current_app.config
    ended = sessions.purge(timedelta(seconds=config["SESSION_IDLE"]), timedelta(seconds=config["SESSION_LONGEST"]))
    now = func.clock_timestamp()
    db.session.execute(delete(FormOnce).where(FormOnce.at < now - KEEP_DONE))
    routine = (JobRun.key.is_not(None) & JobRun.asked_by.is_(None)) | (JobRun.name == Job.SEND_MAIL)
    finished = (JobRun.state == JobState.DONE) & (JobRun.created_at < now - KEEP_DONE)
    db.session.execute(delete(JobRun).where(routine, finished))
    db.session.execute(delete(OutgoingMail).where(OutgoingMail.sent_at < now - KEEP_SENT))
    return {"sessions": ended, "staged": storage.sweep_staging()}


def resend() -> int:
    """Wake workers for every job that nobody claimed or whose worker fell silent; returns how many."""
    with db.engine.begin() as connection:
        due = jobs.sweep(connection)
    for run_id in due:
        jobs.wake(run_id)
    return len(due)


def retry_mail() -> int:
    """Let e-mails the server did not take wait for another try, after a pause that grows; returns how many.

    The row counts its tries, and no job is claimed more than MAX_TRIES times: then only a person starts it again.
    """
    pause = FIRST_RETRY * func.power(SLOWER, JobRun.tries - 1)
    again = update(JobRun).where(
        JobRun.name == Job.SEND_MAIL, JobRun.state == JobState.FAILED, JobRun.error == NOT_TAKEN,
        JobRun.tries < jobs.MAX_TRIES, JobRun.finished_at < func.clock_timestamp() - pause)
    with db.engine.begin() as connection:
        return connection.execute(again.values(state=JobState.WAITING, sent_at=None, finished_at=None)).rowcount


def retry_store() -> int:
    """Let jobs whose store did not answer wait for another try, after 1, 2, 4, 8 and then every 16 minutes."""
    pause = STORE_RETRY * func.power(2, JobRun.tries - 1)
    again = update(JobRun).where(JobRun.state == JobState.FAILED, JobRun.error == jobs.STORE_AWAY,
                                 JobRun.finished_at < func.clock_timestamp() - pause)
    last_try = func.least(JobRun.tries, jobs.MAX_TRIES - 1)  # nothing is given up because a store is away for long
    with db.engine.begin() as connection:
        return connection.execute(again.values(state=JobState.WAITING, tries=last_try, sent_at=None,
                                               finished_at=None)).rowcount
