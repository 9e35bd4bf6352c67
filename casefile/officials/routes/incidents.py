"""What an incident's page shows of officials, and how the two are linked."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from casefile.cases.basis import basis_of
from casefile.core.access import Permission, can, permit
from casefile.core.actor import current
from casefile.core.panels import draw, offer
from casefile.incidents import service as incidents
from casefile.incidents.models import Incident
from casefile.officials import service
from casefile.officials.forms import InvolvementForm, ReasonForm, UnitInvolvementForm
from casefile.officials.models import Involvement, Organisation
from casefile.officials.routes.blueprint import bp, case_shown


@offer(Organisation, "panel")
def on_unit(organisation: Organisation) -> Markup:
    """The incidents in which sources name the unit."""
    links = service.links_of_unit(organisation)
    basis = basis_of(links, can(current(), Permission.EVIDENCE_LINK, organisation))
    return draw("officials/_unit_panel.html", links=links, basis=basis)


@offer(Incident, "panel")
def panel(incident: Incident) -> Markup | None:
    """Officials linked to the incident."""
    if not can(current(), Permission.OFFICIAL_READ, incident):
        return None
    links, units = service.links_of_incident(incident), service.units_in(incident)
    basis = basis_of([*links, *units], can(current(), Permission.EVIDENCE_LINK, incident))
    return draw("officials/_incident_panel.html", incident=incident, case=case_shown(), links=links, units=units,
                basis=basis)


def back_to(incident: Incident) -> ResponseReturnValue:
    """The incident's page, in the case in which it was opened."""
    return redirect(url_for("incidents.show", id=incident.id, case=request.args.get("case")), 303)


@bp.route("/incidents/<uuid:id>/officials/link", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Incident)
def link_incident(incident: Incident) -> ResponseReturnValue:
    """Link an official to the incident."""
    offered = service.offers_for_incident(incident)
    form = InvolvementForm(offers={"official_id": offered})
    found = service.candidates(None, form.named.data, among=[id for id, _words in offered])
    form.put_first([match.official.id for match in found])
    if "find" not in request.form and form.validate_on_submit():
        service.link_incident(incident, **form.answers)
        flash(_("The official is linked to the incident."))
        return back_to(incident)
    case = incidents.case_of(incident, request.args.get("case"))
    return render_template("officials/link.html", incident=incident, case=case, form=form, offered=offered,
                           found=found)


@bp.route("/incidents/<uuid:id>/units/link", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Incident)
def link_unit(incident: Incident) -> ResponseReturnValue:
    """Link a unit to the incident."""
    case = incidents.case_of(incident, request.args.get("case"))
    offered = service.organisation_offers(case.situation_id)
    form = UnitInvolvementForm(offers={"organisation_id": offered})
    if form.validate_on_submit():
        service.link_unit(incident, **form.answers)
        flash(_("The unit is linked to the incident."))
        return back_to(incident)
    return render_template("officials/link_unit.html", incident=incident, case=case, form=form, offered=offered)


@bp.route("/involvements/<uuid:id>/unlink", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Involvement)
def unlink_incident(link: Involvement) -> ResponseReturnValue:
    """Take a link back."""
    form, incident = ReasonForm(), link.incident
    if form.validate_on_submit():
        service.unlink_incident(link, form.reason.data)
        flash(_("The link is removed; the history keeps it."))
        return back_to(incident)
    case = incidents.case_of(incident, request.args.get("case"))
    return render_template("officials/unlink.html", incident=incident, case=case, form=form, link=link)
