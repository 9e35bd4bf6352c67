"""Trusted time: the manifests of a case and their stamps, to read, to ask for and to take away."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.models import Case
from casefile.core.access import Permission, permit
from casefile.core.lists import page_of
from casefile.core.trusted_time import authority_url
from casefile.evidence.models import TimeManifest
from casefile.evidence.routes.blueprint import bp
from casefile.evidence.service import manifests


@bp.get("/cases/<uuid:id>/integrity")
@permit(Permission.EVIDENCE_READ, Case)
def integrity(case: Case) -> ResponseReturnValue:
    """Every manifest of the case, the newest first, and what no manifest lists yet."""
    page = page_of(manifests.manifests_of(case), {"made": TimeManifest.created_at, "files": TimeManifest.files},
                   "-made", rows=True)
    page = replace(page, items=[manifests.standing_of(row[0], row[1]) for row in page.items])
    return render_template("evidence/integrity.html", case=case, page=page, host=host(),
                           not_listed=manifests.not_listed_in(case))


def host() -> str | None:
    """The authority's host, None when there is no authority."""
    return urlsplit(authority_url()).hostname


@bp.post("/cases/<uuid:id>/integrity")
@permit(Permission.EVIDENCE_ADD, Case)
def stamp_now(case: Case) -> ResponseReturnValue:
    """List the new files now, and ask for every stamp that is waited for."""
    manifests.ask_manifest(case)
    flash(_("The new files are being listed. The list and its time stamp appear on this page."))
    return redirect(url_for(".integrity", id=case.id), 303)


@bp.get("/manifests/<uuid:id>/manifest.txt")
@permit(Permission.EVIDENCE_READ, TimeManifest)
def manifest_text(manifest: TimeManifest) -> ResponseReturnValue:
    """The very bytes that were stamped."""
    return _file(manifest.content, f"{manifest.reference}.txt")


@bp.get("/manifests/<uuid:id>/manifest.tsr")
@permit(Permission.EVIDENCE_READ, TimeManifest)
def manifest_stamp(manifest: TimeManifest) -> ResponseReturnValue:
    """The answer of the authority as it came."""
    token = manifests.token_of(manifest)
    return _file(token, f"{manifest.reference}.tsr") if token else abort(404)


def _file(content: bytes, name: str) -> Response:
    response = Response(content, mimetype="application/octet-stream")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@bp.get("/trusted-time")
@permit(Permission.USERS_MANAGE)
def authority() -> ResponseReturnValue:
    """How asking for time stamps goes, in numbers."""
    return render_template("evidence/authority.html", host=host(), office=manifests.authority_standing())
