"""The date profile: what is held, what is refused and why, bounds, order and words."""

import datetime as dt
import math

import edtf as independent
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.core.edtf import BadDate, Edge, Kind, Precision, Qualifier, overlaps, parse, words
from casefile.core.edtf.model import qualifier_of
from casefile.core.edtf.wording import TABLES


def day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


# what a witness says: code, earliest, latest, English, Korean
PROFILE = [
    ("1998-03-12", "1998-03-12", "1998-03-12", "12 March 1998", "1998년 3월 12일"),
    ("1998-03", "1998-03-01", "1998-03-31", "March 1998", "1998년 3월"),
    ("1998-03~", "1998-02-01", "1998-04-30", "about March 1998", "1998년 3월경"),
    ("1998?", "1998-01-01", "1998-12-31", "1998 (uncertain)", "1998년(불확실)"),
    ("1998%", "1997-01-01", "1999-12-31", "about 1998 (uncertain)", "1998년경(불확실)"),
    ("199X", "1990-01-01", "1999-12-31", "some time in the 1990s", "1990년대의 어느 때"),
    ("1998-03-XX", "1998-03-01", "1998-03-31", "a day in March 1998", "1998년 3월의 어느 날"),
    ("1998-21", "1998-03-01", "1998-05-31", "spring 1998", "1998년 봄"),
    ("1998/2003", "1998-01-01", "2003-12-31", "from 1998 until 2003", "1998년부터 2003년까지"),
    ("1998/..", "1998-01-01", None, "since 1998, continuing", "1998년부터 계속"),
    ("/2003", None, "2003-12-31", "until 2003, start unknown", "2003년까지, 시작한 때는 모름"),
    ("../2003", None, "2003-12-31", "before 2003", "2003년 이전"),
    ("[1998,1999]", "1998-01-01", "1999-12-31", "either 1998 or 1999", "1998년 또는 1999년"),
]

FURTHER = [
    ("1998-22", "1998-06-01", "1998-08-31", "summer 1998", "1998년 여름"),
    ("1998-23", "1998-09-01", "1998-11-30", "autumn 1998", "1998년 가을"),
    ("1998-24", "1998-12-01", "1999-02-28", "winter 1998–1999", "1998–1999년 겨울"),
    ("1999-24", "1999-12-01", "2000-02-29", "winter 1999–2000", "1999–2000년 겨울"),
    ("1998-21~", "1997-12-01", "1998-08-31", "about spring 1998", "1998년 봄 무렵"),
    ("1998-03-12~", "1998-03-11", "1998-03-13", "about 12 March 1998", "1998년 3월 12일경"),
    ("2026-11-24", "2026-11-24", "2026-11-24", "24 November 2026", "2026년 11월 24일"),
    ("2013-03~", "2013-02-01", "2013-04-30", "about March 2013", "2013년 3월경"),
    ("199X~", "1980-01-01", "2009-12-31", "about the 1990s", "1990년대 무렵"),
    ("199X?", "1990-01-01", "1999-12-31", "some time in the 1990s (uncertain)", "1990년대의 어느 때(불확실)"),
    ("190X", "1900-01-01", "1909-12-31", "some time in the years 1900–1909", "1900–1909년의 어느 때"),
    ("19XX", "1900-01-01", "1999-12-31", "some time in the years 1900–1999", "1900–1999년의 어느 때"),
    ("1998-XX", "1998-01-01", "1998-12-31", "a month in 1998", "1998년의 어느 달"),
    ("1998-XX-XX", "1998-01-01", "1998-12-31", "a day in 1998", "1998년의 어느 날"),
    (
        "1998-03-XX%",
        "1998-02-01",
        "1998-04-30",
        "a day in about March 1998 (uncertain)",
        "1998년 3월경의 어느 날(불확실)",
    ),
    ("1998/", "1998-01-01", None, "from 1998, end unknown", "1998년부터, 끝난 때는 모름"),
    (
        "1998~/2003-05?",
        "1997-01-01",
        "2003-05-31",
        "from about 1998 until May 2003 (uncertain)",
        "1998년경부터 2003년 5월(불확실)까지",
    ),
    ("199X/2003", "1990-01-01", "2003-12-31", "from the 1990s until 2003", "1990년대부터 2003년까지"),
    (
        "[1998,1999,2001-03]",
        "1998-01-01",
        "2001-03-31",
        "either 1998, 1999 or March 2001",
        "1998년, 1999년 또는 2001년 3월",
    ),
    ("[1998..2000]", "1998-01-01", "2000-12-31", "some time between 1998 and 2000", "1998년에서 2000년 사이의 어느 때"),
    ("[1998..]", "1998-01-01", None, "after 1998", "1998년 이후"),
    ("[..2003]", None, "2003-12-31", "2003 or earlier", "2003년 또는 그 이전"),
    ("XXXX", None, None, "date unknown", "날짜 모름"),
    ("0001~", "0001-01-01", "0002-12-31", "about 1", "1년경"),
    ("0001-01-01~", "0001-01-01", "0001-01-02", "about 1 January 1", "1년 1월 1일경"),
    ("9999-12-31~", "9999-12-30", "9999-12-31", "about 31 December 9999", "9999년 12월 31일경"),
    ("9999-24", "9999-12-01", "9999-12-31", "winter 9999–10000", "9999–10000년 겨울"),
    ("99XX~", "9800-01-01", "9999-12-31", "about the years 9900–9999", "9900–9999년 무렵"),
]


