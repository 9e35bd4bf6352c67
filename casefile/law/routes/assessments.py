"""Assess an element, and read how it was assessed before."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.rules import Standard
from casefile.core.access import Permission, permit
from casefile.core.review import Action, Review, pending
from casefile.law import service
from casefile.law.forms import AssessForm
from casefile.law.models import ChargeElement
from casefile.law.routes.blueprint import bp
from casefile.law.rules import Guard, Level, guards_unmet


def _unmet(element: ChargeElement, proof: service.ElementProof, level: Level, standard: Standard | None,
           texts: dict[str, Any]) -> Collection[Guard]:
    return guards_unmet(service.judgement(element, proof, level, standard, texts))


@bp.route("/charge-elements/<uuid:id>/assess", methods=["GET", "POST"])
@permit(Permission.ELEMENT_ASSESS, ChargeElement)
def assess(element: ChargeElement) -> ResponseReturnValue:
    """Decide on a level, with reasons."""
    proof, standing = service.propositions_of(element), service.standing_of(element)
    number = standing.assessment.number if standing.assessment else 0
    form = AssessForm(partial(_unmet, element, proof), number, pending(Action.ELEMENT_ASSESSED, element) is not None)
    if form.validate_on_submit():
        made = service.assess(element, number, form.level.data, form.standard.data, **form.texts)
        flash(_("Proposed. Another person decides.") if isinstance(made, Review) else _("The assessment stands."))
        return redirect(url_for(".element", id=element.id), 303)
    return render_template("law/assess.html", case=element.charge.case, charge=element.charge, element=element,
                           form=form, view=service.detail_of(element), standing=standing,
                           facts=service.facts_of_element(element, proof), removed=service.without_strongest(proof))


@bp.get("/charge-elements/<uuid:id>/assessments")
@permit(Permission.CHARGE_READ, ChargeElement)
def assessments(element: ChargeElement) -> ResponseReturnValue:
    """Every assessment of an element, the one that stands first."""
    return render_template("law/assessments.html", case=element.charge.case, charge=element.charge, element=element,
                           standing=service.standing_of(element), found=service.assessments_of(element))
