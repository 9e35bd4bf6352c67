"""A structure as of a date, laid out level by level above one or more units. Plain values; no database.

Two lines above one unit are normal (state and Party, domain brief §7.2), so nothing here makes a tree: every line is
kept, a unit stands one level above the highest of those it stands above, and lines that close a circle are named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from casefile.core.edtf import Standing, weakest


@dataclass(frozen=True, slots=True)
class Line:
    """One relation that can have stood on the days asked for: `parent` above `child`."""

    id: UUID
    child: UUID
    parent: UUID
    standing: Standing


@dataclass(frozen=True, slots=True)
class Layout:
    """Levels from the units asked for (0) upwards; how sure it is that each stood above; lines that close a circle."""

    levels: tuple[tuple[UUID, ...], ...]
    standing: dict[UUID, Standing]
    circles: frozenset[UUID]


def lay_out(units: Collection[UUID], lines: Iterable[Line]) -> Layout:
    """Where every unit above `units` stands. Lines from units that are not reached are left out."""
    above: dict[UUID, list[Line]] = defaultdict(list)
    for line in lines:
        above[line.child].append(line)
    order, circles = _bottom_up(units, above)
    level, sure = dict.fromkeys(units, 0), dict.fromkeys(units, Standing.CERTAIN)
    for unit in order:
        for line in above[unit]:
            if line.id in circles:
                continue
            level[line.parent] = max(level.get(line.parent, 0), level[unit] + 1)
            way = weakest(sure[unit], line.standing)
            sure[line.parent] = way if line.parent not in sure else _surer(way, sure[line.parent])
    levels: list[list[UUID]] = [[] for _ in range(max(level.values(), default=-1) + 1)]
    for unit in order:
        levels[level[unit]].append(unit)
    return Layout(tuple(map(tuple, levels)), sure, circles)


def _surer(one: Standing, other: Standing) -> Standing:
    return one if weakest(one, other) is other else other


def _bottom_up(units: Collection[UUID], above: dict[UUID, list[Line]]) -> tuple[list[UUID], frozenset[UUID]]:
    """Every unit reached, each before all that stand above it, and the lines that would lead back in a circle."""
    done: list[UUID] = []
    open_: set[UUID] = set()
    finished: set[UUID] = set()
    circles: set[UUID] = set()
    for start in units:
        if start in finished:
            continue
        way = [(start, iter(above[start]))]
        open_.add(start)
        while way:
            unit, lines = way[-1]
            line = next(lines, None)
            if line is None:
                way.pop()
                open_.discard(unit)
                finished.add(unit)
                done.append(unit)
            elif line.parent in open_:
                circles.add(line.id)
            elif line.parent not in finished:
                open_.add(line.parent)
                way.append((line.parent, iter(above[line.parent])))
    return done[::-1], frozenset(circles)