@pytest.mark.parametrize(("code", "earliest", "latest", "english", "korean"), PROFILE + FURTHER)
def test_profile(code: str, earliest: str | None, latest: str | None, english: str, korean: str) -> None:
    date = parse(code)
    assert (date.code, str(date)) == (code, code)
    assert (date.earliest, date.latest) == (day(earliest), day(latest))
    assert words(date, "en") == english
    assert words(date, "ko") == korean


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" 1998-03 ", "1998-03"),
        ("199x", "199X"),
        ("1998-03-xx", "1998-03-XX"),
        ("1998 / 2003", "1998/2003"),
        ("[ 1998 , 1999 ]", "[1998,1999]"),
        ("[1998 .. 2000]", "[1998..2000]"),
        ("1998/ ..", "1998/.."),
        ("[1999,1998]", "[1999,1998]"),
    ],
)
def test_other_ways_to_write_it_become_one_code(text: str, code: str) -> None:
    assert parse(text).code == code


# grouped by the reason with which each is refused; at least 200 in all
# fmt: off
REFUSED = {
    "empty": [
        "", " ", "\t\n", "\u3000", "\xa0"
    ],
    "too_long": ["1" * 201, f"[{','.join(['1998'] * 60)}]", "\x00" * 500, "김" * 300, "9" * 100_000],
    "year_zero": [
        "0000", "0000-01-01", "0000-21", "000X", "00XX", "0000~", "0000/1998", "[0000,1998]"
    ],
    "year_negative": [
        "-0001", "-1", "-1998", "-1998-03-12", "-1998/2003", "1998/-1997", "-0044-03-15"
    ],
    "year_range": [
        "10000", "12345", "Y17E7", "Y-170000002", "y10000", "123456", "10000-01-01", "1E9", "1998S2",
        "199XX"
    ],
    "year_digits": [
        "1", "98", "998", "98-03-12", "3/1998", "98?", "XX", "9X", "03/1998", "1998/3", "098", "98/99"
    ],
    "two_digits": [
        "1998-3", "1998-3-12", "1998-03-1", "1998-3-1", "1998-3~", "1998-X", "1998-03-X"
    ],
    "month": [
        "1998-13", "1998-00", "1998-20", "1998-42", "1998-99", "1998-13-01", "1998-00-00", "1998/1999-13"
    ],
    "season": [
        "1998-25", "1998-29", "1998-33", "1998-37", "1998-41", "1998-40/1999"
    ],
    "season_day": [
        "1998-21-01", "1998-24-31", "1998-22-XX"
    ],
    "day": [
        "1998-02-29", "1900-02-29", "1998-02-30", "1998-04-31", "1998-06-31", "1998-09-31", "1998-11-31",
        "1998-01-32", "1998-01-00", "1998-12-99", "2001-02-29", "1998-02-30~", "1998/1999-02-29",
        "[1998-02-30,1999]", "[1998-02-30..1999]"
    ],
    "unspecified": [
        "X998", "XX98", "1X98", "19X8", "XXX8", "1XXX", "XXX1", "199X-03", "199X-03-12", "19XX-XX",
        "XXXX-12", "XXXX-12-25", "XXXX-XX-XX", "1998-1X", "1998-X1", "1998-03-1X", "1998-03-X1",
        "1998-XX-12", "XXXX-XX", "199X-XX", "199X-21"
    ],
    "unknown_part": [
        "XXXX/1998", "1998/XXXX", "[XXXX,1998]", "XXXX~", "XXXX?", "XXXX%", "[1998..XXXX]"
    ],
    "qualifier_place": [
        "1998~-03", "1998-03~-12", "?1998", "~1998", "1998-~03", "1998~?", "1998?~", "1998??", "1998%%",
        "~", "?", "1998-03-?12", "1998?-03-12~", "%1998-03", "1998-03?~"
    ],
    "separators": [
        "1998.03.12", "12.03.1998", "12/03/1998", "3/12/98", "1998/03/12", "19980312", "1998 03 12",
        "1998_03_12", "1998\u201303\u201312", "1998\u201003", "1998\u201403", "1998\\03\\12", "1998|03",
        "1998. 3. 12.", "1998.3", "1998 03", "12 03 1998", "1998\u20132003", "1998\u221203", "03.1998",
        "1.1.1", "1998.3.12"
    ],
    "time": [
        "1998-03-12T10:00:00Z", "1998-03-12T10:00", "10:30", "1998-03-12 10:30", "2004-01-01T10:10:10+05:00"
    ],
    "week": [
        "1998-W12", "1998W12", "1998-W12-1"
    ],
    "day_of_year": [
        "1998-071", "1998-365", "1998-000"
    ],
    "set_of_all": [
        "{1998,1999}", "{1998..2000}", "{1998}", "{", "}"
    ],
    "brackets": [
        "[1998,1999", "1998,1999]", "[1998,1999]?", "[[1998,1999]]", "]1998[", "[", "]", "[1998]/[1999]",
        "[1998,[1999]]"
    ],
    "span_in_choice": [
        "[1998/1999,2000]", "[1998..2000,2003]", "[1998..2000..2003]", "[1998,1999..]", "[1998/..]",
        "[......]"
    ],
    "one_choice": [
        "[1998]", "[1998-03-12]", "[199X]"
    ],
    "same_twice": [
        "[1998,1998]", "[1998,1999,1998]", "[199x,199X]"
    ],
    "too_many_parts": [
        "1998//2003", "1998/1999/2000", "//", "///", "../1998/..", "1998/2003/"
    ],
    "no_ends": [
        "/", "../..", "../", "/..", "[..]", " / "
    ],
    "end_before_start": [
        "2003/1998", "1998-04/1998-03", "1998-03-13/1998-03-12", "2000/199X", "[2000..1998]",
        "1998-12-31/1998-01", "2003~/1998~", "1998-23/1998-21"
    ],
    "empty_part": [
        "[,1998]", "[1998,]", "[]", "[,]", "[1998,,1999]"
    ],
    "character": [
        "abc", "March 1998", "1998년", "１９９８", "١٩٩٨", "1998\x00", "\x00", "1998\u202e", "<script>",
        "'; DROP TABLE", "1998-03-12!", "1998+03", "\ud800", "1998\u200b-03", "²⁰⁰¹", "Ⅻ", "NaN", "inf",
        "None", "null", "1998*", "(1998)", "1998&1999", "1998=1999", "12th", "unknown", "open", "1998/open",
        "unknown/1998", "uuuu", "199u", "1998-uu", "1998@", "1998#", "김", "$(id)", "1998;1999", "주체87",
        "S1998", "1998\ud83d"
    ],
    "form": [
        "..", "...", "-", "--", ".", ",", "1998,1999", "1998..2003", "1998-", "1998-03-", "1998-03-12-",
        "1998--03", "1998 -", "1998-03-12-01"
    ],
}
# fmt: on
HOSTILE = [(reason, text) for reason, texts in REFUSED.items() for text in texts]


