"""Pages of charges."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.models import Case
from casefile.core.access import Permission, permit
from casefile.core.review import Action, pending
from casefile.law import service
from casefile.law.forms import ChargeForm, MoveForm, NewChargeForm, PleadForm
from casefile.law.forms.fields import ground_offers, mode_offers, persecution_offers
from casefile.law.models import Charge, ChargeOfficial
from casefile.law.routes.actions import step_for
from casefile.law.routes.blueprint import bp
from casefile.law.rules import Framework, frameworks


def offers_in(case: Case, law: Framework, charge: Charge | None = None) -> dict[str, Any]:
    """What a charge of the case under a body of law may name."""
    found = {"official_ids": service.official_offers(case), "incident_ids": service.incident_offers(case),
             "place_ids": service.place_offers(case, charge),
             "persecution_grounds": persecution_offers(law), "connected_charge_id": service.other_charges(case, charge)}
    return found if charge else {**found, "modes": mode_offers(law), "crime": law}


def law_of(id: str | None) -> Framework:
    """The newest version of a body of law that somebody asked for, else of the usual one."""
    frameworks().refresh()
    newest = {law.id: law for law in frameworks().newest()}
    usual = frameworks()[service.DEFAULT_FRAMEWORK].body
    return newest.get(id or "") or next(law for law in newest.values() if law.body == usual)


@bp.route("/cases/<uuid:id>/charges/new", methods=["GET", "POST"])
@permit(Permission.CHARGE_EDIT, Case)
def new(case: Case) -> ResponseReturnValue:
    """Draft a charge; `?law=` names the body of law, else it is the usual one."""
    law = law_of(request.args.get("law"))
    form = NewChargeForm(offers=offers_in(case, law))
    if form.validate_on_submit():
        charge = service.draft_charge(case, **form.fields)
        flash(_("Charge %(reference)s is drafted. Link evidence to its elements.", reference=charge.reference))
        return redirect(url_for(".matrix", id=case.id, charge=charge.id), 303)
    return render_template("law/new.html", case=case, form=form, title=_("New charge"), submit=_("Draft the charge"),
                           back=url_for(".matrix", id=case.id), law_used=law, laws=frameworks().newest())


@bp.get("/charges/<uuid:id>")
@permit(Permission.CHARGE_READ, Charge)
def show(charge: Charge) -> ResponseReturnValue:
    """A charge: who, what, in which mode, and the legal traps it has met."""
    form = ChargeForm.of(service.with_people(charge), offers=offers_in(charge.case, charge.law, charge))
    return render_template("law/show.html", case=charge.case, charge=charge, form=form,
                           advice=[(one, step_for(charge, one)) for one in service.advice_on(charge)],
                           adopted=service.adopted_in([charge.id]), newer=frameworks().newer_than(charge.law),
                           waiting=pending(Action.CHARGE_APPROVED, charge))


@bp.route("/charges/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.CHARGE_EDIT, Charge)
def edit(charge: Charge) -> ResponseReturnValue:
    """Change a charge."""
    service.must_be_open(charge)
    form = ChargeForm(charge, offers=offers_in(charge.case, charge.law, charge))
    if form.validate_on_submit():
        service.change_charge(charge, **form.fields)
        flash(_("Saved."))
        return redirect(url_for(".show", id=charge.id), 303)
    return render_template("law/form.html", case=charge.case, charge=charge, form=form, title=_("Change the charge"),
                           submit=_("Save"), back=url_for(".show", id=charge.id))


@bp.route("/charge-officials/<uuid:id>", methods=["GET", "POST"])
@permit(Permission.CHARGE_EDIT, ChargeOfficial)
def plead(named: ChargeOfficial) -> ResponseReturnValue:
    """Plead modes of liability against one official."""
    charge, modes = named.charge, mode_offers(named.charge.law)
    service.must_be_open(charge)
    form = PleadForm(named, offers={"cumulative": modes, "alternative": modes, "grounds": ground_offers(charge.law)})
    if form.validate_on_submit():
        service.plead(named, form.modes, **form.position)
        flash(_("Saved. The rows of the matrix follow."))
        return redirect(url_for(".show", id=charge.id), 303)
    return render_template("law/form.html", case=charge.case, charge=charge, form=form, submit=_("Save"),
                           title=_("Modes of liability"), named=named, back=url_for(".show", id=charge.id))


@bp.route("/charges/<uuid:id>/status", methods=["GET", "POST"])
@permit(Permission.CHARGE_EDIT, Charge)
def status(charge: Charge) -> ResponseReturnValue:
    """Move a charge, or propose the move."""
    form = MoveForm(charge, offers={"superseded_by_id": service.other_charges(charge.case, charge)})
    if form.validate_on_submit():
        proposal = service.move_charge(charge, **form.answers)
        flash(_("Proposed. Another person decides.") if proposal else _("The status is changed."))
        return redirect(url_for(".show", id=charge.id), 303)
    return render_template("law/form.html", case=charge.case, charge=charge, form=form, title=_("Change the status"),
                           submit=_("Change the status"), back=url_for(".show", id=charge.id))
