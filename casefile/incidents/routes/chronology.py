"""The chronology of a case."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.models import Case
from casefile.cases.tabs import Tab
from casefile.core.access import Permission, permit
from casefile.core.panels import offer
from casefile.incidents.forms import IncidentFilters
from casefile.incidents.routes.blueprint import bp
from casefile.incidents.routes.incidents import page_for


@offer(Case, "tabs")
def chronology_tab(case: Case) -> Tab:
    """What happened in which order."""
    return Tab("chronology", _("Chronology"), url_for("incidents.chronology", id=case.id), 10)


@bp.get("/cases/<uuid:id>/chronology")
@permit(Permission.INCIDENT_READ, Case)
def chronology(case: Case) -> ResponseReturnValue:
    """The incidents of a case by date, under their years; undated ones at the end."""
    form = IncidentFilters(without=("text", "status", "place_id"))
    return render_template("incidents/chronology.html", case=case, form=form, page=page_for(form, "date", case))
