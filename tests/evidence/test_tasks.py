"""Checks of fingerprints by the worker, and people who write at the same time, with commits that are real."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.jobs import Job, JobRun, JobState, enqueue
from casefile.evidence import service
from casefile.evidence.models import CustodyEvent, Evidence
from casefile.evidence.rules import CustodyType
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.evidence import an_item
from workers.celery import make_celery, perform
from workers.schedule import PERIODIC


@pytest.fixture(autouse=True)
def workers(live, sent):
    make_celery(live)


def ask(live, item, user=None, job=Job.CHECK_FIXITY):
    with live.app_context(), acting_as(user) if user else acting(SYSTEM):
        run = enqueue(job, *([item.id] if item else []))
        db.session.commit()
        return run


def checks(live, item):
    with live.app_context(), acting(SYSTEM):
        query = select(CustodyEvent.detail).where(CustodyEvent.evidence_id == item.id,
                                                  CustodyEvent.type == CustodyType.FIXITY_CHECKED)
        return list(db.session.execute(query).scalars())


def state(live, run):
    with live.app_context(), acting(SYSTEM):
        row = db.session.get_one(JobRun, run)
        return row.state, row.result, row.error


def test_a_check_is_done_once_however_often_it_is_delivered(live):
    with live.app_context():
        item = an_item(a_case())
    run = ask(live, item)
    with live.app_context():
        assert perform(run) is True
        assert perform(run) is False
    assert checks(live, item) == [{"outcome": "pass"}]
    assert state(live, run) == (JobState.DONE, {"matches": True}, None)


def test_two_workers_at_once_make_one_entry(live):
    with live.app_context():
        item = an_item(a_case())
    run, done = ask(live, item), []

    def work():
        with live.app_context():
            done.append(perform(run))

    threads = [threading.Thread(target=work) for _n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(done) == [False, False, True]
    assert checks(live, item) == [{"outcome": "pass"}]


def test_one_flipped_byte_raises_the_alert(live):
    with live.app_context():
        item = an_item(a_case(), content=b"what was received")
    path = Path(live.config["STORE"]) / "objects" / item.sha256[:2] / item.sha256
    path.chmod(0o600)
    path.write_bytes(b"What was received")
    run = ask(live, item)
    with live.app_context():
        perform(run)
    assert checks(live, item) == [{"outcome": "fail"}]
    with live.app_context(), acting(SYSTEM):
        assert db.session.execute(select(Evidence.integrity_alert)).scalar_one() is True


def test_a_check_has_the_rights_of_whoever_asked(live):
    with live.app_context():
        item = an_item(a_case())
        stranger = a_member(a_case(), Role.LEGAL_EXPERT)
    run = ask(live, item, stranger)
    with live.app_context():
        perform(run)
    assert checks(live, item) == []
    assert state(live, run) == (JobState.FAILED, None, "not_found")


def test_what_is_due_is_asked_for_on_schedule(live):
    assert Job.CHECK_FIXITY_DUE in PERIODIC
    with live.app_context(), acting(SYSTEM):
        item = an_item(a_case())
        long_ago = func.clock_timestamp() - service.fixity.CYCLE * 2
        db.session.execute(db.update(Evidence).values(received_at=long_ago).execution_options(synchronize_session=False))
        db.session.commit()
    run = ask(live, None, job=Job.CHECK_FIXITY_DUE)
    with live.app_context():
        perform(run)
    assert state(live, run)[1] == {"asked": 1}
    with live.app_context(), acting(SYSTEM):
        waiting = db.session.execute(select(JobRun).where(
            JobRun.state == JobState.WAITING, JobRun.name == Job.CHECK_FIXITY)).scalar_one()
    assert (waiting.name, waiting.args) == (Job.CHECK_FIXITY, [str(item.id)])


def test_a_random_hundredth_is_checked_each_week(live):
    assert PERIODIC[Job.CHECK_FIXITY_SAMPLE] == 7 * 24 * 3600
    with live.app_context():
        case = a_case()
        items = {str(an_item(case).id) for _n in range(3)}
    run = ask(live, None, job=Job.CHECK_FIXITY_SAMPLE)
    with live.app_context():
        perform(run)
    assert state(live, run)[1] == {"asked": 1}
    with live.app_context(), acting(SYSTEM):
        drawn = db.session.execute(select(JobRun.args).where(JobRun.name == Job.CHECK_FIXITY)).scalars().all()
    assert len([args for args in drawn if args[0] in items]) == 1


def test_people_who_write_at_the_same_time_share_one_chain(live):
    with live.app_context():
        case = a_case()
        item = an_item(case)
    faults = []

    def write():
        try:
            with live.app_context(), acting(SYSTEM):
                for _n in range(5):
                    found = db.session.execute(select(Evidence)).scalar_one()
                    service.append(found, service.Happened(CustodyType.ACCESSED, reason="at once"))
                    db.session.commit()
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=write) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not faults
    with live.app_context(), acting(SYSTEM):
        events = db.session.execute(select(CustodyEvent.pos).where(CustodyEvent.evidence_id == item.id)).scalars().all()
        assert len(events) == 24
        assert list(service.broken_entries(case.id)) == []
