"""The only pages that touch identities: one writes and never reads, the others open a single group on record."""

from __future__ import annotations

from flask import Response, abort, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.core.access import Permission, permit
from casefile.people import service
from casefile.people.forms import IdentityForm, RevealForm, ShredForm, WindowForm
from casefile.people.models import IdentityReveal, IdentityWindow, Person
from casefile.people.routes.blueprint import bp
from casefile.people.rules import Consent, ShredGround
from casefile.people.service.reveals import Shown

# The one opening that this session shows; another one closes it.
_OPEN = "opening"


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
@permit(Permission.IDENTITY_REVEAL, Person, step_up=True)
def identity(person: Person) -> ResponseReturnValue:
    """What is recorded, and everything that was done with it; with a reason, one group is opened."""
    case, _cases = service.case_of(person, request.args.get("case"))
    held = service.held_of(person)
    form = RevealForm(held)
    if form.validate_on_submit():
        return _opened(person, form)
    return render_template("people/identity.html", case=case, form=form, person=person, held=held,
                           history=service.history_of(person), reason_of=service.reason_of)


@bp.route("/witnesses/<uuid:id>/identity/window", methods=["GET", "POST"])
@permit(Permission.IDENTITY_WINDOW, Person, step_up=True)
def identity_window(person: Person) -> ResponseReturnValue:
    """Break-glass: ask a second person; while the hour they gave runs, open one group at a time."""
    case, _cases = service.case_of(person, request.args.get("case"))
    held, window, asked = service.held_of(person), service.window_of(person), service.window_asked_for(person)
    form = RevealForm(held) if window else WindowForm()
    if form.validate_on_submit():
        if window:
            return _opened(person, form, window)
        review = service.ask_to_open(person, case, form.reason.data)
        return redirect(url_for("cases.review", id=review.id), 303)
    return render_template("people/identity_window.html", case=case, form=form, person=person, held=held,
                           window=window, asked=asked)


@bp.route("/witnesses/<uuid:id>/identity/shred", methods=["GET", "POST"])
@permit(Permission.IDENTITY_SHRED, Person, step_up=True)
def shred_identity(person: Person) -> ResponseReturnValue:
    """Propose that the identity is destroyed for good; a second person decides."""
    case, _cases = service.case_of(person, request.args.get("case"))
    form = ShredForm(data={"ground": ShredGround.WITHDRAWN} if person.consent is Consent.WITHDRAWN else None)
    if form.validate_on_submit():
        review = service.ask_to_shred(person, case, form.ground.data, form.reason.data)
        return redirect(url_for("cases.review", id=review.id), 303)
    return render_template("people/identity_shred.html", case=case, form=form, person=person,
                           held=service.held_of(person), asked=service.shred_asked_for(person))


@bp.get("/openings/<uuid:id>")
@permit(Permission.IDENTITY_OPENED, IdentityReveal)
def opening(opening: IdentityReveal) -> ResponseReturnValue:
    """The opened group, while its clock runs, for whoever opened it and in that session alone."""
    if not service.is_own(opening):
        abort(404)
    shown = service.shown(opening) if session.get(_OPEN) == str(opening.id) else None
    case, _cases = service.case_of(opening.person, None)
    page = make_response(render_template("people/identity_shown.html", case=case, person=opening.person,
                                         opening=opening, shown=shown))
    return _leaving_by_itself(page, shown)


def _opened(person: Person, form: RevealForm, window: IdentityWindow | None = None) -> ResponseReturnValue:
    """Put the opening on record. The text is asked for by a request of its own, after this one is committed."""
    opening = service.open_group(person, form.group.data, form.reason.data, window)
    session[_OPEN] = str(opening.id)
    return redirect(url_for(".opening", id=opening.id), 303)


def _leaving_by_itself(page: Response, shown: Shown | None) -> Response:
    """Let the browser ask again when the clock has run out: the page then says that it is closed."""
    if shown is not None:
        page.headers["Refresh"] = str(shown.seconds)
    return page