def test_there_are_many_hostile_texts() -> None:
    assert len({text for _, text in HOSTILE}) >= 200


@pytest.mark.parametrize(("reason", "text"), HOSTILE)
def test_refused_with_its_reason(reason: str, text: str) -> None:
    with pytest.raises(BadDate) as refusal:
        parse(text)
    assert refusal.value.reason == reason


def test_refusal_carries_what_the_message_needs() -> None:
    with pytest.raises(BadDate) as refusal:
        parse("1998/2001-11-31")
    assert refusal.value.part == "2001-11-31"
    assert refusal.value.details == {"day": 31, "month": 11, "year": 2001}


# --- properties ---

years = st.integers(1, 9999).map("{:04d}".format)
two = st.integers(1, 28).map("{:02d}".format)
months = st.integers(1, 12).map("{:02d}".format)
bare = st.one_of(
    years,
    st.builds("{}-{}".format, years, months),
    st.builds("{}-{}-{}".format, years, months, two),
    st.builds("{}-{}-XX".format, years, months),
    st.builds("{}-{}".format, years, st.sampled_from(["21", "22", "23", "24", "XX", "XX-XX"])),
    st.integers(1, 999).map("{:03d}X".format),
    st.integers(1, 99).map("{:02d}XX".format),
)
points = st.builds("{}{}".format, bare, st.sampled_from(["", "~", "?", "%"]))


