"""Pages of propositions."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.core.access import Permission, permit
from casefile.law import service
from casefile.law.forms import PropositionForm, PropositionStatusForm, ReasonForm
from casefile.law.models import Proposition
from casefile.law.routes.blueprint import bp


@bp.get("/propositions/<uuid:id>")
@permit(Permission.CHARGE_READ, Proposition)
def proposition(proposition: Proposition) -> ResponseReturnValue:
    """A sentence of fact: what supports it, what undermines it, which elements it serves."""
    links = service.links_of(proposition)
    return render_template("law/proposition.html", case=proposition.case, proposition=proposition,
                           links=links, support=service.support_of(links),
                           uses=service.uses_of_proposition(proposition))


@bp.route("/propositions/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_LINK, Proposition)
def edit_proposition(proposition: Proposition) -> ResponseReturnValue:
    """Change a sentence of fact."""
    form, back = PropositionForm(proposition), url_for(".proposition", id=proposition.id)
    if form.validate_on_submit():
        service.change_proposition(proposition, **form.answers)
        flash(_("Saved."))
        return redirect(back, 303)
    return render_template("law/form.html", case=proposition.case, form=form, submit=_("Save"), back=back,
                           title=_("Change %(reference)s", reference=proposition.reference))


@bp.route("/propositions/<uuid:id>/withdraw", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_LINK, Proposition)
def withdraw(proposition: Proposition) -> ResponseReturnValue:
    """Withdraw a sentence of fact everywhere."""
    form, back = ReasonForm(), url_for(".proposition", id=proposition.id)
    if form.validate_on_submit():
        service.withdraw(proposition, form.reason.data)
        flash(_("The sentence is withdrawn. It stays in the history."))
        return redirect(back, 303)
    return render_template("law/form.html", case=proposition.case, form=form, submit=_("Withdraw"), back=back,
                           title=_("Withdraw %(reference)s", reference=proposition.reference))


@bp.route("/propositions/<uuid:id>/status", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_LINK, Proposition)
def proposition_status(proposition: Proposition) -> ResponseReturnValue:
    """Say where a sentence of fact stands."""
    form, back = PropositionStatusForm(proposition), url_for(".proposition", id=proposition.id)
    if form.validate_on_submit():
        service.move_proposition(proposition, **form.answers)
        flash(_("The status is changed."))
        return redirect(back, 303)
    return render_template("law/form.html", case=proposition.case, form=form, submit=_("Change the status"), back=back,
                           title=_("Where %(reference)s stands", reference=proposition.reference))
