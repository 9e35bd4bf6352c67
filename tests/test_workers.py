"""The scheduler and the core's own jobs: no double run, nothing lost, and a reminder that arrives exactly once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from casefile.accounts.models import Notification
from casefile.core import jobs, mail
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.jobs import MAX_TRIES, Job, JobRun, JobState, enqueue
from casefile.core.mail import OutgoingMail, Template
from casefile.core.once import FormOnce
from casefile.core.sessions import WebSession
from casefile.deadlines.models import Reminder
from tests.architecture import ROOT
from tests.factories.base import a_case, a_member, a_user
from tests.factories.deadlines import a_deadline
from tests.waiting import until
from workers import duties, schedule
from workers.celery import make_celery, perform
from workers.core import resend, retry_mail
from workers.schedule import PERIODIC, tick

NOON = datetime(2026, 5, 14, 12, tzinfo=UTC)
CODES = {"case": "CF-2026-001", "reference": "T-0001", "due_on": "2026-11-24", "at": "", "id": str(uuid4())}


def runs(name=None) -> list[JobRun]:
    with acting(SYSTEM):
        db.session.rollback()
        query = select(JobRun).order_by(JobRun.created_at)
        found = db.session.execute(query if name is None else query.where(JobRun.name == name)).scalars().all()
        db.session.expunge_all()  # they outlive the session, which every job ends
        return list(found)


def count(model) -> int:
    with acting(SYSTEM):
        return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def aged(**values) -> None:
    """Set columns of every job, as when time has passed."""
    with db.engine.begin() as connection:
        connection.execute(update(JobRun).values(**values))


# --- the schedule ---


def in_a_stretch_of(seconds: int) -> dict[Job, int]:
    """How often each job is asked for in so many seconds from a full hour on."""
    return {job: -(-seconds // every) for job, every in PERIODIC.items()}


def test_each_job_is_asked_for_once_in_its_period(live, sent):
    with live.app_context():
        for second in range(0, 180, 5):
            tick(NOON + timedelta(seconds=second))
        asked = {job: len(runs(job)) for job in PERIODIC}
        assert all(run.asked_by is None for run in runs())
    assert asked == in_a_stretch_of(180)
    assert asked[Job.REMIND] == 3


def test_a_clock_that_jumps_asks_for_no_period_twice(live, sent):
    with live.app_context():
        for minutes in (0, 1, 2, -60, 0, 1, 2, 60, 2, 3, 0):
            tick(NOON + timedelta(minutes=minutes))
        keys = [run.key for run in runs(Job.REMIND)]
    assert len(keys) == len(set(keys)) == 6


def test_the_clock_of_the_database_decides_not_the_schedulers(live, sent, monkeypatch):
    class Wrong(datetime):
        @classmethod
        def now(cls, tz=None):
            return NOON - timedelta(days=900)

    monkeypatch.setattr(schedule, "datetime", Wrong)
    with live.app_context():
        tick()
        [run] = runs(Job.REMIND)
        now = db.session.execute(select(func.extract("epoch", func.clock_timestamp()))).scalar_one()
    assert abs(int(run.key.split(":")[2]) - int(now) // 60) <= 1


def test_two_schedulers_at_once_ask_once(live, sent):
    start, errors = threading.Barrier(4), []

    def one() -> None:
        try:
            with live.app_context():
                start.wait()
                for second in range(0, 120, 20):
                    tick(NOON + timedelta(seconds=second))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with live.app_context():
        assert {job: len(runs(job)) for job in PERIODIC} == in_a_stretch_of(120)
        assert sorted(map(str, sent)) == sorted(str(run.id) for run in runs())


def test_beat_names_tasks_that_exist_and_jobs_that_have_workers(live):
    celery = make_celery(live)
    assert {entry["task"] for entry in celery.conf.beat_schedule.values()} <= set(celery.tasks)
    assert set(PERIODIC) <= set(duties.WORKERS)
    assert all(entry["options"]["expires"] > entry["schedule"] for entry in celery.conf.beat_schedule.values())


def test_the_periodic_jobs_can_be_done(live, sent):
    with live.app_context():
        tick()
        for run in runs():
            if run.name in (Job.REMIND, Job.SWEEP_UP):  # the others are tested in their slices
                perform(run.id)
                assert runs(run.name)[0].state is JobState.DONE


# --- what was lost ---


def test_what_nobody_took_is_sent_again(live, sent):
    with live.app_context():
        with acting(SYSTEM):
            run_id = enqueue(Job.REMIND)
            db.session.commit()
        sent.clear()
        assert resend() == 0  # the message is on its way
        aged(created_at=func.clock_timestamp() - timedelta(minutes=1))
        assert resend() == 1
        assert sent == [run_id]
        assert resend() == 0  # not every five seconds


def test_a_tick_wakes_what_was_lost(live, sent):
    with live.app_context():
        with acting(SYSTEM):
            run_id = enqueue(Job.CHECK_FIXITY, uuid4())
            db.session.commit()
        sent.clear()
        aged(created_at=func.clock_timestamp() - timedelta(minutes=1))
        tick(NOON)
        assert run_id in sent


# --- e-mail ---


def a_letter() -> None:
    with acting(SYSTEM):
        mail.send(Template.DEADLINE_LATE, "officer@example.org", "en", **CODES)
        db.session.commit()


@pytest.fixture
def refusing(monkeypatch):
    """The mail server takes nothing; answers how often it was asked."""
    asked = []

    def refuse(message):
        asked.append(message["Message-ID"])
        raise ConnectionRefusedError

    monkeypatch.setattr(mail, "deliver", refuse)
    return asked


def test_mail_that_was_not_taken_is_tried_five_times_with_growing_pauses(live, sent, refusing):
    pauses = []
    with live.app_context():
        a_letter()
        [run] = runs()
        for _ in range(MAX_TRIES):
            assert perform(run.id)
            assert runs()[0].state is JobState.FAILED
            for minutes in (1, 6, 16, 46, 136, 100_000):
                aged(finished_at=func.clock_timestamp() - timedelta(minutes=minutes))
                if retry_mail():
                    pauses.append(minutes)
                    break
        assert pauses == [6, 16, 46, 136]
        assert len(refusing) == MAX_TRIES
        assert len(set(refusing)) == 1
        assert (runs()[0].state, runs()[0].error) == (JobState.FAILED, "mail_not_taken")
        assert retry_mail() == 0  # now a person has to
        with acting(SYSTEM):
            again = db.session.execute(select(JobRun)).scalar_one()
            jobs.retry(again)
            db.session.commit()
        assert perform(run.id)
        assert len(refusing) == MAX_TRIES + 1


def test_the_scheduler_tries_mail_again_and_it_arrives_once(live, sent, refusing, monkeypatch, tmp_path):
    with live.app_context():
        a_letter()
        [run] = runs()
        perform(run.id)
        monkeypatch.undo()
        monkeypatch.setattr(jobs, "_sender", sent.append)
        long_ago = func.clock_timestamp() - timedelta(minutes=6)
        aged(finished_at=long_ago, created_at=long_ago)
        sent.clear()
        tick(NOON)
        assert run.id in sent
        assert perform(run.id) is True
        assert perform(run.id) is False
        assert count(OutgoingMail) == 1
    assert len(list((tmp_path / "mail").iterdir())) == 1


def test_other_failures_are_not_tried_again(live, sent, monkeypatch):
    def breaking(_message):
        raise ZeroDivisionError

    monkeypatch.setattr(mail, "deliver", breaking)
    with live.app_context():
        a_letter()
        perform(runs()[0].id)
        aged(finished_at=func.clock_timestamp() - timedelta(days=1))
        assert runs()[0].error == "unexpected"
        assert retry_mail() == 0


def test_a_letter_that_was_sent_is_not_sent_by_a_second_job(live, sent, tmp_path):
    with live.app_context():
        a_letter()
        perform(runs()[0].id)
        with acting(SYSTEM):
            letter = db.session.execute(select(OutgoingMail)).scalar_one()
            again = enqueue(Job.SEND_MAIL, letter.id)
            db.session.commit()
        [file] = (tmp_path / "mail").iterdir()
        file.unlink()
        perform(again)
    assert not list((tmp_path / "mail").iterdir())


# --- housekeeping ---


def test_housekeeping_removes_what_is_old_and_keeps_what_matters(live, sent):
    old, kept = datetime.now(UTC) - timedelta(days=3), datetime.now(UTC)
    with live.app_context(), acting(SYSTEM):
        user = a_user()
        for at in (old, kept):
            db.session.add(FormOnce(token=uuid4(), location="/", at=at))
            db.session.add(WebSession(token_hash=uuid4().bytes, user_id=user.id, data={}, created_at=at, seen_at=at))
            for name, state, key, asker in (
                    (Job.REMIND, JobState.DONE, "k", None), (Job.REMIND, JobState.FAILED, "f", None),
                    (Job.SEND_MAIL, JobState.DONE, None, None), (Job.SEND_MAIL, JobState.FAILED, None, None),
                    (Job.BUILD_DOSSIER, JobState.DONE, None, user.id),
                    (Job.BUILD_DOSSIER, JobState.DONE, "b", user.id)):
                db.session.add(JobRun(name=name, args=[], state=state, created_at=at, asked_by=asker,
                                      key=f"{key}{at}" if key else None))
        for days in (31, 29):
            db.session.add(OutgoingMail(template=Template.DEADLINE_LATE, to="a@example.org", locale="en", codes=CODES,
                                        created_at=old, sent_at=kept - timedelta(days=days)))
        db.session.add(OutgoingMail(template=Template.DEADLINE_LATE, to="a@example.org", locale="en", codes=CODES,
                                    created_at=old - timedelta(days=90)))
        run_id = enqueue(Job.SWEEP_UP)
        db.session.commit()
        assert perform(run_id)
        assert runs(Job.SWEEP_UP)[0].state is JobState.DONE
        left = sorted((run.name.value, run.state.value) for run in runs() if run.created_at < kept - timedelta(days=1))
        assert left == [("build_dossier", "done"), ("build_dossier", "done"), ("remind", "failed"),
                        ("send_mail", "failed")]
        assert (count(FormOnce), count(WebSession), count(OutgoingMail)) == (1, 1, 2)


# --- everything together ---

PROCESS = """
import sys
from casefile import create_app
from workers.celery import make_celery
celery = make_celery(create_app())
if sys.argv[1] == "worker":
    celery.worker_main(["worker", "--concurrency", "2", "--loglevel", "ERROR", "--without-gossip", "--without-mingle"])
