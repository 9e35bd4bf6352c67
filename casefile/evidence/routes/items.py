"""One item: reading, correcting, giving out its original, checking its file."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wsgi import FileWrapper

from casefile.accounts.service import names_of
from casefile.cases.models import Case
from casefile.core import storage
from casefile.core.access import Permission, permit, require
from casefile.core.actor import current
from casefile.core.db import get_visible
from casefile.evidence import service
from casefile.evidence.files import download_name
from casefile.evidence.forms import EvidenceForm, FileForm, OriginalForm, ReasonForm, SourceForm, WhatForm
from casefile.evidence.item_forms import EvaluationForm
from casefile.evidence.models import Evidence
from casefile.evidence.routes.blueprint import bp
from casefile.evidence.routes.work import by_text, people_in
from casefile.evidence.rules import Need
from casefile.evidence.service.manifests import stamp_of

# Where each thing that a move needs is put right.
NEED_PAGE = {
    Need.ORIGIN: ".edit", Need.ACQUISITION: ".edit", Need.SECOND_COPY: ".step", Need.VIRUS_CHECK: ".step",
    Need.PLAN: ".evaluation", Need.ALL_METHODS: ".evaluation", Need.A_METHOD: ".evaluation", Need.GRADE: ".grade",
    Need.RELEVANCE: ".evaluation", Need.PROBATIVE: ".evaluation", Need.PREJUDICE: ".evaluation",
    Need.LAWFULNESS: ".evaluation", Need.PRIVILEGE: ".evaluation", Need.REVISED: ".revise",
    Need.INTACT: ".resolve_alert",
}
INERT = "default-src 'none'; sandbox"


@bp.get("/evidence/<uuid:id>")
@permit(Permission.EVIDENCE_READ, Evidence)
def show(item: Evidence) -> ResponseReturnValue:
    """The item: where it stands, whether it is unchanged, where it is from, who had it."""
    case = service.case_of(item, request.args.get("case"))
    return render_template("evidence/show.html", case=case, item=item, **where_it_stands(item, case),
                           **what_belongs_to_it(item))


def where_it_stands(item: Evidence, case: Case) -> dict[str, Any]:
    """What the page says of the item's way so far, and who did what."""
    events, flags, moves = service.custody_of(item), service.flags_of(item), service.moves_of(item)
    grades, transfers = service.grades_of(item), service.transfers_of(item)
    people = [*people_in(events), *(flag.raised_by for flag in flags), item.received_by]
    people += [move.moved_by for move in moves] + [given.graded_by for given in grades]
    people += [id for made in transfers for id in (made.given_by, made.to_user_id, made.answered_by)]
    names = names_of({id for id in people if id})
    return {
        "events": events, "flags": flags, "grades": grades, "transfers": transfers, "me": current().id,
        "why": {move.axis: move for move in reversed(moves)}, "agreed": service.comparison(grades),
        "names": names, "texts": by_text(names), "stamp": stamp_of(item), "around": service.neighbours(item, case),
        "waiting": service.waiting_on(item, flags), "todo": service.clearance(item), "asking": OriginalForm.of(None),
        "pages_of_needs": NEED_PAGE,
    }


def what_belongs_to_it(item: Evidence) -> dict[str, Any]:
    """What is recorded of the item, and the records around it."""
    return {
        "what": WhatForm.of(item), "source": SourceForm.of(item), "evaluation": EvaluationForm.of(item),
        "subjects": service.subjects_of(item), "cases": service.cases_of(item), "original": service.original_of(item),
        "shaken": service.shaken_since(item), "family": service.family_of(item),
        "derivatives": service.derivatives_of(item),
    }


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
