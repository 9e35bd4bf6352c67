from datetime import UTC, datetime, timedelta

import pytest

from casefile.cases.rules import (
    ARROWS,
    EXIT_CHECKS,
    LINE,
    NEEDS_SECOND,
    CaseFacts,
    Check,
    Stage,
    days_in,
    is_forward,
    is_overdue,
    needs_second,
    next_stage,
    unmet_checks,
)

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
READY = CaseFacts(has_summary=True, has_forum=True, roles={"lead", "legal_expert"}, deciders=2, undeclared=0,
                  blocking_gaps=0)


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_leads_somewhere_and_never_to_itself(stage):
    assert ARROWS[stage]
    assert stage not in ARROWS[stage]


def test_no_stage_is_skipped_on_the_way_forward():
    for place, stage in enumerate(LINE):
        further = {target for target in ARROWS[stage] if target in LINE and LINE.index(target) > place}
        assert further <= {next_stage(stage)}


def test_only_one_step_further_is_forward():
    assert is_forward(Stage.INTAKE, Stage.PRELIMINARY)
    assert not is_forward(Stage.LEGAL, Stage.BUILDING)
    assert not is_forward(Stage.LEGAL, Stage.CLOSED)
    assert not is_forward(Stage.DORMANT, Stage.INTAKE)


def test_the_line_ends():
    assert next_stage(Stage.SUPPORT) is None
    assert next_stage(Stage.CLOSED) is None


def test_moves_with_a_star_are_steps_forward():
    assert all(is_forward(before, after) for before, after in NEEDS_SECOND)
    assert needs_second(Stage.READY, Stage.REFERRED)
    assert not needs_second(Stage.BUILDING, Stage.LEGAL)


def test_time_in_a_stage():
    assert days_in(NOW - timedelta(days=3, hours=23), NOW) == 3
    assert days_in(NOW + timedelta(hours=1), NOW) == 0
    assert is_overdue(Stage.INTAKE, NOW - timedelta(days=15), NOW)
    assert not is_overdue(Stage.INTAKE, NOW - timedelta(days=14), NOW)
    assert not is_overdue(Stage.DORMANT, NOW - timedelta(days=900), NOW)


@pytest.mark.parametrize("stage", Stage)
def test_a_complete_case_meets_every_check(stage):
    assert unmet_checks(stage, READY) == []


@pytest.mark.parametrize(("facts", "check"), [
    ({"has_summary": False}, Check.SUMMARY),
    ({"has_forum": False}, Check.FORUM),
    ({"roles": {"legal_expert"}}, Check.LEAD),
    ({"roles": {"lead"}}, Check.LEGAL_EXPERT),
    ({"deciders": 1}, Check.SECOND_PERSON),
    ({"undeclared": 1}, Check.CONFLICTS),
    ({"blocking_gaps": 1}, Check.NO_BLOCKING_GAPS),
])
def test_each_check_is_asked_where_it_stands_and_only_there(facts, check):
    values = {name: getattr(READY, name) for name in READY.__slots__}
    poor = CaseFacts(**{**values, **facts})
    for stage in Stage:
        assert unmet_checks(stage, poor) == ([check] if check in EXIT_CHECKS.get(stage, ()) else [])
