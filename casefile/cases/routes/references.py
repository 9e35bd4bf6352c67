"""From a reference to the record it names."""

from __future__ import annotations

from uuid import UUID

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from casefile.cases import links, service
from casefile.cases.forms import CaseForm, MemberForm, SituationForm
from casefile.cases.links import found_by, link_to
from casefile.cases.routes.blueprint import bp
from casefile.core.access import Permission, permit


@bp.get("/r/<reference>")
@permit(Permission.SIGNED_IN)
def reference(reference: str) -> ResponseReturnValue:
    """Go to the record with the reference."""
    url = links.find(reference)
    if url is None:
        abort(404)
    return redirect(url)


@found_by("CF-")
def find_case(reference: str) -> str | None:
    """The case's overview."""
    case = service.find_case(reference)
    return url_for("cases.show", id=case.id) if case else None


@link_to("case", _l("Case"), Permission.CASE_READ, CaseForm)
def case_url(id: UUID) -> str:
    """The case's overview."""
    return url_for("cases.show", id=id)


@link_to("situation", _l("Situation"), Permission.SITUATION_READ, SituationForm)
def situation_url(id: UUID) -> str:
    """The situation's page."""
    return url_for("cases.situation", id=id)


@link_to("membership", _l("Team"), Permission.CASE_READ, MemberForm)
def membership_url(_id: UUID) -> None:
    """A membership is read on the team page of its case; it has no page of its own."""
    return


@link_to("review", _l("Proposal"), Permission.CASE_READ,
         hides=("args", "action", "table", "record_id", "proposed_by", "proposed_at", "decided_by", "decided_at"))
def review_url(id: UUID) -> str:
    """The proposal's page."""
    return url_for("cases.review", id=id)
