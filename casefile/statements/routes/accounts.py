"""Accounts given elsewhere, and the questions for the next contact."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.core.access import Permission, permit
from casefile.people import service as people
from casefile.people.models import Person
from casefile.statements import service
from casefile.statements.forms import AccountForm, QuestionForm, SettleForm
from casefile.statements.models import OpenQuestion, PriorAccount
from casefile.statements.routes.blueprint import bp
from casefile.statements.routes.statements import case_for, page


def to_person(person: Person) -> ResponseReturnValue:
    """To the person’s page."""
    return redirect(url_for("people.show", id=person.id, case=case_for(person).id, _anchor="accounts"), 303)


@bp.route("/witnesses/<uuid:id>/accounts/new", methods=["GET", "POST"])
@permit(Permission.STATEMENT_EDIT, Person)
def new_account(person: Person) -> ResponseReturnValue:
    """Enter an account the person gave elsewhere."""
    form = AccountForm(offers={"evidence_id": service.items_for(case_for(person))})
    if form.validate_on_submit():
        service.note_account(person, **form.answers)
        return to_person(person)
    return page(person, form, _("What %(reference)s told elsewhere", reference=person.reference), _("Save"))


@bp.route("/accounts-elsewhere/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.STATEMENT_EDIT, PriorAccount)
def edit_account(account: PriorAccount) -> ResponseReturnValue:
    """Correct the entry of an account given elsewhere."""
    service.must_open(account)
    form = AccountForm(account, offers={"evidence_id": service.items_for(case_for(account.person))})
    if form.validate_on_submit():
        service.note_account(account.person, account, **form.answers)
        return to_person(account.person)
    return page(account.person, form, _("What %(reference)s told elsewhere", reference=account.reference), _("Save"))


@bp.route("/witnesses/<uuid:id>/questions/new", methods=["GET", "POST"])
@permit(Permission.STATEMENT_EDIT, Person)
def new_question(person: Person) -> ResponseReturnValue:
    """Put a question on the list for the next contact."""
    form = QuestionForm(offers={"incident_id": people.incidents_for(person)})
    if form.validate_on_submit():
        service.ask_later(person, **form.answers)
        return to_person(person)
    return page(person, form, _("A question for %(reference)s", reference=person.reference), _("Put it on the list"))


@bp.get("/witnesses/<uuid:id>/questions")
@permit(Permission.STATEMENT_READ, Person)
def questions(person: Person) -> ResponseReturnValue:
    """The questions for the next contact, to take along."""
    return render_template("statements/questions.html", case=case_for(person), person=person,
                           questions=service.read_questions(person, open_only=False))


@bp.route("/questions/<uuid:id>/settle", methods=["GET", "POST"])
@permit(Permission.STATEMENT_EDIT, OpenQuestion)
def settle_question(question: OpenQuestion) -> ResponseReturnValue:
    """Say what became of a question."""
    form = SettleForm()
    if form.validate_on_submit():
        service.settle_question(question, form.answered_on.data, form.outcome.data)
        return to_person(question.person)
    return page(question.person, form, _("What became of the question"), _("Save"))
