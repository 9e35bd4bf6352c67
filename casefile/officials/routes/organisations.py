"""Pages of the register of organisations and their posts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.basis import basis_of
from casefile.cases.models import Situation
from casefile.core.access import Permission, can, permit
from casefile.core.actor import current
from casefile.core.forms import Form
from casefile.core.lists import page_of
from casefile.incidents.service import place_offers
from casefile.officials import labels, service
from casefile.officials.forms import (
    NewOrganisationForm,
    OrganisationFilters,
    OrganisationForm,
    PostForm,
    ReasonForm,
    RelationForm,
    RenameForm,
)
from casefile.officials.models import Organisation, OrganisationRelation, Post
from casefile.officials.routes.blueprint import bp


def back_to(organisation: Organisation) -> ResponseReturnValue:
    """The organisation's page."""
    return redirect(url_for("officials.organisation", id=organisation.id), 303)


def form_on(organisation: Organisation, form: Form, title: str, submit: str) -> ResponseReturnValue:
    """A page with one form about an organisation."""
    return render_template("officials/organisation_form.html", organisation=organisation, form=form, title=title,
                           submit=submit, situation=service.situation_of(organisation))


@bp.get("/situations/<uuid:id>/organisations")
@permit(Permission.OFFICIAL_READ, Situation)
def organisations(situation: Situation) -> ResponseReturnValue:
    """The register of a situation."""
    form = OrganisationFilters()
    page = page_of(service.organisations_matching(situation.id, **form.chosen), service.ORGANISATION_SORTS, "name")
    return render_template("officials/organisations.html", situation=situation, form=form, page=page)


@bp.route("/situations/<uuid:id>/organisations/new", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Situation)
def new_organisation(situation: Situation) -> ResponseReturnValue:
    """Enter an organisation."""
    form = NewOrganisationForm(offers={"place_id": place_offers(situation.id)})
    if form.validate_on_submit():
        organisation = service.register_organisation(situation.id, **form.answers)
        flash(_("Organisation %(reference)s is in the register.", reference=organisation.reference))
        return back_to(organisation)
    return render_template("officials/organisation_form.html", situation=situation, form=form, organisation=None,
                           title=_("New organisation"), submit=_("Save"))


@bp.get("/organisations/<uuid:id>")
@permit(Permission.OFFICIAL_READ, Organisation)
def organisation(organisation: Organisation) -> ResponseReturnValue:
    """An organisation: names over time, what stands above and below, posts and who held them."""
    return render_template(
        "officials/organisation.html", organisation=organisation, situation=service.situation_of(organisation),
        form=OrganisationForm.of(organisation, offers={"place_id": _place(organisation)}), **_claims(organisation))


def _place(organisation: Organisation) -> list[tuple[UUID, str]]:
    place = organisation.place
    return [(place.id, labels.both(place.name_latin, place.name_hangul))] if place else []


def _claims(organisation: Organisation) -> dict[str, Any]:
    """What is said of the organisation, and what each of it rests on."""
    posts, relations = service.posts_of(organisation), service.relations_of(organisation)
    holders = service.holders_of(organisation)
    held = [holding for each in holders.values() for holding in each]
    claims = [organisation, *organisation.names, *posts, *relations, *held]
    may_tie = can(current(), Permission.EVIDENCE_LINK, organisation)
    return {"posts": posts, "relations": relations, "holders": holders, "basis": basis_of(claims, may_tie)}


@bp.route("/organisations/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Organisation)
def edit_organisation(organisation: Organisation) -> ResponseReturnValue:
    """Change what is recorded, names apart."""
    form = OrganisationForm(organisation, offers={"place_id": place_offers(organisation.situation_id)})
    if form.validate_on_submit():
        service.change_organisation(organisation, **form.answers)
        flash(_("Saved."))
        return back_to(organisation)
    return form_on(organisation, form, _("Change organisation"), _("Save"))


@bp.route("/organisations/<uuid:id>/rename", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Organisation)
def rename_organisation(organisation: Organisation) -> ResponseReturnValue:
    """Give it a new name from a time on."""
    form = RenameForm()
    if form.validate_on_submit():
        service.rename_organisation(organisation, **form.answers)
        flash(_("Renamed. The name before keeps the time before."))
        return back_to(organisation)
    return form_on(organisation, form, _("Rename organisation"), _("Rename"))


@bp.route("/organisations/<uuid:id>/relations/add", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Organisation)
def add_relation(organisation: Organisation) -> ResponseReturnValue:
    """Say what stands above it."""
    offered = service.organisation_offers(organisation.situation_id, beside=organisation.id)
    form = RelationForm(offers={"parent_id": offered})
    if form.validate_on_submit():
        service.add_relation(organisation, **form.answers)
        flash(_("The relation is recorded."))
        return back_to(organisation)
    return form_on(organisation, form, _("Add what stands above it"), _("Add relation"))


@bp.route("/organisation-relations/<uuid:id>/remove", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, OrganisationRelation)
def remove_relation(relation: OrganisationRelation) -> ResponseReturnValue:
    """Take back a relation entered by mistake."""
    form, organisation = ReasonForm(), relation.child
    if form.validate_on_submit():
        service.remove_relation(relation, form.reason.data)
        flash(_("The relation is removed; the history keeps it."))
        return back_to(organisation)
    title = _("Remove “%(parent)s” from what stands above it?", parent=labels.organisation_name(relation.parent))
    return form_on(organisation, form, title, _("Remove relation"))


@bp.route("/organisations/<uuid:id>/posts/new", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Organisation)
def new_post(organisation: Organisation) -> ResponseReturnValue:
    """Enter a post."""
    form = PostForm()
    if form.validate_on_submit():
        service.add_post(organisation.situation_id, organisation.id, **form.answers)
        flash(_("The post is in the register."))
        return back_to(organisation)
    return form_on(organisation, form, _("New post"), _("Save"))


@bp.route("/posts/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Post)
def edit_post(post: Post) -> ResponseReturnValue:
    """Change a post."""
    form = PostForm(post)
    if form.validate_on_submit():
        form.fill(post)
        flash(_("Saved."))
        return back_to(post.organisation)
    return form_on(post.organisation, form, _("Change post"), _("Save"))
