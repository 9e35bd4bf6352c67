"""Pages of witnesses and victims by code."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.models import Case
from casefile.cases.tabs import Tab
from casefile.core.access import Permission, can, permit, require
from casefile.core.actor import current
from casefile.core.db import get_visible
from casefile.core.lists import Page, page_of
from casefile.core.panels import offer
from casefile.people import service
from casefile.people.forms import FileForm, PersonFilters, PersonForm
from casefile.people.models import Person
from casefile.people.routes.blueprint import bp


@offer(Case, "tabs")
def tab(case: Case) -> Tab | None:
    """The witnesses of a case; those who may not read about people are not told that there are any."""
    if not can(current(), Permission.PERSON_READ, case):
        return None
    return Tab("witnesses", _("Witnesses"), url_for("people.of_case", id=case.id), 30, "person")


def page_for(form: PersonFilters, case: Case | None = None) -> Page:
    """One page of the people that match the filters; without filters a case knows how many there are."""
    matching = service.Matching(**form.chosen)
    known = (case.counts or {}).get("person", 0) if case is not None and not matching else None
    return page_of(service.people_matching(matching, case), service.SORTS, "reference", total=known)


@bp.get("/witnesses/")
@permit(Permission.SIGNED_IN)
def index() -> ResponseReturnValue:
    """Everybody the actor may read about."""
    form = PersonFilters()
    return render_template("people/index.html", form=form, page=page_for(form))


@bp.get("/cases/<uuid:id>/witnesses")
@permit(Permission.PERSON_READ, Case)
def of_case(case: Case) -> ResponseReturnValue:
    """The witnesses and victims of a case."""
    form = PersonFilters()
    return render_template("people/of_case.html", case=case, form=form, page=page_for(form, case))


@bp.route("/cases/<uuid:id>/witnesses/new", methods=["GET", "POST"])
@permit(Permission.PERSON_EDIT, Case)
def new(case: Case) -> ResponseReturnValue:
    """Add a witness or victim to a case."""
    form = PersonForm()
    if form.validate_on_submit():
        person = service.add_person(case, **form.answers)
        flash(_("The code is %(reference)s. It never changes.", reference=person.reference))
        return redirect(url_for(".show", id=person.id, case=case.id), 303)
    return render_template("people/form.html", case=case, form=form, person=None, title=_("New witness or victim"))


@bp.get("/witnesses/<uuid:id>")
@permit(Permission.PERSON_READ, Person)
def show(person: Person) -> ResponseReturnValue:
    """The person by code: what they can speak to, what they permitted, what is at risk."""
    case, cases = service.case_of(person, request.args.get("case"))
    return render_template("people/show.html", case=case, cases=cases, person=person, form=PersonForm.of(person),
                           links=service.incidents_of(person))


@bp.route("/witnesses/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.PERSON_EDIT, Person)
def edit(person: Person) -> ResponseReturnValue:
    """Change what is recorded; the code stays."""
    case, _cases = service.case_of(person, request.args.get("case"))
    form = PersonForm(person)
    if form.validate_on_submit():
        form.fill(person)
        flash(_("Saved."))
        return redirect(url_for(".show", id=person.id, case=case.id), 303)
    return render_template("people/form.html", case=case, form=form, person=person,
                           title=_("Change %(reference)s", reference=person.reference))


@bp.route("/witnesses/<uuid:id>/file", methods=["GET", "POST"])
@permit(Permission.FILE_INTO, Person)
def file(person: Person) -> ResponseReturnValue:
    """File the person into another case."""
    form = FileForm(offers={"case_id": service.cases_to_file_into(person)})
    if form.validate_on_submit() and (other := get_visible(Case, form.case_id.data)):
        require(Permission.FILE_INTO, other)
        service.file_into(person, other, form.reason.data)
        flash(_("%(reference)s is filed in %(case)s too.", reference=person.reference, case=other.reference))
        return redirect(url_for(".show", id=person.id, case=other.id), 303)
    case, _cases = service.case_of(person, request.args.get("case"))
    return render_template("people/file.html", case=case, form=form, person=person)
