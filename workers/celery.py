"""The Celery app: every job in the app, in its asker's name, in one transaction."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from importlib import import_module
from typing import Any
from uuid import UUID

from celery import Celery
from flask import Flask, current_app
from sqlalchemy import select

from casefile import create_app
from casefile.accounts.models import User
from casefile.accounts.service import notify
from casefile.cases.service import actor_for
from casefile.core import jobs
from casefile.core.actor import SYSTEM, Actor, acting
from casefile.core.db import db
from casefile.core.errors import StoreUnavailable, where
from casefile.core.jobs import ClaimLost, Job, JobFailed, JobRun
from workers.duties import WORKERS
from workers.schedule import beat as beat_with

log = logging.getLogger(__name__)
BEAT_EVERY = 5.0

MODULES = ("copies", "core", "deadlines", "dossiers", "evidence", "law", "manifests", "officials", "people")


def make_celery(flask: Flask) -> Celery:
    """The Celery app bound to a Flask app."""
    celery: Celery = flask.extensions["celery"]
    celery.conf.update(
        task_serializer="json", accept_content=["json"], task_ignore_result=True, worker_prefetch_multiplier=1,
        task_acks_late=False, worker_hijack_root_logger=False, worker_max_tasks_per_child=200, timezone="UTC",
        broker_connection_retry_on_startup=True,
    )

    if "run" in celery.tasks:  # bound before
        return celery

    @celery.task(name="run")
    def run(run_id: str) -> None:
        with flask.app_context():
            perform(UUID(run_id))

    for name in MODULES:
        import_module(f"workers.{name}")
    beat_with(celery, flask)
    return celery


def perform(run_id: UUID) -> bool:
    """Claim the job and do it; False when there was nothing to claim. Call inside an application context."""
    with db.engine.begin() as connection:
        token = jobs.claim(connection, run_id)
    if token is None:
        return False
    try:
        with _heartbeat(run_id, token):
            _do(run_id, token)
    except ClaimLost:
        db.session.rollback()
        log.warning("job %s was taken over or cancelled; nothing of this run is kept", run_id)
    except StoreUnavailable:
        _failed(run_id, token, jobs.STORE_AWAY)
    except JobFailed as failure:
        _failed(run_id, token, failure.code)
    except Exception as error:
        log.error("job %s failed: %s", run_id, where(error))
        _failed(run_id, token, "unexpected")
    finally:
        db.session.remove()
    return True


def _do(run_id: UUID, token: UUID) -> None:
    with acting(SYSTEM):
        run = db.session.execute(select(JobRun).where(JobRun.id == run_id)).scalar_one()
        name, args, actor = run.name, list(run.args), _asker(run)
        db.session.rollback()
    mark = jobs.working_on(run_id, token)
    try:
        with acting(actor), _addresses():
            result = WORKERS[name](*args)
            jobs.finish(run_id, token, result)
            db.session.commit()
    finally:
        jobs.stopped(mark)


def _addresses() -> Any:
    """A request that nobody sent: pages named in gaps, notices and dossiers get the same addresses as on the web."""
    return current_app.test_request_context("/", base_url=current_app.config["PUBLIC_URL"])


def _asker(run: JobRun) -> Actor:
    """The rights of whoever asked, as they are now; the system's for what runs on a schedule."""
    return SYSTEM if run.asked_by is None else actor_for(db.session.get(User, run.asked_by))


def _failed(run_id: UUID, token: UUID, code: str) -> None:
    """Keep nothing but the reason, and tell whoever asked."""
    db.session.rollback()
    with db.engine.begin() as connection:
        jobs.fail(connection, run_id, token, code)
    with acting(SYSTEM):
        run = db.session.execute(select(JobRun).where(JobRun.id == run_id)).scalar_one()
        if run.asked_by is not None and run.name is not Job.SEND_MAIL:
            once = code if code == jobs.STORE_AWAY else token  # what is tried again by itself is told once
            notify(run.asked_by, "job_failed", f"/jobs/{run_id}", key=f"job_failed:{run_id}:{once}",
                   reference=str(run_id)[:8])
        db.session.commit()


@contextmanager
def _heartbeat(run_id: UUID, token: UUID) -> Any:
    """Say every few seconds that this worker lives, from a thread, until the block ends."""
    stop, engine = threading.Event(), db.engine

    def beat() -> None:
        while not stop.wait(BEAT_EVERY):
            with engine.begin() as connection:
                if not jobs.beat(connection, run_id, token):
                    return

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def app_for_workers() -> Celery:
    """What `celery -A workers.celery:app_for_workers()` and the command start."""
    return make_celery(create_app())
