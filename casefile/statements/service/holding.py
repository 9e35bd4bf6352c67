"""A planned interview was held: its statement is there and its date is done."""

from __future__ import annotations

from casefile.deadlines import service as deadlines
from casefile.statements.models import PlannedInterview, Statement
from casefile.statements.rules import State


def hold(plan: PlannedInterview, statement: Statement) -> None:
    """The interview was held: this is its statement. Raises Refused for one that was never scheduled."""
    plan.move("state", State.HELD, statement.reference)
    plan.statement, plan.statement_id = statement, statement.id
    if plan.deadline is not None and plan.deadline.is_open:
        deadlines.finish(plan.deadline)
