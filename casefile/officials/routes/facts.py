"""Facts of authority, knowledge, conduct and measures: entering, changing, taking back."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.core.access import Permission, permit
from casefile.officials import fact_labels, service
from casefile.officials.forms import FORMS, ReasonForm
from casefile.officials.models import Official, OfficialFact
from casefile.officials.routes.blueprint import bp, form_on
from casefile.officials.rules import FactKind


def _back(official: Official) -> ResponseReturnValue:
    return redirect(url_for(".show", id=official.id, case=request.args.get("case"), _anchor="facts"), 303)


def _offers(record: Any) -> dict[str, Any]:
    return {"organisation_id": service.organisation_offers(record.situation_id)}


@bp.route("/officials/<uuid:id>/facts/<kind>", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Official)
def add_fact(official: Official, kind: str) -> ResponseReturnValue:
    """Record a fact of one kind, for or against."""
    if kind not in set(FactKind):
        abort(404)
    form = FORMS[FactKind(kind)](offers=_offers(official))
    if form.validate_on_submit():
        service.record_fact(official, **form.answers)
        flash(_("Recorded."))
        return _back(official)
    return form_on(official, form, str(fact_labels.FACT_KIND[FactKind(kind)]), _("Record"))


@bp.route("/official-facts/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, OfficialFact)
def edit_fact(fact: OfficialFact) -> ResponseReturnValue:
    """Change what is recorded."""
    kind = fact.indicator.kind
    form = FORMS[kind](fact, offers=_offers(fact))
    if form.validate_on_submit():
        form.fill(fact)
        flash(_("Saved."))
        return _back(fact.official)
    return form_on(fact.official, form, str(fact_labels.FACT_KIND[kind]), _("Save"))


@bp.route("/official-facts/<uuid:id>/remove", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, OfficialFact)
def remove_fact(fact: OfficialFact) -> ResponseReturnValue:
    """Take back a fact entered by mistake."""
    form, official = ReasonForm(), fact.official
    if form.validate_on_submit():
        service.remove_fact(fact, form.reason.data)
        flash(_("Removed; the history keeps it."))
        return _back(official)
    return form_on(official, form, _("Remove what the source says?"), _("Remove"))
