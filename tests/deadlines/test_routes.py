"""Pages of tasks and dates: works, wrong method, reader, stranger, bad input, stale."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from casefile.cases import links
from casefile.cases.dashboard import figures
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.deadlines import reminders
from casefile.deadlines.models import Deadline
from casefile.deadlines.rules import Kind, State
from tests.factories.base import a_case, a_member, a_user, acting_as, on_team
from tests.factories.deadlines import a_deadline

TODAY = datetime.now(ZoneInfo("Asia/Seoul")).date()
SOON = TODAY + timedelta(days=9)
PAGES = ["/deadlines/{id}", "/deadlines/{id}/edit", "/deadlines/{id}/state", "/deadlines/{id}/snooze"]
PRESSES = ["/deadlines/{id}/done", "/deadlines/{id}/undo", "/deadlines/{id}/acknowledge"]


@pytest.fixture
def office(make):
    case = make(a_case)
    owner = make(a_member, case)
    return case, owner, make(a_deadline, case, owner.id, title="Ask for page 2")


def answers(owner, **values):
    return {"title": "Ask for page 2", "kind": "collection", "due_on": SOON.isoformat(), "due_time": "",
            "priority": "normal", "owner_id": str(owner.id), "backup_id": "", "linked_reference": "", **values}


@pytest.fixture
def now(app):
    """The date as it is in the database."""
    def read(deadline) -> Deadline:
        with app.app_context(), acting(SYSTEM):
            found = db.session.execute(select(Deadline).filter_by(id=deadline.id)).scalar_one()
            db.session.refresh(found)
            db.session.expunge(found)
            return found

    return read


def test_a_date_is_set(office, client_for, app):
    case, owner, _deadline = office
    client = client_for(owner)
    assert client.get(f"/cases/{case.id}/deadlines/new").status_code == 200
    data = answers(owner, due_time="14:30", linked_reference="ev-0143", kind="deadline_filing")
    made = client.post(f"/cases/{case.id}/deadlines/new", data=data)
    assert made.status_code == 303
    page = client.get(made.location)
    assert page.status_code == 200
    with app.app_context(), acting(SYSTEM):
        found = db.session.execute(select(Deadline).filter_by(kind=Kind.DEADLINE_FILING)).scalar_one()
        assert (found.linked_reference, found.due_on, found.due_time.isoformat()) == ("EV-0143", SOON, "14:30:00")
    for words in ("EV-0143", "14:30", "in 9 days", "Asia/Seoul", "None so far."):
        assert words in page.text


def test_today_is_fine_and_yesterday_is_not(office, client_for):
    case, owner, _deadline = office
    client = client_for(owner)
    url = f"/cases/{case.id}/deadlines/new"
    today = datetime.now(UTC) + timedelta(hours=9)  # the case's zone
    assert client.post(url, data=answers(owner, due_on=today.date().isoformat())).status_code == 303
    refused = client.post(url, data=answers(owner, due_on=(today - timedelta(days=1)).date().isoformat()))
    assert refused.status_code == 422
    assert "This has passed already" in refused.text
    gone = client.post(url, data=answers(owner, due_on=today.date().isoformat(), due_time="00:00"))
    assert gone.status_code == 422


@pytest.mark.parametrize(("field", "value", "words"), [
    ("title", "", "Enter a title"), ("title", "x" * 201, "Shorten"), ("title", "a\x00b", "U\\+0000"),
    ("title", "a\u202eb", "U\\+202E"), ("kind", "party", "Choose one of the options"), ("kind", "", "Choose a kind"),
    ("due_on", "", "Enter the date"), ("due_on", "2026-02-30", "date that exists"),
    ("due_on", "tomorrow", "date that exists"),
    ("due_on", "9999-12-31", "between 1900 and 2199"), ("due_on", "0001-01-01", "between 1900 and 2199"),
    ("due_time", "25:00", "Enter a time"), ("due_time", "noon", "Enter a time"),
    ("linked_reference", "Kim Chol", "Enter one reference"), ("owner_id", "", "Choose who"),
    ("owner_id", "855875d8-bbab-4973-b173-a9ba58749b32", "Choose one of the options"),
    ("owner_id", "x", "Choose one of the options"),
    ("priority", "extreme", "Choose one of the options"), ("backup_id", "owner", "another person"),
])
def test_bad_input_is_told_and_stays(office, client_for, field, value, words):
    case, owner, _deadline = office
    sent = answers(owner, **{field: str(owner.id) if value == "owner" else value})
    answer = client_for(owner).post(f"/cases/{case.id}/deadlines/new", data=sent)
    assert answer.status_code == 422
    assert re.search(words, answer.text)
    assert field == "title" or "Ask for page 2" in answer.text


def test_an_hour_that_the_clocks_skip_is_refused(make, client_for):
    case = make(a_case, timezone="Europe/Berlin")
    owner = make(a_member, case)
    spring = {2026: "2026-03-29", 2027: "2027-03-28", 2028: "2028-03-26"}
    day = next(text for text in spring.values() if text > TODAY.isoformat())
    url = f"/cases/{case.id}/deadlines/new"
    assert client_for(owner).post(url, data=answers(owner, due_on=day, due_time="02:30")).status_code == 422
    assert client_for(owner).post(url, data=answers(owner, due_on=day, due_time="03:30")).status_code == 303


def test_a_date_is_changed_and_a_passed_one_may_keep_its_date(make, office, client_for, now):
    case, owner, _deadline = office
    past = datetime(2026, 1, 5, 3, tzinfo=UTC)
    late = make(a_deadline, case, owner.id, due_at=past)
    client = client_for(owner)
    assert "late" in client.get(f"/deadlines/{late.id}").text
    kept = answers(owner, title="Other words", due_on="2026-01-05", due_time="12:00", version="1")
    assert client.post(f"/deadlines/{late.id}/edit", data=kept).status_code == 303
    assert (now(late).title, now(late).due_at) == ("Other words", past)
    moved = {**kept, "due_on": "2026-01-06", "version": "2"}
    assert client.post(f"/deadlines/{late.id}/edit", data=moved).status_code == 422
    assert client.post(f"/deadlines/{late.id}/edit", data={**moved, "due_on": SOON.isoformat()}).status_code == 303
    assert now(late).due_on == SOON


def test_two_people_who_save_the_same_date_meet_the_conflict_page(office, client_for, now):
    _case, owner, deadline = office
    client = client_for(owner)
    form = client.get(f"/deadlines/{deadline.id}/edit").text
    base = re.search(r'name="base"[^>]*value="([^"]*)"', form)
    hidden = {"version": "1", "base": base.group(1).replace("&#34;", '"') if base else "{}"}
    first = client.post(f"/deadlines/{deadline.id}/edit", data=answers(owner, title="First", **hidden))
    second = client.post(f"/deadlines/{deadline.id}/edit", data=answers(owner, title="Second", **hidden))
    assert (first.status_code, second.status_code) == (303, 409)
    assert "First" in second.text
    assert "Second" in second.text
    assert now(deadline).title == "First"


@pytest.mark.parametrize(("back", "where"), [("mine", "/my-work/"), ("case", "/cases/{case}/deadlines"),
                                             ("x", "/deadlines/{id}"), ("//evil.example", "/deadlines/{id}")])
def test_done_in_one_press_with_the_way_back(office, client_for, now, back, where):
    case, owner, deadline = office
    client = client_for(owner)
    for _ in range(2):
        answer = client.post(f"/deadlines/{deadline.id}/done", data={"back": back})
        assert answer.status_code == 303
        assert answer.location.split("?")[0] == where.format(case=case.id, id=deadline.id)
    assert now(deadline).state is State.DONE
    page = client.get(answer.location).text
    assert f"/deadlines/{deadline.id}/undo" in page
    assert client.post(f"/deadlines/{deadline.id}/undo", data={"back": back}).status_code == 303
    assert now(deadline).state is State.OPEN


@pytest.mark.parametrize("undo", ["x", "", "00000000-0000-0000-0000-000000000000"])
def test_an_odd_undo_in_the_address_does_nothing(office, client_for, undo):
    _case, owner, _deadline = office
    assert client_for(owner).get(f"/my-work/?undo={undo}").status_code == 200


def test_undo_names_no_date_of_another_case(make, office, client_for):
    _case, owner, _deadline = office
    foreign = make(a_deadline, state=State.DONE, done_at=datetime.now(UTC), done_from=State.OPEN)
    assert foreign.reference not in client_for(owner).get(f"/my-work/?undo={foreign.id}").text


def test_a_state_is_changed_with_a_reason(office, client_for, now):
    _case, owner, deadline = office
    client = client_for(owner)
    form = client.get(f"/deadlines/{deadline.id}/state").text
    assert 'value="blocked"' in form
    assert 'value="open"' not in form
    url = f"/deadlines/{deadline.id}/state"
    assert client.post(url, data={"state": "blocked", "reason": ""}).status_code == 422
    assert client.post(url, data={"state": "open", "reason": "x"}).status_code == 422
    assert client.post(url, data={"state": "blocked", "reason": "waits for EV-0001"}).status_code == 303
    assert (now(deadline).state, now(deadline).state_reason) == (State.BLOCKED, "waits for EV-0001")
    assert "waits for EV-0001" in client.get(f"/deadlines/{deadline.id}").text


def test_a_date_is_snoozed(office, client_for, now):
    _case, owner, deadline = office
    client = client_for(owner)
    url = f"/deadlines/{deadline.id}/snooze"
    until = (TODAY + timedelta(days=3)).isoformat()
    assert client.post(url, data={"until": "", "reason": ""}).status_code == 422
    assert client.post(url, data={"until": "2020-01-01", "reason": "away"}).status_code == 409
    assert client.post(url, data={"until": until, "reason": "away"}).status_code == 303
    assert now(deadline).snoozes == 1
    assert "Quiet until" in client.get(f"/deadlines/{deadline.id}").text


def test_the_page_of_a_date_shows_what_was_said_and_to_whom(make, client_for, app):
    case = make(a_case)
    owner = make(a_member, case, Role.COORDINATOR, name="Kang Ji-ho", timezone="Asia/Seoul")
    noon = datetime(2031, 5, 14, 3, tzinfo=UTC)
    deadline = make(a_deadline, case, owner.id, kind=Kind.STAGE_REVIEW, due_at=noon, linked_reference=case.reference)
    with app.app_context(), acting(SYSTEM):
        for days in (-14, 0, 30):
            reminders.remind(noon + timedelta(days=days, hours=-1))
            db.session.commit()
    page = client_for(owner).get(f"/deadlines/{deadline.id}").text
    for words in ("14 days before", "On the day", "The date has passed", "Kang Ji-ho, as owner"):
        assert words in page
    assert f'href="/cases/{case.id}">{case.reference}' in page  # the record it is about


@pytest.mark.parametrize(("hours", "words"), [(-0.02, "late since today|1 day late"), (-30, "day late|days late"),
                                              (0.02, "today|tomorrow"), (24, "tomorrow"), (24 * 9, "in 9 days")])
def test_how_far_a_date_is(make, office, client_for, hours, words):
    case, owner, _deadline = office
    deadline = make(a_deadline, case, owner.id, days=hours / 24)
    assert re.search(words, client_for(owner).get(f"/deadlines/{deadline.id}").text)


def test_a_reference_leads_to_its_date_for_those_who_may_read_it(make, office, app):
    _case, owner, deadline = office
    stranger = make(a_user)
    with app.test_request_context():
        with acting_as(owner):
            assert links.find(deadline.reference) == f"/deadlines/{deadline.id}"
            assert links.url_of("deadline", deadline.id) == f"/deadlines/{deadline.id}"
            assert links.find("T-9999") is None
        with acting_as(stranger):
            assert links.find(deadline.reference) is None


def test_at_work_on_it(make, office, client_for, now):
    case, owner, deadline = office
    other = make(a_member, case)
    assert "I am at work on it" not in client_for(other).get(f"/deadlines/{deadline.id}").text
    assert client_for(other).post(f"/deadlines/{deadline.id}/acknowledge").status_code == 409
    assert "I am at work on it" in client_for(owner).get(f"/deadlines/{deadline.id}").text
    assert client_for(owner).post(f"/deadlines/{deadline.id}/acknowledge").status_code == 303
    assert now(deadline).acknowledged_at is not None


# --- lists ---


def test_my_work_by_sections(make, office, client_for):
    case, owner, _deadline = office
    make(a_deadline, case, owner.id, days=-4, title="Late one")
    make(a_deadline, case, owner.id, days=30, title="Later one")
    make(a_deadline, case, make(a_member, case).id, days=1, backup_id=owner.id, title="Backed one")
    page = client_for(owner).get("/my-work/").text
    order = [page.index(words) for words in ("4 days late", "Late one", "Within 7 days", "Backed one", "Later one")]
    assert order[1] > page.index(">Late<") < order[2]
    assert "You are the backup of" in page
    assert page.count('class="cf-table"') == 3


def test_empty_lists_say_what_to_do(make, client_for):
    case = make(a_case)
    member, reader = make(a_member, case), make(a_member, case, Role.OBSERVER)
    assert "Nothing is due" in client_for(member).get("/my-work/").text
    assert f"/cases/{case.id}/deadlines/new" in client_for(member).get(f"/cases/{case.id}/deadlines").text
    assert f"/cases/{case.id}/deadlines/new" not in client_for(reader).get(f"/cases/{case.id}/deadlines").text
    assert "No task or date matches" in client_for(member).get(f"/cases/{case.id}/deadlines?show=late").text


def test_the_list_of_a_case_is_filtered(make, office, client_for):
    case, owner, deadline = office
    late = make(a_deadline, case, owner.id, days=-1, title="Gone by")
    client = client_for(owner)
    assert "Gone by" in client.get(f"/cases/{case.id}/deadlines?show=late").text
    assert deadline.title not in client.get(f"/cases/{case.id}/deadlines?show=late").text
    assert late.reference not in client.get(f"/cases/{case.id}/deadlines?kind=interview").text
    assert client.get(f"/cases/{case.id}/deadlines?show=x&kind=y&whose=z&sort=q&page=-1").status_code == 200


def test_the_figures_of_the_dashboard_lead_to_what_they_count(make, office, client_for, app):
    case, owner, deadline = office
    make(a_deadline, case, owner.id, days=-1, title="Gone by")
    make(a_deadline, days=-1, title="Of another case")
    client = client_for(owner)
    for label, show, title in (("Dates in 30 days", "month", deadline.title), ("Late", "late", "Gone by")):
        page = client.get(f"/deadlines/?show={show}").text
        assert title in page
        assert "Of another case" not in page
        with app.test_request_context(), acting_as(owner):
            found = next(item for item in figures() if str(item.label) == label)
        assert (found.n, found.url) == (1, f"/deadlines/?show={show}")
    assert "No task or date matches" in client.get("/deadlines/?show=done").text


@pytest.mark.parametrize("path", ["/my-work/", "/deadlines/", "/cases/{case}/deadlines"])
def test_lists_ask_as_much_for_one_date_as_for_many(make, office, client_for, queries, path):
    case, owner, _deadline = office
    client = client_for(make(on_team, owner, case, Role.COORDINATOR))
    client.get(path.format(case=case.id))
    counts = []
    for _ in range(2):
        queries.clear()
        assert client.get(path.format(case=case.id)).status_code == 200
        counts.append(len(queries))
        for _ in range(12):
            make(a_deadline, case, owner.id, backup_id=make(a_member, case).id)
    assert counts[0] == counts[1] <= 8, "\n".join(queries)


def test_the_tab_counts(office, client_for):
    case, owner, _deadline = office
    page = client_for(owner).get(f"/cases/{case.id}").text
    assert re.search(r'deadlines">Tasks &amp; dates\s*<span class="cf-n">1<', page)


def test_coordinators_are_told_that_reminders_do_not_run(make, office, client_for, app):
    case, owner, _deadline = office
    head = make(a_member, case, Role.COORDINATOR)
    with app.app_context(), acting(SYSTEM):
        db.session.execute(update(Deadline.__table__).values(created_at=datetime.now(UTC) - timedelta(minutes=11)))
        db.session.commit()
    for path in ("/my-work/", f"/cases/{case.id}/deadlines"):
        assert "Reminders have not run since" in client_for(head).get(path).text
        assert "Reminders have not run since" not in client_for(owner).get(path).text


# --- doors ---


@pytest.mark.parametrize("path", PRESSES + ["/my-work/calendar/open", "/my-work/calendar/close"])
def test_buttons_are_not_links(office, client_for, path):
    _case, owner, deadline = office
    assert client_for(owner).get(path.format(id=deadline.id)).status_code == 405


@pytest.mark.parametrize("path", PAGES + PRESSES)
def test_a_stranger_finds_nothing_and_a_reader_changes_nothing(make, office, client_for, path):
    case, owner, deadline = office
    reader = make(a_member, case, Role.OBSERVER)
    verb = "post" if path in PRESSES else "get"
    address = path.format(id=deadline.id)
    assert getattr(client_for(make(a_user)), verb)(address).status_code == 404
    assert getattr(client_for(make(a_user, office_roles=[Role.ADMINISTRATOR])), verb)(address).status_code == 404
    expected = 200 if path == PAGES[0] else 404
    assert getattr(client_for(reader), verb)(address).status_code == expected
    assert getattr(client_for(owner), verb)(path.format(id=uuid4())).status_code == 404
    assert getattr(client_for(None), verb)(address).status_code in (302, 401)


@pytest.mark.parametrize("path", ["/cases/{id}/deadlines", "/cases/{id}/deadlines/new"])
def test_a_stranger_finds_no_dates_of_a_case(make, office, client_for, path):
    case, _owner, _deadline = office
    assert client_for(make(a_user)).get(path.format(id=case.id)).status_code == 404
    reader = make(a_member, case, Role.OBSERVER)
    assert client_for(reader).get(path.format(id=case.id)).status_code == (404 if "new" in path else 200)
    assert client_for(make(a_user)).get("/my-work/").status_code == 200


def test_whoever_left_the_team_finds_the_own_date_no_more(make, office, client_for, app):
    case, _owner, _deadline = office
    gone = make(a_user)
    own = make(a_deadline, case, gone.id, title="Left behind")
    assert client_for(gone).get(f"/deadlines/{own.id}").status_code == 404
    assert "Left behind" not in client_for(gone).get("/my-work/").text


def test_a_name_in_the_title_stands_in_no_address(make, office, client_for):
    case, owner, _deadline = office
    make(a_deadline, case, owner.id, title="Planted-Canary", linked_reference="EV-0001")
    client = client_for(owner)
    for path in ("/my-work/", "/deadlines/", f"/cases/{case.id}/deadlines"):
        page = client.get(path).text
        assert "Planted-Canary" in page
        assert not [found for found in re.findall(r'(?:href|action)="([^"]*)"', page) if "Canary" in found]


# --- the calendar ---


def test_the_calendar_is_read_without_signing_in_until_it_is_made_void(office, client_for):
    case, owner, deadline = office
    client = client_for(owner)
    assert "There is no address" in client.get("/my-work/calendar").text
    shown = client.post("/my-work/calendar/open")
    address = re.search(r"http://localhost(/calendar/[\w-]+\.ics)", shown.text).group(1)
    assert address not in client.get("/my-work/calendar").text
    answer = client_for(None).get(address)
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert f"SUMMARY:{case.reference} {deadline.reference}" in answer.text
    assert deadline.title not in answer.text
    assert client.post("/my-work/calendar/close").status_code == 303
    assert client_for(None).get(address).status_code == 404
    assert client_for(None).get("/calendar/x.ics").status_code == 404
