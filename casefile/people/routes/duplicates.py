"""Double records of a case: candidates with reasons, merging by two people, parting, and two people for good."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from casefile.cases.models import Case
from casefile.core.access import Permission, permit, require
from casefile.core.db import get_visible
from casefile.core.panels import offer
from casefile.people import service
from casefile.people.forms import ApartForm, MergeForm, ReasonForm
from casefile.people.models import NotSamePerson, Person, PersonMerge
from casefile.people.routes.blueprint import bp
from casefile.people.routes.protection import back_to, form_page


@offer(Person, "notice")
def notice(person: Person) -> Markup | None:
    """On the page of a record that was merged: where the person is now, and the way back."""
    merges = service.merges_of(person)
    if not merges:
        return None
    page = render_template("people/_merges.html", person=person, merges=merges)
    return Markup(page)  # noqa: S704 - drawn by a template, which escapes what was typed


@bp.get("/cases/<uuid:id>/duplicates")
@permit(Permission.PERSON_MERGE, Case)
def duplicates(case: Case) -> ResponseReturnValue:
    """Records that may be of one person, without opening any identity."""
    return render_template("people/duplicates.html", case=case, candidates=service.candidates_in(case),
                           apart=service.apart_in(case), compared=False)


@bp.post("/cases/<uuid:id>/duplicates")
@permit(Permission.IDENTITY_REVEAL, Case)
def compare_identities(case: Case) -> ResponseReturnValue:
    """The same with the identities compared; only the reasons are shown, and it stands in everybody’s history."""
    return render_template("people/duplicates.html", case=case, apart=service.apart_in(case), compared=True,
                           candidates=service.candidates_in(case, identities=True))


@bp.route("/witnesses/<uuid:id>/merge", methods=["GET", "POST"])
@permit(Permission.PERSON_MERGE, Person)
def merge(person: Person) -> ResponseReturnValue:
    """Propose to merge another record into this one."""
    case, _cases = service.case_of(person, request.args.get("case"))
    form = MergeForm(request.args.get("other"), offers={"other_id": service.people_beside(person, case)})
    if form.validate_on_submit():
        other = get_visible(Person, form.other_id.data) or abort(404)
        require(Permission.PERSON_MERGE, other)
        service.propose_merge(person, other, case, form.reason.data)
        flash(_("Proposed. Another person decides."))
        return back_to(person, case)
    return form_page(person, form, _("Merge a record into %(reference)s", reference=person.reference), _("Propose"))


@bp.route("/witnesses/<uuid:id>/apart", methods=["GET", "POST"])
@permit(Permission.PERSON_MERGE, Person)
def apart(person: Person) -> ResponseReturnValue:
    """Say that another record is of another person."""
    case, _cases = service.case_of(person, request.args.get("case"))
    form = ApartForm(request.args.get("other"), offers={"other_id": service.people_beside(person, case)})
    if form.validate_on_submit():
        other = get_visible(Person, form.other_id.data) or abort(404)
        require(Permission.PERSON_MERGE, other)
        service.not_the_same(person, other, form.reason.data)
        return redirect(url_for(".duplicates", id=case.id), 303)
    return form_page(person, form, _("Not the same person as %(reference)s", reference=person.reference), _("Save"))


@bp.route("/merges/<uuid:id>/part", methods=["GET", "POST"])
@permit(Permission.PERSON_MERGE, PersonMerge)
def part(merge: PersonMerge) -> ResponseReturnValue:
    """Undo a merge."""
    case, _cases = service.case_of(merge.one, request.args.get("case"))
    form = ReasonForm()
    if form.validate_on_submit():
        service.part(merge, form.reason.data)
        flash(_("Parted. What was moved is back at %(reference)s.", reference=merge.other.reference))
        return back_to(merge.other, case)
    return form_page(merge.one, form, _("Part %(reference)s again", reference=merge.reference), _("Part them"))


@bp.route("/not-same/<uuid:id>/remove", methods=["GET", "POST"])
@permit(Permission.PERSON_MERGE, NotSamePerson)
def offer_again(entry: NotSamePerson) -> ResponseReturnValue:
    """Let the pair be offered again."""
    case, _cases = service.case_of(entry.one, request.args.get("case"))
    form = ReasonForm()
    if form.validate_on_submit():
        service.take_back_apart(entry, form.reason.data)
        return redirect(url_for(".duplicates", id=case.id), 303)
    return form_page(entry.one, form, _("Offer %(reference)s again", reference=entry.reference), _("Offer again"))
