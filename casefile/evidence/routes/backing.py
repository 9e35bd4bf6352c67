"""Evidence of claims: shown beside each, tied from the claim's page or from the item, ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from casefile.cases.basis import Basis, Cited, Claims
from casefile.core.access import Permission, permit
from casefile.core.db import Record
from casefile.core.panels import draw, offer
from casefile.evidence import service
from casefile.evidence.backing_forms import BackingForm, ClaimsForm
from casefile.evidence.bearing import Bearing
from casefile.evidence.forms import ReasonForm
from casefile.evidence.labels.claims import claim_words
from casefile.evidence.models import CLAIMS, Backing, Evidence
from casefile.evidence.pin_labels import pin_words
from casefile.evidence.routes.blueprint import bp
from casefile.incidents.models import IncidentAct, IncidentLink
from casefile.officials.models import (
    Holding,
    Involvement,
    OfficialFact,
    Organisation,
    OrganisationName,
    OrganisationRelation,
    Post,
)


@offer(Claims, "basis")
def basis(claims: Claims) -> dict[UUID, Basis]:
    """What each claim of a page rests on."""
    found = service.backings_for(claims.records)
    return {claim.id: Basis(tuple(_cited(each, claims.may_tie) for each in found.get(claim.id, ())),
                            _add(claim) if claims.may_tie else None) for claim in claims.records}


def _cited(backing: Backing, may_tie: bool) -> Cited:
    case = request.args.get("case")
    return Cited(backing.evidence.reference, pin_words(backing.pinpoint) if backing.pinpoint else "",
                 backing.quote or "", backing.bearing is Bearing.CONTRADICTS,
                 url_for("evidence.show", id=backing.evidence_id, case=case),
                 url_for("evidence.end_backing", id=backing.id, case=case) if may_tie else None)


def _add(claim: Record) -> str:
    return url_for(f"evidence.back_{CLAIMS[type(claim)]}", id=claim.id, case=request.args.get("case"))


def page_of_claim(claim: Any) -> str:
    """The page on which the claim stands."""
    case = request.args.get("case")
    if isinstance(claim, Holding | OfficialFact):
        return url_for("officials.show", id=claim.official_id, case=case)
    incident = service.incident_of(claim)
    if incident:
        return url_for("incidents.show", id=incident, case=case)
    unit = {Organisation: "id", OrganisationRelation: "child_id"}.get(type(claim), "organisation_id")
    return url_for("officials.organisation", id=getattr(claim, unit))


def tie_to(claim: Record) -> ResponseReturnValue:
    """Choose the item and the place in it; then back to the page of the claim."""
    case = service.case_about(claim, request.args.get("case"))
    form = BackingForm(service.items_named)
    if form.validate_on_submit() and form.item:
        told(service.back(form.item, [claim], form.bearing.data, form.pinpoint.data, form.quote.data))
        return redirect(page_of_claim(claim), 303)
    return render_template("evidence/back.html", case=case, item=None, form=form, known=service.offered_items(case),
                           claim=claim_words(claim), back=page_of_claim(claim))


def told(new: int) -> None:
    """Say how many ties are new."""
    flash(ngettext("Evidence of %(num)s claim is recorded.", "Evidence of %(num)s claims is recorded.", new) if new
          else _("This was recorded before."))


def _door(path: str, model: type[Record]) -> None:
    """The page on which evidence is tied to a claim of one kind."""

    @bp.route(f"/{path}/<uuid:id>/evidence", methods=["GET", "POST"], endpoint=f"back_{CLAIMS[model]}")
    @permit(Permission.EVIDENCE_LINK, model)
    def tie(claim: Record) -> ResponseReturnValue:
        """Tie a place in an item to the claim."""
        return tie_to(claim)


for _path, _model in {
        "organisations": Organisation, "organisation-names": OrganisationName,
        "organisation-relations": OrganisationRelation, "posts": Post, "holdings": Holding,
        "official-facts": OfficialFact, "involvements": Involvement, "incident-acts": IncidentAct,
        "incident-links": IncidentLink}.items():
    _door(_path, _model)


@bp.route("/backings/<uuid:id>/end", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_LINK, Backing)
def end_backing(backing: Backing) -> ResponseReturnValue:
    """End a tie that was wrong."""
    item, back = backing.evidence, page_of_claim(backing.claim)
    form = ReasonForm()
    if form.validate_on_submit():
        service.end_backing(backing, form.reason.data)
        flash(_("It no longer counts. It stays in the history."))
        return redirect(back, 303)
    title = _("%(item)s is no evidence of this claim?", item=item.reference)
    return render_template("evidence/form.html", case=service.case_of(item, request.args.get("case")), item=item,
                           form=form, submit=_("End it"), title=title, note=claim_words(backing.claim))


@bp.route("/evidence/<uuid:id>/claims", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_LINK, Evidence)
def back_claims(item: Evidence) -> ResponseReturnValue:
    """From a place in the item to the claims it supports or contradicts."""
    case = service.case_of(item, request.args.get("case"))
    claims = {claim.id: claim for claim in _about()}
    form = ClaimsForm(offers={"claims": [(id, claim_words(claim)) for id, claim in claims.items()]})
    if not form.is_opened and form.validate_on_submit():
        chosen = [claims[id] for id in form.claims.ids]
        told(service.back(item, chosen, form.bearing.data, form.pinpoint.data, form.quote.data))
        return redirect(url_for(".show", id=item.id, case=case.id), 303)
    open_again(form)
    return render_template("evidence/claims.html", case=case, item=item, form=form,
                           known=service.offered_owners(case))


def _about() -> list[Record]:
    """What is said of the record whose reference was typed, here or in the box of the viewer's page."""
    owner = service.owner_named(_asked())
    return service.claims_about(owner) if owner is not None else []


def _asked() -> str:
    return request.form.get("about") or request.form.get("references-0", "")


def open_again(form: ClaimsForm) -> None:
    """What was typed so far is shown, with a token of its own."""
    if form.is_opened:
        form.once.data = str(uuid4())
        form.about.data = form.about.data or _asked() or None


@offer(Evidence, "panel")
def on_item(item: Evidence) -> Markup:
    """The claims the item bears on."""
    told: Callable[[Any], str] = claim_words
    return draw("evidence/_backings.html", item=item, backings=service.backings_of(item), words=told,
                page_of=page_of_claim, case_id=request.args.get("case"))
