"""Bars of uncertain dates on a strip."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from casefile.chronology.rules import NARROWEST, WIDTH, Scale, bar, scale_of

DAYS = st.dates(date(1940, 1, 1), date(2030, 12, 31))
STRIP = Scale(date(2000, 1, 1), date(2010, 12, 31))


def test_an_end_that_is_not_known_reaches_the_end_of_the_strip():
    open_end = bar(date(2005, 1, 1), None, None, STRIP)
    assert (open_end.left + open_end.width, open_end.open_right, open_end.open_left) == (WIDTH, True, False)
    open_start = bar(None, date(2005, 1, 1), None, STRIP)
    assert (open_start.left, open_start.open_left) == (0, True)


def test_what_has_no_date_has_no_bar():
    assert bar(None, None, None, STRIP) is None
    assert bar(date(2005, 1, 1), None, None, None) is None
    assert scale_of(None, None) is None
    assert scale_of(date(2000, 1, 1), None) == Scale(date(2000, 1, 1), date(2000, 1, 1))


@given(st.tuples(DAYS, DAYS), st.tuples(DAYS, DAYS))
def test_a_bar_is_seen_and_stays_on_the_strip(ends, strip):
    (first, last), (low, high) = sorted(ends), sorted(strip)
    drawn = bar(first, last, (first, last), Scale(low, high))
    assert drawn.left >= 0
    assert drawn.left + drawn.width <= WIDTH
    assert drawn.width >= NARROWEST
    assert (drawn.sure_left, drawn.sure_width) == (drawn.left, drawn.width)
