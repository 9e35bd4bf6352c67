"""Kinds of dossiers and when a scheduled one is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Kind(StrEnum):
    """Whom a dossier is for (domain brief §10). """

    INTERNAL = "internal"
    PARTNER = "partner"


class Method(StrEnum):
    """How a copy left."""

    DOWNLOAD = "download"
    IN_PERSON = "in_person"
    COURIER = "courier"
    SECURE_LINK = "secure_link"


class Language(StrEnum):
    """The language of the fixed words; what people recorded stays in its own."""

    EN = "en"
    KO = "ko"


class Day(StrEnum):
    """On which day a schedule builds."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"
    DAILY = "daily"


WEEK = (Day.MONDAY, Day.TUESDAY, Day.WEDNESDAY, Day.THURSDAY, Day.FRIDAY, Day.SATURDAY, Day.SUNDAY)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A day of the week (or every day) and a time of day on the clock of a zone."""

    day: Day
    at: time
    zone: str


def next_run(rhythm: Rhythm, after: datetime) -> datetime:
    """The first moment later than `after` (aware) at which the rhythm is due, in UTC.

    A time that the clock skips in spring is taken an hour later; one that comes twice in autumn is taken once, the
    first time.
    """
    zone = ZoneInfo(rhythm.zone)
    local = after.astimezone(zone)
    for ahead in range(9):
        date = (local + timedelta(days=ahead)).date()
        if rhythm.day is not Day.DAILY and WEEK[date.weekday()] is not rhythm.day:
            continue
        moment = datetime.combine(date, rhythm.at, zone).astimezone(UTC)
        if moment > after:
            return moment
    raise AssertionError("a week has every day")


def size_in_words(size: int) -> str:
    """A file size as people read it: 512 B, 3.2 kB, 14 MB."""
    value, unit = float(size), "B"
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            break
        value /= 1000
    return f"{value:.0f} {unit}" if unit == "B" or value >= 10 else f"{value:.1f} {unit}"
