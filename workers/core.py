"""Jobs of the core: e-mail, the sweep, housekeeping."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPException
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import delete, func

from casefile.core import jobs, mail, sessions, storage
from casefile.core.db import db
from casefile.core.jobs import Job, JobFailed, JobRun, JobState
from casefile.core.mail import OutgoingMail
from casefile.core.once import FormOnce
from workers.duties import does


@does(Job.SEND_MAIL)
def send_mail(mail_id: str) -> dict[str, Any] | None:
    """Hand one e-mail to the server; sending it twice shows the same Message-ID."""
    row = db.session.get_one(OutgoingMail, UUID(mail_id))
    if row.sent_at is not None:
        return None
    try:
        mail.deliver(mail.compose(row))
    except (OSError, SMTPException):
        raise JobFailed("mail_not_taken") from None
    row.sent_at = func.clock_timestamp()
    return None


@does(Job.SWEEP_UP)
def sweep_up() -> dict[str, Any] | None:
    """Remove ended sessions, used form tokens, yesterday's periodic jobs and what interrupted uploads left."""
    config = current_app.config
    ended = sessions.purge(timedelta(seconds=config["SESSION_IDLE"]), timedelta(seconds=config["SESSION_LONGEST"]))
    old = func.clock_timestamp() - timedelta(days=2)
    db.session.execute(delete(FormOnce).where(FormOnce.at < old))
    periodic = JobRun.key.is_not(None) & JobRun.asked_by.is_(None) & (JobRun.state == JobState.DONE)
    db.session.execute(delete(JobRun).where(periodic, JobRun.created_at < old))
    return {"sessions": ended, "staged": storage.sweep_staging()}


def resend() -> int:
    """Wake workers for every job that nobody claimed or whose worker fell silent; returns how many."""
    with db.engine.begin() as connection:
        due = jobs.sweep(connection)
    for run_id in due:
        jobs.wake(run_id)
    return len(due)
