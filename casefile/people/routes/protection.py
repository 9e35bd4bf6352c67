"""The risk to people: assessments, what happened, referrals; a panel on the person and a list for the case."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from casefile.accounts.service import names_of
from casefile.cases.models import Case
from casefile.core.access import Permission, can, permit
from casefile.core.actor import current
from casefile.core.lists import page_of
from casefile.core.panels import offer
from casefile.people import service
from casefile.people.forms import EventForm, OutcomeForm, ProtectionForm, ReferralForm
from casefile.people.models import Person, ProtectionEvent, Referral
from casefile.people.routes.blueprint import bp


def back_to(person: Person, case: Case) -> ResponseReturnValue:
    """To the person’s page."""
    return redirect(url_for("people.show", id=person.id, case=case.id), 303)


def form_page(person: Person, form: Any, title: str, submit: str, sub: str = "") -> str:
    """A page with one form about a person."""
    case, _cases = service.case_of(person, request.args.get("case"))
    return render_template("people/about.html", case=case, form=form, person=person, title=title, submit=submit,
                           sub=sub)


@offer(Person, "panel")
def panel(person: Person) -> Markup | None:
    """What happened to the person’s safety, referrals, and who brought them."""
    if not can(current(), Permission.PERSON_EDIT, person):
        return None
    page = render_template("people/_protection_panel.html", person=person, events=service.events_of(person),
                           referrals=service.referrals_of(person), introductions=service.introductions_of(person),
                           case=request.args.get("case"))
    return Markup(page)  # noqa: S704 - drawn by a template, which escapes what was typed


@bp.get("/cases/<uuid:id>/protection")
@permit(Permission.PERSON_READ, Case)
def protection_of_case(case: Case) -> ResponseReturnValue:
    """The people of a case by the day of their protection review."""
    sorts = {"review": Person.protection_until, "reference": Person.reference}
    page = page_of(service.protection_in(case), sorts, "review", rows=True, total=(case.counts or {}).get("person", 0))
    return render_template("people/protection_of_case.html", case=case, page=page)


@bp.route("/witnesses/<uuid:id>/protection", methods=["GET", "POST"])
@permit(Permission.PERSON_EDIT, Person)
def protection(person: Person) -> ResponseReturnValue:
    """Assess the risk to the person."""
    case, _cases = service.case_of(person, request.args.get("case"))
    form = ProtectionForm(person, offers={"owner_id": service.owners_of(case)})
    if form.validate_on_submit():
        service.assess_protection(person, case=case, **form.answers)
        flash(_("The protection level of %(reference)s is recorded.", reference=person.reference))
        return back_to(person, case)
    return render_template("people/protection.html", case=case, form=form, person=person)


@bp.get("/witnesses/<uuid:id>/protection/history")
@permit(Permission.PERSON_EDIT, Person)
def assessments(person: Person) -> ResponseReturnValue:
    """Every assessment, what was decided and by whom."""
    case, _cases = service.case_of(person, request.args.get("case"))
    found = service.assessments_of(person)
    names = names_of({id for one in found for id in (one.assessed_by, one.owner_id) if id})
    return render_template("people/assessments.html", case=case, person=person, assessments=found, names=names)


@bp.route("/witnesses/<uuid:id>/safety/new", methods=["GET", "POST"])
@permit(Permission.PERSON_EDIT, Person)
def log_event(person: Person) -> ResponseReturnValue:
    """Log something that touched the person’s safety."""
    case, _cases = service.case_of(person, request.args.get("case"))
    form = EventForm()
    if form.validate_on_submit():
        service.log_event(person, case, **form.answers)
        flash(_("Logged. The protection officers, the lead and the coordinators are told now."))
        return back_to(person, case)
    return form_page(person, form, _("What happened to %(reference)s", reference=person.reference),
                     _("Log it and tell those responsible"))


@bp.route("/safety/<uuid:id>/settle", methods=["GET", "POST"])
@permit(Permission.PERSON_EDIT, ProtectionEvent)
def settle_event(event: ProtectionEvent) -> ResponseReturnValue:
    """Say how it ended."""
    case, _cases = service.case_of(event.person, request.args.get("case"))
    form = OutcomeForm()
    if form.validate_on_submit():
        service.settle_event(event, form.outcome.data)
        flash(_("Saved."))
        return back_to(event.person, case)
    return form_page(event.person, form, _("How it ended"), _("Save"))


@bp.route("/witnesses/<uuid:id>/referrals/new", methods=["GET", "POST"])
@permit(Permission.PERSON_EDIT, Person)
def new_referral(person: Person) -> ResponseReturnValue:
    """Refer the person to help."""
    case, _cases = service.case_of(person, request.args.get("case"))
    form = ReferralForm()
    if form.validate_on_submit():
        service.refer(person, **form.answers)
        flash(_("Saved."))
        return back_to(person, case)
    return form_page(person, form, _("Refer %(reference)s to help", reference=person.reference), _("Save"))


@bp.route("/referrals/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.PERSON_EDIT, Referral)
def edit_referral(referral: Referral) -> ResponseReturnValue:
    """Say what became of a referral."""
    case, _cases = service.case_of(referral.person, request.args.get("case"))
    form = ReferralForm(referral)
    if form.validate_on_submit():
        service.refer(referral.person, referral, **form.answers)
        flash(_("Saved."))
        return back_to(referral.person, case)
    return form_page(referral.person, form, _("Referral of %(reference)s", reference=referral.reference), _("Save"))
