"""Outlines of countries, read once from the map data that came with the build (public domain, 1:50 million)."""

from __future__ import annotations

import json
from array import array
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from casefile.incidents.map import Ring, View, clip, path_of

FILE = Path(__file__).parent.parent / "static/dist/outline.json"
Box = tuple[float, float, float, float]


def outline(view: View) -> str:
    """SVG path data of the countries in the view; "" where the build brought no outlines."""
    found: list[Ring] = []
    for box, flat in rings():
        if box[0] <= view.east and box[2] >= view.west and box[1] <= view.north and box[3] >= view.south:
            found.append(clip(list(zip(flat[::2], flat[1::2], strict=True)), view))
    return path_of(found, view)


@cache
def rings() -> list[tuple[Box, array[float]]]:
    """Every ring of every country: its bounds and its points one after the other (longitude, latitude)."""
    if not FILE.exists():
        return []
    data = json.loads(FILE.read_text("utf-8"))
    arcs = [_arc(arc, data["transform"]) for arc in data["arcs"]]
    found = []
    for country in data["objects"]["countries"]["geometries"]:
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        found += [_ring(numbers, arcs) for polygon in polygons for numbers in polygon]
    return found


def _arc(arc: list[list[int]], transform: Any) -> list[tuple[float, float]]:
    """A line from its differences (TopoJSON 1.0, quantised)."""
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    xs, ys = accumulate(step[0] for step in arc), accumulate(step[1] for step in arc)
    return [(x * wide + west, y * high + south) for x, y in zip(xs, ys, strict=True)]


def _ring(numbers: list[int], arcs: list[list[tuple[float, float]]]) -> tuple[Box, array[float]]:
    """A ring from its lines; a number below zero means the line backwards (~n)."""
    points: list[tuple[float, float]] = []
    for number in numbers:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += line[1:] if points else line
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return (min(xs), min(ys), max(xs), max(ys)), array("f", [value for point in points for value in point])
