"""Statements: the list of a case, one statement, its printable record, who was present, what belongs to it."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from casefile.cases.models import Case
from casefile.core.access import Permission, permit, require
from casefile.core.db import get_visible
from casefile.core.lists import page_of
from casefile.core.panels import offer
from casefile.evidence.models import Evidence
from casefile.people import service as people
from casefile.people.models import Person
from casefile.statements import service
from casefile.statements.forms import (
    AnnexForm,
    AttendanceForm,
    ReasonForm,
    StatementCorrectionForm,
    StatementEntryForm,
    StatementForm,
)
from casefile.statements.models import Annex, Statement
from casefile.statements.routes.blueprint import bp


def case_for(person: Person) -> Case:
    """The case to show the person in."""
    return people.case_of(person, request.args.get("case"))[0]


def page(person: Person, form: Any, title: str, submit: str, back: str | None = None) -> str:
    """A page with one form about a person’s statements."""
    case = case_for(person)
    back = back or url_for("people.show", id=person.id, case=case.id)
    return render_template("statements/form.html", case=case, person=person, form=form, title=title, submit=submit,
                           back=back)


def address_of(statement: Statement, anchor: str | None = None) -> str:
    """The statement’s page, in the same case."""
    return url_for("statements.show", id=statement.id, case=request.args.get("case"), _anchor=anchor)


def to_statement(statement: Statement, anchor: str | None = None) -> ResponseReturnValue:
    """To the statement’s page, in the same case."""
    return redirect(address_of(statement, anchor), 303)


@offer(Case, "witness_links")
def links(case: Case) -> tuple[str, str]:
    """From the witnesses of a case to their statements."""
    return _("Statements"), url_for("statements.of_case", id=case.id)


@offer(Person, "panel")
def panel(person: Person) -> Markup:
    """What the person told, to us and to others, and what is to be asked."""
    drawn = render_template(
        "statements/_panel.html", person=person, ledger=service.ledger_of(person), case=request.args.get("case"),
        questions=service.questions_of(person), interviews=service.interviews_of(person))
    return Markup(drawn)  # noqa: S704 - drawn by a template, which escapes what was typed


@bp.get("/cases/<uuid:id>/statements")
@permit(Permission.PERSON_READ, Case)
def of_case(case: Case) -> ResponseReturnValue:
    """The statements of everybody in the case: kinds and days, no text."""
    listed = page_of(service.of_case(case), service.SORTS, "-taken", rows=True)
    return render_template("statements/of_case.html", case=case, page=listed)


@bp.route("/witnesses/<uuid:id>/statements/new", methods=["GET", "POST"])
@permit(Permission.STATEMENT_EDIT, Person)
def new(person: Person) -> ResponseReturnValue:
    """Record a conversation; its paragraphs come next."""
    case = case_for(person)
    form = StatementEntryForm(offers={"interpreter_id": people.interpreters_for(case),
                                      "interview_id": service.scheduled_for(person)})
    form.versions = {one.number for one in people.versions_of(person)}
    if form.validate_on_submit():
        statement = service.take_statement(case, person, **form.answers)
        flash(_("%(reference)s is recorded. Now enter what was said.", reference=statement.reference))
        return redirect(url_for(".paste", id=statement.id, case=case.id), 303)
    return page(person, form, _("New statement of %(reference)s", reference=person.reference), _("Save"))


@bp.get("/statements/<uuid:id>")
@permit(Permission.STATEMENT_READ, Statement)
def show(statement: Statement) -> ResponseReturnValue:
    """The statement: its paragraphs, and under which conditions it was given."""
    return render_template("statements/show.html", **_shown(statement), old=service.record_is_old(statement))


@bp.get("/statements/<uuid:id>/record")
@permit(Permission.STATEMENT_READ, Statement)
def printed(statement: Statement) -> ResponseReturnValue:
    """The record for printing on A4; it takes the right to read, and stands in the history."""
    return render_template("statements/record.html", **_shown(statement))


def _shown(statement: Statement) -> dict[str, Any]:
    case = case_for(statement.person)
    opens = service.opens(statement)
    offers = {"interpreter_id": people.interpreters_for(case)}
    return {"case": case, "person": statement.person, "statement": statement,
            "details": StatementForm.of(statement, offers) if opens else None,
            "consent": next((one for one in people.versions_of(statement.person)
                             if one.number == statement.consent_version), None),
            "paragraphs": service.paragraphs_of(statement), "annexes": service.annexes_of(statement),
            "notes": service.readable_notes([statement]),
            "attendances": service.attendances_of(statement) if opens else []}


@bp.route("/statements/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.STATEMENT_EDIT, Statement)
def edit(statement: Statement) -> ResponseReturnValue:
    """Correct the conditions of a statement."""
    service.must_open(statement)
    known = people.interpreters_for(case_for(statement.person))
    form = StatementCorrectionForm(statement, offers={"interpreter_id": known})
    form.versions = {one.number for one in people.versions_of(statement.person)}
    if form.validate_on_submit():
        service.change_statement(statement, **form.answers)
        flash(_("Saved."))
        return to_statement(statement)
    return page(statement.person, form, _("Change %(reference)s", reference=statement.reference), _("Save"),
                address_of(statement))


@bp.route("/statements/<uuid:id>/present", methods=["GET", "POST"])
@permit(Permission.STATEMENT_EDIT, Statement)
def add_attendance(statement: Statement) -> ResponseReturnValue:
    """Record somebody who was present."""
    form = AttendanceForm()
    if form.validate_on_submit():
        service.add_attendance(statement, **form.answers)
        return to_statement(statement, "present")
    return page(statement.person, form, _("Who was present at %(reference)s", reference=statement.reference),
                _("Save"), address_of(statement))


@bp.route("/statements/<uuid:id>/annexes/new", methods=["GET", "POST"])
@permit(Permission.STATEMENT_EDIT, Statement)
def add_annex(statement: Statement) -> ResponseReturnValue:
    """Annex an item."""
    form = AnnexForm(offers={"evidence_id": service.items_for(case_for(statement.person))})
    if form.validate_on_submit():
        item = get_visible(Evidence, form.evidence_id.data) or abort(404)
        require(Permission.EVIDENCE_READ, item)
        service.add_annex(statement, item, form.paragraph.data)
        return to_statement(statement, "annexes")
    return page(statement.person, form, _("Annex to %(reference)s", reference=statement.reference), _("Save"),
                address_of(statement))


@bp.route("/annexes/<uuid:id>/remove", methods=["GET", "POST"])
@permit(Permission.STATEMENT_EDIT, Annex)
def remove_annex(annex: Annex) -> ResponseReturnValue:
    """Take an annex out."""
    form = ReasonForm()
    if form.validate_on_submit():
        service.remove_annex(annex, form.reason.data)
        return to_statement(annex.statement, "annexes")
    return page(annex.statement.person, form, _("Take an annex out of %(reference)s", reference=annex.reference),
                _("Take it out"), address_of(annex.statement))


@bp.post("/statements/<uuid:id>/put-on-record")
@permit(Permission.STATEMENT_EDIT, Statement)
def put_on_record(statement: Statement) -> ResponseReturnValue:
    """Make the item of evidence at whose paragraphs the statement is cited."""
    item = service.make_record(statement, case_for(statement.person))
    flash(_("%(reference)s is the record of this statement: cite it by paragraph.", reference=item.reference))
    return to_statement(statement)
