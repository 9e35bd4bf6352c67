"""The legal traps of the brief (chapter 3): each fails when the law is wrong. Plain values, no database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.law.framework import Force, Framework, Text, UnknownCode
from casefile.law.loading import frameworks
from casefile.law.trap_checks import birthday
from casefile.law.traps import Plea, Trap, traps

LAW = frameworks()["RS-ICC@2010"]
TRIBUNAL = frameworks()["ADHOC-JCE@1"]
DOMESTIC = frameworks()["DOM-EX@1"]
ENTRY = date(2002, 7, 1)
DAY = timedelta(days=1)
TESTED = frozenset({"DEF-31-1-d"})
PERSECUTION = Plea("RS7-1-h", ("MOL-25-3-a-1",), TESTED, frozenset({"political"}), connected=True)
WITNESSED = Plea("RS7-1-a", ("MOL-25-3-a-1",), TESTED, earliest=date(2005, 3, 1), latest=date(2005, 4, 1))
A, B = {f"RS7-1-i.{n}a" for n in "123"}, {f"RS7-1-i.{n}b" for n in "123"}


def found(plea: Plea, law: Framework = LAW) -> set[tuple[Trap, str]]:
    return {(advisory.trap, advisory.subject) for advisory in traps(law, plea)}


def met(plea: Plea, law: Framework = LAW) -> set[tuple[Trap, str]]:
    """What is to be settled: reminders left out."""
    return {(advisory.trap, advisory.subject) for advisory in traps(law, plea) if not advisory.reminder}


# trap -> (a plea that meets it, the code concerned, the nearest plea that does not)
PAIRS: dict[Trap, tuple[Plea, str, Plea]] = {
    Trap.BEFORE_ENTRY: (replace(WITNESSED, earliest=ENTRY - DAY, latest=ENTRY - DAY), "RS7-1-a",
                        replace(WITNESSED, earliest=ENTRY, latest=ENTRY)),
    Trap.ACROSS_ENTRY: (replace(WITNESSED, earliest=ENTRY - DAY, latest=ENTRY), "RS7-1-a",
                        replace(WITNESSED, earliest=ENTRY, latest=ENTRY + DAY)),
    Trap.ATTACK_BEFORE_ENTRY: (Plea("RS7-1-i", grounds=TESTED, earliest=ENTRY - DAY, latest=ENTRY), "RS7-1-i",
                               Plea("RS7-1-e", grounds=TESTED, earliest=ENTRY - DAY, latest=ENTRY)),
    Trap.LEADERS_ONLY: (Plea("RS8bis"), "RS8bis", Plea("RS8bis", leader=True)),
    Trap.GENOCIDE_ONLY: (replace(PERSECUTION, modes=("MOL-25-3-e",)), "MOL-25-3-e", Plea("RS6-a", ("MOL-25-3-e",))),
    Trap.INCITEMENT_APART: (Plea("RS6-a", ("MOL-25-3-e", "MOL-25-3-a-1")), "MOL-25-3-e",
                            Plea("RS6-a", ("MOL-25-3-e", "MOL-25-3-e"))),
    Trap.PROTECTED_GROUP: (Plea("RS6-a"), "CTX6-G", Plea("RS7-1-h")),
    Trap.ATTEMPT_CONSEQUENCE: (Plea("RS7-1-a", ("MOL-25-3-f",)), "MOL-25-3-f", Plea("RS7-1-a", ("MOL-25-3-a-1",))),
    Trap.ATTEMPT_BESIDE: (
        Plea("RS7-1-a", ("MOL-25-3-f", "MOL-25-3-a-1"), cumulative=frozenset({"MOL-25-3-f", "MOL-25-3-a-1"})),
        "MOL-25-3-f", Plea("RS7-1-a", ("MOL-25-3-f", "MOL-25-3-a-1"))),
    Trap.JOINT_ALONE: (Plea("RS7-1-a", ("MOL-25-3-a-2",)), "MOL-25-3-a-2",
                       Plea("RS7-1-a", ("MOL-25-3-a-2",), others=1)),
    Trap.SUPERIOR_BASIS: (Plea("RS7-1-a", ("MOL-28-b",)), "MOL-28-b",
                          Plea("RS7-1-a", ("MOL-28-b",), superior_basis=True)),
    Trap.SUPERIOR_BOTH: (
        Plea("RS7-1-a", ("MOL-28-a", "MOL-28-b"), cumulative=frozenset({"MOL-28-a", "MOL-28-b"})), "MOL-28-b",
        Plea("RS7-1-a", ("MOL-28-a", "MOL-28-b"), cumulative=frozenset({"MOL-28-a"}))),
    Trap.MEASURES: (Plea("RS7-1-a", ("MOL-28-a",)), "MOL-28-a", Plea("RS7-1-a", ("MOL-25-3-b-1",))),
    Trap.CRIMES_FIRST: (Plea("RS7-1-a", ("MOL-28-b",)), "MOL-28-b", Plea("RS7-1-a", ("MOL-25-3-c",))),
    Trap.PRINCIPAL_MENTAL: (Plea("RS7-1-a", ("MOL-25-3-c",)), "MOL-25-3-c", Plea("RS7-1-a", ("MOL-25-3-a-3",))),
    Trap.CONNECTED_CHARGE: (replace(PERSECUTION, connected=False), "RS7-1-h.4", PERSECUTION),
    Trap.PERSECUTION_GROUND: (replace(PERSECUTION, persecution_grounds=frozenset()), "RS7-1-h.3", PERSECUTION),
    Trap.TRACKS_MIXED: (Plea("RS7-1-i", supported=frozenset({"RS7-1-i.1a", "RS7-1-i.2b"})), "RS7-1-i",
                        Plea("RS7-1-i", supported=frozenset(A | {"RS7-1-i.2b"}))),
    Trap.TRACKS_APART: (Plea("RS7-1-i"), "RS7-1-i", Plea("RS7-1-e")),
    Trap.POLICY_INACTION: (Plea("RS7-1-a"), "CTX7-3", Plea("RS6-a")),
    Trap.SEXUAL_EVIDENCE: (Plea("RS7-1-g-1"), "RS7-1-g-1", Plea("RS7-1-f")),
    Trap.ORDERS_NO_DEFENCE: (Plea("RS7-1-f", grounds=frozenset({"DEF-33"})), "DEF-33",
                             Plea("RS8-2-a-i", grounds=frozenset({"DEF-33"}))),
    Trap.GROUND_UNTESTED: (Plea("RS7-1-f", ("MOL-25-3-a-1",)), "DEF-31-1-d",
                           Plea("RS7-1-f", ("MOL-25-3-a-1",), TESTED)),
    Trap.UNDER_AGE: (replace(WITNESSED, born=(date(1987, 4, 2), date(1987, 4, 2))), "RS7-1-a",
                     replace(WITNESSED, born=(date(1987, 4, 1), date(1987, 4, 1)))),
    Trap.MAYBE_UNDER_AGE: (replace(WITNESSED, born=(date(1987, 1, 1), date(1987, 12, 31))), "RS7-1-a",
                           replace(WITNESSED, born=(date(1986, 1, 1), date(1987, 3, 1)))),
    Trap.OUT_OF_POST: (
        replace(WITNESSED, modes=("MOL-28-b",), posts=((date(2003, 1, 1), date(2005, 2, 28)),)), "MOL-28-b",
        replace(WITNESSED, modes=("MOL-28-b",), posts=((date(2003, 1, 1), date(2005, 3, 1)),))),
    Trap.POST_UNKNOWN: (replace(WITNESSED, modes=("MOL-25-3-b-1",), posts=()), "MOL-25-3-b-1",
                        replace(WITNESSED, modes=("MOL-25-3-a-1",), posts=())),
}


def test_every_trap_has_a_pair_and_stands_in_the_law() -> None:
    assert set(PAIRS) == set(Trap) == set(LAW.trap_rules)
    for rule in LAW.traps:
        assert rule.articles, rule.code
        assert isinstance(rule.text, Text)


@pytest.mark.parametrize("trap", Trap)
def test_a_trap_is_met_and_its_nearest_neighbour_is_not(trap: Trap) -> None:
    plea, subject, neighbour = PAIRS[trap]
    assert (trap, subject) in found(plea)
    assert trap not in {one for one, _subject in found(neighbour)}


def test_a_body_of_law_without_a_trap_does_not_know_it() -> None:
    bare = replace(LAW, traps=())
    for plea, _subject, _neighbour in PAIRS.values():
        assert found(plea, bare) == set()


def test_what_blocks() -> None:
    assert {rule.trap for rule in LAW.traps if rule.force is Force.BLOCKING} == {
        Trap.BEFORE_ENTRY, Trap.LEADERS_ONLY, Trap.GENOCIDE_ONLY, Trap.CONNECTED_CHARGE, Trap.PERSECUTION_GROUND,
        Trap.UNDER_AGE}
    assert {rule.trap for rule in LAW.traps if rule.force is Force.REMINDER} == {
        Trap.PROTECTED_GROUP, Trap.MEASURES, Trap.CRIMES_FIRST, Trap.PRINCIPAL_MENTAL, Trap.TRACKS_APART,
        Trap.POLICY_INACTION, Trap.SEXUAL_EVIDENCE, Trap.GROUND_UNTESTED}


def test_a_plain_charge_meets_nothing_to_settle() -> None:
    assert met(Plea("RS7-1-f", ("MOL-25-3-a-1",), TESTED, earliest=ENTRY, latest=ENTRY)) == set()
    assert met(PERSECUTION) == set()


def test_orders_never_excuse_genocide_or_crimes_against_humanity() -> None:
    for crime in LAW.crimes:
        barred = (Trap.ORDERS_NO_DEFENCE, "DEF-33") in found(Plea(crime.code, grounds=frozenset({"DEF-33"})))
        assert barred == (crime.family in ("genocide", "humanity")), crime.code


def test_joint_criminal_enterprise_exists_only_where_the_law_has_it() -> None:
    with pytest.raises(UnknownCode):
        LAW.mode("AHM-JCE-1")
    assert not [mode for mode in LAW.modes if "JCE" in mode.code or "enterprise" in mode.title.en]
    assert [mode.code for mode in TRIBUNAL.modes if "JCE" in mode.code] == ["AHM-JCE-1", "AHM-JCE-2", "AHM-JCE-3"]


def test_other_laws_have_traps_of_their_own() -> None:
    assert (Trap.JOINT_ALONE, "AHM-JCE-1") in met(Plea("AH4-b", ("AHM-JCE-1",)), TRIBUNAL)
    assert met(Plea("AH4-a", earliest=date(1990, 1, 1), latest=date(1990, 1, 1)), TRIBUNAL) == set()
    assert Trap.CONNECTED_CHARGE not in {trap for trap, _ in met(Plea("AH4-e"), TRIBUNAL)}
    early = Plea("EXD-250", earliest=date(1974, 1, 1), latest=date(1974, 12, 31))
    assert met(early, DOMESTIC) == {(Trap.BEFORE_ENTRY, "EXD-250")}
    child = Plea("EXD-250", earliest=date(2000, 1, 1), latest=date(2000, 1, 1), born=(date(1985, 1, 1),) * 2)
    assert met(child, DOMESTIC) == set()


TIMES: list[tuple[date | None, date | None, date | None, Trap | None]] = [
    (ENTRY, ENTRY, None, None), (ENTRY - DAY, ENTRY - DAY, None, Trap.BEFORE_ENTRY),
    (None, ENTRY - DAY, None, Trap.BEFORE_ENTRY), (ENTRY - DAY, ENTRY, None, Trap.ACROSS_ENTRY),
    (None, ENTRY, None, Trap.ACROSS_ENTRY), (ENTRY - DAY, None, None, Trap.ACROSS_ENTRY), (ENTRY, None, None, None),
    (None, None, None, None), (ENTRY, ENTRY + DAY, ENTRY + 2 * DAY, Trap.BEFORE_ENTRY),
    (ENTRY, ENTRY + DAY, ENTRY + DAY, Trap.ACROSS_ENTRY),
    (ENTRY - DAY, ENTRY - DAY, ENTRY - 9 * DAY, Trap.BEFORE_ENTRY),
]


@pytest.mark.parametrize(("earliest", "latest", "begins", "expected"), TIMES)
def test_time(earliest: date | None, latest: date | None, begins: date | None, expected: Trap | None) -> None:
    plea = Plea("RS7-1-e", earliest=earliest, latest=latest, jurisdiction_from=begins)
    assert {trap for trap, _ in met(plea)} == ({expected} if expected else set())


def test_a_law_without_a_day_of_entry_has_no_trap_of_time() -> None:
    timeless = replace(LAW, entry_into_force=None)
    assert met(Plea("RS7-1-a", earliest=date(1953, 1, 1), latest=date(1953, 1, 1)), timeless) == set()


@pytest.mark.parametrize(("born", "expected"), [
    (None, set()), ((None, None), set()), ((None, date(1987, 12, 31)), {Trap.MAYBE_UNDER_AGE}),
    ((date(1988, 1, 1), None), {Trap.UNDER_AGE}), ((date(1987, 3, 15), date(1987, 3, 15)), {Trap.MAYBE_UNDER_AGE})])
def test_age_with_uncertain_dates(born: tuple[date | None, date | None] | None, expected: set[Trap]) -> None:
    assert {trap for trap, _ in met(replace(WITNESSED, born=born))} == expected


def test_nothing_is_said_of_age_or_post_while_nothing_is_dated() -> None:
    undated = Plea("RS7-1-a", ("MOL-28-b",), TESTED, superior_basis=True, born=(date(2000, 1, 1), date(2000, 1, 1)),
                   posts=())
    assert met(undated) == set()


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(1, 30))
def test_a_birthday_comes_once_a_year(born: date, years: int) -> None:
    day = birthday(born, years)
    assert day.year == born.year + years
    assert (day.month, day.day) in {(born.month, born.day), (3, 1)}


@pytest.mark.parametrize("spoil", [lambda plea: replace(plea, supported=frozenset(A)),
                                   lambda plea: replace(plea, supported=frozenset({"RS7-1-i.1a"})),
                                   lambda plea: replace(plea, supported=frozenset(A | B))])
def test_tracks_that_are_not_mixed(spoil: Callable[[Plea], Plea]) -> None:
    assert Trap.TRACKS_MIXED not in {trap for trap, _ in met(spoil(Plea("RS7-1-i")))}
