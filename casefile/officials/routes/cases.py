"""The officials of a case."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.models import Case
from casefile.cases.tabs import Tab
from casefile.core.access import Permission, permit
from casefile.core.lists import page_of
from casefile.core.panels import offer
from casefile.officials import service
from casefile.officials.forms import CaseRoleForm, PickOfficialForm, ReasonForm
from casefile.officials.models import CaseOfficial
from casefile.officials.routes.blueprint import bp, official_named


@offer(Case, "tabs")
def tab(case: Case) -> Tab:
    """The officials of a case."""
    return Tab("officials", _("Officials & command"), url_for("officials.of_case", id=case.id), 40, "official")


def back_to(case: Case) -> ResponseReturnValue:
    """The officials of the case."""
    return redirect(url_for("officials.of_case", id=case.id), 303)


def form_in(case: Case, form: object, title: str, submit: str) -> ResponseReturnValue:
    """A page with one form, inside the case."""
    return render_template("officials/case_form.html", case=case, form=form, title=title, submit=submit)


@bp.get("/cases/<uuid:id>/officials")
@permit(Permission.OFFICIAL_READ, Case)
def of_case(case: Case) -> ResponseReturnValue:
    """Who matters in the case, in which posts, and why."""
    page = page_of(service.case_officials(case), service.SORTS, "reference",
                   total=(case.counts or {}).get("official", 0))
    return render_template("officials/of_case.html", case=case, page=page)


@bp.route("/cases/<uuid:id>/officials/add", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, Case)
def add_to_case(case: Case) -> ResponseReturnValue:
    """Choose an official of the register."""
    form = PickOfficialForm(offers={"official_id": service.official_offers(case.situation_id)})
    if form.validate_on_submit():
        official = official_named(str(form.official_id.data), case.situation_id)
        service.add_to_case(case, official, form.role.data)
        flash(_("Official %(reference)s is in this case.", reference=official.reference))
        return back_to(case)
    return form_in(case, form, _("Choose from the register"), _("Add to this case"))


@bp.route("/case-officials/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, CaseOfficial)
def edit_role(entry: CaseOfficial) -> ResponseReturnValue:
    """Change why the official matters in the case."""
    form = CaseRoleForm(entry)
    if form.validate_on_submit():
        service.change_role(entry, form.role.data)
        flash(_("Saved."))
        return back_to(entry.case)
    title = _("Why %(reference)s matters in this case", reference=entry.official.reference)
    return form_in(entry.case, form, title, _("Save"))


@bp.route("/case-officials/<uuid:id>/remove", methods=["GET", "POST"])
@permit(Permission.OFFICIAL_EDIT, CaseOfficial)
def remove_from_case(entry: CaseOfficial) -> ResponseReturnValue:
    """The official no longer matters in the case."""
    form, case = ReasonForm(), entry.case
    if form.validate_on_submit():
        service.remove_from_case(entry, form.reason.data)
        flash(_("The official is out of this case; the register keeps the person."))
        return back_to(case)
    title = _("Take %(reference)s out of this case?", reference=entry.official.reference)
    return form_in(case, form, title, _("Take out of this case"))
