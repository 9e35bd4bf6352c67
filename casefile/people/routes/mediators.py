"""The registers of interpreters and intermediaries, read from within a case of the situation."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.models import Case
from casefile.core.access import Permission, permit, require
from casefile.core.db import get_visible
from casefile.core.lists import page_of
from casefile.people import service
from casefile.people.forms import (
    IntermediaryForm,
    InterpreterForm,
    IntroductionForm,
    ReasonForm,
    TieForm,
    WhoForm,
)
from casefile.people.models import Intermediary, Interpreter, InterpreterTie, Introduction, Person
from casefile.people.routes.blueprint import bp
from casefile.people.routes.protection import back_to, form_page


def page_of_form(case: Case, form: Any, title: str, submit: str, back: str) -> str:
    """A page with one form about somebody of a register."""
    return render_template("people/register_form.html", case=case, form=form, title=title, submit=submit, back=back)


@bp.get("/cases/<uuid:id>/interpreters")
@permit(Permission.REGISTER_READ, Case)
def interpreters(case: Case) -> ResponseReturnValue:
    """The interpreters of the case’s situation."""
    page = page_of(service.interpreters_in(case.situation), {"reference": Interpreter.reference}, "reference")
    return render_template("people/interpreters.html", case=case, page=page)


@bp.get("/cases/<uuid:id>/intermediaries")
@permit(Permission.REGISTER_READ, Case)
def intermediaries(case: Case) -> ResponseReturnValue:
    """The intermediaries of the case’s situation."""
    page = page_of(service.intermediaries_in(case.situation), {"reference": Intermediary.reference}, "reference")
    return render_template("people/intermediaries.html", case=case, page=page)


@bp.route("/cases/<uuid:id>/interpreters/new", methods=["GET", "POST"])
@permit(Permission.REGISTER_EDIT, Case)
def new_interpreter(case: Case) -> ResponseReturnValue:
    """Add an interpreter to the register."""
    form = InterpreterForm()
    if form.validate_on_submit():
        entry = service.add_interpreter(case.situation_id, **service.without_who(form.answers))
        flash(_("The code is %(reference)s. It never changes.", reference=entry.reference))
        return redirect(url_for(".interpreter", id=entry.id, case=case.id), 303)
    return page_of_form(case, form, _("New interpreter"), _("Save"), url_for(".interpreters", id=case.id))


@bp.route("/cases/<uuid:id>/intermediaries/new", methods=["GET", "POST"])
@permit(Permission.REGISTER_EDIT, Case)
def new_intermediary(case: Case) -> ResponseReturnValue:
    """Add an intermediary to the register."""
    form = IntermediaryForm()
    if form.validate_on_submit():
        entry = service.add_intermediary(case.situation_id, **service.without_who(form.answers))
        flash(_("The code is %(reference)s. It never changes.", reference=entry.reference))
        return redirect(url_for(".intermediary", id=entry.id, case=case.id), 303)
    return page_of_form(case, form, _("New intermediary"), _("Save"), url_for(".intermediaries", id=case.id))


@bp.get("/interpreters/<uuid:id>")
@permit(Permission.REGISTER_READ, Interpreter)
def interpreter(entry: Interpreter) -> ResponseReturnValue:
    """One interpreter: what they speak, with whom they may not sit."""
    case = service.case_in(entry.situation_id, request.args.get("case"))
    return render_template("people/interpreter.html", case=case, entry=entry, form=InterpreterForm.of(entry),
                           ties=service.ties_of(entry), asking=WhoForm.of(None))


@bp.route("/interpreters/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.REGISTER_EDIT, Interpreter)
def edit_interpreter(entry: Interpreter) -> ResponseReturnValue:
    """Change what is recorded of an interpreter."""
    case, form = service.case_in(entry.situation_id, request.args.get("case")), InterpreterForm(entry)
    back = url_for(".interpreter", id=entry.id, case=case.id)
    if form.validate_on_submit():
        service.change_mediator(entry, **service.without_who(form.answers))
        flash(_("Saved."))
        return redirect(back, 303)
    return page_of_form(case, form, _("Change %(reference)s", reference=entry.reference), _("Save"), back)


@bp.get("/intermediaries/<uuid:id>")
@permit(Permission.REGISTER_READ, Intermediary)
def intermediary(entry: Intermediary) -> ResponseReturnValue:
    """One intermediary: what they are, whom they brought."""
    case = service.case_in(entry.situation_id, request.args.get("case"))
    return render_template("people/intermediary.html", case=case, entry=entry, form=IntermediaryForm.of(entry),
                           introductions=service.introduced_by(entry), asking=WhoForm.of(None))


@bp.route("/intermediaries/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.REGISTER_EDIT, Intermediary)
def edit_intermediary(entry: Intermediary) -> ResponseReturnValue:
    """Change what is recorded of an intermediary."""
    case, form = service.case_in(entry.situation_id, request.args.get("case")), IntermediaryForm(entry)
    back = url_for(".intermediary", id=entry.id, case=case.id)
    if form.validate_on_submit():
        service.change_mediator(entry, **service.without_who(form.answers))
        flash(_("Saved."))
        return redirect(back, 303)
    return page_of_form(case, form, _("Change %(reference)s", reference=entry.reference), _("Save"), back)


def shown(entry: Interpreter | Intermediary) -> ResponseReturnValue:
    """Who it is, once a reason was given."""
    case, form = service.case_in(entry.situation_id, request.args.get("case")), WhoForm()
    who = service.show_who(entry, form.reason.data) if form.validate_on_submit() else None
    return render_template("people/who.html", case=case, entry=entry, form=form, who=who)


@bp.post("/interpreters/<uuid:id>/who")
@permit(Permission.REGISTER_IDENTITY, Interpreter, step_up=True)
def who_interprets(entry: Interpreter) -> ResponseReturnValue:
    """Open who an interpreter is."""
    return shown(entry)


@bp.post("/intermediaries/<uuid:id>/who")
@permit(Permission.REGISTER_IDENTITY, Intermediary, step_up=True)
def who_mediates(entry: Intermediary) -> ResponseReturnValue:
    """Open who an intermediary is."""
    return shown(entry)


@bp.route("/interpreters/<uuid:id>/ties/new", methods=["GET", "POST"])
@permit(Permission.REGISTER_EDIT, Interpreter)
def new_tie(entry: Interpreter) -> ResponseReturnValue:
    """Record with whom the interpreter may not sit."""
    case = service.case_in(entry.situation_id, request.args.get("case"))
    form, back = TieForm(offers={"person_id": service.people_in(case)}), url_for(".interpreter", id=entry.id,
                                                                                case=case.id)
    if form.validate_on_submit():
        service.tie_within(entry, case, **form.answers)
        flash(_("Saved."))
        return redirect(back, 303)
    return page_of_form(case, form, _("With whom %(reference)s may not sit", reference=entry.reference), _("Save"),
                        back)


@bp.route("/interpreter-ties/<uuid:id>/end", methods=["GET", "POST"])
@permit(Permission.REGISTER_EDIT, InterpreterTie)
def end_tie(entry: InterpreterTie) -> ResponseReturnValue:
    """It does not hold any more."""
    case, form = service.case_in(entry.interpreter.situation_id, request.args.get("case")), ReasonForm()
    back = url_for(".interpreter", id=entry.interpreter_id, case=case.id)
    if form.validate_on_submit():
        service.untie(entry, form.reason.data)
        return redirect(back, 303)
    return page_of_form(case, form, _("End what was recorded about %(reference)s", reference=entry.reference),
                        _("End it"), back)


@bp.route("/witnesses/<uuid:id>/introductions/new", methods=["GET", "POST"])
@permit(Permission.PERSON_EDIT, Person)
def new_introduction(person: Person) -> ResponseReturnValue:
    """Record who brought the person to us."""
    case, _cases = service.case_of(person, request.args.get("case"))
    form = IntroductionForm(offers={"intermediary_id": service.intermediaries_for(case)})
    if form.validate_on_submit():
        who = get_visible(Intermediary, form.intermediary_id.data) or abort(404)
        require(Permission.REGISTER_READ, who)
        service.introduce(person, who, **form.answers)
        return back_to(person, case)
    return form_page(person, form, _("Who brought %(reference)s to us", reference=person.reference), _("Save"))


@bp.route("/introductions/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.PERSON_EDIT, Introduction)
def edit_introduction(entry: Introduction) -> ResponseReturnValue:
    """Correct who brought the person to us."""
    case, _cases = service.case_of(entry.person, request.args.get("case"))
    form = IntroductionForm(entry, offers={"intermediary_id": service.intermediaries_for(case)})
    if form.validate_on_submit():
        who = get_visible(Intermediary, form.intermediary_id.data) or abort(404)
        require(Permission.REGISTER_READ, who)
        service.introduce(entry.person, who, entry, **form.answers)
        return back_to(entry.person, case)
    return form_page(entry.person, form, _("Who brought %(reference)s to us", reference=entry.reference), _("Save"))


@bp.route("/introductions/<uuid:id>/end", methods=["GET", "POST"])
@permit(Permission.PERSON_EDIT, Introduction)
def end_introduction(entry: Introduction) -> ResponseReturnValue:
    """It was not so."""
    case, _cases = service.case_of(entry.person, request.args.get("case"))
    form = ReasonForm()
    if form.validate_on_submit():
        service.end_introduction(entry, form.reason.data)
        return back_to(entry.person, case)
    return form_page(entry.person, form, _("End this introduction"), _("End it"))
