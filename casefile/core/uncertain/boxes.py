"""From the boxes of the form to a date code, and back: plain Python on plain texts.

`build` reads what was typed and raises `BadBox` naming the box at fault. `split` gives the texts that show a stored
code. Whatever is held comes back as it was: a code the boxes have no place for is shown as a code.
"""

import re
import unicodedata
from collections.abc import Mapping

from casefile.core.edtf import BadDate, Edge, Edtf, Kind, Point, Precision, parse

TICKS = ("about", "unsure", "about2", "unsure2", "ongoing")
FIRST = ("day", "month", "season", "year", "about", "unsure")
SECOND = tuple(f"{box}2" for box in FIRST)
BOXES = ("kind", *FIRST, *SECOND, "ongoing", "code", "wording", "basis")

_DOUBTS = ("about", "unsure")
SHOWN: Mapping[str, tuple[str, ...]] = {
    "exact": ("day", "month", "year", *_DOUBTS),
    "month": ("month", "year", *_DOUBTS),
    "season": ("season", "year", *_DOUBTS),
    "year": ("year", *_DOUBTS),
    "decade": ("year", *_DOUBTS),
    "period": (*FIRST, *SECOND, "ongoing"),
    "between": (*FIRST, *SECOND),
    "before": FIRST,
    "after": FIRST,
    "either": (*FIRST, *SECOND),
    "unknown": (),
    "code": ("code",),
}
KINDS = tuple(SHOWN)

_NEEDED = {"exact": ("day", "month"), "month": ("month",), "season": ("season",)}
_PATTERNS = {"code": "{0}", "before": "../{0}", "after": "[{0}..]", "between": "[{0}..{1}]", "either": "[{0},{1}]"}
_LONGEST = 200
_BOX_OF_REASON = {"day": "day", "month": "month", "year_zero": "year"}
_SINGLE = {
    Precision.DAY: "exact",
    Precision.MONTH: "month",
    Precision.SEASON: "season",
    Precision.YEAR: "year",
    Precision.DECADE: "decade",
}


class BadBox(ValueError):
    """What was typed cannot be held: the reason, the box at fault, and numbers for the message."""

    def __init__(self, reason: str, box: str, **details: int) -> None:
        super().__init__(reason, box)
        self.reason = reason
        self.box = box
        self.details = details


def _plain(typed: str | None, box: str) -> str:
    """Digits of any width as plain digits."""
    text = unicodedata.normalize("NFKC", typed or "").strip()
    if len(text) > _LONGEST:
        raise BadBox("too_long", box)
    return text


def build(typed: Mapping[str, str]) -> str | None:
    """The code of what was typed, or None when nothing was."""
    raw = {box: _plain(typed.get(box), box) for box in ("kind", *FIRST, *SECOND, "ongoing", "code")}
    kind = raw.pop("kind")
    filled = [box for box, text in raw.items() if text]
    if not kind:
        if filled:
            raise BadBox("kind_missing", "kind")
        return None
    if kind not in SHOWN:
        raise BadBox("kind", "kind")
    for box in filled:
        if box not in SHOWN[kind]:
            raise BadBox("not_shown", box)
    return _held(_code(kind, raw), kind)


def _code(kind: str, raw: Mapping[str, str]) -> str:
    if kind == "unknown":
        return "XXXX"
    if kind == "code":
        return raw["code"]
    if kind == "period":
        return _period(raw)
    for box in _NEEDED.get(kind, ()):
        if not raw[box]:
            raise BadBox(f"{box}_missing", box)
    if kind == "decade":
        raw = {**raw, "year": _decade(raw["year"])}
    suffixes = ("", "2") if kind in ("between", "either") else ("",)
    return _PATTERNS.get(kind, "{0}").format(*(_point(raw, suffix) for suffix in suffixes))


def _decade(year: str) -> str:
    """Its first year, as 1990, 1990s or 199X: a year within it would leave open what was meant."""
    if not re.fullmatch(r"[0-9]{3}(0s?|X)", year, re.IGNORECASE):
        raise BadBox("decade", "year")
    return f"{year[:3]}X"


def _period(raw: Mapping[str, str]) -> str:
    """A start and an end, one of which may be left empty: not known."""
    start = _point(raw, "") if any(raw[box] for box in FIRST) else ""
    ends = any(raw[box] for box in SECOND)
    if ends and raw["ongoing"]:
        raise BadBox("ongoing_and_end", "ongoing")
    if not start and not ends:
        raise BadBox("no_ends", "year")
    end = _point(raw, "2") if ends else ""
    return f"{start}/{'..' if raw['ongoing'] else end}"


