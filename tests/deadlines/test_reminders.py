"""The engine: what should have been said is said once, in the application, by e-mail and in the history."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from casefile.accounts.models import Notification
from casefile.cases.models import Membership
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from casefile.core.jobs import Job, JobRun
from casefile.core.mail import OutgoingMail, Template, compose
from casefile.deadlines import reminders, service
from casefile.deadlines.models import Deadline, Reminder
from casefile.deadlines.rules import Kind, Rung, State
from tests.factories.base import a_case, a_member, on_team
from tests.factories.deadlines import a_deadline

NOON = datetime(2031, 5, 14, 3, tzinfo=UTC)  # 12:00 in Seoul, where everybody lives here
DUE = NOON + timedelta(days=5)


@pytest.fixture
def office(context):
    case = a_case()
    names = {"owner": Role.LEGAL_EXPERT, "backup": Role.ANALYST, "lead": Role.LEAD, "head": Role.COORDINATOR,
             "protector": Role.PROTECTION_OFFICER}
    people = {name: a_member(case, role, name=name, timezone="Asia/Seoul") for name, role in names.items()}
    return case, people


def a_date(office, **values) -> Deadline:
    case, people = office
    owner = values.pop("owner_id", people["owner"].id)
    return a_deadline(case, owner, **{"backup_id": people["backup"].id, "due_at": DUE, **values})


def run(now) -> int:
    with acting(SYSTEM):
        said = reminders.remind(now)
        db.session.commit()
    return said


def told(office) -> list[tuple[str, str]]:
    _case, people = office
    names = {person.id: name for name, person in people.items()}
    with acting(SYSTEM):
        rows = db.session.execute(select(Reminder)).scalars().all()
    return sorted((row.occasion, names[row.recipient_id]) for row in rows)


def count(model, *conditions) -> int:
    with acting(SYSTEM):
        return db.session.execute(select(func.count()).select_from(model).where(*conditions)).scalar_one()


def test_a_near_date_is_said_once_in_the_application_by_mail_and_in_the_history(office, sent):
    deadline = a_date(office)
    assert [run(NOON), run(NOON), run(NOON + timedelta(minutes=1))] == [1, 0, 0]
    assert told(office) == [("before-7", "owner")]
    with acting(SYSTEM):
        notice = db.session.execute(select(Notification)).scalar_one()
        letter = db.session.execute(select(OutgoingMail)).scalar_one()
        event = db.session.execute(select(AuditEvent).filter_by(action="reminded")).scalar_one()
    assert (notice.kind, notice.url) == ("deadline_near", f"/deadlines/{deadline.id}")
    assert notice.codes == {"reference": deadline.reference, "case": office[0].reference, "due_on": "2031-05-19"}
    assert (letter.template, letter.to) == (Template.DEADLINE_REMINDER, office[1]["owner"].email)
    assert (event.record_id, event.reason, event.scopes) == (deadline.id, "before-7 owner", [office[0].id])
    with acting(SYSTEM):
        job = db.session.execute(select(JobRun).filter_by(name=Job.SEND_MAIL)).scalar_one()
    assert (job.args, job.case_id, sent) == ([str(letter.id)], office[0].id, [job.id])


def test_a_late_date_climbs_the_ladder(office):
    a_date(office)
    run(DUE + timedelta(minutes=1))
    assert told(office) == [("late", "owner")]
    run(DUE + timedelta(days=2))
    run(DUE + timedelta(days=3))
    assert told(office) == [("late", "backup"), ("late", "lead"), ("late", "owner")]
    run(DUE + timedelta(days=30))
    assert told(office) == [("late", "backup"), ("late", "head"), ("late", "lead"), ("late", "owner")]
    assert count(Notification, Notification.kind == "deadline_late") == 4
    assert count(OutgoingMail, OutgoingMail.template == Template.DEADLINE_LATE) == 4


def test_a_protection_review_calls_the_protection_officer(office):
    a_date(office, kind=Kind.PROTECTION_REVIEW)
    run(DUE + timedelta(days=1))
    assert ("late", "protector") in told(office)


def test_a_clock_that_goes_back_and_forth_says_nothing_twice(office):
    a_date(office, kind=Kind.DEADLINE_FILING)
    for days in (-20, -6, 3, -6, -40, -6, 3, 400, -6, -20):
        run(DUE + timedelta(days=days))
    found = told(office)
    assert len(found) == len(set(found))
    assert count(OutgoingMail) == count(Notification) == len(found)


def test_a_moved_date_warns_again(office):
    deadline = a_date(office)
    run(NOON)
    with acting(SYSTEM):
        found = db.session.get(Deadline, deadline.id)
        service.change(found, (DUE + timedelta(days=30)).date(), None, owner_id=deadline.owner_id,
                       backup_id=deadline.backup_id)
        db.session.commit()
    assert run(NOON) == 0
    assert run(DUE + timedelta(days=25)) == 1


@pytest.mark.parametrize("values", [
    {"state": State.DONE, "done_at": NOON, "done_from": State.OPEN},
    {"state": State.CANCELLED, "state_reason": "not needed"},
    {"due_at": NOON + timedelta(days=40)},
    {"snoozed_until": NOON + timedelta(days=2), "snooze_reason": "away", "snoozes": 1},
])
def test_nothing_is_said_about(office, values):
    a_date(office, **values)
    assert run(NOON) == 0


def test_a_blocked_date_still_reminds(office):
    a_date(office, state=State.BLOCKED, state_reason="waits for EV-0001")
    assert run(NOON) == 1


def test_quiet_hours_are_the_persons_own(office):
    case, people = office
    berlin = a_member(case, Role.ANALYST, timezone="Europe/Berlin")
    a_date(office)
    a_date(office, owner_id=berlin.id)
    midnight = NOON + timedelta(hours=11)  # 23:00 in Seoul, 16:00 in Berlin
    assert run(midnight) == 1
    assert run(midnight + timedelta(hours=8)) == 1  # 07:00 in Seoul
    assert people["owner"].timezone == "Asia/Seoul"


def test_an_account_with_an_odd_zone_silences_nobody(office):
    case, _people = office
    odd = a_member(case, Role.ANALYST, timezone="Mars/Olympus")
    a_date(office, owner_id=odd.id)
    a_date(office)
    assert run(NOON + timedelta(hours=9)) == 2


@pytest.mark.parametrize("how", ["ended", "disabled"])
def test_when_the_owner_is_gone_the_backup_is_told(office, how):
    case, people = office
    a_date(office)
    with acting(SYSTEM):
        if how == "ended":
            found = db.session.execute(select(Membership).filter_by(case_id=case.id, user_id=people["owner"].id))
            found.scalar_one().ended_at = NOON
        else:
            db.session.merge(people["owner"], load=True).disabled_at = NOON
        db.session.commit()
    run(NOON)
    assert told(office) == [("before-7", "backup")]
    assert count(Reminder, Reminder.rung == Rung.OWNER) == 1


def test_the_dates_of_another_case_are_not_told_to_this_team(office):
    a_deadline(due_at=DUE)
    run(NOON)
    with acting(SYSTEM):
        found = db.session.execute(select(Reminder.recipient_id)).scalars().all()
    assert not set(found) & {person.id for person in office[1].values()}


def test_a_role_in_another_case_counts_nothing(office):
    case, _people = office
    elsewhere = a_member(a_case(), Role.COORDINATOR)
    on_team(elsewhere, case, Role.OBSERVER)
    a_date(office, kind=Kind.DEADLINE_FILING)
    run(DUE + timedelta(days=1))
    assert count(Reminder, Reminder.recipient_id == elsewhere.id) == 0


def test_as_many_questions_for_one_date_as_for_many(office, queries):
    a_date(office)
    queries.clear()
    run(NOON)
    one = len(queries)
    for _ in range(40):
        a_date(office)
    queries.clear()
    assert run(NOON) == 40
    assert len(queries) == one
    queries.clear()
    assert run(NOON) == 0
    assert len(queries) <= 5


def test_more_dates_than_a_batch_are_all_said(office, monkeypatch):
    monkeypatch.setattr(reminders, "BATCH", 3)
    for _ in range(7):
        a_date(office)
    assert run(NOON) == 7
    assert run(NOON) == 0


def test_the_database_keeps_what_was_said(office):
    a_date(office)
    run(NOON)
    for statement in ("UPDATE reminder SET occasion = 'x'", "DELETE FROM reminder"):
        with pytest.raises(Exception, match="entries are only added"), db.session.begin_nested():
            db.session.execute(text(statement))


# --- nothing but codes leaves ---

CANARY = "Ri Planted-Canary 이표적"


def test_a_name_in_the_title_leaves_in_nothing(office, sent, caplog):
    caplog.set_level("DEBUG")
    a_date(office, title=f"Ask {CANARY} again", state=State.BLOCKED, state_reason=f"{CANARY} is away",
           snooze_reason=CANARY, snoozed_until=NOON - timedelta(days=1), snoozes=1)
    run(NOON)
    run(DUE + timedelta(days=9))
    with acting(SYSTEM):
        letters = db.session.execute(select(OutgoingMail)).scalars().all()
        texts = [compose(letter).as_string() + compose(letter).get_content() for letter in letters]
        texts += [f"{row.codes} {row.url} {row.key}" for row in db.session.execute(select(Notification)).scalars()]
        texts += [f"{row.args} {row.key} {row.step} {row.result} {row.error}"
                  for row in db.session.execute(select(JobRun)).scalars()]
        texts += [f"{row.reason} {row.changes}"
                  for row in db.session.execute(select(AuditEvent).filter_by(action="reminded")).scalars()]
    assert len(letters) == 5
    for word in ("Planted-Canary", "이표적", "Ask"):
        assert not [found for found in texts if word in found]
        assert word not in caplog.text


# --- two at once, for real ---


def test_two_runs_at_once_say_everything_once(live, sent):
    with live.app_context():
        case = a_case()
        owner = a_member(case, Role.LEAD, timezone="Asia/Seoul")
        for _ in range(60):
            a_deadline(case, owner.id, due_at=DUE)
        db.session.remove()
    start, results, errors = threading.Barrier(2), [], []

    def one() -> None:
        try:
            with live.app_context(), acting(SYSTEM):
                start.wait()
                results.append(reminders.remind(NOON))
                db.session.commit()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sum(results) == 60
    with live.app_context():
        assert count(Reminder) == count(Notification) == count(OutgoingMail) == 60
        assert len({str(id) for id in sent}) == len(sent) == 60
        assert all(isinstance(id, UUID) for id in sent)
