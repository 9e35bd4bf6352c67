"""Pages of incidents."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.basis import basis_of
from casefile.cases.models import Case
from casefile.cases.tabs import Tab
from casefile.core.access import Permission, can, permit, require
from casefile.core.actor import current
from casefile.core.db import get_visible
from casefile.core.lists import Page, page_of
from casefile.core.panels import offer
from casefile.core.review import Action, pending
from casefile.incidents import labels, service
from casefile.incidents.forms import FileForm, IncidentEntryForm, IncidentFilters, IncidentForm, StatusForm
from casefile.incidents.models import Incident
from casefile.incidents.routes.blueprint import bp


@offer(Case, "tabs")
def tab(case: Case) -> Tab:
    """The incidents of a case."""
    return Tab("incidents", _("Incidents"), url_for("incidents.of_case", id=case.id), 20, "incident")


def page_for(form: IncidentFilters, default: str, case: Case | None = None) -> Page:
    """One page of the incidents that match the filters; without filters a case knows how many there are."""
    known = (case.counts or {}).get("incident", 0) if case is not None and not form.matching else None
    return page_of(service.incidents_matching(form.matching, case), service.SORTS, default, total=known)


def entry_form(case: Case, incident: Incident | None = None) -> IncidentEntryForm:
    """The form of a new incident, or of one being changed; naming a new place takes the right to enter places."""
    form = IncidentEntryForm(incident, near=service.look_alikes,
                             offers={"place_id": service.place_offers(case.situation_id)})
    if form.new_place.data:
        require(Permission.PLACE_EDIT, case.situation)
    return form


@bp.get("/incidents/")
@permit(Permission.SIGNED_IN)
def index() -> ResponseReturnValue:
    """Every incident the actor may see."""
    form = IncidentFilters(without=("place_id",))
    return render_template("incidents/index.html", form=form, page=page_for(form, "-reference"))


@bp.get("/cases/<uuid:id>/incidents")
@permit(Permission.INCIDENT_READ, Case)
def of_case(case: Case) -> ResponseReturnValue:
    """The incidents of a case."""
    form = IncidentFilters({"place_id": service.places_used_in(case)})
    return render_template("incidents/of_case.html", case=case, form=form, page=page_for(form, "date", case))


@bp.route("/cases/<uuid:id>/incidents/new", methods=["GET", "POST"])
@permit(Permission.INCIDENT_EDIT, Case)
def new(case: Case) -> ResponseReturnValue:
    """Log an incident in a case."""
    form = entry_form(case)
    if form.validate_on_submit():
        incident = service.log_incident(case, **form.answers)
        service.keep_apart(incident, form.alike)
        flash(_("Incident %(reference)s is logged.", reference=incident.reference))
        return redirect(url_for(".show", id=incident.id, case=case.id), 303)
    return render_template("incidents/form.html", case=case, form=form, incident=None)


@bp.get("/incidents/<uuid:id>")
@permit(Permission.INCIDENT_READ, Incident)
def show(incident: Incident) -> ResponseReturnValue:
    """The incident, where it is filed, and what upper slices know of it."""
    case = service.case_of(incident, request.args.get("case"))
    places = [(incident.place.id, labels.place_words(incident.place))] if incident.place else []
    form = IncidentForm.of(incident, offers={"place_id": places})
    acts, linked = service.acts_of(incident), service.links_of(incident)
    basis = basis_of([*acts, *(link for link, _other in linked)], can(current(), Permission.EVIDENCE_LINK, incident))
    return render_template("incidents/show.html", case=case, incident=incident, form=form, acts=acts, linked=linked,
                           cases=service.cases_of(incident), basis=basis,
                           waiting=pending(Action.INCIDENT_STATUS, incident))


@bp.route("/incidents/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.INCIDENT_EDIT, Incident)
def edit(incident: Incident) -> ResponseReturnValue:
    """Change what is recorded."""
    case = service.case_of(incident, request.args.get("case"))
    form = entry_form(case, incident)
    if form.validate_on_submit():
        service.change_incident(incident, case, **form.answers)
        service.keep_apart(incident, form.alike)
        flash(_("Saved."))
        return redirect(url_for(".show", id=incident.id, case=case.id), 303)
    return render_template("incidents/form.html", case=case, form=form, incident=incident)


@bp.route("/incidents/<uuid:id>/status", methods=["GET", "POST"])
@permit(Permission.INCIDENT_STATUS, Incident)
def status(incident: Incident) -> ResponseReturnValue:
    """Move the evidentiary status, or propose the move."""
    case = service.case_of(incident, request.args.get("case"))
    form = StatusForm(incident, offers={"duplicate_of_id": service.others_in_case(incident, case)})
    if form.validate_on_submit():
        proposal = service.change_status(incident, case, **form.answers)
        flash(_("Proposed. Another person decides.") if proposal else _("The status is changed."))
        return redirect(url_for(".show", id=incident.id, case=case.id), 303)
    return render_template("incidents/status.html", case=case, form=form, incident=incident)


@bp.route("/incidents/<uuid:id>/file", methods=["GET", "POST"])
@permit(Permission.FILE_INTO, Incident)
def file(incident: Incident) -> ResponseReturnValue:
    """File the incident into another case."""
    form = FileForm(offers={"case_id": service.cases_to_file_into(incident)})
    if form.validate_on_submit() and (other := get_visible(Case, form.case_id.data)):
        require(Permission.FILE_INTO, other)
        service.file_into(incident, other, form.reason.data)
        flash(_("Incident %(reference)s is filed in %(case)s too.", reference=incident.reference, case=other.reference))
        return redirect(url_for(".show", id=incident.id, case=other.id), 303)
    case = service.case_of(incident, request.args.get("case"))
    return render_template("incidents/file.html", case=case, form=form, incident=incident)
