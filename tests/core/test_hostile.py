"""Five hundred hostile dates and names through the form: each is held as it was meant or refused in words."""

from __future__ import annotations

import unicodedata
from itertools import product

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import Form

from casefile.core.edtf import parse
from casefile.core.fields import Line
from casefile.core.names import name_keys
from casefile.core.names.skeleton import wide_keys
from casefile.core.names.table import BUILT_IN
from casefile.core.uncertain import UncertainDate
from casefile.core.uncertain.messages import REASONS
from casefile.officials.forms.officials import says_a_name

_PARTS = ["", "0", "00", "0000", "1", "13", "31", "32", "99", "1998", "-1998", "19980", "199X", "XX", "XXXX",
          "２", "१९९८"]
_SHAPES = ["{0}-{1}", "{0}/{1}", "[{0},{1}]", "[{0}..{1}]", "{0}~{1}"]
_BY_HAND = [
    '1998-02-29', '2000-02-30', '1900-02-29', '1998-04-31', '1998-3-1', '98-03-12', '12.03.1998', '12/03/1998',
    '1998.03.12', '19980312', '1998/03/12', '1998-W12', '1998-365', 'Y19980', '1E3', '1998-03-12T10:00',
    '1998-03-12T10:00Z', '1998-25', '1998-41', '{1998,1999}', '[1998]', '[1998,1998]', '[1998,', '1998]', '[]',
    '[[1998,1999]]', '[1998/1999,2000]', '1998/1997', '../..', '/', '//', '..', '1998/../1999', '?1998',
    '~1998', '1998??', '1998%%', '1998~?', '19?8', '1?98', 'X998', '1XXX', 'XXX8', '1998-X1', '1998-1X',
    '1998-XX-12', '1998-0X', '0000', '-0001', '+1998', '1998-', '-1998-03', '1998--03', '1998-03-12-01',
    '1e999', 'NaN', 'inf', 'null', 'None', 'true', '0x7CE', '1998;DROP', "'1998'", '"1998"', '<b>1998</b>',
    '1998&1999', '1998\\x00', '../../etc/passwd', '{{1998}}', '${1998}', '%s', '%(n)s', '٢٠٠٩', '二〇〇九',
    '平成10年', '단기4331', '주체87', '1998년', '1998년3월', '겨울', 'winter', 'spring-1998', 'about-1998',
    '1998ish', '1998–2003', '1998—2003', '1998−03',
]
_HOSTILE_TEXTS = ["\u202e1998", "1998\u200b", "1998\u0000", "1998\ud800", "\ufeff1998", " 1998 ", "1998\n",
                  "9" * 500, "1998" * 60,
                  "[" + ",".join(["1998"] * 60) + "]", "\u0661\u0669\u0669\u0668", "𝟏𝟗𝟗𝟖", "①⑨⑨⑧"]
_MADE = [shape.format(*pair) for shape, pair in product(_SHAPES, product(_PARTS[:13], _PARTS[3:10]))]
DATES = list(dict.fromkeys([*_BY_HAND, *_HOSTILE_TEXTS, *_MADE]))[:360]

_BASES = ["김철호", "Ri Chol-ho", "Ch'oe Kwang-sŏp", "O'Brien", "李哲浩", "Ким Чен",
          "キム・ジョン", "محمد", "नाम", "Nguyễn Văn",
          "ᄀ", "김"]
_AROUND = ["N", " N ", "N\u200b", "\u202eN", "N\u0000", "N\nN", "<script>N</script>", "N' OR 1=1 --",
           "{{N}}", "%sN%(x)s",
           "N\ud800", "N😀", "N" + "\u0301" * 40, "N" * 60]
NAMES = [around.replace("N", base) for base, around in product(_BASES, _AROUND)]
NAMES += ["", "   ", "---", "…", "1998", "\u3000"]


class Both(Form):
    """A date and a name, as forms ask for them."""

    when = UncertainDate("When")
    name = Line("Name", validators=[says_a_name])


def _sent(app: Flask, **values: str) -> Both:
    with app.test_request_context(method="POST", data=MultiDict()):
        form = Both(formdata=MultiDict(values))
        form.validate()
        return form


def test_there_are_five_hundred():
    assert len(DATES) + len(NAMES) >= 500


@pytest.mark.parametrize("box", ["code", "year"])
def test_every_date_is_held_as_meant_or_refused_in_words(app: Flask, box: str) -> None:
    for text in DATES:
        form = _sent(app, **{f"when-{box}": text, "when-kind": "code" if box == "code" else "year"})
        code = form.when.data.code
        if code is None:
            assert form.when.errors or not text.strip(), text
            assert all(len(str(said)) > 10 and "%" not in str(said).replace("~, ? or %", "").replace("~ ? %", "")
                       for said in form.when.errors), text
        else:
            typed = unicodedata.normalize("NFKC", text).strip().upper()
            assert parse(code).code == code
            assert code.replace(" ", "") == typed.replace(" ", "").replace("0S", "X") or box == "year", text
        assert form.when.typed.get(box, "") == text, "what was typed is shown again"


def test_every_name_is_kept_as_written_or_refused_in_words(app: Flask) -> None:
    for text in NAMES:
        form = _sent(app, name=text)
        assert len(name_keys(text)) < 3000
        assert len(wide_keys(text, BUILT_IN)) < 3000
        if form.name.errors:
            assert all(len(str(said)) > 10 for said in form.name.errors), text
        else:
            assert form.name.data == (unicodedata.normalize("NFC", text).strip() or None), text


def test_every_refusal_of_a_date_has_words() -> None:
    assert all(str(words) for words in REASONS.values())
