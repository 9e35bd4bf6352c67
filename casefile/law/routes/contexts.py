"""Adopting what a structural case found on the context."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.core.access import Permission, permit
from casefile.law import labels, service
from casefile.law.forms import ReasonForm
from casefile.law.forms.planning import AdoptForm
from casefile.law.models import ChargeElement, ContextAdoption
from casefile.law.routes.blueprint import bp


@bp.route("/charge-elements/<uuid:id>/adopt", methods=["GET", "POST"])
@permit(Permission.CHARGE_EDIT, ChargeElement)
def adopt(element: ChargeElement) -> ResponseReturnValue:
    """Rest an element on a finding."""
    found = {one.id: one for one in service.findings_for(element)}
    form = AdoptForm(offers={"finding_id": [
        (one.id, f"{one.source}, {_('version %(n)s', n=one.number)}: {labels.LEVELS[one.level]}")
        for one in found.values()]})
    if form.validate_on_submit():
        service.adopt(element, found[form.finding_id.data], form.reason.data)
        flash(_("The element rests on the finding now. You are told here when it changes."))
        return redirect(url_for(".show", id=element.charge_id), 303)
    return render_template("law/adopt.html", case=element.charge.case, charge=element.charge, element=element,
                           form=form, found=found)


@bp.route("/context-adoptions/<uuid:id>/end", methods=["GET", "POST"])
@permit(Permission.CHARGE_EDIT, ContextAdoption)
def end_adoption(adoption: ContextAdoption) -> ResponseReturnValue:
    """Rest an element on a finding no more."""
    element, form = adoption.element, ReasonForm()
    if form.validate_on_submit():
        service.end_adoption(adoption, form.reason.data)
        flash(_("The element rests on its own evidence again."))
        return redirect(url_for(".show", id=element.charge_id), 303)
    return render_template("law/form.html", case=element.charge.case, charge=element.charge, form=form,
                           title=_("End the adoption of %(code)s", code=element.code), submit=_("End the adoption"),
                           back=url_for(".show", id=element.charge_id))
