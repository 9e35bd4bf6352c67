"""Pages of the risk to a person."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.core.access import Permission, permit
from casefile.people import service
from casefile.people.forms import ProtectionForm
from casefile.people.models import Person
from casefile.people.routes.blueprint import bp


@bp.route("/witnesses/<uuid:id>/protection", methods=["GET", "POST"])
@permit(Permission.PERSON_EDIT, Person)
def protection(person: Person) -> ResponseReturnValue:
    """Assess the risk to the person."""
    case, _cases = service.case_of(person, request.args.get("case"))
    form = ProtectionForm(person)
    if form.validate_on_submit():
        service.assess_protection(person, **form.answers)
        flash(_("The protection level of %(reference)s is recorded.", reference=person.reference))
        return redirect(url_for(".show", id=person.id, case=case.id), 303)
    return render_template("people/protection.html", case=case, form=form, person=person)
