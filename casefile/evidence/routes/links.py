"""Linking items to incidents, people and officials, from either side."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from casefile.core.access import Permission, permit
from casefile.core.panels import draw, offer
from casefile.evidence import service
from casefile.evidence.forms import LinkForm, ReasonForm
from casefile.evidence.models import Evidence, EvidenceSubject
from casefile.evidence.routes.blueprint import bp
from casefile.evidence.service import independence
from casefile.evidence.sources import Role
from casefile.incidents.models import Incident
from casefile.officials.models import Official
from casefile.people.models import Person


def told(new: int) -> None:
    """Say how many links are new."""
    flash(ngettext("%(num)s link added.", "%(num)s links added.", new) if new else _("These were linked before."))


@bp.route("/evidence/<uuid:id>/link", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_LINK, Evidence)
def link(item: Evidence) -> ResponseReturnValue:
    """Say what the item is about."""
    case = service.case_of(item, request.args.get("case"))
    form = LinkForm(service.subjects_named)
    if not form.wants_more and form.validate_on_submit():
        told(service.link(item, form.found, form.role.data or Role.SUBJECT))
        return redirect(url_for(".show", id=item.id, case=case.id), 303)
    return render_template("evidence/link.html", case=case, item=item, form=form, known=service.offered_subjects(case),
                           title=_("What %(reference)s is about", reference=item.reference))


def link_items(record: Any) -> ResponseReturnValue:
    """Choose the items that are about a record; then back to its page."""
    case = service.case_about(record, request.args.get("case"))
    form = LinkForm(service.items_named)
    if not form.wants_more and form.validate_on_submit():
        told(sum(service.link(item, [record], form.role.data or Role.SUBJECT) for item in form.found))
        return redirect(page_of_subject(record), 303)
    return render_template("evidence/link.html", case=case, item=None, form=form, known=service.offered_items(case),
                           title=_("Evidence about %(reference)s", reference=record.reference))


def page_of_subject(record: Any) -> str:
    """The page of the record, in the slice that owns it."""
    endpoint = {Incident: "incidents.show", Person: "people.show", Official: "officials.show"}[type(record)]
    return url_for(endpoint, id=record.id)


@bp.route("/incidents/<uuid:id>/evidence", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_LINK, Incident)
def link_incident(incident: Incident) -> ResponseReturnValue:
    """Choose the items that are about an incident."""
    return link_items(incident)


@bp.route("/witnesses/<uuid:id>/evidence", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_LINK, Person)
def link_person(person: Person) -> ResponseReturnValue:
    """Choose the items that are about a witness or victim."""
    return link_items(person)


@bp.route("/officials/<uuid:id>/evidence", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_LINK, Official)
def link_official(official: Official) -> ResponseReturnValue:
    """Choose the items that are about an official."""
    return link_items(official)


@bp.route("/evidence-links/<uuid:id>/end", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_LINK, EvidenceSubject)
def unlink(subject: EvidenceSubject) -> ResponseReturnValue:
    """End a link that was wrong."""
    item = subject.evidence
    case = service.case_of(item, request.args.get("case"))
    form = ReasonForm()
    if form.validate_on_submit():
        service.unlink(subject, form.reason.data)
        flash(_("The link is ended. It stays in the history."))
        return redirect(url_for(".show", id=item.id, case=case.id), 303)
    title = _("End the link between %(item)s and %(subject)s", item=item.reference, subject=subject.subject.reference)
    return render_template("evidence/form.html", case=case, item=item, form=form, submit=_("End the link"), title=title)


def panel(record: Any, add: str) -> Markup:
    """The items about a record, on its page."""
    links = service.evidence_about(record)
    return draw("evidence/_panel.html", record=record, links=links,
                count=independence.count({link.evidence_id for link in links}),
                add=url_for(add, id=record.id, case=request.args.get("case")))


@offer(Incident, "panel")
def on_incident(incident: Incident) -> Markup:
    """The evidence about an incident."""
    return panel(incident, "evidence.link_incident")


@offer(Person, "panel")
def on_person(person: Person) -> Markup:
    """The evidence about a witness or victim."""
    return panel(person, "evidence.link_person")


@offer(Official, "panel")
def on_official(official: Official) -> Markup:
    """The evidence about an official."""
    return panel(official, "evidence.link_official")
