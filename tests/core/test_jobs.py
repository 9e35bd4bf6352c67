"""Jobs survive: a lost message, a flushed broker, a killed worker; and nothing happens twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from uuid import uuid4

import pytest
import redis
from sqlalchemy import func, select, update

from casefile.core import jobs
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.jobs import MAX_TRIES, ClaimLost, Job, JobFailed, JobRun, JobState, enqueue
from casefile.core.once import FormOnce
from tests.architecture import ROOT
from tests.waiting import until
from workers import duties
from workers.celery import perform


@pytest.fixture
def effect(monkeypatch):
    """A job whose effect can be counted: it adds one row each time it is carried out."""

    def work(*args: str) -> None:
        jobs.progress(1, 2, "working")
        db.session.add(FormOnce(token=uuid4(), location="effect"))
        db.session.flush()

    monkeypatch.setitem(duties.WORKERS, Job.CHECK_FIXITY, work)
    return work


def effects() -> int:
    count = select(func.count()).select_from(FormOnce).where(FormOnce.location == "effect")
    return db.session.execute(count).scalar_one()


def asked(key: str | None = None) -> JobRun:
    with acting(SYSTEM):
        run_id = enqueue(Job.CHECK_FIXITY, uuid4(), key=key)
        db.session.commit()
        return run_id


def state_of(run_id) -> JobRun:
    with acting(SYSTEM):
        db.session.rollback()
        return db.session.execute(select(JobRun).where(JobRun.id == run_id)).scalar_one()


def test_the_message_goes_out_after_commit_and_carries_the_id_alone(live, sent):
    with live.app_context(), acting(SYSTEM):
        run_id = enqueue(Job.CHECK_FIXITY, uuid4())
        assert sent == []
        db.session.commit()
        assert sent == [run_id]


def test_a_rolled_back_request_sends_nothing(live, sent):
    with live.app_context(), acting(SYSTEM):
        enqueue(Job.CHECK_FIXITY, uuid4())
        db.session.rollback()
        db.session.commit()
        assert sent == []


def test_a_broker_that_is_away_fails_no_request(live, monkeypatch):
    def away(_run_id):
        raise ConnectionRefusedError

    monkeypatch.setattr(jobs, "_sender", away)
    with live.app_context():
        run_id = asked()
        assert state_of(run_id).state is JobState.WAITING


def test_a_job_is_done_once_however_often_it_is_delivered(live, sent, effect):
    with live.app_context():
        run_id = asked()
        assert perform(run_id) is True
        assert perform(run_id) is False
        assert state_of(run_id).state is JobState.DONE
        assert effects() == 1


def test_the_same_key_asks_once(live, sent):
    with live.app_context():
        assert asked("remind:1") is not None
        assert asked("remind:1") is None


def test_a_failed_job_keeps_nothing_and_says_why(live, sent, effect, monkeypatch):
    def failing(*args: str) -> None:
        effect(*args)
        raise JobFailed("mail_not_taken")

    monkeypatch.setitem(duties.WORKERS, Job.CHECK_FIXITY, failing)
    with live.app_context():
        run_id = asked()
        perform(run_id)
        run = state_of(run_id)
        assert (run.state, run.error) == (JobState.FAILED, "mail_not_taken")
        assert effects() == 0
        with acting(SYSTEM):
            jobs.retry(run)
            db.session.commit()
        monkeypatch.setitem(duties.WORKERS, Job.CHECK_FIXITY, effect)
        perform(run_id)
        assert state_of(run_id).state is JobState.DONE
        assert effects() == 1


def test_an_unexpected_error_is_told_as_such(live, sent, monkeypatch, caplog):
    def breaking(*args: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(duties.WORKERS, Job.CHECK_FIXITY, breaking)
    with live.app_context():
        run_id = asked()
        perform(run_id)
        assert (state_of(run_id).state, state_of(run_id).error) == (JobState.FAILED, "unexpected")


def test_a_cancelled_job_stops_at_its_next_step_and_leaves_nothing(live, sent, effect, monkeypatch):
    def cancelled_on_the_way(*args: str) -> None:
        effect(*args)
        with db.engine.begin() as connection:
            connection.execute(update(JobRun).values(state=JobState.CANCELLED, claim=None))
        jobs.progress(2, 2, "working")

    monkeypatch.setitem(duties.WORKERS, Job.CHECK_FIXITY, cancelled_on_the_way)
    with live.app_context():
        run_id = asked()
        perform(run_id)
        assert state_of(run_id).state is JobState.CANCELLED
        assert effects() == 0


def test_a_worker_that_lost_its_claim_cannot_finish(live, sent, effect):
    with live.app_context():
        run_id = asked()
        with db.engine.begin() as connection:
            first = jobs.claim(connection, run_id)
            assert jobs.claim(connection, run_id) is None
            connection.execute(update(JobRun).values(beat_at=func.clock_timestamp() - timedelta(minutes=5)))
        with db.engine.begin() as connection:
            second = jobs.claim(connection, run_id)
        assert second is not None
        assert second != first
        with pytest.raises(ClaimLost), acting(SYSTEM):
            jobs.finish(run_id, first, None)


def test_the_sweep_sends_again_what_was_lost_and_frees_the_silent(live, sent):
    with live.app_context():
        lost, silent, hopeless = asked(), asked(), asked()
        old = func.clock_timestamp() - timedelta(minutes=5)
        with db.engine.begin() as connection:
            connection.execute(update(JobRun).values(created_at=old))
            running = {"state": JobState.RUNNING, "beat_at": old, "claim": uuid4()}
            connection.execute(update(JobRun).where(JobRun.id == silent).values(**running))
            connection.execute(update(JobRun).where(JobRun.id == hopeless).values(**running, tries=MAX_TRIES))
            assert set(jobs.sweep(connection)) == {lost, silent}
            assert jobs.sweep(connection) == []
        assert state_of(hopeless).error == "worker_died"


WORKER = """
import sys
from casefile import create_app
from workers.celery import make_celery
from workers import duties
from casefile.core.jobs import Job, progress
from casefile.core.db import db
from casefile.core.once import FormOnce
from uuid import uuid4
import time

