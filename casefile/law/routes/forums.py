"""The forum planner of a case."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.models import Case
from casefile.cases.rules import Forum
from casefile.core.access import Permission, permit
from casefile.law import labels, service
from casefile.law.forms import ReasonForm
from casefile.law.forms.planning import EventForm, ForumForm
from casefile.law.models import Charge, LimitationEvent
from casefile.law.planning import ForumData, plan
from casefile.law.routes.blueprint import bp
from casefile.law.routes.matrix import chosen_of


def forum_or_404(code: str) -> ForumData:
    """A forum of the plan."""
    try:
        return service.forum_named(code)
    except LookupError:
        abort(404)


@bp.get("/cases/<uuid:id>/forums")
@permit(Permission.CHARGE_READ, Case)
def forums(case: Case) -> ResponseReturnValue:
    """Where a charge of the case could go, gate by gate. `?charge=` names it."""
    charges = service.charges_of(case)
    chosen = chosen_of(charges, request.args.get("charge"))
    return render_template("law/forums.html", case=case, charges=charges, chosen=chosen, plan=plan(),
                           view=service.planner_of(case, chosen))


@bp.route("/cases/<uuid:id>/forums/<forum>", methods=["GET", "POST"])
@permit(Permission.CHARGE_EDIT, Case)
def forum(case: Case, forum: str) -> ResponseReturnValue:
    """Record what is known of a forum."""
    data = forum_or_404(forum)
    held = service.assessment_of(case, Forum(forum))
    form, back = ForumForm(held), url_for(".forums", id=case.id, _anchor=forum)
    if form.validate_on_submit():
        service.record_forum(case, Forum(forum), held, **form.answers)
        flash(_("Saved."))
        return redirect(back, 303)
    return render_template("law/form.html", case=case, form=form, title=labels.say(data.title), submit=_("Save"),
                           back=back)


@bp.post("/charges/<uuid:id>/limitation/<forum>")
@permit(Permission.DEADLINE_EDIT, Charge)
def set_limitation(charge: Charge, forum: str) -> ResponseReturnValue:
    """Set the date on which the limitation of a charge ends before a forum."""
    deadline = service.propose_date(charge, forum_or_404(forum).code)
    flash(_("%(reference)s is set. It is an estimate: verify it.", reference=deadline.reference))
    return redirect(url_for("deadlines.show", id=deadline.id), 303)


@bp.route("/charges/<uuid:id>/limitation/<forum>/events", methods=["GET", "POST"])
@permit(Permission.CHARGE_EDIT, Charge)
def new_event(charge: Charge, forum: str) -> ResponseReturnValue:
    """Record a suspension or an interruption."""
    data, form = forum_or_404(forum), EventForm()
    back = url_for(".forums", id=charge.case_id, charge=charge.id, _anchor=forum)
    if form.validate_on_submit():
        service.record_event(charge, Forum(forum), **form.answers)
        flash(_("Saved. The sum follows."))
        return redirect(back, 303)
    title = _("Suspension or interruption: %(forum)s", forum=labels.say(data.title))
    return render_template("law/form.html", case=charge.case, charge=charge, form=form, title=title, submit=_("Save"),
                           back=back)


@bp.route("/limitation-events/<uuid:id>/remove", methods=["GET", "POST"])
@permit(Permission.CHARGE_EDIT, LimitationEvent)
def remove_event(event: LimitationEvent) -> ResponseReturnValue:
    """Take back a suspension or an interruption."""
    charge, form = event.charge, ReasonForm()
    back = url_for(".forums", id=event.case_id, charge=charge.id, _anchor=event.forum.value)
    if form.validate_on_submit():
        service.remove_event(event, form.reason.data)
        flash(_("Taken back. The history keeps it."))
        return redirect(back, 303)
    return render_template("law/form.html", case=charge.case, charge=charge, form=form, back=back,
                           title=_("Take this back"), submit=_("Take this back"))
