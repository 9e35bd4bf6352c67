"""Acts of an incident, and links to other incidents."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.core.access import Permission, permit
from casefile.core.forms import Form
from casefile.incidents import service
from casefile.incidents.forms import ActForm, IncidentLinkForm, ReasonForm
from casefile.incidents.models import Incident, IncidentAct, IncidentLink
from casefile.incidents.routes.blueprint import bp


def _back(incident: Incident) -> ResponseReturnValue:
    return redirect(url_for(".show", id=incident.id, case=request.args.get("case")), 303)


def _form_on(incident: Incident, form: Form, title: str, submit: str) -> ResponseReturnValue:
    case = service.case_of(incident, request.args.get("case"))
    return render_template("incidents/part_form.html", incident=incident, case=case, form=form, title=title,
                           submit=submit)


@bp.route("/incidents/<uuid:id>/acts/add", methods=["GET", "POST"])
@permit(Permission.INCIDENT_EDIT, Incident)
def add_act(incident: Incident) -> ResponseReturnValue:
    """Record what was done to a group of people."""
    form = ActForm()
    if form.validate_on_submit():
        service.add_act(incident, **form.answers)
        flash(_("Recorded."))
        return _back(incident)
    return _form_on(incident, form, _("Add an act and its victims"), _("Record"))


@bp.route("/incident-acts/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.INCIDENT_EDIT, IncidentAct)
def edit_act(act: IncidentAct) -> ResponseReturnValue:
    """Change what is recorded of an act."""
    form = ActForm(act)
    if form.validate_on_submit():
        form.fill(act)
        flash(_("Saved."))
        return _back(act.incident)
    return _form_on(act.incident, form, _("Change an act and its victims"), _("Save"))


@bp.route("/incident-acts/<uuid:id>/remove", methods=["GET", "POST"])
@permit(Permission.INCIDENT_EDIT, IncidentAct)
def remove_act(act: IncidentAct) -> ResponseReturnValue:
    """Take back an act entered by mistake."""
    form, incident = ReasonForm(), act.incident
    if form.validate_on_submit():
        service.remove_part(act, form.reason.data)
        flash(_("Removed; the history keeps it."))
        return _back(incident)
    return _form_on(incident, form, _("Remove this act?"), _("Remove"))


@bp.route("/incidents/<uuid:id>/links/add", methods=["GET", "POST"])
@permit(Permission.INCIDENT_EDIT, Incident)
def add_link(incident: Incident) -> ResponseReturnValue:
    """Say how another incident of the case belongs to this one."""
    case = service.case_of(incident, request.args.get("case"))
    form = IncidentLinkForm(offers={"other_id": service.others_in_case(incident, case)})
    if form.validate_on_submit():
        service.link_incidents(incident, **form.answers)
        flash(_("The incidents are linked."))
        return _back(incident)
    return _form_on(incident, form, _("Link another incident"), _("Link"))


@bp.route("/incident-links/<uuid:id>/remove", methods=["GET", "POST"])
@permit(Permission.INCIDENT_EDIT, IncidentLink)
def remove_link(link: IncidentLink) -> ResponseReturnValue:
    """Take back a link between incidents."""
    form, incident = ReasonForm(), link.one
    if form.validate_on_submit():
        service.remove_part(link, form.reason.data)
        flash(_("Removed; the history keeps it."))
        return _back(incident)
    return _form_on(incident, form, _("Remove the link between the two incidents?"), _("Remove"))
