"""The gaps of a case record by record: open what closes one, accept it for a reason, give somebody the task."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.gaps import GapRule
from casefile.cases.labels import SEVERITY
from casefile.cases.models import Case
from casefile.core.access import Permission, permit
from casefile.deadlines import service as deadlines
from casefile.law import service
from casefile.law.forms import FillForm, ReasonForm
from casefile.law.models import AcceptedGap
from casefile.law.routes.blueprint import bp


def _gap(case: Case, code: str, record: UUID) -> tuple[GapRule, str]:
    return service.gap_of(case, code, record) or abort(404)


@bp.get("/cases/<uuid:id>/gap-list")
@permit(Permission.CHARGE_READ, Case)
def gap_list(case: Case) -> ResponseReturnValue:
    """Every gap, record by record, and those the case goes on with."""
    return render_template("law/gaps.html", case=case, gaps=service.gap_list(case), severity=SEVERITY)


@bp.route("/cases/<uuid:id>/gap-list/<code>/<uuid:record>/accept", methods=["GET", "POST"])
@permit(Permission.CHARGE_EDIT, Case)
def accept_gap(case: Case, code: str, record: UUID) -> ResponseReturnValue:
    """Go on with a gap, for a reason."""
    (rule, reference), form, back = _gap(case, code, record), ReasonForm(), url_for(".gap_list", id=case.id)
    if form.validate_on_submit():
        service.accept_gap(case, code, record, reference, form.reason.data)
        flash(_("The gap is accepted, with your reason."))
        return redirect(back, 303)
    return render_template("law/form.html", case=case, form=form, submit=_("Accept the gap"), back=back,
                           title=_("Accept: %(gap)s", gap=rule.title(1, reference)))


@bp.route("/cases/<uuid:id>/gap-list/<code>/<uuid:record>/task", methods=["GET", "POST"])
@permit(Permission.DEADLINE_EDIT, Case)
def fill_gap(case: Case, code: str, record: UUID) -> ResponseReturnValue:
    """Give somebody the task to fill a gap."""
    gap, back = _gap(case, code, record), url_for(".gap_list", id=case.id)
    form = FillForm(offers={"owner_id": list(deadlines.people_of(case.id).items())})
    if form.validate_on_submit():
        service.ask_to_fill(case, gap, record, **form.answers)
        flash(_("The task is given. It closes itself when the gap is gone."))
        return redirect(back, 303)
    return render_template("law/form.html", case=case, form=form, submit=_("Give the task"), back=back,
                           title=_("Task: %(gap)s", gap=gap[0].title(1, gap[1])))


@bp.route("/accepted-gaps/<uuid:id>/reopen", methods=["GET", "POST"])
@permit(Permission.CHARGE_EDIT, AcceptedGap)
def reopen_gap(accepted: AcceptedGap) -> ResponseReturnValue:
    """Look at a gap again."""
    form, back = ReasonForm(), url_for(".gap_list", id=accepted.case_id)
    if form.validate_on_submit():
        service.reopen_gap(accepted, form.reason.data)
        flash(_("The gap is open again."))
        return redirect(back, 303)
    return render_template("law/form.html", case=accepted.case, form=form, submit=_("Reopen the gap"), back=back,
                           title=_("Reopen the gap of %(reference)s", reference=accepted.reference))
