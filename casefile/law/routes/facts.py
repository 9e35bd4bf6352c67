"""A charge in figures, on a page and as a table for other programs."""

from __future__ import annotations

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from casefile.core.access import Permission, permit
from casefile.core.csv_export import csv_answer
from casefile.law import service
from casefile.law.models import Charge
from casefile.law.routes.blueprint import bp
from casefile.law.spreadsheet import xlsx_answer
from casefile.law.table import HEADS, rows_of


@bp.get("/charges/<uuid:id>/facts")
@permit(Permission.CHARGE_READ, Charge)
def facts(charge: Charge) -> ResponseReturnValue:
    """Every element with what stands under it; each number leads to its list."""
    shown = service.matrix_of(charge, request.args.get("only"))
    return render_template("law/facts.html", case=charge.case, charge=charge, matrix=shown,
                           facts=service.facts_of(charge), nothing=service.Facts())


@bp.get("/charges/<uuid:id>/matrix.<format>")
@permit(Permission.CHARGE_READ, Charge)
def export(charge: Charge, format: str) -> Response:
    """The matrix with its figures, as CSV or as a workbook; the file is named by the charge's code."""
    answer = {"csv": csv_answer, "xlsx": xlsx_answer}.get(format) or abort(404)
    rows = rows_of(service.matrix_of(charge), service.facts_of(charge))
    return answer(charge.reference, [str(head) for head in HEADS], rows)
