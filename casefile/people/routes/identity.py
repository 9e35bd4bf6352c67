"""The only pages that touch identities: one writes and never reads, one opens a single group with a reason."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.models import Case
from casefile.core.access import Permission, permit
from casefile.people import service
from casefile.people.forms import IdentityForm, RevealForm
from casefile.people.models import Person
from casefile.people.routes.blueprint import bp

# What was opened leaves the screen by itself after this many seconds.
SHOWN_FOR = 600


@bp.route("/witnesses/<uuid:id>/identity/record", methods=["GET", "POST"])
@permit(Permission.IDENTITY_RECORD, Person)
def record_identity(person: Person) -> ResponseReturnValue:
    """Write parts of the identity; what is stored is not shown."""
    case, _cases = service.case_of(person, request.args.get("case"))
    form = IdentityForm()
    if form.validate_on_submit():
        service.record_identity(person, form.changes)
        flash(_("The identity of %(reference)s is recorded, encrypted.", reference=person.reference))
        return redirect(url_for(".show", id=person.id, case=case.id), 303)
    return render_template("people/identity_form.html", case=case, form=form, person=person)


@bp.route("/witnesses/<uuid:id>/identity", methods=["GET", "POST"])
@permit(Permission.IDENTITY_REVEAL, Person)
def identity(person: Person) -> ResponseReturnValue:
    """What is recorded and who opened it; with a reason, one group in clear."""
    case, _cases = service.case_of(person, request.args.get("case"))
    held = service.held_of(person)
    form = RevealForm(held)
    if form.validate_on_submit():
        return shown(person, case, form)
    return render_template("people/identity.html", case=case, form=form, person=person, held=held,
                           reveals=service.reveals_of(person))


def shown(person: Person, case: Case, form: RevealForm) -> Response:
    """The page with the opened group; the browser leaves it after ten minutes and keeps nothing."""
    opened = service.reveal(person, form.group.data, form.reason.data)
    page = render_template("people/identity_shown.html", case=case, person=person, group=form.group.data, opened=opened)
    response = make_response(page)
    response.headers["Refresh"] = f"{SHOWN_FOR}; url={url_for('.show', id=person.id, case=case.id)}"
    return response
