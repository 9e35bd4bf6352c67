"""Pages of situations, cases and teams."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases import service
from casefile.cases.forms import CaseForm, MemberForm, SituationForm
from casefile.cases.models import Case, Membership, Situation
from casefile.core.access import Permission, permit
from casefile.core.lists import page_of

bp = Blueprint("cases", __name__)


@bp.get("/cases/")
@permit(Permission.SIGNED_IN)
def index() -> ResponseReturnValue:
    """The actor's cases."""
    page = page_of(service.cases_matching(), {"reference": Case.reference, "title": Case.title, "stage": Case.stage},
                   "-reference")
    return render_template("cases/index.html", page=page)


@bp.route("/situations/new", methods=["GET", "POST"])
@permit(Permission.SITUATION_OPEN)
def new_situation() -> ResponseReturnValue:
    """Open a situation."""
    form = SituationForm()
    if form.validate_on_submit():
        situation = service.open_situation(**form.answers)
        return redirect(url_for(".new", id=situation.id), 303)
    return render_template("cases/form.html", form=form, title=_("New situation"), submit=_("Open situation"))


@bp.route("/situations/<uuid:id>/cases/new", methods=["GET", "POST"])
@permit(Permission.CASE_OPEN, Situation)
def new(situation: Situation) -> ResponseReturnValue:
    """Open a case in a situation."""
    form = CaseForm()
    if form.validate_on_submit():
        case = service.open_case(situation, **form.answers)
        flash(_("Case %(reference)s is open. Put people on its team.", reference=case.reference))
        return redirect(url_for(".team", id=case.id), 303)
    return render_template("cases/form.html", form=form, title=_("New case"), submit=_("Open case"))


@bp.get("/cases/<uuid:id>")
@permit(Permission.CASE_READ, Case)
def show(case: Case) -> ResponseReturnValue:
    """The case: how far, what is missing, who."""
    return render_template("cases/show.html", case=case, form=CaseForm.of(case))


@bp.route("/cases/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.CASE_EDIT, Case)
def edit(case: Case) -> ResponseReturnValue:
    """Change the case's own fields."""
    form = CaseForm(case)
    if form.validate_on_submit():
        form.fill(case)
        flash(_("Saved."))
        return redirect(url_for(".show", id=case.id), 303)
    return render_template("cases/form.html", form=form, case=case, title=_("Change case"), submit=_("Save"))


@bp.route("/cases/<uuid:id>/team", methods=["GET", "POST"])
@permit(Permission.CASE_READ, Case)
def team(case: Case) -> ResponseReturnValue:
    """Who is on the team."""
    return render_template("cases/team.html", case=case, members=service.team_of(case))


@bp.route("/cases/<uuid:id>/team/add", methods=["GET", "POST"])
@permit(Permission.TEAM_MANAGE, Case)
def add_member(case: Case) -> ResponseReturnValue:
    """Put a person on the team."""
    form = MemberForm(offers={"user_id": service.staff()})
    if form.validate_on_submit():
        service.add_member(case, **form.answers)
        flash(_("The person is on the team."))
        return redirect(url_for(".team", id=case.id), 303)
    return render_template("cases/form.html", form=form, case=case, title=_("Add to the team"), submit=_("Add"))


@bp.post("/memberships/<uuid:id>/end")
@permit(Permission.TEAM_MANAGE, Membership)
def end_membership(membership: Membership) -> ResponseReturnValue:
    """Take a person off the team."""
    service.end_membership(membership)
    flash(_("The person is off the team. Nothing of the case is visible to them any more."))
    return redirect(url_for(".team", id=membership.case_id), 303)
