"""The element matrix of a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from casefile.cases.models import Case
from casefile.cases.tabs import Tab
from casefile.core.access import Permission, permit
from casefile.core.panels import offer
from casefile.law import service
from casefile.law.models import Charge
from casefile.law.pleading import LIVE
from casefile.law.routes.blueprint import bp


@offer(Case, "tabs")
def tab(case: Case) -> Tab:
    """The charges of a case, element by element."""
    return Tab("matrix", _("Element matrix"), url_for("law.matrix", id=case.id), 60, "charge")


@bp.get("/cases/<uuid:id>/matrix")
@permit(Permission.CHARGE_READ, Case)
def matrix(case: Case) -> ResponseReturnValue:
    """How well each element of a charge is supported for each official."""
    charges = service.charges_of(case)
    chosen = chosen_of(charges, request.args.get("charge"))
    shown = service.matrix_of(chosen, request.args.get("only")) if chosen else None
    return render_template("law/matrix.html", case=case, charges=charges, charge=chosen, matrix=shown,
                           only=request.args.get("only"), item=request.args.get("evidence"), once=Once())


class Once:
    """Draws what looks alike once: a matrix has hundreds of cells and few looks."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[Any, ...], Markup] = {}

    def __call__(self, macro: Callable[[service.Cell], Markup], cell: service.Cell) -> Markup:
        """The cell as the macro draws it."""
        if cell.look not in self._drawn:
            self._drawn[cell.look] = macro(cell)
        return self._drawn[cell.look]


def chosen_of(charges: Sequence[Charge], wanted: str | None) -> Charge | None:
    """The charge asked for, else the first that counts, else the first."""
    ranked = sorted(charges, key=lambda charge: (str(charge.id) != wanted, charge.status not in LIVE))
    return ranked[0] if ranked else None
