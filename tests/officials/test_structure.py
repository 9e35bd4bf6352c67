"""Levels above a unit: dual lines, detours, circles."""

from __future__ import annotations

from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.core.edtf import Standing
from casefile.officials.structure import Line, lay_out

A, B, C, D, E = (uuid4() for _ in range(5))


def line(child: UUID, parent: UUID, standing: Standing = Standing.CERTAIN) -> Line:
    return Line(uuid4(), child, parent, standing)


def test_a_unit_with_two_lines_above_it_keeps_both():
    layout = lay_out([A], [line(A, B), line(A, C), line(B, D), line(C, D)])
    assert [set(level) for level in layout.levels] == [{A}, {B, C}, {D}]


def test_a_unit_stands_above_all_those_that_stand_below_it():
    layout = lay_out([A], [line(A, C), line(A, B), line(B, C)])
    assert [set(level) for level in layout.levels] == [{A}, {B}, {C}]


def test_the_surest_way_up_counts():
    layout = lay_out([A], [line(A, B, Standing.POSSIBLE), line(B, D), line(A, C), line(C, D), line(B, E)])
    assert layout.standing[D] is Standing.CERTAIN
    assert layout.standing[B] is Standing.POSSIBLE
    assert layout.standing[E] is Standing.POSSIBLE


def test_a_circle_is_named_and_does_not_hang():
    back = line(C, A)
    layout = lay_out([A], [line(A, B), line(B, C), back])
    assert layout.circles == {back.id}
    assert [set(level) for level in layout.levels] == [{A}, {B}, {C}]


def test_several_units_share_what_stands_above_them():
    layout = lay_out([A, B], [line(A, C), line(B, C), line(D, E)])
    assert [set(level) for level in layout.levels] == [{A, B}, {C}]


def test_a_unit_under_another_that_was_asked_for_stays_below_it():
    layout = lay_out([A, B], [line(A, B), line(B, C)])
    assert [set(level) for level in layout.levels] == [{A}, {B}, {C}]


NODES = [UUID(int=n) for n in range(8)]


@settings(max_examples=50, database=None)
@given(st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=25))
def test_every_line_that_is_no_circle_leads_upwards(pairs):
    lines = [line(child, parent) for child, parent in pairs if child != parent]
    layout = lay_out([NODES[0]], lines)
    level = {unit: n for n, units in enumerate(layout.levels) for unit in units}
    assert sum(map(len, layout.levels)) == len(level)
    for each in lines:
        if each.child in level:
            assert each.parent in level
            assert each.id in layout.circles or level[each.parent] > level[each.child]