def _point(raw: Mapping[str, str], suffix: str) -> str:
    """The code of one set of boxes."""
    day, month, season, year = (raw[f"{box}{suffix}"] for box in ("day", "month", "season", "year"))
    _check_set(day, month, season, suffix)
    code = _year(year, f"year{suffix}")
    if "X" in code and (month or season):
        raise BadBox("decade_alone", f"year{suffix}")
    if season:
        code += f"-{season}"
    if month:
        code += f"-{_two_digits(month, 'month', suffix)}"
    if day:
        code += f"-{_two_digits(day, 'day', suffix)}"
    return _checked(code, suffix) + _mark(raw, suffix)


def _check_set(day: str, month: str, season: str, suffix: str) -> None:
    if season and (month or day):
        raise BadBox("season_and_month", f"season{suffix}")
    if season and season not in ("21", "22", "23", "24"):
        raise BadBox("season", f"season{suffix}")
    if day and not month:
        raise BadBox("month_missing", f"month{suffix}")


def _year(year: str, box: str) -> str:
    if not year:
        raise BadBox("year_missing", box)
    if re.fullmatch(r"[0-9]{3}(0s|X)", year, re.IGNORECASE):
        return f"{year[:3]}X"
    if not re.fullmatch(r"[0-9]{4}", year):
        raise BadBox("year_digits", box)
    return year


def _two_digits(text: str, box: str, suffix: str) -> str:
    if not re.fullmatch(r"[0-9]{1,2}", text):
        raise BadBox(f"{box}_digits", f"{box}{suffix}")
    return text.zfill(2)


def _checked(code: str, suffix: str) -> str:
    try:
        parse(code)
    except BadDate as bad:
        raise BadBox(bad.reason, f"{_BOX_OF_REASON[bad.reason]}{suffix}", **bad.details) from bad
    return code


def _mark(raw: Mapping[str, str], suffix: str) -> str:
    about, unsure = bool(raw[f"about{suffix}"]), bool(raw[f"unsure{suffix}"])
    return {(True, True): "%", (True, False): "~", (False, True): "?"}.get((about, unsure), "")


def _held(code: str, kind: str) -> str:
    """The canonical code; what is wrong now is the order or likeness of two parts, or a code typed by hand."""
    try:
        return parse(code).code
    except BadDate as bad:
        raise BadBox(bad.reason, "code" if kind == "code" else "year2", **bad.details) from bad


def split(code: str | None) -> dict[str, str]:
    """The texts that show a code in the boxes; boxes that stay empty are left out."""
    if not code:
        return {}
    date = parse(code)
    if date.kind is Kind.UNKNOWN:
        return {"kind": "unknown"}
    simple = all(not point.hidden and point.precision is not Precision.CENTURY for point in date.points)
    return (_split_simple(date) if simple else None) or {"kind": "code", "code": date.code}


def _split_simple(date: Edtf) -> dict[str, str] | None:
    if date.kind is Kind.POINT:
        point = date.points[0]
        shown = {"kind": _SINGLE[point.precision], **_split_point(point, "")}
        return {**shown, "year": f"{point.year:04d}"} if point.precision is Precision.DECADE else shown
    kind = _kind_of_two(date)
    if kind is None:
        return None
    first, second = (date.parts[1], Edge.UNKNOWN) if kind == "before" else date.parts
    shown = {"kind": kind, **_split_end(first, ""), **_split_end(second, "2")}
    return {**shown, "ongoing": "y"} if kind == "period" and second is Edge.OPEN else shown


def _kind_of_two(date: Edtf) -> str | None:
    """The choice that shows two parts; None where there is none."""
    if date.kind is Kind.ONE_OF:
        return "either" if len(date.parts) == 2 else None
    if date.kind is Kind.INTERVAL:
        return "before" if date.parts[0] is Edge.OPEN else "period"
    if date.parts[0] is Edge.OPEN:
        return None
    return "after" if date.parts[1] is Edge.OPEN else "between"


def _split_end(part: Point | Edge, suffix: str) -> dict[str, str]:
    return _split_point(part, suffix) if isinstance(part, Point) else {}


def _split_point(point: Point, suffix: str) -> dict[str, str]:
    decade = point.precision is Precision.DECADE
    texts = {
        "day": str(point.day or ""),
        "season" if point.precision is Precision.SEASON else "month": str(point.month or ""),
        "year": point.code[:4] if decade else f"{point.year:04d}",
        "about": "y" if point.qualifier.about else "",
        "unsure": "y" if point.qualifier.unsure else "",
    }
    return {f"{box}{suffix}": text for box, text in texts.items() if text}
