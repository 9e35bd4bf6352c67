"""Limitation and the gates of forums: plain values, no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.cases.rules import Forum
from casefile.law.framework import Text
from casefile.law.loading import FrameworkError, frameworks
from casefile.law.planning import (
    Absentia,
    DeathPenalty,
    Event,
    EventKind,
    Facts,
    FairTrial,
    LimitationRule,
    Outcome,
    StepKind,
    Viability,
    evaluate,
    limitation,
    plan,
    rule_for,
)
from casefile.law.planning.data import read_plan
from casefile.law.planning.limitation import years_after

TODAY = date(2026, 11, 24)
RULE = LimitationRule("LIM-T@1", ("ROK",), "DOM-EX", "78", Text("Ten years", "십 년"), years=10, longest=15)
PLAN = plan()
PLAIN = Facts(TODAY, law="RS-ICC", earliest=date(2005, 1, 1), latest=date(2006, 1, 1), endless=True, ruled=True)


def outcome(forum: str, gate: str, facts: Facts) -> Outcome:
    return next(answer.outcome for answer in evaluate(PLAN, PLAN.forum(forum), facts) if answer.gate.code == gate)


# --- the data


def test_every_forum_of_the_brief_is_there() -> None:
    assert [forum.code for forum in PLAN.forums] == [one.value for one in Forum if one is not Forum.UNDECIDED]
    assert PLAN.id == "FORUMS@1"
    for gate in PLAN.gates:
        assert gate.source


def test_the_laws_of_the_plan_exist() -> None:
    bodies = {law.body for law in frameworks().values()}
    assert {law for forum in PLAN.forums for law in forum.laws} <= bodies
    for rule in PLAN.limitation:
        assert rule.law in bodies
        law = next(one for one in frameworks().newest() if one.body == rule.law)
        for crime in rule.crimes:
            assert law.crime(crime)


@pytest.mark.parametrize(("forum", "begins"), [("ICC-UNSC", date(2002, 7, 1)), ("ICC-TERR", date(2003, 2, 1)),
                                               ("ADHOC", None)])
def test_time_begins_with_the_forum(forum: str, begins: date | None) -> None:
    assert PLAN.forum(forum).temporal_from == begins


def test_a_plan_that_is_wrong_is_refused() -> None:
    with pytest.raises(FrameworkError, match="lacks the key 'gates'"):
        read_plan(b'{"id": "X"}', "plan")


# --- limitation


def test_the_sum_starts_at_the_earliest_bound() -> None:
    found = limitation(RULE, date(2004, 2, 29))
    assert [(step.kind, step.day) for step in found.steps] == [
        (StepKind.START, date(2004, 2, 29)), (StepKind.PERIOD, date(2014, 2, 28))]
    assert found.ends == date(2014, 2, 28)
    assert found.rule.code == "LIM-T@1"


def test_suspension_adds_its_days_and_interruption_starts_anew() -> None:
    suspended = Event(EventKind.SUSPENSION, date(2006, 1, 1), date(2006, 1, 31))
    assert limitation(RULE, date(2004, 1, 1), [suspended]).ends == date(2014, 1, 31)
    restarted = Event(EventKind.INTERRUPTION, date(2007, 5, 1))
    found = limitation(RULE, date(2004, 1, 1), [restarted, suspended])
    assert found.ends == date(2017, 5, 1)
    assert [step.kind for step in found.steps] == [StepKind.START, StepKind.PERIOD, StepKind.SUSPENDED,
                                                   StepKind.RESTARTED]


def test_what_comes_too_late_changes_nothing_and_the_longest_period_holds() -> None:
    late = limitation(RULE, date(2004, 1, 1), [Event(EventKind.INTERRUPTION, date(2014, 1, 2))])
    assert (late.ends, late.steps[-1].kind) == (date(2014, 1, 1), StepKind.TOO_LATE)
    capped = limitation(RULE, date(2004, 1, 1), [Event(EventKind.INTERRUPTION, date(2013, 1, 1))])
    assert (capped.ends, capped.steps[-1].kind) == (date(2019, 1, 1), StepKind.CAPPED)


def test_no_end_and_no_beginning() -> None:
    assert limitation(replace(RULE, years=None), date(2004, 1, 1)).endless
    assert limitation(replace(RULE, years=None), date(2004, 1, 1)).ends is None
    assert limitation(RULE, None).ends is None
    assert not limitation(RULE, None).endless


DAYS = st.dates(date(1950, 1, 1), date(2090, 1, 1))
EVENTS = st.lists(st.builds(lambda kind, began, days: Event(
    kind, began, began + timedelta(days=days) if kind is EventKind.SUSPENSION else None),
    st.sampled_from(EventKind), DAYS, st.integers(0, 2000)), max_size=5)


@given(DAYS, EVENTS)
def test_the_sum_adds_up(earliest: date, events: list[Event]) -> None:
    """Events never shorten the period, never beyond the longest; an earlier day never gives a later end alone."""
    found = limitation(RULE, earliest, events)
    assert found.ends is not None
    assert years_after(earliest, 10) <= found.ends <= years_after(earliest, 15)
    assert found.steps[-1].day == found.ends
    alone = limitation(RULE, earliest).ends
    later = limitation(RULE, earliest + timedelta(days=1)).ends
    assert alone is not None
    assert later is not None
    assert alone <= later


def test_rules_are_found_for_the_crime() -> None:
    killing = rule_for(PLAN, "ROK", "DOM-EX", "EXD-250")
    assert killing is not None
    assert killing.years == 25
    core = rule_for(PLAN, "ICC-UNSC", "RS-ICC", "RS7-1-f")
    assert core is not None
    assert core.years is None
    assert core.article == "29"
    assert rule_for(PLAN, "ICC-UNSC", "DOM-EX", "EXD-250") is None


# --- gates


@pytest.mark.parametrize(("forum", "gate", "changes", "expected"), [
    ("ICC-UNSC", "GATE-TIME", {}, Outcome.CLEAR),
    ("ICC-UNSC", "GATE-TIME", {"earliest": date(2002, 6, 30)}, Outcome.ASK),
    ("ICC-UNSC", "GATE-TIME", {"earliest": date(2001, 1, 1), "latest": date(2002, 6, 30)}, Outcome.BLOCK),
    ("ICC-TERR", "GATE-TIME", {"earliest": date(2002, 8, 1), "latest": date(2003, 1, 31)}, Outcome.BLOCK),
    ("ICC-UNSC", "GATE-TIME", {"earliest": None, "latest": None}, Outcome.ASK),
    ("ICC-UNSC", "GATE-TIME", {"temporal_from": date(2007, 1, 1)}, Outcome.BLOCK),
    ("ADHOC", "GATE-TIME", {"temporal_to": date(2004, 12, 31)}, Outcome.BLOCK),
    ("ADHOC", "GATE-TIME", {"earliest": date(1975, 1, 1), "latest": date(1975, 1, 1)}, Outcome.CLEAR),
    ("ICC-UNSC", "GATE-OPENING", {"viability": Viability.CONTINGENT}, Outcome.ASK),
    ("ICC-UNSC", "GATE-OPENING", {"viability": Viability.CLOSED}, Outcome.BLOCK),
    ("ICC-TERR", "GATE-TERRITORY", {}, Outcome.ASK),
    ("ICC-TERR", "GATE-TERRITORY", {"territorial_basis": "Across the border"}, Outcome.CLEAR),
    ("ICC-NAT", "GATE-PERSON", {}, Outcome.ASK),
    ("ICC-UNSC", "GATE-LAW", {}, Outcome.CLEAR), ("ICC-UNSC", "GATE-LAW", {"law": "ADHOC-JCE"}, Outcome.ASK),
    ("ADHOC", "GATE-LAW", {"law": "ADHOC-JCE"}, Outcome.CLEAR),
    ("ICC-UNSC", "GATE-COMPLEMENTARITY", {}, Outcome.ASK),
    ("ICC-UNSC", "GATE-COMPLEMENTARITY", {"admissibility_note": "No proceedings"}, Outcome.CLEAR),
    ("UJ", "GATE-IMMUNITY", {}, Outcome.ASK), ("UJ", "GATE-IMMUNITY", {"immunity_note": "No office"}, Outcome.CLEAR),
    ("ROK", "GATE-DEATH", {}, Outcome.ASK), ("ROK", "GATE-DEATH", {"death_penalty": DeathPenalty.YES}, Outcome.BLOCK),
    ("ROK", "GATE-DEATH", {"death_penalty": DeathPenalty.MORATORIUM}, Outcome.ASK),
    ("ROK", "GATE-DEATH", {"death_penalty": DeathPenalty.ASSURANCE}, Outcome.CLEAR),
    ("ROK", "GATE-FAIR-TRIAL", {}, Outcome.BLOCK),
    ("ROK", "GATE-FAIR-TRIAL", {"fair_trial": FairTrial.ACCEPTABLE, "fair_trial_on": date(2025, 11, 24)},
     Outcome.CLEAR),
    ("ROK", "GATE-FAIR-TRIAL", {"fair_trial": FairTrial.ACCEPTABLE, "fair_trial_on": date(2025, 11, 23)},
     Outcome.BLOCK),
    ("ROK", "GATE-FAIR-TRIAL", {"fair_trial": FairTrial.UNACCEPTABLE, "fair_trial_on": TODAY}, Outcome.BLOCK),
    ("UJ", "GATE-ABSENTIA", {"in_absentia": Absentia.YES}, Outcome.BLOCK),
    ("UJ", "GATE-ABSENTIA", {"in_absentia": Absentia.LIMITED}, Outcome.ASK),
    ("UJ", "GATE-ABSENTIA", {"in_absentia": Absentia.NO}, Outcome.CLEAR),
    ("ROK", "GATE-LIMITATION", {}, Outcome.CLEAR),
    ("ROK", "GATE-LIMITATION", {"endless": False, "ruled": False}, Outcome.ASK),
    ("ROK", "GATE-LIMITATION", {"endless": False, "ends": None}, Outcome.ASK),
    ("ROK", "GATE-LIMITATION", {"endless": False, "ends": TODAY}, Outcome.CLEAR),
    ("ROK", "GATE-LIMITATION", {"endless": False, "ends": TODAY - timedelta(days=1)}, Outcome.BLOCK),
])
def test_gates(forum: str, gate: str, changes: dict[str, object], expected: Outcome) -> None:
    assert outcome(forum, gate, replace(PLAIN, **changes)) is expected  # type: ignore[arg-type]


def test_every_answer_has_words_in_both_languages() -> None:
    for forum in PLAN.forums:
        for answer in evaluate(PLAN, forum, PLAIN):
            assert answer.reason.en
            assert answer.reason.ko