def slow(*args):
    for step in range(1, 21):
        progress(step, 20, "working")
        time.sleep(0.1)
    db.session.add(FormOnce(token=uuid4(), location="effect"))
    db.session.flush()

celery = make_celery(create_app())
duties.WORKERS[Job.CHECK_FIXITY] = slow
celery.worker_main(["worker", "--concurrency", "2", "--loglevel", "ERROR", "--without-gossip", "--without-mingle",
                    "--pool", "prefork"])
"""


def start_worker(environment) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WORKER], cwd=ROOT, env={**os.environ, **environment},
                            start_new_session=True)


def test_a_flushed_broker_and_a_killed_worker_lose_nothing_and_repeat_nothing(live_environment, live, monkeypatch):
    monkeypatch.setattr(jobs, "SILENT_AFTER", timedelta(seconds=6))
    broker = redis.Redis.from_url(live_environment["CASEFILE_REDIS_URL"])
    worker = start_worker(live_environment)
    try:
        with live.app_context():
            runs = [asked() for _ in range(6)]
            assert until(lambda: any(state_of(run).state is JobState.RUNNING and state_of(run).done > 3
                                     for run in runs), 60)
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
            broker.flushdb()
            worker = start_worker(live_environment)

            def all_done() -> bool:
                with db.engine.begin() as connection:
                    due = jobs.sweep(connection)
                for run_id in due:
                    jobs.wake(run_id)
                return all(state_of(run).state is JobState.DONE for run in runs)

            assert until(all_done, 120)
            assert effects() == len(runs)
            assert max(state_of(run).tries for run in runs) >= 2
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        broker.close()
