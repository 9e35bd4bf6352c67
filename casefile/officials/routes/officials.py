"""Pages of officials: the list, the person, their names and posts, their designation."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.basis import basis_of
from casefile.core.access import Permission, can, permit
from casefile.core.actor import current
from casefile.core.lists import page_of
from casefile.core.review import Action, pending
from casefile.officials import labels, service
from casefile.officials.forms import (
    DesignationForm,
    HoldingForm,
    NameForm,
    NewHoldingForm,
    OfficialDetails,
    OfficialFilters,
    OfficialForm,
    ReasonForm,
)
from casefile.officials.models import Holding, Official, OfficialName
from casefile.officials.routes.blueprint import bp, case_shown, form_on, post_offers


def back_to(official: Official) -> ResponseReturnValue:
    """The official's page, in the case in which it was opened."""
    return redirect(url_for("officials.show", id=official.id, case=request.args.get("case")), 303)


def tell_overlaps(holding: Holding) -> None:
    """Say which other holdings there are at a time that can be the same; all of them stay."""
    for other in service.overlaps_of(holding):
        flash(_("Compare: %(official)s also held %(holding)s. Both are kept.",
                official=f"{other.official.reference} {labels.official_name(other.official)}",
                holding=labels.holding_words(other)), "warn")


@bp.get("/officials/")
@permit(Permission.SIGNED_IN)
def index() -> ResponseReturnValue:
    """The officials of the registers the actor may see."""
    form = OfficialFilters({"organisation_id": service.organisations_of_posts()})
    meant = {match.official.id: match for match in service.meant_by(form.text.data)}
    sorts = {**service.SORTS, "match": service.match_order(list(meant))}
    page = page_of(service.officials_matching(form.matching_with(meant)), sorts, "match" if meant else "-reference")
    return render_template("officials/index.html", form=form, page=page, meant=meant,
                           situations=service.situations_to_record_in())


@bp.get("/officials/<uuid:id>")
@permit(Permission.OFFICIAL_READ, Official)
def show(official: Official) -> ResponseReturnValue:
    """The person, the posts, what links them to incidents, and what upper slices know of them."""
    return render_template(
        "officials/show.html", official=official, form=OfficialDetails.of(official), case=case_shown(),
        entries=service.cases_of(official), merges=service.merges_of(official),
        waiting=pending(Action.OFFICIAL_DESIGNATION, official), **_claims(official))


def _claims(official: Official) -> dict[str, Any]:
    """What sources say of the person, and what each of it rests on."""
    links, facts = service.links_of_official(official), service.facts_of(official)
    may_tie = can(current(), Permission.EVIDENCE_LINK, official)
    return {"links": links, "facts": facts, "basis": basis_of([*official.holdings, *facts, *links], may_tie)}


@bp.route("/officials/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Official)
def edit(official: Official) -> ResponseReturnValue:
    """Change what is recorded of the person."""
    form = OfficialForm(official)
    if form.validate_on_submit():
        form.fill(official)
        flash(_("Saved."))
        return back_to(official)
    return form_on(official, form, _("Change official %(reference)s", reference=official.reference), _("Save"))


@bp.route("/officials/<uuid:id>/names/add", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Official)
def add_name(official: Official) -> ResponseReturnValue:
    """Add a name or spelling."""
    form = NameForm()
    if form.validate_on_submit():
        service.add_name(official, **form.answers)
        flash(_("The name is added. The person is found under it from now on."))
        return back_to(official)
    return form_on(official, form, _("Add a name or spelling"), _("Add name"))


@bp.route("/official-names/<uuid:id>/remove", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, OfficialName)
def remove_name(name: OfficialName) -> ResponseReturnValue:
    """Take a wrong name away."""
    form, official = ReasonForm(), name.official
    if form.validate_on_submit():
        service.remove_name(name, form.reason.data)
        flash(_("The name is removed; the history keeps it."))
        return back_to(official)
    return form_on(official, form, _("Remove the name “%(name)s”?", name=name.text), _("Remove name"))


@bp.route("/officials/<uuid:id>/posts/add", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Official)
def add_holding(official: Official) -> ResponseReturnValue:
    """Record that the person held a post."""
    form = NewHoldingForm(offers=post_offers(official.situation_id))
    if form.validate_on_submit():
        holding = service.hold_post(official, **form.holding)
        flash(_("The post is recorded."))
        tell_overlaps(holding)
        return back_to(official)
    return form_on(official, form, _("Add a post held"), _("Add post"))


@bp.route("/holdings/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Holding)
def edit_holding(holding: Holding) -> ResponseReturnValue:
    """Change what is recorded of a holding."""
    form = HoldingForm(holding, offers={"post_id": service.post_offers(holding.situation_id)})
    if form.validate_on_submit():
        service.change_holding(holding, **form.answers)
        flash(_("Saved."))
        tell_overlaps(holding)
        return back_to(holding.official)
    return form_on(holding.official, form, _("Change a post held"), _("Save"))


@bp.route("/holdings/<uuid:id>/remove", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Holding)
def remove_holding(holding: Holding) -> ResponseReturnValue:
    """Take back a holding entered by mistake."""
    form, official = ReasonForm(), holding.official
    if form.validate_on_submit():
        service.remove_holding(holding, form.reason.data)
        flash(_("The post held is removed; the history keeps it."))
        return back_to(official)
    return form_on(official, form, _("Remove “%(holding)s”?", holding=labels.holding_words(holding)),
                   _("Remove post held"))


@bp.route("/officials/<uuid:id>/designation", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Official)
def designate(official: Official) -> ResponseReturnValue:
    """Move the person on the ladder of designation, or propose the move."""
    case = service.case_for(official, request.args.get("case"))
    form = DesignationForm(official)
    if form.validate_on_submit():
        proposal = service.change_designation(official, case, **form.answers)
        flash(_("Proposed. Another person decides.") if proposal else _("The designation is changed."))
        return back_to(official)
    return render_template("officials/designation.html", official=official, form=form, case=case)
