"""Say a held date in words, in the languages of the house.

Whole patterns per language instead of the message catalogue: a date is said the same on a page, in a worker and in a
printed file, and each language sets its own order. A further language is one more `Table`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from casefile.core.edtf.model import WINTER, Edge, Edtf, Kind, Point, Precision


@dataclass(frozen=True)
class Table:
    """The patterns of one language."""

    months: tuple[str, ...]
    seasons: Mapping[int, str]
    points: Mapping[Precision, str]
    winter: str
    years: str  # a decade or century that its number alone does not tell apart
    about: Mapping[Precision, str]
    unsure: str
    hidden: Mapping[str, str]
    alone: str  # a decade or century that stands by itself
    spans: Mapping[tuple[Kind, str, str], str]  # by what stands at each end: "a date", "..", or nothing
    listed: str  # between the choices before the last
    choice: str
    unknown: str


_DATE = "a date"

ENGLISH = Table(
    months=(
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
    seasons={21: "spring", 22: "summer", 23: "autumn", 24: "winter"},
    points={
        Precision.DAY: "{day} {month} {year}",
        Precision.MONTH: "{month} {year}",
        Precision.SEASON: "{season} {year}",
        Precision.YEAR: "{year}",
        Precision.DECADE: "the {year}s",
        Precision.CENTURY: "the years {year}–{last}",
    },
    winter="{season} {year}–{next}",
    years="the years {year}–{last}",
    about=dict.fromkeys(Precision, "about {date}"),
    unsure="{date} (uncertain)",
    hidden={"day": "a day in {date}", "month": "a month in {date}"},
    alone="some time in {date}",
    spans={
        (Kind.INTERVAL, _DATE, _DATE): "from {start} until {end}",
        (Kind.INTERVAL, _DATE, Edge.OPEN): "since {start}, continuing",
        (Kind.INTERVAL, _DATE, Edge.UNKNOWN): "from {start}, end unknown",
        (Kind.INTERVAL, Edge.OPEN, _DATE): "before {end}",
        (Kind.INTERVAL, Edge.UNKNOWN, _DATE): "until {end}, start unknown",
        (Kind.BETWEEN, _DATE, _DATE): "some time between {start} and {end}",
        (Kind.BETWEEN, _DATE, Edge.OPEN): "after {start}",
        (Kind.BETWEEN, Edge.OPEN, _DATE): "{end} or earlier",
    },
    listed=", ",
    choice="either {first} or {last}",
    unknown="date unknown",
)

KOREAN = Table(
    months=tuple(f"{number}월" for number in range(1, 13)),
    seasons={21: "봄", 22: "여름", 23: "가을", 24: "겨울"},
    points={
        Precision.DAY: "{year}년 {month} {day}일",
        Precision.MONTH: "{year}년 {month}",
        Precision.SEASON: "{year}년 {season}",
        Precision.YEAR: "{year}년",
        Precision.DECADE: "{year}년대",
        Precision.CENTURY: "{year}–{last}년",
    },
    winter="{year}–{next}년 {season}",
    years="{year}–{last}년",
    about={
        **dict.fromkeys(Precision, "{date}경"),
        **dict.fromkeys((Precision.SEASON, Precision.DECADE, Precision.CENTURY), "{date} 무렵"),
    },
    unsure="{date}(불확실)",
    hidden={"day": "{date}의 어느 날", "month": "{date}의 어느 달"},
    alone="{date}의 어느 때",
    spans={
        (Kind.INTERVAL, _DATE, _DATE): "{start}부터 {end}까지",
        (Kind.INTERVAL, _DATE, Edge.OPEN): "{start}부터 계속",
        (Kind.INTERVAL, _DATE, Edge.UNKNOWN): "{start}부터, 끝난 때는 모름",
        (Kind.INTERVAL, Edge.OPEN, _DATE): "{end} 이전",
        (Kind.INTERVAL, Edge.UNKNOWN, _DATE): "{end}까지, 시작한 때는 모름",
        (Kind.BETWEEN, _DATE, _DATE): "{start}에서 {end} 사이의 어느 때",
        (Kind.BETWEEN, _DATE, Edge.OPEN): "{start} 이후",
        (Kind.BETWEEN, Edge.OPEN, _DATE): "{end} 또는 그 이전",
    },
    listed=", ",
    choice="{first} 또는 {last}",
    unknown="날짜 모름",
)

TABLES: Mapping[str, Table] = {"en": ENGLISH, "ko": KOREAN}


def words(date: Edtf, locale: object = "en") -> str:
    """A date in words; `locale` is a code or a Babel locale, English where the language is not known."""
    table = TABLES.get(str(locale)[:2].lower(), ENGLISH)
    if date.kind is Kind.UNKNOWN:
        return table.unknown
    if date.kind is Kind.POINT:
        return _say(date.points[0], table, alone=True)
    if date.kind is Kind.ONE_OF:
        *before, last = [_say(point, table) for point in date.points]
        return table.choice.format(first=table.listed.join(before), last=last)
    ends = [_say(part, table) if isinstance(part, Point) else "" for part in date.parts]
    shape = [part if isinstance(part, Edge) else _DATE for part in date.parts]
    return table.spans[date.kind, shape[0], shape[1]].format(start=ends[0], end=ends[1])


def _say(point: Point, table: Table, alone: bool = False) -> str:
    said = _bare(point, table)
    if point.qualifier.about:
        said = table.about[point.precision].format(date=said)
    elif alone and point.precision in (Precision.DECADE, Precision.CENTURY):
        said = table.alone.format(date=said)
    if point.hidden:
        said = table.hidden[point.hidden].format(date=said)
    return table.unsure.format(date=said) if point.qualifier.unsure else said


def _bare(point: Point, table: Table) -> str:
    pattern = table.points[point.precision]
    if point.month == WINTER:
        pattern = table.winter
    elif point.precision is Precision.DECADE and point.year % 100 == 0:
        pattern = table.years  # "the 1900s" would be read as a century
    named = point.month is not None and point.precision is not Precision.SEASON
    return pattern.format(
        year=point.year,
        next=point.year + 1,
        last=point.year + (9 if point.precision is Precision.DECADE else 99),
        month=table.months[point.month - 1] if named and point.month else "",
        season=table.seasons.get(point.month or 0, ""),
        day=point.day,
    )
