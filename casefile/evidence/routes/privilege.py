"""Sealed items: asking somebody outside the case, and that person's page."""

from __future__ import annotations

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wsgi import FileWrapper

from casefile.accounts.service import names_of
from casefile.core import storage
from casefile.core.access import Permission, permit
from casefile.core.panels import draw, offer
from casefile.evidence.files import download_name
from casefile.evidence.forms import OriginalForm, ReasonForm
from casefile.evidence.item_forms import AppointForm, PrivilegeForm
from casefile.evidence.models import Evidence, PrivilegeReview
from casefile.evidence.routes.blueprint import bp
from casefile.evidence.routes.viewing import inert
from casefile.evidence.routes.work import back, form_page
from casefile.evidence.rules import PrivilegeAnswer, Use
from casefile.evidence.service import privilege


@offer(Evidence, "panel")
def on_item(item: Evidence) -> Markup | None:
    """Who was asked whether it is privileged, and what the answer was."""
    reviews = privilege.reviews_of(item)
    if not reviews and item.use_restriction is not Use.SEALED:
        return None
    names = names_of({id for review in reviews for id in (review.reviewer_id, review.asked_by) if id})
    return draw("evidence/_privilege.html", item=item, reviews=reviews, names=names, case_id=request.args.get("case"))


@bp.route("/evidence/<uuid:id>/privilege-review", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_ASSESS, Evidence)
def appoint(item: Evidence) -> ResponseReturnValue:
    """Give the sealed item to somebody outside the case."""
    form = AppointForm(offers={"reviewer_id": privilege.outsiders(item)})
    if form.validate_on_submit():
        privilege.appoint(item, form.reviewer_id.data, form.reason.data)
        return back(item, _("They are told, and see this one item until they have answered."), "privilege")
    return form_page(item, form, _("Who examines whether %(reference)s is privileged", reference=item.reference),
                     _("Ask them"))


@bp.route("/privilege-reviews/<uuid:id>/withdraw", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_ASSESS, PrivilegeReview)
def withdraw_review(review: PrivilegeReview) -> ResponseReturnValue:
    """Take the item back before there is an answer."""
    form, item = ReasonForm(), review.evidence
    if form.validate_on_submit():
        privilege.withdraw(review, form.reason.data)
        return back(item, _("They see the item no more."), "privilege")
    return form_page(item, form, _("Take back %(reference)s from who examines it", reference=item.reference),
                     _("Take it back"))


@bp.route("/privilege-reviews/<uuid:id>", methods=["GET", "POST"])
@permit(Permission.PRIVILEGE_EXAMINE, PrivilegeReview)
def examine(review: PrivilegeReview) -> ResponseReturnValue:
    """The one item, for the person who was asked about it."""
    form = PrivilegeForm()
    privilege.examined(review)
    if form.validate_on_submit():
        privilege.answer(review, form.answer.data is PrivilegeAnswer.CLEARED, form.memo.data)
        flash(_("Answered. You see this item no more."))
        return redirect(url_for("cases.dashboard"), 303)
    return examine_page(review, form, OriginalForm.of(None))


def examine_page(review: PrivilegeReview, form: PrivilegeForm, asking: OriginalForm) -> str:
    """One page of the item, the form for the answer, and the one for the original."""
    item, reading, page = privilege.examine(review, request.args.get("page", 1, type=int))
    return render_template("evidence/examine.html", review=review, item=item, reading=reading, page=page, form=form,
                           asking=asking)


@bp.get("/privilege-reviews/<uuid:id>/page-image")
@permit(Permission.PRIVILEGE_EXAMINE, PrivilegeReview)
def examined_page(review: PrivilegeReview) -> ResponseReturnValue:
    """The picture of a page."""
    stream = privilege.open_page(review, min(request.args.get("page", 1, type=int), 100_000))
    if stream is None:
        abort(404)
    return inert(Response(FileWrapper(stream, storage.CHUNK), mimetype="image/jpeg", direct_passthrough=True),
                 "page.jpg")


@bp.post("/privilege-reviews/<uuid:id>/original")
@permit(Permission.PRIVILEGE_EXAMINE, PrivilegeReview)
def examined_original(review: PrivilegeReview) -> ResponseReturnValue:
    """The original, as a file that no browser opens by itself."""
    form = OriginalForm()
    if not form.validate_on_submit():
        return examine_page(review, PrivilegeForm.of(None), form)
    item, stream = privilege.open_examined(review, form.reason.data)
    response = Response(FileWrapper(stream, storage.CHUNK), mimetype="application/octet-stream",
                        direct_passthrough=True)
    response.content_length = item.size
    return inert(response, download_name(item.reference, item.mime_found, item.file_name))

