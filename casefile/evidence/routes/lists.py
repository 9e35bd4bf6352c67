"""Lists of items."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.models import Case
from casefile.cases.tabs import Tab
from casefile.core.access import Permission, permit
from casefile.core.lists import Page, page_of
from casefile.core.panels import offer
from casefile.evidence import service
from casefile.evidence.forms import EvidenceFilters
from casefile.evidence.routes.blueprint import bp
from casefile.evidence.routes.bulk import STEPS


@offer(Case, "tabs")
def tab(case: Case) -> Tab:
    """The evidence of a case."""
    return Tab("evidence", _("Evidence"), url_for("evidence.of_case", id=case.id), 50, "evidence")


def page_for(form: EvidenceFilters, case: Case | None = None) -> Page:
    """One page of the items that match the filters; without filters a case knows how many there are."""
    known = (case.counts or {}).get("evidence", 0) if case is not None and not form.chosen else None
    return page_of(service.evidence_matching(case, **form.chosen), service.SORTS, "-reference", total=known)


@bp.get("/evidence/")
@permit(Permission.SIGNED_IN)
def index() -> ResponseReturnValue:
    """Every item the actor may see."""
    form = EvidenceFilters()
    return render_template("evidence/index.html", form=form, page=page_for(form))


@bp.get("/cases/<uuid:id>/evidence")
@permit(Permission.EVIDENCE_READ, Case)
def of_case(case: Case) -> ResponseReturnValue:
    """The items of a case."""
    form = EvidenceFilters()
    return render_template("evidence/of_case.html", case=case, form=form, page=page_for(form, case), steps=STEPS)
