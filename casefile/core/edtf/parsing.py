"""Read a date code, or refuse it with a reason that can be put into words.

Held: `1998`, `1998-03`, `1998-03-12`, `199X`, `19XX`, `1998-XX`, `1998-03-XX`, `1998-XX-XX`, seasons `1998-21` to
`1998-24`, each with `~`, `?` or `%` at the end; spans `a/b` with `..` (open) or nothing (unknown) at one end; one of
several `[a,b]`; one within a span `[a..b]`, `[a..]`, `[..b]`; and `XXXX` alone for "asked, and not known".
Refused: times, years outside 1-9999, other seasons, marks inside a date, sets of all members, and what is not a date.
"""

import calendar
import re

from casefile.core.edtf.model import BadDate, Edge, Edtf, Kind, Point, Precision, Qualifier, merge_codes

LONGEST = 200
UNKNOWN = "XXXX"

_POINT = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?([~?%]?)")
_YEAR = re.compile(r"[0-9]{4}|[0-9]{3}X|[0-9]{2}XX")
_ALLOWED = re.compile(r"[0-9X~?%/\[\],. -]*")

# The first pattern that fits says why a text is not a date; order matters.
_FAULTS = (
    ("qualifier_place", re.compile(r"[~?%].*|[0-9X-]*[~?%].+")),
    ("year_negative", re.compile(r"-[0-9].*")),
    ("separators", re.compile(r"[0-9]{8}|[0-9]{1,4}([. ])\s*[0-9]{1,4}(\1\s*[0-9]{1,4})?\.?")),
    ("day_of_year", re.compile(r"[0-9]{4}-[0-9]{3}")),
    ("year_range", re.compile(r"[0-9X]{5,}(-.*)?")),
    ("year_digits", re.compile(r"[0-9X]{1,3}(-.*)?[~?%]?")),
    ("two_digits", re.compile(r"[0-9X]{4}-([0-9X](-[0-9X]{1,2})?|[0-9X]{2}-[0-9X])[~?%]?")),
)
_CHARACTERS = (
    ("set_of_all", re.compile(r"[{}]")),
    ("time", re.compile(r"[0-9]T[0-9]|[0-9]:[0-9]")),
    ("week", re.compile(r"^[0-9]{4}-?W[0-9]")),
    ("year_range", re.compile(r"^-?Y-?[0-9]|^[0-9]+[ES][0-9]")),
    ("separators", re.compile(r"[0-9]\s*[\u2010-\u2015\u2212\u30fb\\_|]\s*[0-9]")),
)
_SPAN_PRECISIONS = {0: Precision.YEAR, 1: Precision.DECADE, 2: Precision.CENTURY}


def parse(text: str) -> Edtf:
    """The date a text holds; raises `BadDate` with a reason for everything else."""
    if len(text) > LONGEST:
        raise BadDate("too_long")
    code = text.strip().upper()
    if not code:
        raise BadDate("empty")
    _check_characters(code)
    if code == UNKNOWN:
        return Edtf(UNKNOWN, Kind.UNKNOWN)
    if "[" in code or "]" in code:
        return _choice(code)
    if "/" in code:
        return _interval(code)
    point = _point(code)
    return Edtf(point.code, Kind.POINT, (point,))


def _check_characters(code: str) -> None:
    if _ALLOWED.fullmatch(code):
        return
    for reason, pattern in _CHARACTERS:
        if pattern.search(code):
            raise BadDate(reason, code)
    raise BadDate("character", code)


def _interval(code: str) -> Edtf:
    if code.count("/") > 1:
        dates = re.fullmatch(r"[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}", code)
        raise BadDate("separators" if dates else "too_many_parts", code)
    parts = tuple(_end(part.strip()) for part in code.split("/"))
    _check_order(parts, code)
    return Edtf(merge_codes(parts, "/"), Kind.INTERVAL, parts)


def _choice(code: str) -> Edtf:
    """Either `[a,b,…]` or `[a..b]`."""
    inside = code[1:-1]
    if not (code.startswith("[") and code.endswith("]")) or "[" in inside or "]" in inside:
        raise BadDate("brackets", code)
    if "/" in inside:
        raise BadDate("span_in_choice", code)
    if ".." in inside:
        return _between(inside)
    points = tuple(_point(part.strip()) for part in inside.split(","))
    if len(points) == 1:
        raise BadDate("one_choice", code)
    if len({point.code for point in points}) < len(points):
        raise BadDate("same_twice", code)
    return Edtf(f"[{merge_codes(points, ',')}]", Kind.ONE_OF, points)


def _between(inside: str) -> Edtf:
    if "," in inside or inside.count("..") > 1:
        raise BadDate("span_in_choice", inside)
    parts = tuple(_end(part.strip() or Edge.OPEN) for part in inside.split(".."))
    _check_order(parts, inside)
    joined = "..".join(part.code if isinstance(part, Point) else "" for part in parts)
    return Edtf(f"[{joined}]", Kind.BETWEEN, parts)


def _end(text: str) -> Point | Edge:
    return Edge(text) if text in ("", "..") else _point(text)


def _check_order(parts: tuple[Point | Edge, ...], code: str) -> None:
    points = [part for part in parts if isinstance(part, Point)]
    if not points:
        raise BadDate("no_ends", code)
    if points[0].strict[0] > points[-1].strict[1]:
        raise BadDate("end_before_start", code)


def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None:
        raise BadDate(_fault(text), text)
    year, second, day, mark = match.groups()
    if year == UNKNOWN and second is None:
        raise BadDate("unknown_part", text)
    if not _YEAR.fullmatch(year) or ("X" in year and second):
        raise BadDate("unspecified", text)
    if int(year.replace("X", "0")) == 0:
        raise BadDate("year_zero", text)
    qualifier = Qualifier(mark)
    if second is None:
        return Point(text, _SPAN_PRECISIONS[year.count("X")], qualifier, int(year.replace("X", "0")))
    if second == "XX":
        return _hidden_month(text, int(year), day, qualifier)
    return _month_or_day(text, int(year), _number(second, text), day, qualifier)


def _fault(text: str) -> str:
    if not text:
        return "empty_part"
    return next((reason for reason, pattern in _FAULTS if pattern.fullmatch(text)), "form")


def _number(digits: str, text: str) -> int:
    if "X" in digits:
        raise BadDate("unspecified", text)
    return int(digits)


def _hidden_month(text: str, year: int, day: str | None, qualifier: Qualifier) -> Point:
    """Some month, or some day, of a known year."""
    if day not in (None, "XX"):
        raise BadDate("unspecified", text)
    return Point(text, Precision.YEAR, qualifier, year, hidden="day" if day else "month")


def _month_or_day(text: str, year: int, second: int, day: str | None, qualifier: Qualifier) -> Point:
    if second in range(21, 25):
        if day is not None:
            raise BadDate("season_day", text)
        return Point(text, Precision.SEASON, qualifier, year, second)
    if second not in range(1, 13):
        raise BadDate("season" if second in range(25, 42) else "month", text, month=second)
    if day is None:
        return Point(text, Precision.MONTH, qualifier, year, second)
    if day == "XX":
        return Point(text, Precision.MONTH, qualifier, year, second, hidden="day")
    number = _number(day, text)
    if not 1 <= number <= calendar.monthrange(year, second)[1]:
        raise BadDate("day", text, day=number, month=second, year=year)
    return Point(text, Precision.DAY, qualifier, year, second, number)
