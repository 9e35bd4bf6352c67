"""Charges: required rows, levels, gaps and legal traps; plain values, no database."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from casefile.law.framework import Text, UnknownCode, cite
from casefile.law.rules import (
    GUARDS,
    Guard,
    Level,
    NotChargeable,
    Part,
    Plea,
    RequiredElement,
    Source,
    charge_level,
    frameworks,
    missing,
    required_elements,
)

LAW = frameworks()["RS-ICC@2010"]
DAY = timedelta(days=1)
ENTRY = date(2002, 7, 1)
PERSECUTION = Plea("RS7-1-h", persecution_grounds=frozenset({"political"}), connected=True)


def rows(crime: str, *modes: str) -> tuple[RequiredElement, ...]:
    return required_elements(LAW, crime, modes)


def codes(crime: str, *modes: str) -> list[str]:
    return [row.code for row in rows(crime, *modes)]


# --- references


@pytest.mark.parametrize(("article", "element", "english", "korean"), [
    ("7(1)(f)", "", "Art. 7(1)(f)", "제7조 제1항 (f)"),
    ("7(1)(f)", "3", "EoC 7(1)(f) element 3", "범죄구성요건 제7조 제1항 (f) 요건 3"),
    ("7(1)(g)-1", "2", "EoC 7(1)(g)-1 element 2", "범죄구성요건 제7조 제1항 (g)-1 요건 2"),
    ("28(b)", "", "Art. 28(b)", "제28조 (b)"),
    ("33", "", "Art. 33", "제33조"),
    ("8 bis", "1", "EoC 8 bis element 1", "범죄구성요건 제8조의2 요건 1"),
    ("Rule 79", "", "Rule 79", "절차및증거규칙 제79조"),
])
def test_one_form_of_reference(article: str, element: str, english: str, korean: str) -> None:
    assert cite(article, element, Text("EoC", "범죄구성요건")) == Text(english, korean)


@pytest.mark.parametrize("article", ["", "seven", "(1)"])
def test_what_is_no_article_cannot_be_cited(article: str) -> None:
    with pytest.raises(ValueError, match="not an article"):
        cite(article)


# --- required elements


def test_rows_of_a_charge_in_order() -> None:
    assert codes("RS7-1-c", "MOL-28-b", "MOL-25-3-d") == [
        "CTX7-1", "CTX7-2", "CTX7-3", "CTX7-4a", "CTX7-4b", "CTX7-5", "RS7-1-c.1", "CTX7-6",
        "MOL-28-b.1", "MOL-28-b.2", "MOL-28-b.3", "MOL-28-b.4", "MOL-28-b.5", "MOL-28-b.6",
        "MOL-25-3-d.1", "MOL-25-3-d.2", "MOL-25-3-d.3", "MOL-25-3-d.4", "MOL-25-3-d.5i", "MOL-25-3-d.5ii"]


def test_rows_of_genocide() -> None:
    found = {row.code: row for row in rows("RS6-e")}
    assert list(found) == ["CTX6-P", "RS6-e.1", "CTX6-G", "RS6-e.4", "RS6-e.5", "CTX6-I", "RS6-e.6"]
    assert found["CTX6-I"].mens_rea == ("MR-SPECIAL",)
    assert found["CTX6-I"].reference.en == "EoC 6(e) element 3"


def test_a_shared_test_keeps_where_it_came_from() -> None:
    found = {row.code: row for row in rows("RS7-1-f", "MOL-25-3-a-1")}
    policy, pain = found["CTX7-3"], found["RS7-1-f.1"]
    assert (policy.origin, policy.shared, policy.title) == ("RS7-1-f.4", True, Text("Policy", "정책"))
    assert (policy.reference.en, policy.alt_group) == ("EoC 7(1)(f) element 4", "")
    assert (found["CTX7-4a"].alt_group, found["CTX7-4b"].alt_group) == ("CTX7-4", "CTX7-4")
    assert not found["CTX7-5"].shared
    assert (pain.origin, pain.title, pain.reference.ko) == ("RS7-1-f.1", None, "범죄구성요건 제7조 제1항 (f) 요건 1")
    assert pain.mens_rea == ("MR-INT-COND", "MR-INT-CONS")


def test_per_official_is_what_concerns_one_mind_or_one_role() -> None:
    found = {row.code: row for row in rows("RS7-1-i", "MOL-28-a")}
    per = {code for code, row in found.items() if row.per_official}
    assert per == {"RS7-1-i.3a", "RS7-1-i.3b", "RS7-1-i.6", "CTX7-6"} | {f"MOL-28-a.{n}" for n in range(1, 7)}
    assert {row.mode for row in found.values() if row.group is Part.MODE} == {"MOL-28-a"}


def test_a_row_with_an_intent_in_it_is_per_official_and_specific() -> None:
    confinement = rows("RS7-1-g-4")[6]
    assert (confinement.code, confinement.group, confinement.per_official) == ("RS7-1-g-4.1", Part.SPECIFIC, True)


def test_the_row_from_case_law_is_cited_by_article() -> None:
    derived = next(row for row in rows("RS7-1-h") if row.code == "RS7-1-h.M")
    assert (derived.reference.en, derived.source) == ("Art. 7(1)(h)", Source.CASE_LAW)


def test_incitement_alone_needs_no_crime() -> None:
    assert codes("RS6-a", "MOL-25-3-e") == ["MOL-25-3-e.1", "MOL-25-3-e.2", "MOL-25-3-e.3"]
    assert len(codes("RS6-a", "MOL-25-3-e", "MOL-25-3-a-1")) == 9


def test_a_mode_named_twice_stands_once() -> None:
    assert codes("RS7-1-a", "MOL-28-b", "MOL-28-b") == codes("RS7-1-a", "MOL-28-b")


def test_a_title_cannot_be_charged() -> None:
    with pytest.raises(NotChargeable, match="RS8-2-a-i has no elements in RS-ICC@2010"):
        rows("RS8-2-a-i", "MOL-28-a")


@pytest.mark.parametrize(("crime", "mode"), [("RS9", "MOL-28-a"), ("RS7-1-a", "MOL-29")])
def test_unknown_codes_are_named(crime: str, mode: str) -> None:
    with pytest.raises(UnknownCode, match=r"RS9|MOL-29"):
        rows(crime, mode)


@pytest.mark.parametrize("crime", [crime.code for crime in LAW.crimes if crime.chargeable])
def test_every_charge_has_unique_ordered_bilingual_rows(crime: str) -> None:
    every = rows(crime, *(mode.code for mode in LAW.modes))
    assert len({row.code for row in every}) == len(every)
    order = [list(Part).index(row.group) for row in every]
    assert order == sorted(order)
    for row in every:
        assert re.search("[가-힣]", row.text.ko), row.code
        assert re.fullmatch(r"EoC \d.* element .+|Art\. \d.*", row.reference.en), row.code


# --- levels

LEVELS = st.sampled_from(Level)
CHARGEABLE = [crime.code for crime in LAW.crimes if crime.chargeable]
MODES = [mode.code for mode in LAW.modes]


@st.composite
def charges(draw: st.DrawFn) -> tuple[tuple[RequiredElement, ...], dict[str, Level], list[str]]:
    """A charge with modes, some of them in the alternative, and some level for some rows."""
    modes = draw(st.lists(st.sampled_from(MODES), max_size=3, unique=True))
    alternative = draw(st.lists(st.sampled_from(modes), unique=True)) if modes else []
    every = rows(draw(st.sampled_from(CHARGEABLE)), *modes)
    return every, {row.code: draw(LEVELS) for row in every if draw(st.integers(0, 9))}, alternative


def all_at(every: tuple[RequiredElement, ...], level: Level) -> dict[str, Level]:
    return {row.code: level for row in every}


def test_order_of_levels() -> None:
    assert [level.value for level in Level] == [
        "NA", "NONE", "LEAD", "WEAK", "ARGUABLE", "SUFFICIENT", "STRONG", "NEGATED"]
    assert sorted(Level, key=lambda level: level.rank) == [Level.NEGATED, *list(Level)[:-1]]


def test_guards_of_levels() -> None:
    assert set(GUARDS) == set(Level)
    second = {level for level, guards in GUARDS.items() if Guard.SECOND in guards}
    assert second == {Level.SUFFICIENT, Level.STRONG, Level.NEGATED}


@given(charges(), LEVELS)
def test_a_charge_of_one_level_has_that_level(
    charge: tuple[tuple[RequiredElement, ...], dict[str, Level], list[str]], level: Level
) -> None:
    every, _, alternative = charge
    assert charge_level(every, all_at(every, level), alternative) is level


@given(charges(), st.data())
def test_raising_a_row_never_lowers_the_charge(
    charge: tuple[tuple[RequiredElement, ...], dict[str, Level], list[str]], data: st.DataObject
) -> None:
    every, levels, alternative = charge
    row = data.draw(st.sampled_from(every))
    now = levels.get(row.code, Level.NOT_ASSESSED)
    higher = data.draw(st.sampled_from([level for level in Level if level.rank >= now.rank]))
    before = charge_level(every, levels, alternative)
    assert charge_level(every, {**levels, row.code: higher}, alternative).rank >= before.rank


@given(st.lists(LEVELS, min_size=2, max_size=2), LEVELS, LEVELS)
def test_adding_an_alternative_never_lowers(pair: list[Level], rest: Level, added: Level) -> None:
    every = rows("RS7-1-a", "MOL-25-3-d")
    levels = all_at(every, rest) | dict(zip(("MOL-25-3-d.5i", "MOL-25-3-d.5ii"), pair, strict=True))
    with_one = [row for row in every if row.code != "MOL-25-3-d.5ii"]
    assert charge_level(every, levels).rank >= charge_level(with_one, levels).rank
    third = RequiredElement(
        code="X", origin="X", group=Part.MODE, kinds=every[-1].kinds, text=every[-1].text,
        reference=every[-1].reference, per_official=True, mode=every[-1].mode, alt_group="MOL-25-3-d.5")
    assert charge_level((*every, third), levels | {"X": added}).rank >= charge_level(every, levels).rank


@given(charges(), st.data())
def test_another_mode_in_the_alternative_never_lowers(
    charge: tuple[tuple[RequiredElement, ...], dict[str, Level], list[str]], data: st.DataObject
) -> None:
    every, levels, alternative = charge
    assume(alternative)
    assume(any(row.mode in alternative for row in every))
    mode = data.draw(st.sampled_from([code for code in MODES if code not in {row.mode for row in every}]))
    added = [row for row in rows("RS7-1-a", mode) if row.mode] if mode != "MOL-25-3-e" else list(rows("RS6-a", mode))
    more = levels | {row.code: data.draw(LEVELS) for row in added}
    after = charge_level((*every, *added), more, [*alternative, mode])
    assert after.rank >= charge_level(every, levels, alternative).rank


TRACKED = [f"RS7-1-i.{number}{letter}" for number in (1, 2, 3) for letter in "ab"]


@given(st.fixed_dictionaries(dict.fromkeys(TRACKED, LEVELS)))
@example(dict.fromkeys(TRACKED, Level.NONE) | {"RS7-1-i.1a": Level.STRONG, "RS7-1-i.2b": Level.STRONG,
                                                  "RS7-1-i.3a": Level.STRONG})
def test_tracks_never_borrow_letters(tracked: dict[str, Level]) -> None:
    every = rows("RS7-1-i")
    result = charge_level(every, all_at(every, Level.STRONG) | tracked)
    best = max(min(tracked[f"RS7-1-i.{number}{letter}"].rank for number in (1, 2, 3)) for letter in "ab")
    assert result.rank == best


def test_the_weakest_requirement_decides() -> None:
    every = rows("RS7-1-f", "MOL-28-b")
    levels = all_at(every, Level.STRONG)
    assert charge_level(every, levels | {"CTX7-3": Level.WEAK}) is Level.WEAK
    assert charge_level(every, levels | {"CTX7-4a": Level.WEAK}) is Level.STRONG
    assert charge_level(every, levels | {"CTX7-4a": Level.WEAK, "CTX7-4b": Level.LEAD}) is Level.WEAK


def test_negated() -> None:
    every = rows("RS7-1-f", "MOL-28-b")
    levels = all_at(every, Level.STRONG)
    assert charge_level(every, levels | {"RS7-1-f.2": Level.NEGATED, "CTX7-1": Level.NONE}) is Level.NEGATED
    assert charge_level(every, levels | {"CTX7-4a": Level.NEGATED}) is Level.STRONG
    assert charge_level(every, levels | {"CTX7-4a": Level.NEGATED, "CTX7-4b": Level.NEGATED}) is Level.NEGATED


def test_modes_in_the_alternative() -> None:
    every = rows("RS7-1-f", "MOL-28-a", "MOL-28-b")
    levels = all_at(every, Level.STRONG) | {"MOL-28-a.2": Level.NEGATED}
    assert charge_level(every, levels) is Level.NEGATED
    assert charge_level(every, levels, ["MOL-28-a", "MOL-28-b"]) is Level.STRONG
    assert charge_level([row for row in every if row.mode], levels, ["MOL-28-a", "MOL-28-b"]) is Level.STRONG


def test_nothing_is_not_assessed() -> None:
    assert charge_level((), {}) is Level.NOT_ASSESSED
    every = rows("RS7-1-a")
    assert charge_level(every, {}) is Level.NOT_ASSESSED


# --- what is missing


def ways(crime: str, modes: tuple[str, ...], supported: set[str]) -> list[list[list[str]]]:
    gaps = missing(rows(crime, *modes), supported)
    return [[[row.code for row in way] for way in gap.ways] for gap in gaps]


def test_everything_is_missing_at_first() -> None:
    assert ways("RS7-1-a", (), set()) == [
        [["CTX7-1"]], [["CTX7-2"]], [["CTX7-3"]], [["CTX7-4a"], ["CTX7-4b"]], [["CTX7-5"]], [["RS7-1-a.1"]],
        [["CTX7-6"]]]


def test_an_alternative_needs_one() -> None:
    everything = set(codes("RS7-1-a"))
    assert ways("RS7-1-a", (), everything - {"CTX7-4a"}) == []
    assert ways("RS7-1-a", (), everything - {"CTX7-4a", "CTX7-4b"}) == [[["CTX7-4a"], ["CTX7-4b"]]]


def test_a_track_needs_all_its_letters() -> None:
    rest = set(codes("RS7-1-i")) - set(TRACKED)
    track_a, mixed = {"RS7-1-i.1a", "RS7-1-i.2a", "RS7-1-i.3a"}, {"RS7-1-i.1a", "RS7-1-i.2b", "RS7-1-i.3a"}
    assert ways("RS7-1-i", (), rest | track_a) == []
    assert ways("RS7-1-i", (), rest | mixed) == [[["RS7-1-i.2a"], ["RS7-1-i.1b", "RS7-1-i.3b"]]]
    gap, = missing(rows("RS7-1-i"), rest | mixed)
    assert gap.codes == ("RS7-1-i.2a", "RS7-1-i.1b", "RS7-1-i.3b")


@given(charges(), st.data())
def test_nothing_missing_and_a_level_agree(
    charge: tuple[tuple[RequiredElement, ...], dict[str, Level], list[str]], data: st.DataObject
) -> None:
    every, _, _ = charge
    supported = {row.code for row in every if data.draw(st.booleans())}
    levels = {row.code: Level.LEAD if row.code in supported else Level.NONE for row in every}
    assert (missing(every, supported) == ()) == (charge_level(every, levels) is Level.LEAD)
    assert not supported & {code for gap in missing(every, supported) for code in gap.codes}
