"""Taking files in: by a plain form with several files, or one by one straight off the wire."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from casefile.cases.models import Case
from casefile.core.access import Permission, permit
from casefile.core.errors import wants_json
from casefile.core.lists import page_of
from casefile.evidence import service
from casefile.evidence.files import name_from_header
from casefile.evidence.forms import BatchForm, MoreForm
from casefile.evidence.models import EvidenceBatch
from casefile.evidence.routes.blueprint import bp
from casefile.evidence.service import Receipt, Sent, uploads
from casefile.evidence.uploads import BODY

RAW = "application/octet-stream"


@bp.url_value_preprocessor
def allow_large_files(endpoint: str | None, _values: Any) -> None:
    """Raise the limit of the two views that take files, before anything looks at the body.

    The form's body is parsed by whoever looks first, so only for people who are signed in; a raw body is not parsed.
    """
    signed_in = endpoint in ("evidence.add", "evidence.more") and current_user.is_authenticated
    raw = {"evidence.put": RAW, "evidence.continue_upload": BODY}.get(endpoint or "")
    if signed_in or (raw is not None and request.mimetype == raw):
        request.max_content_length = current_app.config["MAX_UPLOAD"]


@bp.route("/cases/<uuid:id>/evidence/add", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_ADD, Case)
def add(case: Case) -> ResponseReturnValue:
    """Say what is common to the files; register those that came along."""
    form = BatchForm()
    if form.validate_on_submit():
        batch = service.open_batch(case, **form.answers)
        tell(service.receive_many(batch, form.files.data or []))
        return redirect(url_for(".batch", id=batch.id), 303)
    if form.errors and wants_json():
        return jsonify(error=" ".join(complaints(form)), fields=[form[name].id for name in form.errors if name])
    return render_template("evidence/add.html", case=case, form=form, unfinished=uploads.unfinished(case))


def complaints(form: BatchForm) -> list[str]:
    """What is wrong, as sentences, in the order of the form."""
    return [f"{field.label.text}: {message}." for field in form for message in field.errors]


def tell(receipts: list[Receipt]) -> None:
    """Say what became of the files."""
    new = sum(receipt.item is not None for receipt in receipts)
    if new:
        flash(ngettext("%(num)s file is registered.", "%(num)s files are registered.", new))
    for receipt in receipts:
        if receipt.duplicate_of:
            flash(_("A file was not registered: it is held already as %(reference)s.",
                    reference=receipt.duplicate_of.reference), "warning")


@bp.get("/batches/<uuid:id>")
@permit(Permission.EVIDENCE_READ, EvidenceBatch)
def batch(batch: EvidenceBatch) -> ResponseReturnValue:
    """The batch and its items; a script is told where to send the files."""
    return addresses(batch) if wants_json() else batch_page(batch, MoreForm())


def addresses(batch: EvidenceBatch) -> Response:
    """Where a script sends the files of the batch."""
    return jsonify(uploads=url_for(".begin_upload", id=batch.id), held=url_for(".held", id=batch.id),
                   put=url_for(".put", id=batch.id), url=url_for(".batch", id=batch.id), number=batch.number)


def batch_page(batch: EvidenceBatch, form: MoreForm) -> str:
    """What came, how far it is read, and what is still on its way."""
    page = page_of(service.batch_items(batch), service.SORTS, "reference")
    return render_template("evidence/batch.html", case=batch.case, batch=batch, page=page, form=form,
                           readings=service.readings_of(page.items), unfinished=uploads.unfinished(batch.case))


@bp.post("/batches/<uuid:id>/more")
@permit(Permission.EVIDENCE_ADD, EvidenceBatch)
def more(batch: EvidenceBatch) -> ResponseReturnValue:
    """More files for the batch, with what is common to them said already; also those that were cut off."""
    form = MoreForm()
    if not form.validate_on_submit():
        return batch_page(batch, form)
    tell(service.receive_many(batch, form.files.data or []))
    return addresses(batch) if wants_json() else redirect(url_for(".batch", id=batch.id), 303)


@bp.put("/batches/<uuid:id>/files")
@permit(Permission.EVIDENCE_ADD, EvidenceBatch)
def put(batch: EvidenceBatch) -> ResponseReturnValue:
    """One file, as the raw body of the request."""
    if request.content_length is None:
        abort(411)
    headers = request.headers
    sent = Sent(name_from_header(headers.get("X-Filename", "")), name_from_header(headers.get("X-Type", "")),
                request.content_length, headers.get("X-SHA256"))
    receipt = service.receive_alone(batch, request.stream, sent, again=headers.get("X-Duplicate") == "keep")
    return jsonify(outcome(receipt)), 201 if receipt.item else 200


def outcome(receipt: Receipt) -> dict[str, Any]:
    """What became of one file, for the script."""
    item = receipt.item or receipt.duplicate_of
    assert item is not None
    known = receipt.duplicate_of
    return {"reference": receipt.item.reference if receipt.item else None, "url": url_for(".show", id=item.id),
            "sha256": receipt.stored.sha256, "size": receipt.stored.size,
            "duplicate_of": known.reference if known else None}
