"""Pinpoints as people write them, and how a charge is pleaded; no database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.evidence.pinpoints import BadPinpoint, PinKind, Pinpoint, read
from casefile.law.framework import Kind
from casefile.law.pleading import (
    ARROWS,
    OPEN,
    ChargeStatus,
    Pleading,
    Polarity,
    PropositionType,
    every_row,
    needs_second_person,
    rows_for,
    side,
    usual_pleading,
    usual_type,
)
from casefile.law.rules import Direction, Part, frameworks, required_elements

LAW = frameworks()["RS-ICC@2010"]


@pytest.mark.parametrize(("text", "kind", "value"), [
    ("14", PinKind.PAGE, "14"), ("p. 14-17", PinKind.PAGE, "14-17"), ("pp. 4, 9", PinKind.PAGE, "4, 9"),
    ("14쪽", PinKind.PAGE, "14"), ("１４", PinKind.PAGE, "14"), ("14–17", PinKind.PAGE, "14-17"),
    ("Page 4 para 2", PinKind.PARAGRAPH, "4/2"), ("p. 4, paras 2-3", PinKind.PARAGRAPH, "4/2-3"),
    ("para. 12", PinKind.PARAGRAPH, "12"), ("§ 12", PinKind.PARAGRAPH, "12"), ("14쪽 2항", PinKind.PARAGRAPH, "14/2"),
    ("00:14:22", PinKind.TIME, "00:14:22"), ("14:22-15:03", PinKind.TIME, "00:14:22-00:15:03"),
    ("1:02:03.5", PinKind.TIME, "01:02:03.5"), ("frame 120", PinKind.FRAME, "120"), ("B12", PinKind.CELL, "B12"),
    ("cell b12-d14", PinKind.CELL, "B12:D14"), ("Sheet1!B2", PinKind.CELL, "Sheet1!B2"),
    ("p. 3 region 10,20,300,40", PinKind.REGION, "3/10, 20, 300, 40"),
    ("3쪽 영역 10,20,300,40", PinKind.REGION, "3/10, 20, 300, 40"),
    ("region 1, 2,3 ,4".replace(" ,", ","), PinKind.REGION, "1, 2, 3, 4"), ("#part-3", PinKind.ANCHOR, "part-3")])
def test_what_people_write_is_read(text: str, kind: PinKind, value: str) -> None:
    assert read(text) == Pinpoint(kind, value)
    assert read(str(read(text))) == read(text)


@pytest.mark.parametrize(("text", "reason"), [
    ("", "unclear"), ("somewhere", "unclear"), ("p. 9-4", "backwards"), ("14:75", "clock"),
    ("15:03-14:22", "backwards"),
    ("#" + "x" * 300, "too_long"), ("p. 1, 9-4", "backwards"), ("A" * 9 + "1", "unclear")])
def test_what_names_no_place_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BadPinpoint) as refused:
        read(text)
    assert refused.value.reason == reason


@given(st.text(max_size=250))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read(text)
    except BadPinpoint:
        return
    assert read(str(found)) == found


def test_every_status_is_reached_and_only_open_charges_change() -> None:
    reached = {ChargeStatus.DRAFT}.union(*ARROWS.values())
    assert reached == set(ChargeStatus) == set(ARROWS)
    assert {ChargeStatus.DRAFT, ChargeStatus.PROPOSED} == OPEN
    wanted = {(old, new) for old, after in ARROWS.items() for new in after if needs_second_person(old, new)}
    approved = ChargeStatus.APPROVED
    assert wanted == {(ChargeStatus.PROPOSED, approved), (approved, ChargeStatus.DROPPED),
                      (approved, ChargeStatus.SUPERSEDED)}
    assert not ARROWS[ChargeStatus.SUPERSEDED]


def test_how_modes_are_pleaded_unless_somebody_says_otherwise() -> None:
    assert [usual_pleading(n) for n in (1, 2, 5)] == [Pleading.CUMULATIVE, Pleading.ALTERNATIVE, Pleading.ALTERNATIVE]


@pytest.mark.parametrize(("polarity", "direction", "expected"), [
    (Polarity.FOR, Direction.SUPPORTS, Direction.SUPPORTS), (Polarity.FOR, Direction.UNDERMINES, Direction.UNDERMINES),
    (Polarity.AGAINST, Direction.SUPPORTS, Direction.UNDERMINES),
    (Polarity.AGAINST, Direction.UNDERMINES, Direction.NEUTRAL), (Polarity.FOR, Direction.NEUTRAL, Direction.NEUTRAL),
    (Polarity.AGAINST, Direction.NEUTRAL, Direction.NEUTRAL)])
def test_what_a_link_does_to_the_charge(polarity: Polarity, direction: Direction, expected: Direction) -> None:
    assert side(polarity, direction) is expected


def test_a_sentence_takes_the_type_of_its_element() -> None:
    assert usual_type(Part.SPECIFIC, (Kind.CONDUCT,)) is PropositionType.CRIME_BASE
    assert usual_type(Part.MODE, (Kind.CONDUCT,)) is PropositionType.LINKAGE
    assert usual_type(Part.MODE, (Kind.MENTAL,)) is PropositionType.MENTAL
    assert {usual_type(part, (Kind.CONDUCT,)) for part in Part} >= {PropositionType.CONTEXTUAL}


def test_rows_stand_once_if_shared_and_once_for_each_person_if_not() -> None:
    rows = rows_for(LAW.id, "RS7-1-c", {"A": ["MOL-28-b"], "B": ["MOL-25-3-d", "MOL-28-b"]})
    assert {code for code, person in rows if person is None} == {
        row.code for row in required_elements(LAW, "RS7-1-c", ()) if not row.per_official}
    assert ("MOL-25-3-d.1", "A") not in rows
    assert {("MOL-28-b.1", "A"), ("MOL-28-b.1", "B"), ("CTX7-6", "A"), ("CTX7-6", "B")} <= rows.keys()
    assert {code for code, _ in rows} <= every_row(LAW.id, "RS7-1-c").keys()


def test_incitement_alone_asks_for_no_row_of_the_crime() -> None:
    alone = rows_for(LAW.id, "RS6-a", {"A": ["MOL-25-3-e"]})
    assert {row.mode for row in alone.values()} == {"MOL-25-3-e"}
