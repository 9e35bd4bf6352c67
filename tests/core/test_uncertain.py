"""The form field of uncertain dates: boxes to code and back, refusals in words, what was typed is kept."""

import datetime as dt
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel, force_locale
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import InputRequired

from casefile.core.edtf import BadDate, parse
from casefile.core.uncertain import BadBox, Basis, DateEntry, UncertainDate, build, explain, split
from casefile.core.uncertain.boxes import BOXES, KINDS, SHOWN
from casefile.core.uncertain.messages import KIND_LABELS, REASONS
from tests.core.test_edtf import FURTHER, HOSTILE, PROFILE, codes

TEMPLATES = Path(__file__).parents[2] / "templates"


class Occurrence(Form):
    occurred = UncertainDate("When it happened", description="As near as anyone knows")
    reported = UncertainDate("When it was reported", required=True)


@pytest.fixture(scope="module")
def app() -> Iterator[Flask]:
    app = Flask("dates", template_folder=str(TEMPLATES))
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    Babel(app)
    app.jinja_env.globals["static"] = str
    app.jinja_env.add_extension("jinja2.ext.i18n")
    with app.test_request_context():
        yield app


def post(**boxes: str) -> UncertainDate:
    """The field after a form post; `kind` and so on are the boxes of `occurred`."""
    sent = MultiDict({f"occurred-{box}": text for box, text in boxes.items()})
    form = Occurrence(sent)
    form.validate()
    return form.occurred


# what is posted without scripts -> code
POSTED = [
    ({"kind": "exact", "day": "12", "month": "3", "year": "1998"}, "1998-03-12"),
    ({"kind": "exact", "day": "09", "month": "03", "year": "1998", "about": "y"}, "1998-03-09~"),
    ({"kind": "month", "month": "3", "year": "1998", "about": "on", "unsure": "on"}, "1998-03%"),
    ({"kind": "season", "season": "24", "year": "2009"}, "2009-24"),
    ({"kind": "year", "year": "1998", "unsure": "y"}, "1998?"),
    ({"kind": "year", "year": "１９９８"}, "1998"),
    ({"kind": "year", "year": " 0099 "}, "0099"),
    ({"kind": "decade", "year": "1990"}, "199X"),
    ({"kind": "decade", "year": "1990s"}, "199X"),
    ({"kind": "decade", "year": "199x", "about": "y"}, "199X~"),
    ({"kind": "period", "year": "1998", "year2": "2003"}, "1998/2003"),
    ({"kind": "period", "season": "24", "year": "1997", "month2": "5", "year2": "1998"}, "1997-24/1998-05"),
    ({"kind": "period", "year": "1998", "ongoing": "y"}, "1998/.."),
    ({"kind": "period", "year": "1998", "about": "y", "year2": "2003", "unsure2": "y"}, "1998~/2003?"),
    ({"kind": "period", "year2": "2003"}, "/2003"),
    ({"kind": "period", "year": "1998"}, "1998/"),
    ({"kind": "period", "year": "1990s", "year2": "2003"}, "199X/2003"),
    ({"kind": "between", "year": "1998", "year2": "2000"}, "[1998..2000]"),
    ({"kind": "before", "year": "2003"}, "../2003"),
    ({"kind": "before", "day": "1", "month": "2", "year": "2003"}, "../2003-02-01"),
    ({"kind": "after", "month": "12", "year": "2009"}, "[2009-12..]"),
    ({"kind": "either", "year": "1998", "year2": "1999"}, "[1998,1999]"),
    ({"kind": "unknown"}, "XXXX"),
    ({"kind": "code", "code": " 1998-03-xx "}, "1998-03-XX"),
    ({}, None),
    ({"kind": "", "year": " "}, None),
]


@pytest.mark.parametrize(("boxes", "code"), POSTED)
def test_plain_post_of_each_kind(app: Flask, boxes: dict[str, str], code: str | None) -> None:
    field = post(**boxes)
    assert field.errors == []
    assert field.data == DateEntry.of(code)
    assert bool(field.data) is (code is not None)


def test_every_kind_is_posted_above() -> None:
    assert {boxes.get("kind") for boxes, _ in POSTED} >= set(KINDS)


