"""Until when an offence can be prosecuted: the sum, step by step, from the earliest day it may have happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum

from casefile.law.planning.data import LimitationRule, Plan


class EventKind(StrEnum):
    """What happens to a period that is running."""

    SUSPENSION = "suspension"
    INTERRUPTION = "interruption"


@dataclass(frozen=True)
class Event:
    """A suspension (began, ended: the first day it runs again) or an interruption (began: it starts anew)."""

    kind: EventKind
    began: date
    ended: date | None = None


class StepKind(StrEnum):
    """What one line of the sum does."""

    START = "start"
    PERIOD = "period"
    SUSPENDED = "suspended"
    RESTARTED = "restarted"
    TOO_LATE = "too_late"
    CAPPED = "capped"


@dataclass(frozen=True)
class Step:
    """One line of the sum: what it does, by how much, and the day it leads to. on: the day of the event."""

    kind: StepKind
    day: date
    amount: int = 0
    on: date | None = None


@dataclass(frozen=True)
class Sum:
    """The sum: the rule, its lines, and the last day (None: no end, or no day to count from)."""

    rule: LimitationRule
    steps: tuple[Step, ...]
    ends: date | None

    @property
    def endless(self) -> bool:
        """Whether the rule knows no limitation."""
        return self.rule.years is None


def rule_for(plan: Plan, forum: str, law: str, crime: str) -> LimitationRule | None:
    """The rule for a crime of a body of law before a forum; one that names the crime goes before a general one."""
    fitting = [rule for rule in plan.limitation
               if forum in rule.forums and rule.law == law and (not rule.crimes or crime in rule.crimes)]
    return min(fitting, key=lambda rule: not rule.crimes, default=None)


def limitation(rule: LimitationRule, earliest: date | None, events: Iterable[Event] = ()) -> Sum:
    """Count from the earliest possible day: whoever counts from a later one may be told too late that it has ended."""
    if rule.years is None or earliest is None:
        return Sum(rule, (), None)
    end = years_after(earliest, rule.years)
    steps = [Step(StepKind.START, earliest), Step(StepKind.PERIOD, end, rule.years)]
    for event in sorted(events, key=lambda event: (event.began, event.kind)):
        end = _after(event, max(event.began, earliest), end, rule.years, steps)
    cap = years_after(earliest, rule.longest) if rule.longest else date.max
    if end > cap:
        end = cap
        steps.append(Step(StepKind.CAPPED, cap, rule.longest or 0))
    return Sum(rule, tuple(steps), end)


def _after(event: Event, began: date, end: date, years: int, steps: list[Step]) -> date:
    """The end after one event; what comes when the period is over changes nothing."""
    if began > end:
        steps.append(Step(StepKind.TOO_LATE, end, on=event.began))
        return end
    if event.kind is EventKind.INTERRUPTION:
        end = years_after(began, years)
        steps.append(Step(StepKind.RESTARTED, end, years, event.began))
        return end
    days = max(((event.ended or began) - began).days, 0)
    end = end + timedelta(days=days) if (date.max - end).days > days else date.max
    steps.append(Step(StepKind.SUSPENDED, end, days, event.began))
    return end


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 28 February, the earlier and safer day."""
    year = min(day.year + years, MAXYEAR)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
