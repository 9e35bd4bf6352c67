"""Pages of the chronology."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.models import Case
from casefile.cases.tabs import Tab
from casefile.chronology import labels, service
from casefile.chronology.contradictions import contradictions_in
from casefile.chronology.forms import ChronologyFilters
from casefile.core.access import Permission, permit
from casefile.core.panels import offer

bp = Blueprint("chronology", __name__)
bp.record_once(lambda state: state.app.jinja_env.globals.update(chronology_words=labels))


@offer(Case, "tabs")
def tab(case: Case) -> Tab:
    """What happened in which order."""
    return Tab("chronology", _("Chronology"), url_for("chronology.of_case", id=case.id), 10)


@bp.get("/cases/<uuid:id>/chronology")
@permit(Permission.INCIDENT_READ, Case)
def of_case(case: Case) -> ResponseReturnValue:
    """Everything dated in a case, under its years; what has no date at the end."""
    form = ChronologyFilters()
    page = service.chronology_of(case, form.wanted)
    return render_template("chronology/of_case.html", case=case, form=form, page=page)


@bp.get("/cases/<uuid:id>/chronology/contradictions")
@permit(Permission.INCIDENT_READ, Case)
def contradictions(case: Case) -> ResponseReturnValue:
    """What cannot both be true."""
    return render_template("chronology/contradictions.html", case=case, found=contradictions_in(case))
