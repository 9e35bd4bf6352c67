"""Pages of consent."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.core.access import Permission, permit
from casefile.people import service
from casefile.people.forms import ConsentForm
from casefile.people.models import Person
from casefile.people.routes.blueprint import bp


@bp.route("/witnesses/<uuid:id>/consent", methods=["GET", "POST"])
@permit(Permission.PERSON_EDIT, Person)
def consent(person: Person) -> ResponseReturnValue:
    """Record where consent stands."""
    case, _cases = service.case_of(person, request.args.get("case"))
    form = ConsentForm(person)
    if form.validate_on_submit():
        service.record_consent(person, **form.answers)
        flash(_("Consent of %(reference)s is recorded.", reference=person.reference))
        return redirect(url_for(".show", id=person.id, case=case.id), 303)
    return render_template("people/consent.html", case=case, form=form, person=person)
