"""The start page: what needs me today."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import render_template
from flask.typing import ResponseReturnValue

from casefile.cases import decisions, history, labels, rules, service
from casefile.cases.dashboard import figures
from casefile.cases.routes.blueprint import bp
from casefile.core.access import Permission, permit


@bp.get("/")
@permit(Permission.SIGNED_IN)
def dashboard() -> ResponseReturnValue:
    """Five numbers that are links, the cases longest in their stage, the queue, and my recent records."""
    now, cases = datetime.now(UTC), service.longest_in_stage(10)
    overdue = sum(rules.is_overdue(case.stage, case.stage_since, now) for case in cases)
    return render_template("cases/dashboard.html", now=now, cases=cases, overdue=overdue, figures=figures(),
                           queue=decisions.first_waiting(5), recent=history.own_recent_records(),
                           actions=labels.ACTION, rules=rules)
