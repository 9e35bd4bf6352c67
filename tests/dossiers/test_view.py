"""The view refuses what a dossier may not contain, before anything is printed."""

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from casefile.dossiers.canonical import canonical
from casefile.dossiers.checks import IncompleteView
from casefile.dossiers.glyphs import Printer
from casefile.dossiers.view import (
    CustodyEntry,
    DossierView,
    Element,
    Gap,
    Member,
    Pinpoint,
    Proof,
    Witness,
    to_json,
)
from tests.dossiers import sample

NAME = "Ga Na-dal"
SEOUL = timezone(timedelta(hours=9))
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_witness_has_no_field_for_a_name() -> None:
    assert {field.name for field in fields(Witness)} == {"code", "roles", "protection"}


@pytest.mark.parametrize("name", [NAME, "가나달", "w-0001", "W-0001 ", "W-0001\n", "", "W0001"])
def test_a_person_is_a_code_wherever_only_codes_belong(name: str) -> None:
    event = sample.event(1, 5)
    for build in (
        lambda: Witness(name, (), ""),
        lambda: Member(name, "Legal expert"),
        lambda: CustodyEntry(1, NOW, "Received", name),
        lambda: replace(sample.cover(), authors=(name,)),
        lambda: replace(event, persons=(name,)),
        lambda: Gap("Single source", "C-01", "", owner=name or " "),
    ):
        with pytest.raises(IncompleteView, match="by a code") as refusal:
            build()
        assert not name.strip() or name.strip() not in str(refusal.value)


@pytest.mark.parametrize("reference", ["", "EX 1", "EX-1>", "<x>", "증거-1", "x" * 65, "-1"])
def test_references_can_be_link_targets(reference: str) -> None:
    with pytest.raises(IncompleteView, match="reference"):
        replace(sample.exhibit(1), number=reference)
    with pytest.raises(IncompleteView, match="reference"):
        replace(sample.official(1, 5), reference=reference)
    with pytest.raises(IncompleteView, match="reference"):
        replace(sample.event(1, 5), incident=reference)
    with pytest.raises(IncompleteView, match="reference"):
        replace(sample.charge(1, 5), reference=reference)


@pytest.mark.parametrize("moment", [datetime(2026, 1, 1), datetime(2026, 1, 1, tzinfo=SEOUL)])
def test_times_are_utc(moment: datetime) -> None:
    with pytest.raises(IncompleteView, match="UTC"):
        CustodyEntry(1, moment, "Received", "EC-1")
    with pytest.raises(IncompleteView, match="UTC"):
        replace(sample.cover(), as_of=moment)


@pytest.mark.parametrize("digest", ["", "a" * 63, "A" * 64, "a" * 64 + "\n"])
def test_a_hash_is_a_hash(digest: str) -> None:
    with pytest.raises(IncompleteView, match="SHA-256"):
        replace(sample.exhibit(1), sha256=digest)


def test_a_third_language_is_refused() -> None:
    with pytest.raises(IncompleteView, match="English or Korean"):
        replace(sample.cover(), language="fr")  # type: ignore[arg-type]


BASE = sample.view(5, hostile=False)
NOWHERE = Pinpoint("EX-9999", "p. 1")
LONELY = Element("RS7-1-c.1", "", "", supporting=(Proof(NOWHERE),))
AGAINST = Element("RS7-1-c.1", "", "", undermining=(Proof(NOWHERE),))
STRANGER = Element("RS7-1-c.1", "", "", official="O-99")


def _charged(**changes: Any) -> dict[str, Any]:
    return {"charges": (replace(BASE.charges[0], **changes),)}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "redacted"}, "gap list is for the internal"),
        ({"words": {}}, "words of the template"),
        ({"exhibits": BASE.exhibits[:1]}, "not in the exhibit list"),
        ({"exhibits": (*BASE.exhibits, BASE.exhibits[0])}, "used twice"),
        ({"officials": (*BASE.officials, BASE.officials[0])}, "used twice"),
        ({"charges": (*BASE.charges, BASE.charges[0])}, "used twice"),
        ({"chronology": (*BASE.chronology, BASE.chronology[0])}, "used twice"),
        ({"chronology": ()}, "incident not in the chronology"),
        ({"officials": ()}, "official who is not in the dossier"),
        (_charged(elements=(LONELY,)), "not in the exhibit list"),
        (_charged(elements=(AGAINST,)), "not in the exhibit list"),
        (_charged(elements=(STRANGER,)), "element names an official"),
    ],
)
def test_a_view_that_contradicts_itself_is_refused(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(IncompleteView, match=sentence):
        replace(BASE, **changes)


def test_an_empty_case_makes_a_view() -> None:
    empty = DossierView(cover=sample.cover(), words=BASE.words, software="Casefile")
    assert json.loads(to_json(empty))["exhibits"] == []


def test_json_is_canonical() -> None:
    assert canonical({"b": date(2026, 1, 2), "a": ["가", NOW]}) == (
        '{"a":["가","2026-01-01T00:00:00Z"],"b":"2026-01-02"}'.encode()
    )
    assert json.loads(canonical("\ud800")) == "\ud800"
    assert to_json(sample.view(3)) == to_json(sample.view(3))
    with pytest.raises(TypeError, match="plain values only, not set"):
        canonical({1})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "a[U+0000]b"),
        ("\u202eabc", "[U+202E]abc"),
        ("a\u200bb", "a[U+200B]b"),
        ("cafe\u0301", "café"),
        ("a\r\nb\u2029c\td", "a\nb\nc d"),
        ("x" * 20, "x" * 20),
        ("a" * 24, "\u200b".join(["a" * 8] * 3)),
        ("a" * 64, "a" * 64),
        ("ᄒᆞᆫ" * 8, "\u200b".join(["ᄒᆞᆫ" * 3, "ᄒᆞᆫ" * 3, "ᄒᆞᆫ" * 2])),
    ],
)
def test_text_is_made_printable(text: str, shown: str) -> None:
    printer = Printer(
        frozenset(range(0x20, 0x3000)) | frozenset({ord("\u1112"), ord("\u119e"), ord("\u11ab")})
    )
    assert printer.text(text) == shown


def test_what_was_replaced_is_remembered() -> None:
    printer = Printer(frozenset(range(0x20, 0x7F)))
    assert printer.tree({"a": ["\U0001f600", 1, None, True], "b": "\x07"}) == {
        "a": ["[U+1F600]", 1, None, True],
        "b": "[U+0007]",
    }
    assert printer.legend() == [
        {"shown": "[U+0007]", "name": ""},
        {"shown": "[U+1F600]", "name": "GRINNING FACE"},
    ]
