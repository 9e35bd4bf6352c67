"""Where a chart draws its boxes and lines."""

from __future__ import annotations

from casefile.officials.chart import BOX, GAP, WIDEST, cut, draw


def test_the_lowest_level_is_drawn_lowest_and_lines_run_upwards():
    drawing = draw([[("unit", [("Unit", True)], True)], [("a", [("A", True)], True), ("b", [("B", True)], False)]],
                   [("unit", "a", True, "+2 −1"), ("unit", "b", False, ""), ("unit", "gone", True, "")])
    unit, boxes = drawing.boxes[-1], drawing.boxes[:-1]
    assert all(box.y + box.height < unit.y for box in boxes)
    assert boxes[1].x - boxes[0].x == BOX + GAP
    assert [(line.number, line.certain, line.mark) for line in drawing.strokes] == [(1, True, "+2 −1"), (2, False, "")]
    assert all(line.y2 < line.y1 for line in drawing.strokes)
    assert all(line.bend == 0 and line.path.startswith("M") for line in drawing.strokes)
    assert all(box.x >= 0 and box.x + BOX <= drawing.width for box in drawing.boxes)


def test_an_empty_chart_has_a_size():
    assert draw([], []).width > 0


def test_a_long_name_is_cut_by_the_room_it_takes():
    assert cut("short") == "short"
    assert cut("") == ""
    assert cut("w" * 40) == "w" * (WIDEST - 1) + "…"
    assert cut("가" * 20) == "가" * 17 + "…"


def test_a_line_that_skips_a_level_swerves_past_what_stands_between():
    levels = [[(key, [(key, True)], True)] for key in "abc"]
    drawing = draw(levels, [("a", "b", True, ""), ("b", "c", True, ""), ("a", "c", True, "")])
    assert [line.bend > BOX // 2 for line in drawing.strokes] == [False, False, True]
    assert len({line.label for line in drawing.strokes}) == 3
