"""The tus 1.0 protocol: files that may be cut off on their way and go on where they stopped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Response, abort, current_app, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.http import http_date

from casefile.core.access import Permission, permit
from casefile.core.storage.resumable import Busy
from casefile.evidence.copy_labels import REFUSED
from casefile.evidence.files import name_from_header
from casefile.evidence.models import Evidence, EvidenceBatch, Upload
from casefile.evidence.routes.blueprint import bp
from casefile.evidence.service import Sent, held_as, uploads
from casefile.evidence.service.uploads import KEEP
from casefile.evidence.uploads import (
    BODY,
    CHECKSUM_MISMATCH,
    EXTENSIONS,
    VERSION,
    UploadState,
    digest,
    length,
    metadata,
)


def tus(status: int, upload: Upload | None = None, headers: dict[str, str] | None = None) -> Response:
    """An answer of the protocol."""
    response = Response(status=status, headers={"Tus-Resumable": VERSION, **(headers or {})})
    if upload is not None:
        response.headers["Upload-Offset"] = str(upload.received)
        response.headers["Upload-Length"] = str(upload.size)
        if upload.state is UploadState.RECEIVING and upload.touched_at is not None:
            response.headers["Upload-Expires"] = http_date(upload.touched_at + timedelta(seconds=KEEP.total_seconds()))
    return response


def spoken() -> None:
    """Answer 412 to a client that speaks another version."""
    if request.headers.get("Tus-Resumable") != VERSION:
        abort(tus(412, headers={"Tus-Version": VERSION}))


def own(batch: EvidenceBatch, id: UUID) -> Upload:
    """One's own upload; 404 for another person's, as for one that does not exist."""
    upload = uploads.upload_of(batch, id)
    return upload if upload is not None else abort(404)


@bp.route("/batches/<uuid:id>/uploads", methods=["OPTIONS"], provide_automatic_options=False)
@permit(Permission.EVIDENCE_ADD, EvidenceBatch)
def upload_options(batch: EvidenceBatch) -> ResponseReturnValue:
    """What the server understands."""
    limit = str(current_app.config["MAX_UPLOAD"])
    return tus(204, headers={"Tus-Version": VERSION, "Tus-Extension": EXTENSIONS, "Tus-Max-Size": limit})


@bp.route("/batches/<uuid:id>/uploads", methods=["POST"], provide_automatic_options=False)
@permit(Permission.EVIDENCE_ADD, EvidenceBatch)
def begin_upload(batch: EvidenceBatch) -> ResponseReturnValue:
    """Announce a file: its length, and in the metadata its name, type, SHA-256 and whether to keep a duplicate."""
    spoken()
    size, said = length(request.headers.get("Upload-Length")), metadata(request.headers.get("Upload-Metadata", ""))
    if size is None or said is None or ("sha256" in said and digest(said["sha256"]) is None):
        abort(400)
    if size > current_app.config["MAX_UPLOAD"]:
        abort(413)
    upload = uploads.begin_upload(batch, described(size, said), again=said.get("duplicate") == b"keep")
    return tus(201, upload, {"Location": url_for(".continue_upload", id=batch.id, upload=upload.id)})


def described(size: int, said: dict[str, bytes]) -> Sent:
    """The file as its sender describes it."""
    name, mime = (said.get(key, b"").decode("utf-8", "backslashreplace") for key in ("filename", "filetype"))
    return Sent(name_from_header(name) if said.get("escaped") else name, mime or None, size,
                digest(said.get("sha256", b"")))


@bp.route("/batches/<uuid:id>/uploads/<uuid:upload>", methods=["PATCH"])
@permit(Permission.EVIDENCE_ADD, EvidenceBatch)
def continue_upload(batch: EvidenceBatch, upload: UUID) -> ResponseReturnValue:
    """The next bytes."""
    spoken()
    row, offset = own(batch, upload), length(request.headers.get("Upload-Offset"))
    refuse_body(row, offset)
    try:
        row = uploads.go_on(row, offset or 0, request.stream)
    except uploads.WrongOffset:
        return tus(409)
    except Busy:
        return tus(423)
    return tus(CHECKSUM_MISMATCH if row.refused == "mismatch" else 204, row)


def refuse_body(upload: Upload, offset: int | None) -> None:
    """Answer at once what is wrong with a body, before any of it is read."""
    if request.mimetype != BODY:
        abort(415)
    if offset is None:
        abort(400)
    if request.content_length is None:
        abort(411)
    if offset + request.content_length > upload.size:
        abort(413)


@bp.get("/batches/<uuid:id>/uploads/<uuid:upload>")
@permit(Permission.EVIDENCE_ADD, EvidenceBatch)
def show_upload(batch: EvidenceBatch, upload: UUID) -> ResponseReturnValue:
    """How far it is (HEAD, for the protocol), and what became of it (GET, for the page)."""
    row = own(batch, upload)
    if request.method == "HEAD":
        return tus(200, row)
    return jsonify(state_of(row))


def state_of(upload: Upload) -> dict[str, Any]:
    """What became of a file, for the script."""
    reason = str(REFUSED[upload.refused]) if upload.refused else None
    return {"state": upload.state, "error": reason, **found(upload.item),
            "duplicate_of": upload.duplicate_of.reference if upload.duplicate_of else None,
            **({"url": url_for(".show", id=upload.duplicate_of.id)} if upload.duplicate_of else {})}


def found(item: Evidence | None) -> dict[str, Any]:
    """An item, for the script."""
    if item is None:
        return {"reference": None, "url": None}
    return {"reference": item.reference, "url": url_for(".show", id=item.id), "sha256": item.sha256}


@bp.delete("/batches/<uuid:id>/uploads/<uuid:upload>")
@permit(Permission.EVIDENCE_ADD, EvidenceBatch)
def end_upload(batch: EvidenceBatch, upload: UUID) -> ResponseReturnValue:
    """Give it up."""
    spoken()
    uploads.end_upload(own(batch, upload))
    return tus(204)


@bp.post("/batches/<uuid:id>/uploads/<uuid:upload>/discard")
@permit(Permission.EVIDENCE_ADD, EvidenceBatch)
def discard_upload(batch: EvidenceBatch, upload: UUID) -> ResponseReturnValue:
    """Give it up, by a button of the page."""
    uploads.end_upload(own(batch, upload))
    flash(_("The unfinished file is discarded. Nothing of it is kept."))
    return redirect(url_for(".batch", id=batch.id), 303)


@bp.post("/batches/<uuid:id>/held")
@permit(Permission.EVIDENCE_ADD, EvidenceBatch)
def held(batch: EvidenceBatch) -> ResponseReturnValue:
    """Whether a file with this fingerprint is held already in a case of one's own, before it is sent."""
    said = request.get_json(silent=True)
    sha256 = digest(str(said.get("sha256")).encode()) if isinstance(said, dict) else None
    if sha256 is None:
        abort(400)
    return jsonify(found(None if batch.keep_duplicates else held_as(sha256)))
