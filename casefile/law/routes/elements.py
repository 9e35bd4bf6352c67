"""One element: what must be shown, what is put forward, and the form that links."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.core.access import Permission, permit
from casefile.law import labels, service
from casefile.law.forms import AttachForm, LinkForm, ReasonForm
from casefile.law.models import ChargeElement, ElementProposition
from casefile.law.routes.blueprint import bp


def lookups(element: ChargeElement) -> dict[str, Any]:
    """How what is typed finds records of the element's case."""
    case = element.charge.case
    return {"items": partial(service.item_named, case), "sentences": partial(service.proposition_named, case)}


def page(element: ChargeElement, form: LinkForm, proof: service.ElementProof) -> str:
    """The page; for a script that swaps, the part that changes."""
    part = bool(request.headers.get("HX-Request"))
    standing, facts = service.standing_of(element), service.facts_of_element(element, proof)
    held = service.adopted_at(element)
    template = "law/_cell.html" if part else "law/element.html"
    return render_template(template, part=part, case=element.charge.case, charge=element.charge, element=element,
                           form=form, view=service.detail_of(element), proof=proof, offered=service.offered(element),
                           standing=standing, facts=facts, held=held,
                           cell=service.cell_of(element, facts, standing, held))


@bp.get("/charge-elements/<uuid:id>")
@permit(Permission.CHARGE_READ, ChargeElement)
def element(element: ChargeElement) -> ResponseReturnValue:
    """Read one element. `?evidence=` and `?p=` fill in an item and a sentence by their references."""
    proof = service.propositions_of(element)
    usual = service.usual_sentence(proof, labels.say(element.data.text))
    given = {"evidence": request.args.get("evidence"), "sentence": request.args.get("p") or usual}
    return page(element, LinkForm(**lookups(element), data=given), proof)


@bp.post("/charge-elements/<uuid:id>")
@permit(Permission.EVIDENCE_LINK, ChargeElement)
def link(element: ChargeElement) -> ResponseReturnValue:
    """Link an item; then back to the empty box, with the sentence kept for the next item."""
    form = LinkForm(**lookups(element))
    if form.validate_on_submit():
        made = service.link_evidence(element, form.item, form.proposition, **form.fields)
        sentence = made.proposition.reference
        flash(_("%(item)s is linked to %(sentence)s.", item=made.evidence.reference, sentence=sentence))
        return redirect(url_for(".element", id=element.id, p=sentence, _anchor="link"), 303)
    return page(element, form, service.propositions_of(element))


@bp.route("/charge-elements/<uuid:id>/attach", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_LINK, ChargeElement)
def attach(element: ChargeElement) -> ResponseReturnValue:
    """Let a sentence of the case, with its evidence, serve this element too."""
    form = AttachForm(lookups(element)["sentences"])
    if form.validate_on_submit():
        service.attach(element, form.proposition)
        flash(_("%(sentence)s serves this element too.", sentence=form.proposition.reference))
        return redirect(url_for(".element", id=element.id), 303)
    return render_template("law/attach.html", case=element.charge.case, charge=element.charge, element=element,
                           form=form, offered=service.offered(element))


@bp.route("/element-propositions/<uuid:id>/remove", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_LINK, ElementProposition)
def detach(entry: ElementProposition) -> ResponseReturnValue:
    """A sentence serves this element no more."""
    element, form = entry.element, ReasonForm()
    if form.validate_on_submit():
        service.detach(entry, form.reason.data)
        flash(_("The sentence serves this element no more. It stays in the case with its evidence."))
        return redirect(url_for(".element", id=element.id), 303)
    return render_template("law/form.html", case=element.charge.case, charge=element.charge, form=form,
                           title=_("Take %(sentence)s from this element", sentence=entry.proposition.reference),
                           submit=_("Take it from this element"), back=url_for(".element", id=element.id))


@bp.route("/charge-elements/<uuid:id>/applicable", methods=["GET", "POST"])
@permit(Permission.CHARGE_EDIT, ChargeElement)
def applicable(element: ChargeElement) -> ResponseReturnValue:
    """Decide that an element does not apply to this charge, or take that back."""
    form = ReasonForm()
    if form.validate_on_submit():
        (service.exclude if element.applicable else service.include)(element, form.reason.data)
        flash(_("Saved. What is linked to the element stays."))
        return redirect(url_for(".element", id=element.id), 303)
    title = _("Set %(code)s aside", code=element.code) if element.applicable else _("Apply %(code)s", code=element.code)
    return render_template("law/form.html", case=element.charge.case, charge=element.charge, form=form, title=title,
                           submit=title, back=url_for(".element", id=element.id))
