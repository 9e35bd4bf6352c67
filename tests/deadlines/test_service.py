"""What people do with dates, what the rules refuse, and what a case is missing."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from casefile.accounts.models import User
from casefile.cases.gaps import gaps_of
from casefile.cases.models import Case, CaseCount, Membership
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.jobs import Job, JobRun, JobState
from casefile.deadlines import calendar, service
from casefile.deadlines.models import Deadline
from casefile.deadlines.rules import Kind, Priority, State, View, Whose
from tests.factories.base import a_case, a_member, a_user, acting_as
from tests.factories.deadlines import a_deadline

TODAY = datetime.now(ZoneInfo("Asia/Seoul")).date()
SOON = TODAY + timedelta(days=9)


@pytest.fixture
def office(context):
    case = a_case()
    owner, backup, head = a_member(case), a_member(case, Role.ANALYST), a_member(case, Role.COORDINATOR)
    return case, owner, backup, head


def fields(owner, backup=None, **values):
    return {"title": "Ask for page 2", "kind": Kind.COLLECTION, "priority": Priority.NORMAL, "linked_reference": None,
            "owner_id": owner.id, "backup_id": backup.id if backup else None, "due_on": SOON, "due_time": None,
            **values}


def opened(deadline) -> Deadline:
    return db.session.execute(select(Deadline).filter_by(id=deadline.id)).scalar_one()


def test_a_date_takes_the_zone_of_its_case_and_the_next_reference(office):
    case, owner, backup, _head = office
    with acting_as(owner):
        one = service.add_deadline(case, **fields(owner, backup, due_time=time(14, 30)))
        two = service.add_deadline(case, **fields(owner))
        db.session.flush()
    assert (one.timezone, one.timed, one.due_on, one.due_time) == (case.timezone, True, SOON, time(14, 30))
    assert (two.timed, two.due_on, two.due_time) == (False, SOON, None)
    assert int(two.reference.removeprefix("T-")) == int(one.reference.removeprefix("T-")) + 1
    with acting(SYSTEM):
        n = db.session.execute(select(CaseCount.n).filter_by(case_id=case.id, kind="deadline")).scalar_one()
    assert n == 2


def test_only_people_of_the_team_who_work_there_can_own_a_date(office):
    case, owner, _backup, _head = office
    observer, stranger = a_member(case, Role.OBSERVER), a_user()
    closed = a_member(case, disabled_at=datetime.now(UTC))
    with acting_as(owner):
        for nobody in (observer, stranger, closed):
            with pytest.raises(Refused):
                service.add_deadline(case, **fields(nobody))
            with pytest.raises(Refused):
                service.add_deadline(case, **fields(owner, nobody))
        with pytest.raises(Refused):
            service.add_deadline(case, **fields(owner, owner))
        assert {owner.id} < set(service.people_of(case.id))
        assert not {observer.id, stranger.id, closed.id} & set(service.people_of(case.id))


def test_a_moved_date_starts_afresh_and_a_changed_title_does_not(office):
    case, owner, backup, _head = office
    at = datetime.now(UTC)
    deadline = a_deadline(case, owner.id, due_at=datetime(2031, 5, 14, 3, tzinfo=UTC), snoozes=2, snoozed_until=at,
                          snooze_reason="away", acknowledged_at=at)
    with acting_as(owner):
        found = opened(deadline)
        service.change(found, found.due_on, found.due_time, owner_id=owner.id, backup_id=backup.id, title="Other")
        assert (found.title, found.backup_id, found.snoozes, found.acknowledged_at) == ("Other", backup.id, 2, at)
        service.change(found, found.due_on, time(15), owner_id=owner.id, backup_id=None)
        assert (found.snoozes, found.snoozed_until, found.snooze_reason, found.acknowledged_at) == (0, None, None, None)
        found.acknowledged_at = at
        service.change(found, found.due_on, None, owner_id=backup.id, backup_id=None)  # another owner has said nothing
        assert (found.acknowledged_at, found.timed) == (None, False)


def test_done_in_one_press_and_back(office):
    case, owner, _backup, _head = office
    deadline = a_deadline(case, owner.id, state=State.IN_REVIEW)
    with acting_as(owner):
        found = opened(deadline)
        for _ in range(2):  # a second press changes nothing
            service.finish(found)
            db.session.flush()
            assert (found.state, found.done_from, found.is_open) == (State.DONE, State.IN_REVIEW, False)
        for _ in range(2):
            service.undo(found)
            db.session.flush()
            assert (found.state, found.done_from, found.done_at) == (State.IN_REVIEW, None, None)


def test_a_state_moves_with_a_reason_that_stands_in_the_history(office):
    case, owner, _backup, _head = office
    deadline = a_deadline(case, owner.id)
    with acting_as(owner):
        found = opened(deadline)
        for state in (State.BLOCKED, State.IN_PROGRESS, State.IN_REVIEW, State.DONE, State.OPEN, State.CANCELLED):
            service.move(found, state, f"because {state}")
            db.session.flush()
            assert (found.done_at is not None) is (state is State.DONE)
        with pytest.raises(Refused):
            service.move(found, State.DONE, "no arrow")
        reasons = db.session.execute(select(AuditEvent.reason).filter_by(record_id=deadline.id)).scalars().all()
    assert "because blocked" in reasons


@pytest.mark.parametrize("values", [
    {"state": State.DONE}, {"state": State.BLOCKED}, {"state": State.CANCELLED, "state_reason": ""}, {"snoozes": 3},
    {"snoozed_until": datetime.now(UTC)}, {"done_at": datetime.now(UTC)},
])
def test_the_database_refuses_half_a_state(office, values):
    case, owner, _backup, _head = office
    with acting(SYSTEM), pytest.raises(IntegrityError):
        a_deadline(case, owner.id, **values)


def test_a_date_is_snoozed_twice_at_most_and_never_beyond_itself(office):
    case, owner, _backup, _head = office
    deadline, late = a_deadline(case, owner.id, days=20), a_deadline(case, owner.id, days=-1)
    with acting_as(owner):
        found = opened(deadline)
        for until in (TODAY - timedelta(days=2), found.due_on + timedelta(days=1), date.min, date.max):
            with pytest.raises(Refused):
                service.snooze(found, until, "away")
        for days in (3, 6):
            service.snooze(found, TODAY + timedelta(days=days), "away")
        db.session.flush()
        assert found.snoozes == 2
        with pytest.raises(Refused):
            service.snooze(found, TODAY + timedelta(days=7), "away")
        with pytest.raises(Refused):
            service.snooze(opened(late), TODAY + timedelta(days=2), "away")
        service.finish(found)
        with pytest.raises(Refused):
            service.snooze(found, TODAY + timedelta(days=7), "away")


def test_only_owner_and_backup_say_that_they_are_at_work(office):
    case, owner, backup, head = office
    deadline = a_deadline(case, owner.id, backup_id=backup.id)
    with acting_as(head), pytest.raises(Refused):
        service.acknowledge(opened(deadline))
    with acting_as(backup):
        service.acknowledge(opened(deadline))
        first = opened(deadline).acknowledged_at
        service.acknowledge(opened(deadline))
        assert opened(deadline).acknowledged_at == first is not None


def test_lists_hold_ones_own_and_what_one_backs_up_and_nothing_of_other_cases(office):
    case, owner, backup, head = office
    own = a_deadline(case, owner.id, days=2, backup_id=backup.id)
    done = a_deadline(case, owner.id, state=State.DONE, done_at=datetime.now(UTC), done_from=State.OPEN)
    a_deadline(case, owner.id, state=State.DONE, done_at=datetime.now(UTC) - timedelta(days=30), done_from=State.OPEN)
    left = a_deadline(owner=owner.id)  # of a case the owner is not (any longer) on
    for person, expected in ((owner, {own.id}), (backup, {own.id}), (head, set())):
        with acting_as(person):
            assert {row.id for row in db.session.execute(service.mine()).scalars()} == expected
            assert [row.id for row in service.done_lately()] == ([done.id] if person is owner else [])
            assert service.just_done(left.id) is None
            assert service.find_deadline(left.reference) is None
            assert service.find_deadline(own.reference) == own.id
            assert [row.id for row in service.open_deadlines_of(case)] == [own.id]


def test_filters_of_a_case(office):
    case, owner, backup, _head = office
    late = a_deadline(case, owner.id, days=-2, kind=Kind.INTERVIEW)
    near = a_deadline(case, backup.id, days=2)
    done = a_deadline(case, owner.id, state=State.DONE, done_at=datetime.now(UTC), done_from=State.OPEN)
    gone = a_deadline(case, a_user().id, days=3)

    def found(view=None, kind=None, whose=None):
        query = service.of_case(case, *service.chosen(view, kind, whose))
        return {row.id for row in db.session.execute(query).scalars()}

    with acting_as(owner):
        assert found() == {late.id, near.id, gone.id}
        assert found(View.LATE) == {late.id}
        assert found(View.MONTH) == {near.id, gone.id}
        assert found(View.DONE) == {done.id}
        assert found(View.ALL) == {late.id, near.id, done.id, gone.id}
        assert found(View.ALL, Kind.INTERVIEW) == {late.id}
        assert found(whose=Whose.MINE) == {late.id}
        assert found(whose=Whose.NOBODY) == {gone.id}
        assert service.counts_of(service.late()) == [1]


def codes_of(case, member) -> dict[str, str]:
    with acting_as(member):
        found = db.session.execute(select(Case).filter_by(id=case.id)).scalar_one()
        return {gap.code: gap.severity for gap in gaps_of(found) if "deadline" in gap.code}


def test_gaps(office):
    case, owner, _backup, head = office
    assert codes_of(case, head) == {"no_deadline": "advisory"}
    deadline = a_deadline(case, owner.id)
    assert codes_of(case, head) == {}
    with acting(SYSTEM):
        opened(deadline).due_at = datetime.now(UTC) - timedelta(minutes=1)
        db.session.commit()
    assert codes_of(case, head) == {"late_deadline": "blocking"}
    with acting(SYSTEM):
        ended = db.session.execute(select(Membership).filter_by(case_id=case.id, user_id=owner.id)).scalar_one()
        ended.ended_at = datetime.now(UTC)
        db.session.commit()
    assert codes_of(case, head) == {"late_deadline": "blocking", "deadline_without_owner": "blocking"}
    with acting(SYSTEM):
        service.finish(opened(deadline))
        db.session.commit()
    assert codes_of(case, head) == {"no_deadline": "advisory"}


def a_run(minutes_ago: float, state=JobState.DONE) -> None:
    at = datetime.now(UTC) - timedelta(minutes=minutes_ago)
    with acting(SYSTEM):
        db.session.add(JobRun(name=Job.REMIND, args=[], state=state, created_at=at, key=str(uuid4()),
                              finished_at=at if state is JobState.DONE else None))
        db.session.commit()


def test_reminders_that_do_not_run_are_noticed(office):
    case, owner, _backup, head = office
    with acting_as(head):
        assert service.reminders_overdue() is None  # nothing to remind of
        deadline = a_deadline(case, owner.id)
        assert service.reminders_overdue() is None  # since a moment only
        with acting(SYSTEM):
            db.session.execute(update(Deadline.__table__).values(created_at=datetime.now(UTC) - timedelta(minutes=11)))
        assert service.reminders_overdue() == opened(deadline).created_at
        a_run(30)
        a_run(1, JobState.FAILED)
        a_run(1, JobState.WAITING)
        assert datetime.now(UTC) - service.reminders_overdue() > timedelta(minutes=29)
        a_run(9)
        assert service.reminders_overdue() is None


# --- the calendar ---


def test_a_calendar_holds_codes_and_dates_of_its_owner_alone(office):
    case, owner, _backup, _head = office
    timed = a_deadline(case, owner.id, title="Planted-Canary", due_at=datetime(2031, 5, 14, 3, tzinfo=UTC))
    whole = a_deadline(case, owner.id, due_at=datetime(2031, 5, 14, 14, 59, 59, tzinfo=UTC), timed=False)
    other = a_deadline(owner=owner.id)
    with acting_as(owner):
        secret = calendar.open_feed()
        text = calendar.calendar_of(secret)
    assert f"SUMMARY:{case.reference} {timed.reference}\r\n" in text
    assert "DTSTART:20310514T030000Z\r\n" in text
    assert "DTSTART;VALUE=DATE:20310514\r\nDTEND;VALUE=DATE:20310515\r\n" in text
    assert whole.reference in text
    assert other.reference not in text
    assert "Canary" not in text
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")


def test_a_calendar_address_is_void_when_it_is_closed_replaced_or_its_owner_is(office):
    _case, owner, _backup, head = office
    with acting_as(owner):
        first = calendar.open_feed()
        second = calendar.open_feed()
        assert calendar.own_feed().secret_hash != second
    with acting_as(head):
        calendar.close_feed()  # one's own, not another's
        assert calendar.own_feed() is None
    assert calendar.calendar_of(first) is None
    assert calendar.calendar_of(second) is not None
    with acting(SYSTEM):
        db.session.get(User, owner.id).disabled_at = datetime.now(UTC)
        db.session.commit()
    assert calendar.calendar_of(second) is None
