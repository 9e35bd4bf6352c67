"""Dossiers: asked for, built once, scheduled, and true to the case."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import func, select

from casefile.accounts.models import Notification
from casefile.cases.models import Case
from casefile.core import storage
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.jobs import JobRun, JobState
from casefile.core.mail import OutgoingMail
from casefile.dossiers import service
from casefile.dossiers.collect.charges import towards
from casefile.dossiers.models import Dossier, DossierSchedule
from casefile.dossiers.rules import Day, Kind, Language
from casefile.evidence.models import CustodyEvent, Evidence
from casefile.law.pleading import Polarity
from casefile.law.rules import Direction
from tests.dossiers.paper import text_of
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.evidence import an_item
from workers.celery import perform
from workers.dossiers import build_dossier


def test_what_supports_a_statement_against_the_charge_undermines_it():
    assert towards(Direction.SUPPORTS, Polarity.FOR) is Direction.SUPPORTS
    assert towards(Direction.SUPPORTS, Polarity.AGAINST) is Direction.UNDERMINES
    assert towards(Direction.UNDERMINES, Polarity.AGAINST) is Direction.NEUTRAL
    assert towards(Direction.NEUTRAL, Polarity.AGAINST) is Direction.NEUTRAL


@pytest.fixture
def asked(live, sent):
    """A case with one item and a coordinator who asked for its dossier; (dossier id, run id)."""
    with live.app_context():
        case = a_case()
        coordinator = a_member(case, Role.COORDINATOR)
        an_item(case, content=b"the register, page 1")
        with acting_as(coordinator):
            dossier = service.generate(db.session.get_one(Case, case.id), Kind.INTERNAL, Language.EN)
            db.session.commit()
            return live, dossier.id, dossier.job_id, case.id


def row(dossier_id) -> Dossier:
    with acting(SYSTEM):
        db.session.rollback()
        return db.session.execute(select(Dossier).where(Dossier.id == dossier_id)).scalar_one()


def test_the_worker_builds_it_stores_it_and_tells_whoever_asked(asked):
    live, dossier_id, run_id, _case_id = asked
    with live.app_context():
        assert perform(run_id)
        dossier = row(dossier_id)
        assert dossier.sha256 == storage.digest(dossier.sha256)
        assert storage.digest(dossier.view_sha256) == dossier.view_sha256
        assert dossier.pages > 3
        with acting(SYSTEM):
            run = db.session.execute(select(JobRun).where(JobRun.id == run_id)).scalar_one()
            assert (run.state, run.result) == (JobState.DONE, {"url": f"/dossiers/{dossier_id}"})
            assert db.session.execute(select(Notification.kind)).scalars().all() == ["dossier_ready"]
            assert db.session.execute(select(func.count()).select_from(OutgoingMail)).scalar_one() == 1


def test_running_twice_changes_nothing(asked):
    live, dossier_id, run_id, _case_id = asked
    with live.app_context():
        perform(run_id)
        first = row(dossier_id).sha256
        assert perform(run_id) is False
        with acting(SYSTEM):
            build_dossier(str(dossier_id))
            db.session.commit()
        assert row(dossier_id).sha256 == first


def test_every_exhibit_is_checked_from_its_bytes_and_a_changed_one_is_said_so(asked):
    live, dossier_id, run_id, _case_id = asked
    with live.app_context():
        with acting(SYSTEM):
            item = db.session.execute(select(Evidence)).scalar_one()
        path = storage.place().path(item.sha256)
        path.chmod(0o600)
        path.write_bytes(b"something else entirely")
        perform(run_id)
        with storage.open_file(row(dossier_id).sha256) as stored:
            text = text_of(io.BytesIO(stored.read()))
        assert "DOESNOTMATCH" in text
        with acting(SYSTEM):
            db.session.expire_all()
            item = db.session.execute(select(Evidence)).scalar_one()
            assert item.integrity_alert
            kinds = db.session.execute(select(CustodyEvent.type)).scalars().all()
            assert "fixity_checked" in kinds


def test_whoever_left_the_team_gets_no_dossier(asked):
    live, dossier_id, run_id, case_id = asked
    with live.app_context():
        with acting(SYSTEM):
            from casefile.cases.models import Membership

            for member in db.session.execute(select(Membership).where(Membership.case_id == case_id)).scalars():
                member.ended_at = datetime.now(UTC)
            db.session.commit()
        perform(run_id)
        with acting(SYSTEM):
            run = db.session.execute(select(JobRun).where(JobRun.id == run_id)).scalar_one()
            assert (run.state, run.error) == (JobState.FAILED, "not_on_team")
        assert row(dossier_id).sha256 is None


def test_a_second_dossier_waits_for_the_first(context):
    case = a_case()
    coordinator = a_member(case, Role.COORDINATOR)
    with acting_as(coordinator):
        case = db.session.get_one(Case, case.id)
        service.generate(case, Kind.INTERNAL, Language.EN)
        with pytest.raises(Refused):
            service.generate(case, Kind.INTERNAL, Language.KO)


def test_a_schedule_asks_once_for_each_time_it_is_due(context):
    case = a_case()
    with acting(SYSTEM):
        case = db.session.get_one(Case, case.id)
        schedule = service.set_schedule(case, Day.MONDAY, time(6), Language.EN, enabled=True)
        db.session.commit()
        due = schedule.next_run_at
        assert service.build_what_is_due(due - timedelta(minutes=1)) == 0
        assert service.build_what_is_due(due) == 1
        assert service.build_what_is_due(due) == 0
        schedule = db.session.execute(select(DossierSchedule)).scalar_one()
        assert schedule.next_run_at == due + timedelta(days=7)
        assert db.session.execute(select(func.count()).select_from(Dossier)).scalar_one() == 1


def test_a_schedule_that_is_off_builds_nothing(context):
    case = a_case()
    with acting(SYSTEM):
        case = db.session.get_one(Case, case.id)
        schedule = service.set_schedule(case, Day.DAILY, time(6), Language.KO, enabled=False)
        assert service.build_what_is_due(schedule.next_run_at + timedelta(days=30)) == 0


def test_a_dossier_is_stale_once_the_case_changes_and_not_by_its_own_checks(asked):
    live, dossier_id, run_id, case_id = asked
    with live.app_context():
        perform(run_id)
        dossier = row(dossier_id)
        with acting(SYSTEM):
            case = db.session.get_one(Case, case_id)
            assert not service.changed_since(case, dossier.as_of)
            case.title = "Another title"
            db.session.commit()
            assert service.changed_since(db.session.get_one(Case, case_id), dossier.as_of)