REFUSED = [
    ({"kind": "exact", "day": "31", "month": "11", "year": "1998"}, "day", "There is no 31 November 1998"),
    ({"kind": "exact", "day": "29", "month": "2", "year": "2001"}, "day", "There is no 29 February 2001"),
    ({"kind": "exact", "day": "45", "month": "2", "year": "2001"}, "day", "number from 1 to 31"),
    ({"kind": "exact", "day": "0", "month": "2", "year": "2001"}, "day", "number from 1 to 31"),
    ({"kind": "exact", "day": "x", "month": "2", "year": "2001"}, "day", "number from 1 to 31"),
    ({"kind": "exact", "month": "2", "year": "2001"}, "day", "Enter the day, or choose Month"),
    ({"kind": "exact", "day": "2", "year": "2001"}, "month", "Enter the month"),
    ({"kind": "month", "month": "13", "year": "2001"}, "month", "number from 1 to 12"),
    ({"kind": "month", "month": "March", "year": "2001"}, "month", "number from 1 to 12"),
    ({"kind": "month", "month": "3"}, "year", "Enter the year"),
    ({"kind": "month", "month": "3", "day": "4", "year": "2001"}, "day", "do not belong"),
    ({"kind": "season", "year": "2001"}, "season", "Choose the season"),
    ({"kind": "season", "season": "29", "year": "2001"}, "season", "spring, summer, autumn or winter"),
    ({"kind": "year", "year": "98"}, "year", "Enter the year as four digits"),
    ({"kind": "year", "year": "19 98"}, "year", "Enter the year as four digits"),
    ({"kind": "year", "year": "9" * 150}, "year", "Enter the year as four digits"),
    ({"kind": "year", "year": "9" * 5000}, "year", "too long"),
    ({"kind": "year", "year": "19\x0098"}, "year", "Enter the year as four digits"),
    ({"kind": "year", "year": "0000"}, "year", "There is no year 0"),
    ({"kind": "decade", "year": "1994"}, "year", "first year of the decade"),
    ({"kind": "period"}, "year", "Enter the start or the end"),
    ({"kind": "period", "ongoing": "y"}, "year", "Enter the start or the end"),
    ({"kind": "period", "about": "y", "year2": "2003"}, "year", "Enter the year"),
    ({"kind": "period", "day": "3", "year": "2001"}, "month", "Enter the month"),
    ({"kind": "period", "month": "3", "season": "21", "year": "2001"}, "season", "not both"),
    ({"kind": "period", "month": "3", "year": "1990s"}, "year", "A decade has no month"),
    ({"kind": "period", "year": "2003", "year2": "1998"}, "year2", "The end of the period must be after the start"),
    ({"kind": "period", "year": "1998", "year2": "2003", "ongoing": "y"}, "ongoing", "not both"),
    ({"kind": "period", "year": "1998", "day2": "31", "month2": "4", "year2": "2003"}, "day2", "There is no 31 April"),
    ({"kind": "between", "year": "1998"}, "year2", "Enter the year"),
    ({"kind": "either", "year": "1998", "year2": "1998"}, "year2", "Enter two different dates"),
    ({"kind": "unknown", "about": "y"}, "about", "do not belong"),
    ({"kind": "code", "code": "1998-02-30"}, "code", "There is no 30 February 1998"),
    ({"kind": "code", "code": ""}, "code", "Enter the date code"),
    ({"kind": "code", "code": "1998~-03"}, "code", "(~, ? or %)"),
    ({"kind": "fortnight", "year": "1998"}, "kind", "Choose what is known"),
    ({"year": "1998"}, "kind", "Choose what is known"),
    ({"kind": "unknown", "basis": "hearsay"}, "basis", "Choose on what the date rests"),
    ({"kind": "unknown", "wording": "a\x00b"}, "wording", "U+0000"),
    ({"kind": "unknown", "wording": "a\u202eb"}, "wording", "U+202E"),
    ({"kind": "unknown", "wording": "a\ud800b"}, "wording", "U+D800"),
    ({"kind": "unknown", "wording": "봄" * 201}, "wording", "it has 201"),
]


