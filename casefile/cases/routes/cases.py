"""Case files: the list, opening one, its overview, changing its own fields."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases import labels, rules, service
from casefile.cases.forms import CaseFilter, CaseForm
from casefile.cases.models import Case, Situation
from casefile.cases.overview import overview_of
from casefile.cases.routes.blueprint import bp
from casefile.core.access import Permission, permit
from casefile.core.csv_export import csv_answer
from casefile.core.lists import page_of

CSV_LIMIT = 10_000


@bp.get("/cases/")
@permit(Permission.SIGNED_IN)
def index() -> ResponseReturnValue:
    """The actor's cases."""
    form = CaseFilter(request.args)
    page = page_of(_filtered(form), service.case_sorts(), "-reference")
    return render_template("cases/index.html", page=page, form=form, now=datetime.now(UTC), rules=rules)


def _filtered(form: CaseFilter) -> service.Cases:
    text = form.q.data if form.validate() else None  # what cannot be kept cannot be found either
    return service.cases_matching(text, form.stage.data, form.theme.data, form.mine.data)


@bp.get("/cases.csv")
@permit(Permission.SIGNED_IN)
def index_csv() -> ResponseReturnValue:
    """The filtered list as a table for other programs."""
    found = service.cases_in(_filtered(CaseFilter(request.args)), CSV_LIMIT)
    heads = [_("Reference"), _("Title"), _("Theme"), _("Stage"), _("In this stage since"), _("Case lead"),
             _("Target forum"), _("Target standard of proof"), _("Classification")]
    rows = ([case.reference, case.title, labels.THEME[case.theme], labels.STAGE[case.stage], case.stage_since.date(),
             case.lead, labels.FORUM[case.target_forum], labels.STANDARD[case.target_standard],
             labels.CLASSIFICATION[case.classification]] for case in found)
    return csv_answer("cases", heads, rows)


@bp.get("/cases/new")
@permit(Permission.CASE_OPEN)
def choose_situation() -> ResponseReturnValue:
    """Choose the situation a new case belongs to."""
    page = page_of(service.situations(), {"code": Situation.code, "title": Situation.title}, "code")
    return render_template("cases/choose_situation.html", page=page)


@bp.route("/situations/<uuid:id>/cases/new", methods=["GET", "POST"])
@permit(Permission.CASE_OPEN, Situation)
def new(situation: Situation) -> ResponseReturnValue:
    """Open a case in a situation."""
    form = CaseForm()
    if form.validate_on_submit():
        case = service.open_case(situation, **form.answers)
        flash(_("Case %(reference)s is open. Put people on its team.", reference=case.reference))
        return redirect(url_for("cases.team", id=case.id), 303)
    return render_template("cases/form.html", form=form, situation=situation, title=_("New case"),
                           submit=_("Open case"), cancel=url_for("cases.situation", id=situation.id))


@bp.get("/cases/<uuid:id>")
@permit(Permission.CASE_READ, Case)
def show(case: Case) -> ResponseReturnValue:
    """The case: how far, what is missing, who."""
    return render_template("cases/show.html", case=case, form=CaseForm.of(case), view=overview_of(case))


@bp.route("/cases/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.CASE_EDIT, Case)
def edit(case: Case) -> ResponseReturnValue:
    """Change the case's own fields."""
    form = CaseForm(case)
    if form.validate_on_submit():
        form.fill(case)
        flash(_("Saved."))
        return redirect(url_for("cases.show", id=case.id), 303)
    return render_template("cases/case_form.html", form=form, case=case, title=_("Change case"), submit=_("Save"),
                           cancel=url_for("cases.show", id=case.id))
