"""Records of the register that may be of one person: suggested, merged by two people, parted, or told apart."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.models import Situation
from casefile.core.access import Permission, permit
from casefile.officials import service
from casefile.officials.forms import OfficialApartForm, OfficialMergeForm, ReasonForm
from casefile.officials.models import Official
from casefile.officials.pairs import NotSameOfficial, OfficialMerge
from casefile.officials.routes.blueprint import bp, form_on, official_named
from casefile.officials.routes.officials import back_to


@bp.get("/situations/<uuid:id>/officials/like-names")
@permit(Permission.OFFICIAL_READ, Situation)
def like_names(situation: Situation) -> ResponseReturnValue:
    """Pairs whose names meet; nothing is ever merged by itself."""
    return render_template("officials/like_names.html", situation=situation,
                           pairs=service.suggested_pairs(situation), apart=service.apart_in(situation))


@bp.route("/officials/<uuid:id>/merge", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Official)
def merge(official: Official) -> ResponseReturnValue:
    """Propose to merge another record into this one."""
    case = service.case_for(official, request.args.get("case"))
    offered = service.officials_beside(official)
    form = OfficialMergeForm(request.args.get("other"), offers={"other_id": offered})
    if form.validate_on_submit():
        other = official_named(str(form.other_id.data), official.situation_id)
        service.propose_merge(official, other, case, form.reason.data)
        flash(_("Proposed. Another person decides."))
        return back_to(official)
    return form_on(official, form, _("Merge a record into %(reference)s", reference=official.reference), _("Propose"))


@bp.route("/officials/<uuid:id>/apart", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Official)
def apart(official: Official) -> ResponseReturnValue:
    """Say that another record is of another person."""
    form = OfficialApartForm(request.args.get("other"), offers={"other_id": service.officials_beside(official)})
    if form.validate_on_submit():
        other = official_named(str(form.other_id.data), official.situation_id)
        service.not_the_same(official, other, form.reason.data)
        flash(_("Kept as two people. The pair is not suggested again."))
        return redirect(url_for(".like_names", id=official.situation_id), 303)
    return form_on(official, form, _("Not the same person as %(reference)s", reference=official.reference), _("Save"))


@bp.route("/official-merges/<uuid:id>/part", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, OfficialMerge)
def part(merge: OfficialMerge) -> ResponseReturnValue:
    """Undo a merge."""
    form = ReasonForm()
    if form.validate_on_submit():
        service.part(merge, form.reason.data)
        flash(_("Parted. What was moved is back at %(reference)s.", reference=merge.other.reference))
        return back_to(merge.other)
    return form_on(merge.one, form, _("Part %(reference)s again", reference=merge.reference), _("Part them"))


@bp.route("/officials-apart/<uuid:id>/remove", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, NotSameOfficial)
def suggest_again(entry: NotSameOfficial) -> ResponseReturnValue:
    """Let the pair be suggested again."""
    form, situation_id = ReasonForm(), entry.situation_id
    if form.validate_on_submit():
        service.suggest_again(entry, form.reason.data)
        return redirect(url_for(".like_names", id=situation_id), 303)
    return form_on(entry.one, form, _("Suggest %(reference)s again", reference=entry.reference), _("Suggest again"))
