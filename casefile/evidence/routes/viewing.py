"""Looking at an item through its working copies, and playing its original."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wsgi import FileWrapper

from casefile.core import audit, storage
from casefile.core.access import Permission, permit, require
from casefile.core.panels import offer
from casefile.evidence import service
from casefile.evidence.citing import CiteForm
from casefile.evidence.copies import CopyKind
from casefile.evidence.forms import OriginalForm
from casefile.evidence.models import Evidence
from casefile.evidence.routes.blueprint import bp
from casefile.evidence.routes.items import INERT
from casefile.evidence.routes.links import told
from casefile.evidence.rules import Sensitivity

HOW = ("veiled", "grey", "colour")


@offer(Evidence, "file")
def on_item(item: Evidence) -> Markup:
    """How far the working copies are, and what the file says of itself."""
    reading = service.reading_of(item)
    drawn = render_template(
        "evidence/_copies.html", item=item, case_id=request.args.get("case"), reading=reading,
        busy=reading is not None and service.is_busy(reading), facts=service.facts_of(item)["told"],
        disagreements=service.disagreements(item))
    return Markup(drawn)  # noqa: S704 - drawn by a template, which escapes what a file says


def viewer(item: Evidence, **more: Any) -> str:
    """The page; what is distressing is hidden until somebody asks, and that is recorded."""
    how = request.args.get("show", "")
    how = how if how in HOW else "" if item.sensitivity is not Sensitivity.NONE else "colour"
    if how and item.sensitivity is not Sensitivity.NONE:
        audit.note("viewed", item)
    reading = service.reading_of(item)
    page = service.shown(item, reading, request.args.get("page", 1, type=int))
    played_as = service.played_as(item, reading)
    return render_template(
        "evidence/view.html", case=service.case_of(item, request.args.get("case")), item=item, reading=reading,
        page=page, how=how, asking=OriginalForm.of(None), played_as=played_as,
        may_play=played_as is not None and service.may_play(item), **more)


@bp.get("/evidence/<uuid:id>/view")
@permit(Permission.EVIDENCE_READ, Evidence)
def view(item: Evidence) -> ResponseReturnValue:
    """One page or part of the item: its picture, its text, and ways to go on."""
    return viewer(item)


@bp.post("/evidence/<uuid:id>/view")
@permit(Permission.EVIDENCE_READ, Evidence)
def find(item: Evidence) -> ResponseReturnValue:
    """Find words in the item. They are sent, not written into an address."""
    sought = request.form.get("find", "")[:100].replace("\0", "").strip()
    return viewer(item, sought=sought, found=service.find(item, sought))


def picture(item: Evidence, kind: CopyKind, page: int) -> Response:
    """A picture that the worker made, as a file that no browser opens by itself."""
    stream = service.open_copy(item, kind, page)
    if stream is None:
        abort(404)
    response = Response(FileWrapper(stream, storage.CHUNK), mimetype="image/jpeg", direct_passthrough=True)
    return inert(response, f"{item.reference}-{page}.jpg")


def inert(response: Response, name: str) -> Response:
    """Nothing that is given out runs, whatever it is."""
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Content-Security-Policy"] = INERT
    return response


@bp.get("/evidence/<uuid:id>/page-image")
@permit(Permission.EVIDENCE_READ, Evidence)
def page_image(item: Evidence) -> ResponseReturnValue:
    """A page of the item."""
    return picture(item, CopyKind.PAGE, min(request.args.get("page", 1, type=int), 100_000))


@bp.get("/evidence/<uuid:id>/thumbnail")
@permit(Permission.EVIDENCE_READ, Evidence)
def thumbnail(item: Evidence) -> ResponseReturnValue:
    """The first page, small."""
    return picture(item, CopyKind.THUMBNAIL, 1)


@bp.post("/evidence/<uuid:id>/read-again")
@permit(Permission.EVIDENCE_EDIT, Evidence)
def read_again(item: Evidence) -> ResponseReturnValue:
    """Let a worker try once more."""
    service.ask_again(item)
    flash(_("The item is being read. The result appears on this page and in the custody log."))
    return redirect(url_for(".show", id=item.id, case=request.args.get("case"), _anchor="copies"), 303)


@bp.post("/evidence/<uuid:id>/play")
@permit(Permission.EVIDENCE_ORIGINAL, Evidence)
def ask_to_play(item: Evidence) -> ResponseReturnValue:
    """Say why the original is opened here; then it may be played for some hours."""
    form = OriginalForm()
    if form.validate_on_submit():
        service.ask_to_play(item, form.reason.data)
        return redirect(url_for(".view", id=item.id, case=request.args.get("case"), show=request.args.get("show")), 303)
    case = service.case_of(item, request.args.get("case"))
    return render_template("evidence/form.html", case=case, item=item, form=form, submit=_("Open the original here"),
                           title=_("Open the original of %(reference)s", reference=item.reference))


@bp.get("/evidence/<uuid:id>/media")
@permit(Permission.EVIDENCE_READ, Evidence)
def media(item: Evidence) -> ResponseReturnValue:
    """The original for a player of this page, in the ranges it asks for, after a reason was given."""
    require(Permission.EVIDENCE_ORIGINAL, item)
    stream = service.play(item)
    if stream is None:
        abort(404)
    kind = service.played_as(item, service.reading_of(item))
    response = Response(FileWrapper(stream, storage.CHUNK), mimetype=kind, direct_passthrough=True)
    response.content_length = item.size
    response.make_conditional(request, accept_ranges=True, complete_length=item.size)
    return inert(response, item.reference)


@bp.get("/evidence/<uuid:id>/contents")
@permit(Permission.EVIDENCE_READ, Evidence)
def contents(item: Evidence) -> ResponseReturnValue:
    """What lies inside the item, before anything is taken out."""
    service.shown(item, None, 1)
    return render_template("evidence/contents.html", case=service.case_of(item, request.args.get("case")), item=item,
                           contents=service.contents(item))


@bp.post("/evidence/<uuid:id>/contents")
@permit(Permission.EVIDENCE_ADD, Evidence)
def take_out(item: Evidence) -> ResponseReturnValue:
    """Register what was chosen as items of their own, by a worker."""
    n = service.ask_to_take_out(item, {int(place) for place in request.form.getlist("place") if place.isdecimal()})
    flash(_("%(n)s parts are being taken out. Each becomes an item with its own fingerprint.", n=n))
    return redirect(url_for(".contents", id=item.id, case=request.args.get("case")), 303)


@bp.route("/evidence/<uuid:id>/cite-place", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_LINK, Evidence)
def cite(item: Evidence) -> ResponseReturnValue:
    """Say what a place in the item is about; slices above offer what else it can be linked to."""
    form = CiteForm(service.subjects_named)
    case = service.case_of(item, request.args.get("case"))
    if not form.is_opened and not form.wants_more and form.validate_on_submit():
        told(service.link(item, form.found, pinpoint=form.pinpoint.data, quote=form.quote.data))
        return redirect(url_for(".show", id=item.id, case=case.id), 303)
    return render_template("evidence/cite.html", case=case, item=item, form=form, known=service.offered_subjects(case),
                           title=_("Cite %(reference)s", reference=item.reference))
