"""When a date falls, whether it is late, and who must be told of it at a moment: pure functions of plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from casefile.deadlines.rules import PLANS, Kind, Rung

QUIET_FROM, QUIET_UNTIL = time(22), time(7)
LATE = "late"


def moment(day: date, at: time | None, zone: str) -> datetime:
    """The moment (UTC) at which the date falls; without a time of day it falls at the end of the day.

    Where clocks go back the hour that comes twice means the first of the two: rather too early than too late.
    """
    return datetime.combine(day, at or time.max, ZoneInfo(zone)).astimezone(UTC)


def is_plausible(day: date) -> bool:
    """True for a day that every time zone can count with; anything else is a slip of the keyboard."""
    return 1900 <= day.year < 2200


def exists(day: date, at: time, zone: str) -> bool:
    """False for an hour that the clocks skip on that day."""
    there = moment(day, at, zone).astimezone(ZoneInfo(zone))
    return there.replace(tzinfo=None) == datetime.combine(day, at)


def known_zone(zone: str) -> str:
    """The zone, or UTC when this machine does not know it: one odd account must not silence everybody."""
    try:
        return ZoneInfo(zone).key
    except (KeyError, ValueError):
        return "UTC"


def day_in(zone: str, now: datetime) -> date:
    """The calendar day in a time zone."""
    return now.astimezone(ZoneInfo(zone)).date()


def days_left(due_at: datetime, zone: str, now: datetime) -> int:
    """Calendar days until the date in its own time zone; negative when it has passed."""
    return (day_in(zone, due_at) - day_in(zone, now)).days


def is_late(due_at: datetime, now: datetime) -> bool:
    """True as soon as the moment has passed."""
    return now > due_at


class Section(StrEnum):
    """The parts of a person's list of work."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"


def section(due_at: datetime, zone: str, now: datetime) -> Section:
    """In which part of the list a date stands."""
    if is_late(due_at, now):
        return Section.LATE
    left = days_left(due_at, zone, now)
    return Section.TODAY if left <= 0 else Section.WEEK if left <= 7 else Section.LATER


def is_quiet(zone: str, now: datetime) -> bool:
    """True between 22:00 and 07:00 where the person is."""
    there = now.astimezone(ZoneInfo(zone)).time()
    return there >= QUIET_FROM or there < QUIET_UNTIL


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be told, and the time zone of their nights."""

    id: UUID
    timezone: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the reminders of an open date follow from."""

    kind: Kind
    due_at: datetime
    timezone: str
    created_at: datetime
    snoozed_until: datetime | None = None
    acknowledged: bool = False


@dataclass(frozen=True, slots=True)
class Send:
    """One thing to tell one person: occasion is "before-<days>" or "late"."""

    occasion: str
    rung: Rung
    to: UUID


Team = Mapping[Rung, tuple[Person, ...]]


def offsets(facts: Facts) -> list[int]:
    """Days before the date on which this one warns, largest first; the end of a snooze is one of them."""
    plan = PLANS[facts.kind]
    days = set(plan.warnings)
    half = (facts.due_at - facts.created_at).days // 2
    if plan.half_time and half > max(plan.warnings):
        days.add(half)
    if facts.snoozed_until is not None:
        days.add(days_left(facts.due_at, facts.timezone, facts.snoozed_until))
    return sorted(days, reverse=True)


def warnings_due(facts: Facts, now: datetime) -> list[int]:
    """The warnings whose day has come: the nearest alone, since those before it say nothing new.

    Each comes at the beginning of its day in the date's own time zone. None for a late date: that is said otherwise.
    """
    if is_late(facts.due_at, now) or (facts.snoozed_until is not None and now < facts.snoozed_until):
        return []
    left = days_left(facts.due_at, facts.timezone, now)
    return [days for days in offsets(facts) if days >= left][-1:]


def rungs_late(facts: Facts, now: datetime) -> list[Rung]:
    """Who must know by now that the date has passed: the owner at once, then up the ladder.

    Whoever acknowledged is at work on it: the backup is not called, the others are.
    """
    if not is_late(facts.due_at, now):
        return []
    gone = now - facts.due_at
    called = [rung for days, rung in PLANS[facts.kind].ladder if gone >= timedelta(days=days)]
    return [Rung.OWNER, *(rung for rung in called if not (facts.acknowledged and rung is Rung.BACKUP))]


def sends_due(facts: Facts, team: Team, now: datetime) -> list[Send]:
    """Everything that should have been said by now, each thing to each person once, quiet hours kept."""
    found: dict[tuple[str, UUID], Send] = {}
    for send in _wanted(facts, team, now):
        found.setdefault((send.occasion, send.to), send)
    return list(found.values())


def _wanted(facts: Facts, team: Team, now: datetime) -> Iterator[Send]:
    for days in warnings_due(facts, now):
        for person in reached(Rung.OWNER, team):
            if PLANS[facts.kind].at_night or not is_quiet(person.timezone, now):
                yield Send(f"before-{days}", Rung.OWNER, person.id)
    for rung in rungs_late(facts, now):
        for person in reached(rung, team):
            yield Send(LATE, rung, person.id)


def reached(rung: Rung, team: Team) -> tuple[Person, ...]:
    """The people on a rung; when the owner is gone, whoever stands next above: nothing is said to nobody."""
    if rung is not Rung.OWNER:
        return team.get(rung, ())
    standing = (team.get(step, ()) for step in (Rung.OWNER, Rung.BACKUP, Rung.LEAD, Rung.COORDINATOR))
    return next((people for people in standing if people), ())


@dataclass(frozen=True, slots=True)
class Roster:
    """The active people of a case by what they are for; `team` adds the owner and backup of one date."""

    people: Mapping[UUID, Person] = field(default_factory=dict)
    by_rung: Mapping[Rung, tuple[Person, ...]] = field(default_factory=dict)

    def team(self, owner: UUID, backup: UUID | None) -> Team:
        """Who stands where for one date; somebody who left the team stands nowhere."""
        own = ((Rung.OWNER, owner), (Rung.BACKUP, backup))
        here = {rung: (self.people[id],) for rung, id in own if id is not None and id in self.people}
        return {**self.by_rung, **here}
