"""The gap list as a table, and the rules behind it in words."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases import labels
from casefile.cases.gaps import gaps_of, rules_for
from casefile.cases.models import Case
from casefile.cases.routes.blueprint import bp
from casefile.core.access import Permission, permit
from casefile.core.csv_export import csv_answer


@bp.get("/cases/<uuid:id>/gaps")
@permit(Permission.CASE_READ, Case)
def gap_rules(case: Case) -> ResponseReturnValue:
    """Every rule by which gaps are worked out."""
    return render_template("cases/gap_rules.html", case=case, rules=rules_for(case), severity=labels.SEVERITY)


@bp.get("/cases/<uuid:id>/gaps.csv")
@permit(Permission.CASE_READ, Case)
def gaps_csv(case: Case) -> ResponseReturnValue:
    """The gaps of the case as a table for other programs."""
    heads = [_("Case"), _("Rule"), _("Severity"), _("What is missing"), _("Why it matters"), _("Records")]
    rows = ([case.reference, gap.code, labels.SEVERITY[gap.severity], gap.title, gap.detail, gap.n]
            for gap in gaps_of(case))
    return csv_answer(f"{case.reference}-gaps", heads, rows)
