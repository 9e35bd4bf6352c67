"""Country situations: the list, opening and changing one, its cases and registers."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases import service
from casefile.cases.forms import SituationForm
from casefile.cases.models import Case, Situation
from casefile.cases.routes.blueprint import bp
from casefile.core.access import Permission, permit
from casefile.core.lists import page_of


@bp.get("/situations/")
@permit(Permission.SITUATION_READ)
def situations() -> ResponseReturnValue:
    """The situations the actor may know of."""
    page = page_of(service.situations(), {"code": Situation.code, "title": Situation.title}, "code")
    return render_template("cases/situations.html", page=page)


@bp.route("/situations/new", methods=["GET", "POST"])
@permit(Permission.SITUATION_OPEN)
def new_situation() -> ResponseReturnValue:
    """Open a situation."""
    form = SituationForm(taken=service.code_taken)
    if form.validate_on_submit():
        situation = service.open_situation(**form.answers)
        flash(_("The situation %(code)s is open. Open a case in it.", code=situation.code))
        return redirect(url_for("cases.situation", id=situation.id), 303)
    return render_template("cases/form.html", form=form, title=_("New situation"), submit=_("Open situation"),
                           cancel=url_for("cases.situations"))


@bp.get("/situations/<uuid:id>")
@permit(Permission.SITUATION_READ, Situation)
def situation(situation: Situation) -> ResponseReturnValue:
    """A situation: its cases and its registers."""
    chosen = service.cases_matching().where(Case.situation_id == situation.id)
    page = page_of(chosen, {"reference": Case.reference, "title": Case.title}, "-reference")
    return render_template("cases/situation.html", situation=situation, page=page)


@bp.route("/situations/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.SITUATION_OPEN, Situation)
def edit_situation(situation: Situation) -> ResponseReturnValue:
    """Change a situation's fields."""
    form = SituationForm(situation, taken=service.code_taken)
    if form.validate_on_submit():
        form.fill(situation)
        flash(_("Saved."))
        return redirect(url_for("cases.situation", id=situation.id), 303)
    return render_template("cases/form.html", form=form, situation=situation, title=_("Change situation"),
                           submit=_("Save"), cancel=url_for("cases.situation", id=situation.id))