@pytest.mark.parametrize(("boxes", "box", "message"), REFUSED)
def test_refused_in_words_at_its_box(app: Flask, boxes: dict[str, str], box: str, message: str) -> None:
    field = post(**boxes)
    assert len(field.errors) == 1
    assert message in field.errors[0]
    assert field.bad_box == box
    assert field.first_id == ("occurred-kind-exact" if box == "kind" else f"occurred-{box}")
    assert {name: text for name, [text] in field.raw_values().items() if text} == {
        f"occurred-{name}": text for name, text in boxes.items() if text
    }


def test_refused_in_korean_with_the_month_of_the_language(app: Flask) -> None:
    with force_locale("ko"):
        assert "11월" in explain(BadBox("day", "day", day=31, month=11, year=1998))


@pytest.mark.parametrize(("reason", "text"), HOSTILE)
def test_every_refusal_of_the_profile_has_words(app: Flask, reason: str, text: str) -> None:
    with pytest.raises(BadDate) as refusal:
        parse(text)
    said = explain(refusal.value)
    assert said
    assert "%(" not in said
    assert "%%" not in said


def test_every_kind_and_reason_has_a_label(app: Flask) -> None:
    assert tuple(KIND_LABELS) == KINDS
    assert {reason for reason, _ in HOSTILE} <= set(REASONS)


boxes_typed = st.dictionaries(
    st.sampled_from(BOXES),
    st.text(max_size=30) | st.sampled_from(["1", "12", "31", "1998", "2003", "199X", "21", "y", "１９９８", "٣", "²"]),
)