def _ordered(pattern: str, one: str, other: str) -> str:
    first, last = sorted((one, other), key=lambda code: parse(code).sort_key)
    return pattern.format(first, last)


def held(text: str) -> bool:
    try:
        parse(text)
    except BadDate:
        return False
    return True


codes = st.one_of(
    points,
    st.builds(_ordered, st.sampled_from(["{}/{}", "[{}..{}]"]), points, points).filter(held),
    st.builds("{}/".format, points),
    st.builds("{}/..".format, points),
    st.builds("/{}".format, points),
    st.builds("../{}".format, points),
    st.builds("[{}..]".format, points),
    st.builds("[..{}]".format, points),
    st.lists(points, min_size=2, max_size=6, unique=True).map(lambda found: f"[{','.join(found)}]"),
    st.just("XXXX"),
)


@given(codes)
def test_round_trip(code: str) -> None:
    date = parse(code)
    assert parse(date.code) == date
    assert parse(code.lower()).code == date.code == code
    assert parse(f"  {code}\n") == date


@given(codes)
def test_earliest_is_not_after_latest(code: str) -> None:
    date = parse(code)
    if date.earliest and date.latest:
        assert date.earliest <= date.latest
    for point in date.points:
        assert point.earliest <= point.strict[0] <= point.strict[1] <= point.latest


@given(codes, codes)
def test_overlap_is_symmetric(one: str, other: str) -> None:
    left, right = parse(one), parse(other)
    assert overlaps(left, right) == overlaps(right, left)
    assert overlaps(left, left)


@given(codes, st.sampled_from([*TABLES, "en_GB", "ko_KR", "fr", None]))
def test_everything_held_has_words(code: str, locale: str | None) -> None:
    said = words(parse(code), locale)
    assert said.strip()
    assert "{" not in said
    assert "None" not in said


@given(st.text(alphabet=st.sampled_from("0123456789X~?%-/.,[]{} TYW:"), max_size=24) | st.text(max_size=40))
def test_any_text_is_held_or_refused(text: str) -> None:
    if held(text):
        assert parse(parse(text).code) == parse(text)


# --- details ---


@pytest.mark.parametrize(
    ("code", "precision", "qualifier", "kind"),
    [
        ("1998-03-12", Precision.DAY, Qualifier.NONE, Kind.POINT),
        ("1998-03-XX~", Precision.MONTH, Qualifier.APPROXIMATE, Kind.POINT),
        ("1998-21?", Precision.SEASON, Qualifier.UNCERTAIN, Kind.POINT),
        ("1998%", Precision.YEAR, Qualifier.BOTH, Kind.POINT),
        ("1998-XX", Precision.YEAR, Qualifier.NONE, Kind.POINT),
        ("199X", Precision.DECADE, Qualifier.NONE, Kind.POINT),
        ("19XX", Precision.CENTURY, Qualifier.NONE, Kind.POINT),
        ("1998~/2003?", Precision.INTERVAL, Qualifier.BOTH, Kind.INTERVAL),
        ("1998/..", Precision.INTERVAL, Qualifier.NONE, Kind.INTERVAL),
        ("[1998~,1999]", Precision.ONE_OF, Qualifier.APPROXIMATE, Kind.ONE_OF),
        ("[1998..]", Precision.BETWEEN, Qualifier.NONE, Kind.BETWEEN),
        ("XXXX", Precision.UNKNOWN, Qualifier.NONE, Kind.UNKNOWN),
    ],
)
def test_precision_and_qualifier(code: str, precision: Precision, qualifier: Qualifier, kind: Kind) -> None:
    date = parse(code)
    assert (date.precision, date.qualifier, date.kind) == (precision, qualifier, kind)


