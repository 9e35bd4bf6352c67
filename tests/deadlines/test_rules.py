"""When a date warns, when it is late and who is called: for every kind, clock and time zone, without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.deadlines import timing
from casefile.deadlines.rules import ARROWS, LONGEST_WARNING, OPEN_STATES, PLANS, Kind, Rung, State, is_reference
from casefile.deadlines.timing import Facts, Person, Roster, Section

SEOUL, BERLIN, NEW_YORK = "Asia/Seoul", "Europe/Berlin", "America/New_York"
OWNER, BACKUP, LEAD, HEAD, PROTECTOR = (UUID(int=n) for n in range(1, 6))
DUE = datetime(2026, 11, 24, 5, tzinfo=UTC)  # 14:00 in Seoul


def facts(kind=Kind.COLLECTION, due_at=DUE, **values) -> Facts:
    return Facts(**{"kind": kind, "due_at": due_at, "timezone": SEOUL, "created_at": due_at - timedelta(days=400),
                    **values})


def team(zone=SEOUL, owner=OWNER, backup=BACKUP, **gone):
    present = {OWNER, BACKUP, LEAD, HEAD, PROTECTOR} - set(gone.get("without", ()))
    people = {id: Person(id, zone) for id in present}
    rungs = {Rung.LEAD: LEAD, Rung.COORDINATOR: HEAD, Rung.PROTECTION: PROTECTOR}
    by_rung = {rung: (people[id],) for rung, id in rungs.items() if id in people}
    return Roster(people, by_rung).team(owner, backup)


def said(facts, now, **values):
    return {(send.occasion, send.rung.value) for send in timing.sends_due(facts, team(**values), now)}


# --- moments ---


@pytest.mark.parametrize(("day", "at", "zone", "expected"), [
    (date(2026, 11, 24), time(14), SEOUL, datetime(2026, 11, 24, 5, tzinfo=UTC)),
    (date(2026, 11, 24), None, SEOUL, datetime(2026, 11, 24, 14, 59, 59, 999999, tzinfo=UTC)),
    # clocks go forward on 29 March 2026 and back on 25 October in Berlin: the same wall time, another hour
    (date(2026, 3, 28), time(9), BERLIN, datetime(2026, 3, 28, 8, tzinfo=UTC)),
    (date(2026, 3, 29), time(9), BERLIN, datetime(2026, 3, 29, 7, tzinfo=UTC)),
    # the hour that comes twice means its first coming
    (date(2026, 10, 25), time(2, 30), BERLIN, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
])
def test_a_date_falls_by_the_wall_clock_of_its_zone(day, at, zone, expected):
    assert timing.moment(day, at, zone) == expected


def test_an_hour_that_the_clocks_skip_does_not_exist():
    assert not timing.exists(date(2026, 3, 29), time(2, 30), BERLIN)
    assert timing.exists(date(2026, 3, 29), time(3), BERLIN)
    assert timing.exists(date(2026, 10, 25), time(2, 30), BERLIN)


@given(st.dates(date(1970, 1, 1), date(2100, 1, 1)), st.sampled_from([SEOUL, BERLIN, NEW_YORK, "Pacific/Apia"]))
def test_a_date_without_a_time_lasts_until_the_end_of_its_day(day, zone):
    if not timing.exists(day, time(12), zone):  # Apia skipped a whole day
        return
    end = timing.moment(day, None, zone)
    assert timing.day_in(zone, end) == day
    assert not timing.is_late(end, end)
    assert timing.is_late(end, end + timedelta(seconds=1))


@pytest.mark.parametrize(("hours", "expected"), [(-30, Section.LATE), (0.1, Section.TODAY), (30, Section.WEEK),
                                                 (7 * 24, Section.WEEK), (8 * 24 + 12, Section.LATER)])
def test_the_sections_of_a_persons_list(hours, expected):
    now = datetime(2026, 11, 24, 1, tzinfo=UTC)
    assert timing.section(now + timedelta(hours=hours), SEOUL, now) is expected


def test_today_is_the_day_of_the_cases_zone():
    # 20:00 UTC on the 23rd is already the 24th in Seoul
    assert timing.section(DUE, SEOUL, datetime(2026, 11, 23, 20, tzinfo=UTC)) is Section.TODAY
    assert timing.days_left(DUE, SEOUL, datetime(2026, 11, 23, 14, tzinfo=UTC)) == 1


def test_quiet_hours_are_those_of_the_person():
    evening = datetime(2026, 11, 24, 14, tzinfo=UTC)  # 23:00 in Seoul, 15:00 in Berlin
    assert timing.is_quiet(SEOUL, evening)
    assert not timing.is_quiet(BERLIN, evening)
    assert [timing.is_quiet("UTC", datetime(2026, 1, 1, hour, minute, tzinfo=UTC))
            for hour, minute in ((21, 59), (22, 0), (6, 59), (7, 0))] == [False, True, True, False]


@pytest.mark.parametrize(("zone", "known"), [(SEOUL, SEOUL), ("Mars/Olympus", "UTC"), ("../etc/passwd", "UTC"),
                                             ("", "UTC")])
def test_a_zone_this_machine_does_not_know_is_read_as_utc(zone, known):
    assert timing.known_zone(zone) == known


# --- warnings ---


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_warns_on_each_of_its_days_and_not_before(kind):
    now = DUE - timedelta(days=max(PLANS[kind].warnings) + 1)
    assert timing.warnings_due(facts(kind, created_at=now), now - timedelta(days=400)) == []
    for days in PLANS[kind].warnings:
        moment = timing.moment(date(2026, 11, 24) - timedelta(days=days), time.min, SEOUL)
        assert timing.warnings_due(facts(kind, created_at=now), moment) == [days]
        assert timing.warnings_due(facts(kind, created_at=now), moment - timedelta(seconds=1)) != [days]


def test_only_the_nearest_warning_is_due():
    filing = facts(Kind.DEADLINE_FILING)
    assert timing.warnings_due(filing, DUE - timedelta(days=70)) == []
    assert timing.warnings_due(filing, DUE - timedelta(days=20)) == [30]
    assert timing.warnings_due(filing, DUE - timedelta(hours=1)) == [1]
    assert timing.warnings_due(filing, DUE + timedelta(hours=1)) == []


def test_a_consultation_warns_at_half_time():
    given_time = facts(Kind.PROVIDER_CONSULTATION, created_at=DUE - timedelta(days=40))
    assert timing.warnings_due(given_time, DUE - timedelta(days=21)) == []
    assert timing.warnings_due(given_time, DUE - timedelta(days=20)) == [20]
    assert timing.warnings_due(given_time, DUE - timedelta(days=2)) == [3]
    hurried = facts(Kind.PROVIDER_CONSULTATION, created_at=DUE - timedelta(days=4))
    assert timing.offsets(hurried) == [3]


def test_a_snooze_keeps_quiet_and_warns_when_it_ends():
    until = timing.moment(date(2026, 11, 20), time.min, SEOUL)
    snoozed = facts(snoozed_until=until)
    assert timing.warnings_due(snoozed, DUE - timedelta(days=6)) == []
    assert timing.warnings_due(snoozed, until) == [4]
    assert timing.warnings_due(snoozed, DUE - timedelta(days=1)) == [1]
    assert said(snoozed, DUE + timedelta(minutes=1)) == {("late", "owner")}


def test_quiet_hours_hold_a_warning_until_seven_but_not_a_court_date_nor_a_late_one():
    night = datetime(2026, 11, 22, 18, tzinfo=UTC)  # 03:00 in Seoul
    assert said(facts(), night, zone=SEOUL) == set()
    assert said(facts(), night + timedelta(hours=4), zone=SEOUL) == {("before-1", "owner")}
    assert said(facts(Kind.DEADLINE_FILING), night, zone=SEOUL) == {("before-1", "owner")}
    assert said(facts(due_at=night - timedelta(hours=1)), night, zone=SEOUL) == {("late", "owner")}


# --- the ladder ---


@pytest.mark.parametrize(("kind", "days", "called"), [
    (Kind.COLLECTION, 1.9, {"owner"}),
    (Kind.COLLECTION, 2, {"owner", "backup"}),
    (Kind.COLLECTION, 3, {"owner", "backup", "lead"}),
    (Kind.COLLECTION, 4, {"owner", "backup", "lead", "coordinator"}),
    (Kind.CONSENT_EXPIRY, 0.01, {"owner", "backup", "lead", "coordinator"}),
    (Kind.DEADLINE_FILING, 0.01, {"owner", "backup", "lead", "coordinator"}),
    (Kind.PROTECTION_REVIEW, 0.5, {"owner"}),
    (Kind.PROTECTION_REVIEW, 1, {"owner", "backup", "protection_officer"}),
    (Kind.CONSENT_REVIEW, 13, {"owner"}),
    (Kind.CONSENT_REVIEW, 14, {"owner", "backup"}),
    (Kind.EMBARGO_END, 300, {"owner"}),
])
def test_who_is_called_when_it_is_late(kind, days, called):
    assert said(facts(kind), DUE + timedelta(days=days)) == {("late", rung) for rung in called}


def test_whoever_acknowledged_is_at_work_and_the_backup_is_left_alone():
    assert said(facts(acknowledged=True), DUE + timedelta(days=4)) == {
        ("late", "owner"), ("late", "lead"), ("late", "coordinator")}


@pytest.mark.parametrize(("gone", "told"), [((), OWNER), ((OWNER,), BACKUP), ((OWNER, BACKUP), LEAD),
                                           ((OWNER, BACKUP, LEAD), HEAD)])
def test_when_the_owner_is_gone_the_next_above_is_told(gone, told):
    for now in (DUE - timedelta(days=1), DUE + timedelta(minutes=1)):
        assert [send.to for send in timing.sends_due(facts(), team(without=gone), now)] == [told]


def test_nobody_left_is_told_nothing():
    assert timing.sends_due(facts(), {}, DUE + timedelta(days=30)) == []


def test_one_person_on_two_rungs_is_told_once():
    sends = timing.sends_due(facts(), team(owner=LEAD, backup=None), DUE + timedelta(days=30))
    assert [send.to for send in sends].count(LEAD) == 1
    assert {send.rung for send in sends if send.to == LEAD} == {Rung.OWNER}


# --- properties ---

clocks = st.lists(st.integers(-400 * 24 * 60, 60 * 24 * 60), min_size=1, max_size=60)
zones = st.sampled_from([SEOUL, BERLIN, NEW_YORK, "UTC", "Pacific/Apia"])


def run(facts, minutes, zone):
    """Say what is due at each of these moments, as the engine does: never a key that was said before."""
    keys: list[tuple[str, UUID]] = []
    for minute in minutes:
        for send in timing.sends_due(facts, team(zone), facts.due_at + timedelta(minutes=minute)):
            if (send.occasion, send.to) not in keys:
                keys.append((send.occasion, send.to))
    return keys


@given(st.sampled_from(list(Kind)), clocks, zones, zones)
def test_a_clock_that_goes_back_and_forth_says_nothing_twice_and_nothing_that_is_not_planned(kind, minutes, zone, home):
    keys = run(facts(kind, timezone=zone), minutes, home)
    assert len(keys) == len(set(keys))
    planned = {f"before-{days}" for days in timing.offsets(facts(kind, timezone=zone))} | {timing.LATE}
    assert {occasion for occasion, _to in keys} <= planned


@given(st.sampled_from(list(Kind)), clocks, zones)
def test_a_clock_that_goes_on_warns_ever_nearer_and_is_late_last(kind, minutes, home):
    occasions = [occasion for occasion, to in run(facts(kind), sorted(minutes), home) if to == OWNER]
    days = [-1 if occasion == timing.LATE else int(occasion.removeprefix("before-")) for occasion in occasions]
    assert days == sorted(set(days), reverse=True)


@given(st.sampled_from(list(Kind)), st.integers(-500, 500), zones)
def test_whatever_is_said_lies_within_the_reach_the_engine_looks_at(kind, hours, zone):
    """The engine asks the database for dates no farther away than the longest warning and a day."""
    now = DUE + timedelta(hours=hours * 20)
    if timing.sends_due(facts(kind, timezone=zone), team(), now):
        assert DUE - now <= timedelta(days=LONGEST_WARNING[kind] + 1)


@given(st.sampled_from(list(Kind)), st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), zones)
def test_a_run_every_minute_of_the_day_of_a_change_of_clocks_misses_no_warning(kind, due, zone):
    due_at = due.replace(tzinfo=UTC)
    told = set()
    for hour in range(0, 24 * 10):
        told |= {send.occasion for send in timing.sends_due(facts(kind, due_at=due_at, timezone=zone), team(zone),
                                                            due_at - timedelta(days=9) + timedelta(hours=hour))}
    inside = {days for days in PLANS[kind].warnings if 2 <= days <= 7}
    assert {f"before-{days}" for days in inside} <= told
    assert timing.LATE in told


# --- vocabulary ---


def test_every_kind_has_a_plan_that_makes_sense():
    assert set(PLANS) == set(Kind)
    for plan in PLANS.values():
        assert list(plan.warnings) == sorted(set(plan.warnings), reverse=True)
        assert [days for days, _rung in plan.ladder] == sorted(days for days, _rung in plan.ladder)
        assert not plan.ladder or plan.ladder[-1][1] is Rung.COORDINATOR


def test_every_state_can_be_left_and_reached():
    reached = {state for states in ARROWS.values() for state in states}
    assert set(ARROWS) == set(State) == reached
    assert all(ARROWS[state] & {State.DONE} for state in OPEN_STATES)


@pytest.mark.parametrize("text", ["EV-0143", "W-K7QX", "PRK-EV-000123", "CF-2026-001", "T-1"])
def test_references_are_accepted(text):
    assert is_reference(text)


@pytest.mark.parametrize("text", ["", "EV", "EV-", "-1", "ev-1", "EV 0143", "EV-0143\n", "Kim Chol-su", "EV-0143;",
                                  "A-" + "1" * 60, "ＥＶ-0143", "EV-0143-"])
def test_anything_else_is_no_reference(text):
    assert not is_reference(text)
