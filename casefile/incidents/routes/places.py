"""Pages of the register of places."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from casefile.cases.models import Situation
from casefile.core.access import Permission, permit
from casefile.core.lists import page_of
from casefile.incidents import service
from casefile.incidents.forms import GazetteerFile, GazetteerImport, PlaceFilters, PlaceForm
from casefile.incidents.models import Place
from casefile.incidents.routes.blueprint import bp

SORTS = {"reference": Place.reference, "name": Place.name_latin, "hangul": Place.name_hangul, "kind": Place.kind,
         "precision": Place.precision}


@bp.get("/situations/<uuid:id>/places")
@permit(Permission.PLACE_READ, Situation)
def places(situation: Situation) -> ResponseReturnValue:
    """The register of a situation."""
    form = PlaceFilters()
    page = page_of(service.places_matching(situation.id, **form.chosen), SORTS, "name")
    return render_template("incidents/places.html", situation=situation, form=form, page=page)


@bp.route("/situations/<uuid:id>/places/new", methods=["GET", "POST"])
@permit(Permission.PLACE_EDIT, Situation)
def new_place(situation: Situation) -> ResponseReturnValue:
    """Enter a place."""
    form = PlaceForm(offers={"parent_id": service.place_offers(situation.id)})
    if form.validate_on_submit():
        place = service.add_place(situation.id, **form.answers)
        flash(_("Place %(reference)s is in the register.", reference=place.reference))
        return redirect(url_for(".place", id=place.id), 303)
    return render_template("incidents/place_form.html", situation=situation, form=form, place=None)


@bp.get("/places/<uuid:id>")
@permit(Permission.PLACE_READ, Place)
def place(place: Place) -> ResponseReturnValue:
    """A place, what lies in it, and what happened there."""
    form = PlaceForm.of(place, offers={"parent_id": service.parent_offer(place)})
    return render_template("incidents/place.html", place=place, situation=service.situation_of(place), form=form,
                           within=service.places_in(place), incidents=service.incidents_at(place))


@bp.route("/places/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.PLACE_EDIT, Place)
def edit_place(place: Place) -> ResponseReturnValue:
    """Change a place."""
    form = PlaceForm(place, offers={"parent_id": service.place_offers(place.situation_id, beside=place)})
    if form.validate_on_submit():
        service.change_place(place, **form.answers)
        flash(_("Saved."))
        return redirect(url_for(".place", id=place.id), 303)
    return render_template("incidents/place_form.html", situation=service.situation_of(place), form=form, place=place)


@bp.route("/situations/<uuid:id>/places/gazetteer", methods=["GET", "POST"])
@permit(Permission.PLACE_EDIT, Situation)
def gazetteer(situation: Situation) -> ResponseReturnValue:
    """Choose a gazetteer and see what it would add; nothing is entered."""
    form = GazetteerFile()
    if form.validate_on_submit():
        plan = service.plan_import(situation, form.entries)
        back = GazetteerImport.of(None)
        back.offer_once(service.as_text(plan))
        return render_template("incidents/gazetteer_preview.html", situation=situation, plan=plan, form=back)
    return render_template("incidents/gazetteer.html", situation=situation, form=form)


@bp.post("/situations/<uuid:id>/places/import")
@permit(Permission.PLACE_EDIT, Situation)
def import_places(situation: Situation) -> ResponseReturnValue:
    """Enter the places that were shown."""
    form = GazetteerImport()
    if form.validate_on_submit():
        n = len(service.import_gazetteer(situation, form.entries).new)
        flash(ngettext("%(num)s place is entered.", "%(num)s places are entered.", n))
        return redirect(url_for(".places", id=situation.id), 303)
    return render_template("incidents/gazetteer.html", situation=situation, form=GazetteerFile())
