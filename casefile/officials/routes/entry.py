"""Pages on which a person is entered in the register; whoever bears a like name is shown first."""

from __future__ import annotations

from functools import partial
from typing import TypeVar
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.models import Case, Situation
from casefile.core.access import Permission, permit
from casefile.core.names import romanise_dprk
from casefile.officials import service
from casefile.officials.forms import CaseOfficialForm, NewOfficialForm
from casefile.officials.models import Official
from casefile.officials.routes.blueprint import bp, official_named, post_offers
from casefile.officials.routes.officials import tell_overlaps

F = TypeVar("F", bound=NewOfficialForm)


def entry_form(kind: type[F], situation_id: UUID) -> F:
    """The form of a new person, which looks for like names while it is filled in and when it is sent."""
    form = kind(known=partial(service.close_candidates, situation_id), offers=post_offers(situation_id))
    form.watch(url_for("officials.candidates", id=situation_id))
    return form


def entered(form: NewOfficialForm, situation_id: UUID) -> Official:
    """The person who was chosen instead, or the new one; with the post, if one was named."""
    official = official_named(form.used, situation_id) if form.used else service.record_official(
        situation_id, **form.official)
    if form.names_a_post:
        tell_overlaps(service.hold_post(official, **form.holding))
    return official


@bp.route("/situations/<uuid:id>/officials/new", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Situation)
def new(situation: Situation) -> ResponseReturnValue:
    """Enter a person in the register."""
    form = entry_form(NewOfficialForm, situation.id)
    if form.validate_on_submit():
        official = entered(form, situation.id)
        flash(_("Official %(reference)s is in the register.", reference=official.reference))
        return redirect(url_for(".show", id=official.id), 303)
    return render_template("officials/new.html", situation=situation, form=form)


@bp.route("/cases/<uuid:id>/officials/new", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Case)
def new_in_case(case: Case) -> ResponseReturnValue:
    """Enter a person in the register and in the case at once."""
    form = entry_form(CaseOfficialForm, case.situation_id)
    if form.validate_on_submit():
        official = entered(form, case.situation_id)
        service.add_to_case(case, official, form.role.data)
        flash(_("Official %(reference)s is in this case.", reference=official.reference))
        return redirect(url_for(".show", id=official.id, case=case.id), 303)
    return render_template("officials/new_in_case.html", case=case, form=form)


@bp.post("/situations/<uuid:id>/officials/candidates")
@permit(Permission.OFFICIAL_READ, Situation)
def candidates(situation: Situation) -> ResponseReturnValue:
    """Whoever of the register may be meant by the names typed so far. Posted: names stay out of addresses."""
    form = NewOfficialForm(offers={"post_id": [], "organisation_id": []})
    suggested = romanise_dprk(form.name_hangul.data or "") if not form.name_latin.data else ""
    return render_template("officials/_candidates.html", found=service.close_candidates(situation.id, *form.spellings),
                           suggested=suggested)
