"""Moving an item along its axes; exculpatory flags."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.core.access import Permission, permit
from casefile.evidence import service
from casefile.evidence.forms import FlagForm, ReasonForm
from casefile.evidence.models import Evidence, ExculpatoryFlag
from casefile.evidence.routes.blueprint import bp
from casefile.evidence.status_forms import StatusForm


@bp.route("/evidence/<uuid:id>/status", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_ASSESS, Evidence)
def status(item: Evidence) -> ResponseReturnValue:
    """Move the item, or propose the move."""
    case = service.case_of(item, request.args.get("case"))
    form = StatusForm(item, offers={"change": service.moves_open_to(item, request.args.get("axis"))})
    if form.validate_on_submit():
        proposal = service.change_status(item, case, **form.answers)
        flash(_("Proposed. Another person decides.") if proposal else _("The status is changed."))
        return redirect(url_for(".show", id=item.id, case=case.id), 303)
    return render_template("evidence/status.html", case=case, item=item, form=form,
                           ways=service.ways_of(item, request.args.get("axis")))


@bp.route("/evidence/<uuid:id>/flag", methods=["GET", "POST"])
@permit(Permission.EXCULPATORY_RAISE, Evidence)
def flag(item: Evidence) -> ResponseReturnValue:
    """Say that the item speaks for a suspect."""
    case = service.case_of(item, request.args.get("case"))
    form = FlagForm()
    if form.validate_on_submit():
        service.raise_flag(item, **form.answers)
        flash(_("The flag is raised. The case lead is told, and two people are needed to lower it."))
        return redirect(url_for(".show", id=item.id, case=case.id), 303)
    return render_template("evidence/form.html", case=case, item=item, form=form, submit=_("Raise the flag"),
                           title=_("%(reference)s speaks for a suspect", reference=item.reference))


@bp.route("/exculpatory-flags/<uuid:id>/lower", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_ASSESS, ExculpatoryFlag)
def lower(flag: ExculpatoryFlag) -> ResponseReturnValue:
    """Propose to lower a flag."""
    item = flag.evidence
    case = service.case_of(item, request.args.get("case"))
    form = ReasonForm()
    if form.validate_on_submit():
        service.propose_lowering(flag, case, form.reason.data)
        flash(_("Proposed. Another person decides."))
        return redirect(url_for(".show", id=item.id, case=case.id), 303)
    return render_template("evidence/form.html", case=case, item=item, form=form, submit=_("Propose to lower it"),
                           title=_("Lower the flag on %(reference)s", reference=item.reference))
