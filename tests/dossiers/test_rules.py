"""When a scheduled dossier is due, by the case's own clock."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.dossiers.rules import WEEK, Day, Rhythm, next_run, size_in_words

ZONES = ["Asia/Seoul", "Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland", "UTC", "Asia/Kathmandu"]


def test_every_monday_at_six_in_seoul():
    rhythm = Rhythm(Day.MONDAY, time(6), "Asia/Seoul")
    tuesday = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    assert next_run(rhythm, tuesday) == datetime(2026, 11, 29, 21, 0, tzinfo=UTC)


def test_the_moment_itself_is_over():
    rhythm = Rhythm(Day.DAILY, time(6), "UTC")
    due = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
    assert next_run(rhythm, due) == due + timedelta(days=1)


@given(st.sampled_from(list(Day)), st.times().map(lambda t: t.replace(second=0, microsecond=0, tzinfo=None)),
       st.sampled_from(ZONES), st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)))
def test_the_next_run_is_later_soon_and_on_the_right_day(day, at, zone, after):
    rhythm = Rhythm(day, at, zone)
    found = next_run(rhythm, after)
    assert after < found <= after + timedelta(days=8 if day is not Day.DAILY else 2)
    if day is not Day.DAILY:
        from zoneinfo import ZoneInfo

        assert WEEK[found.astimezone(ZoneInfo(zone)).weekday()] is day


@pytest.mark.parametrize(("size", "words"), [(1, "1 B"), (999, "999 B"), (3_200, "3.2 kB"), (14_000_000, "14 MB"),
                                             (2_147_483_648, "2.1 GB"), (5_000_000_000_000, "5000 GB")])
def test_sizes_read_like_people_say_them(size, words):
    assert size_in_words(size) == words
