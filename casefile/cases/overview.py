"""What the first page of a case shows, gathered in three questions to the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from casefile.cases import labels, moves, service
from casefile.cases.gaps import Gap, Severity, gaps_of
from casefile.cases.history import Entry, recent_activity
from casefile.cases.models import Case, Membership
from casefile.cases.rules import Stage, is_overdue, next_stage
from casefile.core.access import Role
from casefile.core.review import Review


@dataclass(frozen=True, slots=True)
class Overview:
    """The parts of the page."""

    tracker: list[moves.ShownStage]
    next_stage: Stage | None
    time_in_stage: str
    is_late: bool
    pending_move: Review | None
    gaps: list[Gap]
    blocking: int
    team: list[Membership]
    people: int
    leads: list[str]
    activity: list[Entry]
    counts: list[tuple[Any, int]]


def overview_of(case: Case) -> Overview:
    """Gather it: the team with the move that waits, the gaps, the last activity."""
    now = datetime.now(UTC)
    members, pending = service.team_and_move(case)
    team = [member for member in members if member.ended_at is None]
    gaps = gaps_of(case)
    names = {str(member.user_id): member.user.name for member in members}
    counts = case.counts or {}
    return Overview(
        tracker=moves.tracker(case, now),
        next_stage=next_stage(case.stage),
        time_in_stage=moves.time_in_stage(case, now),
        is_late=is_overdue(case.stage, case.stage_since, now),
        pending_move=pending,
        gaps=gaps,
        blocking=sum(gap.severity is Severity.BLOCKING for gap in gaps),
        team=team,
        people=len({member.user_id for member in team}),
        leads=[member.user.name for member in team if member.role is Role.LEAD],
        activity=recent_activity(case, names),
        counts=[(label, counts.get(kind, 0)) for kind, label in labels.COUNTED.items()],
    )