else:
    celery.start(["beat", "--loglevel", "ERROR", "--pidfile", ""])
"""


def start(kind: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", PROCESS, kind], cwd=ROOT, env={**os.environ, **environment},
                            start_new_session=True)


def test_a_late_date_becomes_one_letter_and_one_notification(live_environment, live, tmp_path):
    """Two schedulers and a worker as in production; the reminder comes by itself, and once."""
    folder = Path(live_environment["CASEFILE_MAIL"].removeprefix("folder:"))
    with live.app_context():
        case = a_case()
        owner = a_member(case, Role.LEAD)
        deadline = a_deadline(case, owner.id, days=-0.01, title="Planted-Canary")
    processes = [start("worker", live_environment), start("beat", live_environment), start("beat", live_environment)]
    try:
        with live.app_context():
            assert until(lambda: folder.exists() and list(folder.glob("*.eml")), 90)
            assert until(lambda: all(run.state is JobState.DONE for run in runs() if run.name in (
                Job.SEND_MAIL, Job.REMIND)), 30)
            # Ask again, as if the next minute had come: nothing more is said.
            with acting(SYSTEM):
                again = enqueue(Job.REMIND)
                db.session.commit()
            assert until(lambda: any(run.id == again and run.state is JobState.DONE for run in runs()), 60)
            assert (count(Reminder), count(Notification), count(OutgoingMail)) == (1, 1, 1)
    finally:
        for process in processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    [file] = folder.glob("*.eml")
    text = file.read_text()
    assert deadline.reference in text
    assert f"/deadlines/{deadline.id}" in text
    assert f"To: {owner.email}" in text
    assert "Canary" not in text