def test_ends_tell_open_from_unknown() -> None:
    assert parse("1998/..").parts[1] is Edge.OPEN
    assert parse("1998/").parts[1] is Edge.UNKNOWN


def test_qualifiers_combine() -> None:
    pairs = [(False, False), (True, False), (False, True), (True, True)]
    assert [qualifier_of(*pair) for pair in pairs] == ["", "~", "?", "%"]
    assert [(mark.about, mark.unsure) for mark in (qualifier_of(*pair) for pair in pairs)] == pairs


def test_order() -> None:
    """Of dates with the same first day the shorter comes first; without a first day the last day counts."""
    in_order = [
        *("../1990", "1998", "1998/2003", "1998/..", "1998-03", "1998-03-12", "1998-24", "/2003", "2004", "XXXX")
    ]
    dates = sorted((parse(code) for code in reversed(in_order)), key=lambda date: date.sort_key)
    assert [date.code for date in dates] == in_order


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("1998", "1998-03-12", True),
        ("1998", "1999", False),
        ("1998~", "1999", True),
        ("1998/..", "2026", True),
        ("1998/..", "1997-12-31", False),
        ("../2003", "2003-12-31", True),
        ("../2003", "2004", False),
        ("XXXX", "1998", True),
        ("1998/", "/1998", True),
        ("1999/", "/1998", False),
        ("1998-24", "1999-02", True),
        ("1998-24", "1998-01", False),
    ],
)
def test_overlap(one: str, other: str, shared: bool) -> None:
    assert overlaps(parse(one), parse(other)) is shared


# --- an independent reader of the same standard ---

SHARED = [code for code, *_ in PROFILE + FURTHER if code not in ("XXXX", "1998-21~", "/2003", "1998/")]
OTHER_CALENDAR_YEAR = ("1998-24", "1999-24", "9999-24")  # it cuts winter off at 31 December


def _their_bound(found: object) -> tuple[int, ...] | None:
    if isinstance(found, float):  # open ends are float infinities there
        assert math.isinf(found)
        return None
    return tuple(found)[:3]  # type: ignore[arg-type]


def _triple(bound: dt.date | None) -> tuple[int, ...] | None:
    return None if bound is None else (bound.year, bound.month, bound.day)


@pytest.mark.parametrize("code", SHARED)
def test_independent_library_agrees_on_strict_bounds(code: str) -> None:
    theirs = independent.parse_edtf(code)
    ours = parse(code)
    starts = [point.strict[0] for point in ours.points]
    ends = [point.strict[1] for point in ours.points]
    assert _their_bound(theirs.lower_strict()) == _triple(min(starts) if ours.earliest else None)
    if code in OTHER_CALENDAR_YEAR:
        assert _their_bound(theirs.upper_strict()) == (int(code[:4]), 12, 31)
    else:
        assert _their_bound(theirs.upper_strict()) == _triple(max(ends) if ours.latest else None)


@pytest.mark.parametrize("code", ["/2003", "1998/", "XXXX"])
def test_independent_library_reads_what_it_bounds_otherwise(code: str) -> None:
    """It gives an unknown end ten years; here nobody guesses how far an unknown end reaches."""
    assert independent.parse_edtf(code)


@given(bare.filter(lambda code: not code.endswith("-24")))
def test_independent_library_agrees_on_points(code: str) -> None:
    theirs, ours = independent.parse_edtf(code), parse(code)
    assert _their_bound(theirs.lower_strict()) == _triple(ours.earliest)
    assert _their_bound(theirs.upper_strict()) == _triple(ours.latest)
