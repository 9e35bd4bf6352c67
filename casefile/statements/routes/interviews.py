"""Planned interviews: what was told before, what stands against it, who agrees."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.accounts.service import names_of
from casefile.cases.models import Case
from casefile.core.access import Permission, permit
from casefile.core.lists import page_of
from casefile.core.panels import offer
from casefile.people import service as people
from casefile.people.models import Person
from casefile.statements import service
from casefile.statements.forms import OfficerForm, PlanForm, ReasonForm
from casefile.statements.models import PlannedInterview
from casefile.statements.routes.blueprint import bp
from casefile.statements.routes.statements import case_for
from casefile.statements.rules import State


@offer(Case, "witness_links")
def links(case: Case) -> tuple[str, str]:
    """From the witnesses of a case to the interviews planned with them."""
    return _("Interviews"), url_for("statements.interviews", id=case.id)


@bp.get("/cases/<uuid:id>/interviews")
@permit(Permission.PERSON_READ, Case)
def interviews(case: Case) -> ResponseReturnValue:
    """The planned interviews of a case."""
    sorts = {"day": PlannedInterview.planned_on, "reference": PlannedInterview.reference}
    page = page_of(service.planned_in(case), sorts, "-day")
    return render_template("statements/interviews.html", case=case, page=page)


@bp.route("/witnesses/<uuid:id>/interviews/plan", methods=["GET", "POST"])
@permit(Permission.INTERVIEW_PLAN, Person)
def plan(person: Person) -> ResponseReturnValue:
    """Plan an interview, with everything in sight that was told before."""
    case = case_for(person)
    form = PlanForm(service.look_before(person, case), offers={"interpreter_id": people.interpreters_for(case)})
    if form.validate_on_submit():
        planned = service.plan_interview(person, case, form.needs, **form.answers)
        flash(_("Scheduled.") if planned.state is State.SCHEDULED else _("Planned. It waits for approval."))
        return redirect(url_for(".interview", id=planned.id, case=case.id), 303)
    return render_template("statements/plan.html", case=case, person=person, form=form,
                           ledger=service.ledger_of(person), gaps=service.purpose_gaps(person),
                           questions=service.read_questions(person), blocked=service.standing_block(person))


def shown(plan: PlannedInterview, form: Any) -> str:
    """One planned interview, with the officer’s form."""
    names = names_of({id for id in (plan.planned_by, plan.second_id, plan.officer_id) if id})
    return render_template("statements/interview.html", case=case_for(plan.person), person=plan.person, plan=plan,
                           names=names, form=form)


@bp.get("/interviews/<uuid:id>")
@permit(Permission.PERSON_READ, PlannedInterview)
def interview(plan: PlannedInterview) -> ResponseReturnValue:
    """One planned interview: where it stands and whose word is missing."""
    return shown(plan, OfficerForm.of(None))


@bp.post("/interviews/<uuid:id>/protect")
@permit(Permission.INTERVIEW_PROTECT, PlannedInterview)
def protect(plan: PlannedInterview) -> ResponseReturnValue:
    """The protection officer agrees, or calls it off."""
    form = OfficerForm()
    if not form.validate_on_submit():
        return shown(plan, form)
    service.agree_as_officer(plan, form.agrees, form.reason.data)
    return redirect(url_for(".interview", id=plan.id), 303)


@bp.route("/interviews/<uuid:id>/cancel", methods=["GET", "POST"])
@permit(Permission.INTERVIEW_PLAN, PlannedInterview)
def cancel(plan: PlannedInterview) -> ResponseReturnValue:
    """Call an interview off."""
    form = ReasonForm()
    if form.validate_on_submit():
        service.cancel(plan, form.reason.data)
        return redirect(url_for(".interview", id=plan.id), 303)
    return render_template("statements/form.html", case=case_for(plan.person), person=plan.person, form=form,
                           title=_("Call off %(reference)s", reference=plan.reference), submit=_("Call it off"),
                           back=url_for(".interview", id=plan.id))
