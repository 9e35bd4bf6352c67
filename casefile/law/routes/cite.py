"""Cite a place in an item: from the item's page or its viewer to the elements it goes to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.models import Case
from casefile.core.access import Permission, permit, require
from casefile.core.panels import offer
from casefile.evidence import service as evidence
from casefile.evidence.models import Evidence
from casefile.evidence.pinpoints import BadPinpoint, read
from casefile.law import service
from casefile.law.forms import CiteForm
from casefile.law.models import Charge
from casefile.law.routes.blueprint import bp
from casefile.law.routes.matrix import chosen_of
from casefile.law.rules import Direction


@offer(Evidence, "cite")
def cite_url(item: Evidence) -> str:
    """Where a viewer posts a place: `selected`, `pinpoint`, `quote` and `rendition` (a SHA-256); no quote in a URL."""
    return url_for("law.cite", id=item.id, case=request.args.get("case"))


def _given() -> dict[str, Any]:
    """What the viewer hands over; a place that cannot be read is left to the person."""
    try:
        pinpoint = read(request.args.get("pinpoint", ""))
    except BadPinpoint:
        pinpoint = None
    return {"pinpoint": pinpoint, "quote": request.args.get("quote", "")[:4000], "direction": Direction.SUPPORTS,
            "rendition": request.args.get("rendition", "")[:64]}


def _charges(case: Case) -> tuple[Sequence[Charge], Charge | None]:
    charges = service.charges_of(case)
    return charges, chosen_of(charges, request.args.get("charge"))


def _ticks(grid: service.Matrix | None) -> dict[str, list[tuple[str, str]]]:
    return {"elements": [(str(cell.id), cell.code) for cell in grid.cells if cell.applicable] if grid else []}


@bp.route("/evidence/<uuid:id>/cite", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_READ, Evidence)
def cite(item: Evidence) -> ResponseReturnValue:
    """Tick elements and officials of one charge, say what the place shows, save."""
    case = evidence.case_of(item, request.args.get("case"))
    require(Permission.EVIDENCE_LINK, case)
    charges, charge = _charges(case)
    grid = service.matrix_of(charge) if charge else None
    form = CiteForm(partial(service.proposition_named, case), offers=_ticks(grid), data=_given())
    if not form.is_opened and form.validate_on_submit():
        made = service.cite(item, form.elements.data, form.proposition, **form.fields)
        flash(_("%(item)s is linked to %(sentence)s.", item=item.reference, sentence=made.proposition.reference))
        return redirect(url_for(".proposition", id=made.proposition_id), 303)
    return render_template("law/cite.html", case=case, item=item, charges=charges, charge=charge, matrix=grid,
                           form=form)
