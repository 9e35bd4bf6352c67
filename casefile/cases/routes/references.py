"""From a reference to the record it names."""

from __future__ import annotations

from uuid import UUID

from flask import abort, redirect
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from casefile.cases import links
from casefile.cases.forms import CaseForm, MemberForm, SituationForm
from casefile.cases.links import link_to, record_page
from casefile.cases.models import Case, Situation
from casefile.cases.routes.blueprint import bp
from casefile.core.access import Permission, permit
from casefile.core.review import Review


@bp.get("/r/<reference>")
@permit(Permission.SIGNED_IN)
def reference(reference: str) -> ResponseReturnValue:
    """Go to the record with the reference."""
    url = links.find(reference)
    if url is None:
        abort(404)
    return redirect(url)


record_page(Case, "cases.show", _l("Case"), Permission.CASE_READ, prefix="CF-", form=CaseForm)
record_page(Situation, "cases.situation", _l("Situation"), Permission.SITUATION_READ, form=SituationForm)
record_page(Review, "cases.review", _l("Proposal"), Permission.CASE_READ,
            hides=("args", "action", "table", "record_id", "proposed_by", "proposed_at", "decided_by", "decided_at"))


@link_to("membership", _l("Team member"), Permission.CASE_READ, MemberForm)
def membership_url(_id: UUID) -> None:
    """A membership is read on the team page of its case; it has no page of its own."""
    return
