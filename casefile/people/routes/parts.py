"""The parts people have in incidents: a panel on the incident, and pages to link and take back."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from casefile.core.access import Permission, can, permit, require
from casefile.core.actor import current
from casefile.core.db import get_visible
from casefile.core.panels import draw, offer
from casefile.incidents.models import Incident
from casefile.incidents.service import case_of as case_of_incident
from casefile.people import service
from casefile.people.forms import EndPartForm, LinkIncidentForm, LinkPersonForm
from casefile.people.models import IncidentPerson, Person
from casefile.people.routes.blueprint import bp


@offer(Incident, "panel")
def panel(incident: Incident) -> Markup | None:
    """Witnesses and victims of the incident, by code."""
    if not can(current(), Permission.PERSON_READ, incident):
        return None
    return draw("people/_panel.html", incident=incident, links=service.parts_in(incident))


@bp.route("/incidents/<uuid:id>/witnesses/link", methods=["GET", "POST"])
@permit(Permission.PERSON_EDIT, Incident)
def link_person(incident: Incident) -> ResponseReturnValue:
    """Give a person a part in the incident."""
    form = LinkPersonForm(offers={"person_id": service.people_for(incident)})
    if form.validate_on_submit():
        person = get_visible(Person, form.person_id.data) or abort(404)
        require(Permission.PERSON_EDIT, person)
        service.give_part(person, incident, form.part.data)
        flash(_("%(reference)s is linked to the incident.", reference=person.reference))
        return redirect(url_for("incidents.show", id=incident.id), 303)
    case = case_of_incident(incident, request.args.get("case"))
    return render_template("people/link_person.html", case=case, form=form, incident=incident)


@bp.route("/witnesses/<uuid:id>/link", methods=["GET", "POST"])
@permit(Permission.PERSON_EDIT, Person)
def link_incident(person: Person) -> ResponseReturnValue:
    """Say which incident the person can speak to."""
    form = LinkIncidentForm(offers={"incident_id": service.incidents_for(person)})
    case, _cases = service.case_of(person, request.args.get("case"))
    if form.validate_on_submit():
        incident = get_visible(Incident, form.incident_id.data) or abort(404)
        require(Permission.PERSON_EDIT, incident)
        service.give_part(person, incident, form.part.data)
        flash(_("%(reference)s is linked to the incident.", reference=person.reference))
        return redirect(url_for(".show", id=person.id, case=case.id), 303)
    return render_template("people/link_incident.html", case=case, form=form, person=person)


@bp.route("/parts/<uuid:id>/end", methods=["GET", "POST"])
@permit(Permission.PERSON_EDIT, IncidentPerson)
def end_part(link: IncidentPerson) -> ResponseReturnValue:
    """Take a person's part in an incident back."""
    form = EndPartForm()
    if form.validate_on_submit():
        service.end_part(link, form.reason.data)
        flash(_("The link to the incident is ended."))
        return redirect(url_for(".show", id=link.person_id), 303)
    case, _cases = service.case_of(link.person, request.args.get("case"))
    return render_template("people/end_part.html", case=case, form=form, person=link.person, link=link)
