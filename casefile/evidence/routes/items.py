"""One item: reading, correcting, giving out its original, checking its file."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wsgi import FileWrapper

from casefile.accounts.service import names_of
from casefile.cases.models import Case
from casefile.core import storage
from casefile.core.access import Permission, permit, require
from casefile.core.db import get_visible
from casefile.evidence import service
from casefile.evidence.files import download_name
from casefile.evidence.forms import EvidenceForm, FileForm, OriginalForm, ReasonForm, SourceForm, WhatForm
from casefile.evidence.models import Evidence
from casefile.evidence.routes.blueprint import bp

INERT = "default-src 'none'; sandbox"


@bp.get("/evidence/<uuid:id>")
@permit(Permission.EVIDENCE_READ, Evidence)
def show(item: Evidence) -> ResponseReturnValue:
    """The item: where it stands, whether it is unchanged, where it is from, who had it."""
    case = service.case_of(item, request.args.get("case"))
    events, flags = service.custody_of(item), service.flags_of(item)
    people = {event.actor_id for event in events} | {flag.raised_by for flag in flags}
    return render_template(
        "evidence/show.html", case=case, item=item, what=WhatForm.of(item), source=SourceForm.of(item),
        asking=OriginalForm.of(None), events=events, flags=flags, names=names_of({id for id in people if id}),
        around=service.neighbours(item, case), subjects=service.subjects_of(item),
        waiting=service.waiting_on(item, flags), cases=service.cases_of(item))


@bp.route("/evidence/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_EDIT, Evidence)
def edit(item: Evidence) -> ResponseReturnValue:
    """Change what is recorded; the file and its numbers never change."""
    case = service.case_of(item, request.args.get("case"))
    form = EvidenceForm(item)
    if form.validate_on_submit():
        form.fill(item)
        flash(_("Saved."))
        return redirect(url_for(".show", id=item.id, case=case.id), 303)
    return render_template("evidence/form.html", case=case, item=item, form=form, submit=_("Save"),
                           title=_("Change %(reference)s", reference=item.reference))


@bp.post("/evidence/<uuid:id>/original")
@permit(Permission.EVIDENCE_ORIGINAL, Evidence)
def original(item: Evidence) -> ResponseReturnValue:
    """Give out the original, as a file that no browser opens by itself."""
    form = OriginalForm()
    if form.validate_on_submit():
        return attachment(item, form.reason.data)
    case = service.case_of(item, request.args.get("case"))
    return render_template("evidence/form.html", case=case, item=item, form=form, submit=_("Download the original"),
                           title=_("Request the original of %(reference)s", reference=item.reference))


def attachment(item: Evidence, reason: str) -> Response:
    """The bytes as received: no type a browser would run, no typed text in the name."""
    stream = FileWrapper(service.open_original(item, reason), storage.CHUNK)
    response = Response(stream, mimetype="application/octet-stream", direct_passthrough=True)
    name = download_name(item.reference, item.mime_found, item.file_name)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Content-Security-Policy"] = INERT
    response.content_length = item.size
    return response


@bp.post("/evidence/<uuid:id>/check")
@permit(Permission.EVIDENCE_READ, Evidence)
def check(item: Evidence) -> ResponseReturnValue:
    """Ask a worker to recompute the fingerprint."""
    service.ask_check(item)
    flash(_("The fingerprint is being computed. The result appears on this page and in the custody log."))
    return redirect(url_for(".show", id=item.id, case=request.args.get("case")), 303)


@bp.route("/evidence/<uuid:id>/resolve-alert", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_ASSESS, Evidence)
def resolve_alert(item: Evidence) -> ResponseReturnValue:
    """Lower the integrity alert after the file was put right."""
    case = service.case_of(item, request.args.get("case"))
    form = ReasonForm()
    if form.validate_on_submit():
        service.resolve_alert(item, form.reason.data)
        flash(_("The integrity alert is lowered. The reason stands in the custody log."))
        return redirect(url_for(".show", id=item.id, case=case.id), 303)
    return render_template("evidence/form.html", case=case, item=item, form=form, submit=_("Lower the alert"),
                           title=_("Lower the integrity alert on %(reference)s", reference=item.reference))


@bp.route("/evidence/<uuid:id>/file", methods=["GET", "POST"])
@permit(Permission.FILE_INTO, Evidence)
def file(item: Evidence) -> ResponseReturnValue:
    """File the item into another case."""
    form = FileForm(offers={"case_id": service.cases_to_file_into(item)})
    if form.validate_on_submit() and (other := get_visible(Case, form.case_id.data)):
        require(Permission.FILE_INTO, other)
        service.file_into(item, other, form.reason.data)
        flash(_("%(reference)s is filed in %(case)s too.", reference=item.reference, case=other.reference))
        return redirect(url_for(".show", id=item.id, case=other.id), 303)
    case = service.case_of(item, request.args.get("case"))
    return render_template("evidence/form.html", case=case, item=item, form=form, submit=_("File into this case"),
                           title=_("File %(reference)s into another case", reference=item.reference))
