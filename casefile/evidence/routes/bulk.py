"""The same step for the items that were ticked in a list; each has a line of its own in the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.cases.models import Case
from casefile.core.access import Permission, permit
from casefile.core.forms import Form, read_token
from casefile.evidence import service
from casefile.evidence.models import Evidence
from casefile.evidence.routes.blueprint import bp
from casefile.evidence.rules import Verification
from casefile.evidence.status_forms import AcceptForm, AdmitForm, ClassifyForm, PlanForm, PreserveForm


class Bulk(NamedTuple):
    """One step that many items can take."""

    title: Any
    form: type[Form]
    take: Callable[[Evidence, Case, dict[str, Any]], Any]


STEPS = {
    "preserve": Bulk(_l("Preserve"), PreserveForm, lambda item, case, said: service.preserve(item, case, **said)),
    "verify": Bulk(_l("Send for verification"), PlanForm,
                   lambda item, case, said: service.send_for_verification(item, case, **said)),
    "accept": Bulk(_l("Propose as verified"), AcceptForm, lambda item, case, said: service.change_status(
        item, case, ("verification_state", Verification.VERIFIED), **said)),
    "admit": Bulk(_l("Assess admissibility"), AdmitForm, lambda item, case, said: service.change_status(
        item, case, ("admissibility_state", said["admissibility"]), said["reason"])),
    "classify": Bulk(_l("Give a disclosure class"), ClassifyForm, lambda item, case, said: service.change_status(
        item, case, ("disclosure_class", said["disclosure"]), said["reason"])),
}


def ticked() -> list[UUID]:
    """The items that were ticked; what is no id is left out."""
    return [id for id in map(read_token, request.values.getlist("item")) if id]


@bp.route("/cases/<uuid:id>/evidence/step", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_ASSESS, Case)
def step(case: Case) -> ResponseReturnValue:
    """Say what the step needs, once for all items; then one line for each."""
    chosen = STEPS.get(request.values.get("step", "")) or abort(404)
    form, items = chosen.form(), service.chosen_items(case, ticked())
    lines = []
    if items and form.validate_on_submit():
        lines = service.for_each(items, lambda item: chosen.take(item, case, form.answers))
    return render_template("evidence/step.html", case=case, form=form, items=items, lines=lines, title=chosen.title,
                           key=request.values["step"], submit=_("Do this for each item"))