@given(boxes_typed, st.sampled_from([*KINDS, "", "nonsense"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_in_any_box_raises(app: Flask, typed: dict[str, str], kind: str) -> None:
    field = post(**{**typed, "kind": kind})
    assert field.errors or field.data == DateEntry.of(field.data.code, field.data.wording, field.data.basis)
    assert isinstance(field.words, str)
    assert Occurrence(MultiDict(field_values(field))).occurred.data == field.data


def field_values(field: UncertainDate) -> list[tuple[str, str]]:
    return [(name, text) for name, texts in field.raw_values().items() for text in texts]


@given(codes)
def test_stored_codes_come_back_as_they_were(code: str) -> None:
    assert build(split(code)) == parse(code).code


@pytest.mark.parametrize("code", [code for code, *_ in PROFILE + FURTHER])
def test_editing_a_record_changes_nothing(app: Flask, code: str) -> None:
    entry = DateEntry.of(code, "봄쯤이었다", Basis.MEMORY)
    opened = Occurrence(data={"occurred": entry}).occurred
    assert opened.data == entry
    assert opened.typed["kind"] in SHOWN
    assert Occurrence(MultiDict(field_values(opened))).occurred.data == entry


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("1998-03-12", "exact"),
        ("1998-03-XX", "code"),
        ("19XX", "code"),
        ("199X", "decade"),
        ("1998-24", "season"),
        ("1998/..", "period"),
        ("/2003", "period"),
        ("../2003", "before"),
        ("[..2003]", "code"),
        ("[1998..]", "after"),
        ("[1998..2000]", "between"),
        ("[1998,1999]", "either"),
        ("[1998,1999,2000]", "code"),
        ("1998-XX/2003", "code"),
        ("XXXX", "unknown"),
    ],
)
def test_choice_shown_for_a_stored_code(code: str, kind: str) -> None:
    assert split(code)["kind"] == kind


def test_nothing_stored_shows_nothing() -> None:
    assert split(None) == {}


def test_value_of_records_and_defaults(app: Flask) -> None:
    class Preset(Form):
        fixed = UncertainDate("Fixed", default="1998")
        made = UncertainDate("Made", default=lambda: DateEntry.of("199X"))
        changed = UncertainDate("Changed", filters=[lambda entry: entry or DateEntry.of("XXXX")])

    form = Preset()
    assert form.fixed.data.code == "1998"
    assert form.made.data.earliest == dt.date(1990, 1, 1)
    assert form.changed.data.code == "XXXX"


def test_code_alone_may_be_posted(app: Flask) -> None:
    form = Occurrence(MultiDict({"occurred": "1998-03~", "reported": "last spring"}))
    assert not form.validate()
    assert form.occurred.data.code == "1998-03~"
    assert "date code" in form.reported.errors[0]


def test_required(app: Flask) -> None:
    form = Occurrence(MultiDict({"reported-basis": "memory"}))
    assert not form.validate()
    assert form.errors == {"reported": ["Enter the date, or choose Unknown"]}
    assert form.reported.flags.required
    assert Occurrence(MultiDict({"reported-wording": "long ago"})).validate()
    assert isinstance(UncertainDate("x", required="Say when").kwargs["required"], str)

    class Own(Form):
        day = UncertainDate("Day", required="Say when")

    own = Own(MultiDict())
    own.validate()
    assert own.day.errors == ["Say when"]
    assert any(isinstance(check, InputRequired) for check in own.day.validators)


def test_uploads_under_the_names_are_not_text(app: Flask) -> None:
    form = Occurrence(MultiDict({"occurred-year": object()}))
    assert form.occurred.data == DateEntry()


def test_words(app: Flask) -> None:
    entry = DateEntry.of("2013-03~", "삼월쯤", Basis.MEMORY)
    field = Occurrence(data={"occurred": entry}).occurred
    assert field.words == "about March 2013 · “삼월쯤” · Memory"
    assert entry.words("ko") == "2013년 3월경"
    with force_locale("ko"):
        assert field.words.startswith("2013년 3월경")
    assert DateEntry().words() == ""
    assert Occurrence().occurred.words == ""


def test_words_without_an_application() -> None:
    assert DateEntry.of("2013-03~").words() == "about March 2013"


# --- the page ---


class Page(HTMLParser):
    """Collects elements and checks that every label and description points at something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.ids = [found["id"] for _, found in self.elements if "id" in found]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def all(self, **wanted: str) -> list[dict[str, str | None]]:
        return [found for _, found in self.elements if wanted.items() <= found.items()]


def test_page_without_scripts(app: Flask) -> None:
    page = Page(str(Occurrence().occurred()))
    names = {found["name"] for _, found in page.elements if "name" in found}
    assert names == {f"occurred-{box}" for box in BOXES}
    assert len(page.ids) == len(set(page.ids))
    pointed = [found["for"] for tag, found in page.elements if tag == "label"]
    pointed += [id for _, found in page.elements for id in (found.get("aria-describedby") or "").split()]
    assert set(pointed) <= set(page.ids)
    assert not any({"style", "onclick"} & found.keys() for _, found in page.elements)
    assert {kind for _, found in page.elements for kind in (found.get("data-for") or "").split()} <= set(KINDS)
    assert [found["value"] for found in page.all(type="radio")] == list(KINDS)
    assert not page.all(hidden="")


def test_page_keeps_what_was_typed(app: Flask) -> None:
    field = post(kind="period", year="1998", month="13", season2="24", year2='"><b>', about2="y", basis="anchor")
    html = str(field())
    page = Page(html)
    assert [found["value"] for found in page.all(type="radio") if "checked" in found] == ["period"]
    assert page.all(id="occurred-month")[0]["value"] == "13"
    assert page.all(id="occurred-month")[0]["aria-invalid"] == "true"
    assert page.all(id="occurred-year2")[0]["value"] == '"><b>'
    assert [found["value"] for tag, found in page.elements if tag == "option" and "selected" in found] == [
        "24",
        "anchor",
    ]
    assert [found["name"] for found in page.all(type="checkbox") if "checked" in found] == ["occurred-about2"]
    assert "<b>" not in html
    assert html.index("occurred-hint") < html.index('id="occurred-error"') < html.index('type="radio"')
    assert "Enter the month as a number from 1 to 12" in html


def test_page_says_a_valid_date_in_words(app: Flask) -> None:
    html = str(post(kind="month", month="3", year="2013", about="y")())
    assert "about March 2013 <code>2013-03~</code>" in html
    with force_locale("ko"):
        assert "2013년 3월경" in str(post(kind="month", month="3", year="2013", about="y")())
    assert "(required)" in str(Occurrence().reported())
    assert "aria-invalid" in str(post(year="1998")())
