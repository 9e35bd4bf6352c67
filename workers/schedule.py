"""Beat: one line per periodic job.

Each line enqueues a row whose key holds the period, so that two schedulers, or one started twice, do no harm.
"""

from __future__ import annotations

from datetime import datetime

from celery import Celery
from flask import Flask
from sqlalchemy import func, select

from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.jobs import Job, enqueue
from workers.core import resend, retry_mail, retry_store

# job -> how often, in seconds
PERIODIC = {
    Job.REMIND: 60,
    Job.SCHEDULE_DOSSIERS: 60,
    Job.CLOSE_GAP_TASKS: 600,
    Job.SWEEP_UP: 3600,
    Job.CHECK_FIXITY_DUE: 3600,
    Job.CHECK_FIXITY_SAMPLE: 7 * 24 * 3600,
    Job.OPEN_EMBARGOES: 3600,
    Job.END_CONSENTS: 3600,
    Job.FINISH_UPLOADS: 60,
    Job.MAKE_MANIFESTS: 24 * 3600,
    Job.STAMP_MANIFESTS: 300,
}
TICK = 5.0


def tick(now: datetime | None = None) -> None:
    """Enqueue what is due in this period and wake workers for what was lost.

    now: the database's clock, which all schedulers share; one whose own clock is wrong does nothing early or late.
    """
    with acting(SYSTEM):
        at = now or db.session.execute(select(func.clock_timestamp())).scalar_one()
        for job, every in PERIODIC.items():
            enqueue(job, key=f"{job}:{every}:{int(at.timestamp()) // every}")
        db.session.commit()
    retry_mail()
    retry_store()
    resend()


def beat(celery: Celery, flask: Flask) -> None:
    """Let Celery beat call `tick`; a tick nobody took in time is dropped, the next one does its work."""

    @celery.task(name="tick")
    def run_tick() -> None:
        with flask.app_context():
            tick()

    celery.conf.beat_schedule = {"tick": {"task": "tick", "schedule": TICK, "options": {"expires": TICK * 2}}}
    celery.conf.beat_scheduler = "celery.beat:Scheduler"  # keeps no file: the keys above are its memory
