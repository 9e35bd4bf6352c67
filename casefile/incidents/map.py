"""A map drawn on the server: where a place may lie, as exactly as it is known, over the outlines of countries.

Plain numbers. A vague place is a ring as wide as its radius, never a pin. The projection is equirectangular, true to
scale at the middle of the map: good for a country or less.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, TALLEST = 1000, 1000
KM_PER_DEGREE = 111.32
FAR, NEAR = 3.0, 0.05  # degrees: the least that is drawn of a country, and of the surroundings of one place
DOT = 5

Ring = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that can be drawn: degrees, how far from there it may lie (metres), and whether that is its own spot.

    borrowed: the coordinates are those of the place it lies in.
    """

    key: str
    latitude: float
    longitude: float
    radius_m: int
    borrowed: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """The part of the earth that is drawn: degrees west, south, east, north."""

    west: float
    south: float
    east: float
    north: float

    @property
    def squeeze(self) -> float:
        """How much shorter a degree of longitude is than one of latitude, in the middle of the view."""
        return max(math.cos(math.radians((self.south + self.north) / 2)), 0.05)

    @property
    def scale(self) -> float:
        """Units of the drawing in a degree of latitude."""
        return WIDTH / ((self.east - self.west) * self.squeeze)

    @property
    def height(self) -> int:
        """Of the drawing; its width is WIDTH."""
        return max(round((self.north - self.south) * self.scale), 1)

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point is drawn."""
        return ((longitude - self.west) * self.squeeze * self.scale, (self.north - latitude) * self.scale)

    def length(self, metres: float) -> float:
        """How long a distance is drawn."""
        return metres / 1000 / KM_PER_DEGREE * self.scale


@dataclass(frozen=True, slots=True)
class Mark:
    """A place as drawn: the middle and the radius of its ring; exact: a dot is honest."""

    key: str
    x: float
    y: float
    radius: float
    exact: bool
    borrowed: bool


def view_of(spots: Iterable[Spot], least: float = FAR) -> View | None:
    """The view that holds every ring, with a margin, at least so many degrees high; None for nothing to draw."""
    edges = [_edges(spot) for spot in spots]
    if not edges:
        return None
    west, south = min(edge[0] for edge in edges), min(edge[1] for edge in edges)
    east, north = max(edge[2] for edge in edges), max(edge[3] for edge in edges)
    return _in_shape((west, south, east, north), least)


def _edges(spot: Spot) -> tuple[float, float, float, float]:
    high = spot.radius_m / 1000 / KM_PER_DEGREE
    wide = high / max(math.cos(math.radians(spot.latitude)), 0.05)
    return spot.longitude - wide, spot.latitude - high, spot.longitude + wide, spot.latitude + high


def _in_shape(edges: tuple[float, float, float, float], least: float) -> View:
    """Not too flat and not too tall, inside the earth, with a margin of a twelfth."""
    west, south, east, north = edges
    middle, level = (west + east) / 2, (south + north) / 2
    squeeze = max(math.cos(math.radians(level)), 0.05)
    wide, high = max(east - west, least), max(north - south, least)
    high = max(high, wide * squeeze * 0.5)
    wide = max(wide, high / squeeze * WIDTH / TALLEST)
    wide, high = wide * 7 / 12, high * 7 / 12
    return View(max(middle - wide, -180), max(level - high, -89), min(middle + wide, 180), min(level + high, 89))


def marks(spots: Iterable[Spot], view: View) -> list[Mark]:
    """The rings, widest first, so that a narrow one is never under a wide one."""
    drawn = []
    for spot in sorted(spots, key=lambda each: -each.radius_m):
        x, y = view.at(spot.longitude, spot.latitude)
        radius = view.length(spot.radius_m)
        drawn.append(Mark(spot.key, round(x, 1), round(y, 1), round(max(radius, DOT), 1),
                          radius <= DOT and not spot.borrowed, spot.borrowed))
    return drawn


def bar_of(view: View) -> tuple[int, int]:
    """(kilometres, units of the drawing) of a scale bar of a round length, about a fifth of the width."""
    longest = WIDTH / 5 / view.length(1000)
    power = 10 ** math.floor(math.log10(longest)) if longest >= 1 else 1
    km = max(int(next(step * power for step in (5, 2, 1) if step * power <= longest or step == 1)), 1)
    return km, round(view.length(km * 1000))


def clip(ring: Ring, view: View) -> Ring:
    """The part of a closed ring inside the view (Sutherland and Hodgman), so that a far coast costs nothing."""
    for axis, limit, keeps_more in ((0, view.west, True), (0, view.east, False), (1, view.south, True),
                                    (1, view.north, False)):
        ring = _cut(ring, axis, limit, keeps_more)
    return ring


def _cut(ring: Ring, axis: int, limit: float, keeps_more: bool) -> Ring:
    def inside(point: tuple[float, float]) -> bool:
        return point[axis] >= limit if keeps_more else point[axis] <= limit

    kept: list[tuple[float, float]] = []
    for here, there in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        if inside(here):
            kept.append(here)
        if inside(here) != inside(there):
            part = (limit - here[axis]) / (there[axis] - here[axis])
            kept.append((here[0] + part * (there[0] - here[0]), here[1] + part * (there[1] - here[1])))
    return kept


def path_of(rings: Iterable[Ring], view: View) -> str:
    """SVG path data of closed rings."""
    parts = []
    for ring in rings:
        points = [view.at(*point) for point in ring]
        if len(points) > 2:
            parts.append("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points) + "Z")
    return "".join(parts)
