"""Whether something stood on given days: certainly, possibly, or not."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.core.edtf import Standing, parse, standing, sure_days, weakest

C, P, U, N = Standing.CERTAIN, Standing.POSSIBLE, Standing.UNDATED, Standing.NOT


def days(code: str) -> tuple[dt.date, dt.date]:
    held = parse(code)
    return held.earliest or dt.date.min, held.latest or dt.date.max


@pytest.mark.parametrize(("period", "on", "expected"), [
    ("1998/2007", "2004-05-01", C),
    ("1998/2007", "2004", C),
    ("1998/2007", "1998-06-01", P),
    ("1998/2007", "2007-12-31", P),
    ("1998/2007", "2008-01-01", N),
    ("1998/2007", "1997-12-31", N),
    ("1998/2007", "1997/1999", P),
    ("1998-03-12/2007-01-02", "1998-03-12", C),
    ("2016/..", "2040", C),
    ("../2003", "1950", C),
    ("2016/", "2020", P),
    ("/2003", "1950", P),
    ("2004", "2004-05-01", P),
    ("2004", "2005-01-01", N),
    ("2004-05-01", "2004-05-01", C),
    ("2004-05-01~", "2004-05-02", P),
    ("1998?/2007", "2004", P),
    ("1998~/2007", "1999-06-01", P),
    ("1998~/2007", "2000-01-01", C),
    ("[1998,2003]", "2000", P),
    ("[1998..2003]", "2000", P),
    ("200X", "2004", P),
    ("XXXX", "2004", U),
    (None, "2004", U),
])
def test_a_period_stands_certainly_possibly_or_not(period, on, expected):
    assert standing(parse(period) if period else None, days(on)) is expected


POINTS = st.dates(dt.date(1950, 1, 1), dt.date(2030, 12, 31))


@settings(max_examples=50, database=None)
@given(st.tuples(POINTS, POINTS), POINTS, st.sampled_from(["day", "month", "year"]))
def test_what_is_certain_is_possible_whatever_the_true_days_were(ends, on, precision):
    cut = {"day": 10, "month": 7, "year": 4}[precision]
    first, last = sorted(ends)
    period = parse(f"{first.isoformat()[:cut]}/{last.isoformat()[:cut]}")
    answer = standing(period, (on, on))
    if answer is C:  # it stood for the shortest period that the words allow
        assert period.parts[0].latest <= on <= period.parts[1].earliest
    if first <= on <= last:
        assert answer is not N
    sure = sure_days(period)
    assert sure is None or sure[0] <= sure[1]


def test_a_chain_is_as_sure_as_its_weakest_link():
    assert weakest() is C
    assert weakest(C, P, C) is P
    assert weakest(P, U) is U
    assert weakest(U, N) is N
