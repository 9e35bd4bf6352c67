"""Pages of consent: what stands, recording a decision, settling special conditions."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from casefile.core.access import Permission, can, permit
from casefile.core.actor import current
from casefile.core.panels import offer
from casefile.people import service
from casefile.people.forms import ConsentForm, SettleForm
from casefile.people.models import ConsentVersion, Person
from casefile.people.routes.blueprint import bp
from casefile.people.rules import Consent


@bp.route("/witnesses/<uuid:id>/consent", methods=["GET", "POST"])
@permit(Permission.PERSON_EDIT, Person)
def consent(person: Person) -> ResponseReturnValue:
    """Record what the person decided."""
    case, _cases = service.case_of(person, request.args.get("case"))
    form = ConsentForm(person)
    if not form.wants_more and form.validate_on_submit():
        service.record_consent(person, **form.decision)
        flash(_("Consent of %(reference)s is recorded.", reference=person.reference))
        return redirect(url_for(".show", id=person.id, case=case.id), 303)
    return render_template("people/consent.html", case=case, form=form, person=person)


@bp.route("/consents/<uuid:id>/settle", methods=["GET", "POST"])
@permit(Permission.PERSON_EDIT, ConsentVersion)
def settle(version: ConsentVersion) -> ResponseReturnValue:
    """Turn special conditions into limits."""
    case, _cases = service.case_of(version.person, request.args.get("case"))
    form = SettleForm()
    if not form.wants_more and form.validate_on_submit():
        service.settle_conditions(version, form.rows(None), form.how.data)
        flash(_("The special conditions of %(reference)s are settled.", reference=version.reference))
        return redirect(url_for(".show", id=version.person_id, case=case.id), 303)
    return render_template("people/settle.html", case=case, form=form, person=version.person, version=version)


@offer(Person, "panel")
def panel(person: Person) -> Markup | None:
    """What the person permitted, version by version."""
    if not can(current(), Permission.PERSON_READ, person):
        return None
    gone = person.consent is Consent.WITHDRAWN and bool(service.held_of(person))
    drawn = render_template("people/_consent.html", person=person, versions=service.versions_of(person), held=gone,
                            asked=service.shred_asked_for(person) if gone else None)
    return Markup(drawn)  # noqa: S704 - drawn by a template, which escapes what was typed
