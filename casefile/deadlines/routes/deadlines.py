"""Pages of one date, and of the dates of a case."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases import links
from casefile.cases.models import Case
from casefile.core.access import Permission, permit
from casefile.core.lists import page_of
from casefile.deadlines import labels, service
from casefile.deadlines.forms import DeadlineFilter, DeadlineForm, SnoozeForm, state_form
from casefile.deadlines.models import Deadline
from casefile.deadlines.routes.blueprint import bp
from casefile.deadlines.routes.work import back_from, silence, undoable


@bp.get("/deadlines/")
@permit(Permission.SIGNED_IN)
def index() -> ResponseReturnValue:
    """The dates of all the actor's cases."""
    form = DeadlineFilter(request.args)
    found = service.of_all_cases(*service.chosen(form.show.data, form.kind.data, form.whose.data))
    return render_template("deadlines/index.html", page=page_of(found, service.SORTS, "due"), form=form,
                           now=datetime.now(UTC), terms=labels)


@bp.get("/cases/<uuid:id>/deadlines")
@permit(Permission.DEADLINE_READ, Case)
def of_case(case: Case) -> ResponseReturnValue:
    """The dates of a case."""
    form = DeadlineFilter(request.args)
    page = page_of(service.of_case(case, *service.chosen(form.show.data, form.kind.data, form.whose.data)),
                   service.SORTS, "due")
    return render_template("deadlines/of_case.html", case=case, page=page, form=form, now=datetime.now(UTC),
                           terms=labels, undo=undoable(), silent=silence(case))


@bp.route("/cases/<uuid:id>/deadlines/new", methods=["GET", "POST"])
@permit(Permission.DEADLINE_EDIT, Case)
def new(case: Case) -> ResponseReturnValue:
    """Set a date."""
    people = list(service.people_of(case.id).items())
    form = DeadlineForm(timezone=case.timezone, offers={"owner_id": people, "backup_id": people})
    if form.validate_on_submit():
        deadline = service.add_deadline(case, **form.answers)
        flash(_("%(reference)s is set. Reminders come by themselves.", reference=deadline.reference))
        return redirect(url_for(".show", id=deadline.id), 303)
    return render_template("deadlines/form.html", form=form, case=case, deadline=None, zone=case.timezone,
                           cancel=url_for(".of_case", id=case.id))


@bp.get("/deadlines/<uuid:id>")
@permit(Permission.DEADLINE_READ, Deadline)
def show(deadline: Deadline) -> ResponseReturnValue:
    """One date: what, when, whose, and what was said about it."""
    about = links.find(deadline.linked_reference) if deadline.linked_reference else None
    return render_template("deadlines/show.html", deadline=deadline, case=deadline.case, about=about, terms=labels,
                           now=datetime.now(UTC), reminders=service.reminders_of(deadline))


@bp.route("/deadlines/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.DEADLINE_EDIT, Deadline)
def edit(deadline: Deadline) -> ResponseReturnValue:
    """Change a date; a moved one starts afresh."""
    people = list(service.people_of(deadline.case_id).items())
    form = DeadlineForm(deadline, offers={"owner_id": people, "backup_id": people})
    if form.validate_on_submit():
        service.change(deadline, **form.answers)
        flash(_("Saved."))
        return redirect(url_for(".show", id=deadline.id), 303)
    return render_template("deadlines/form.html", form=form, case=deadline.case, deadline=deadline,
                           zone=deadline.timezone, cancel=url_for(".show", id=deadline.id))


@bp.route("/deadlines/<uuid:id>/state", methods=["GET", "POST"])
@permit(Permission.DEADLINE_EDIT, Deadline)
def state(deadline: Deadline) -> ResponseReturnValue:
    """Move it to another state, with a reason."""
    form = state_form(deadline)
    if form.validate_on_submit():
        service.move(deadline, **form.answers)
        flash(_("The state was changed."))
        return redirect(url_for(".show", id=deadline.id), 303)
    return render_template("deadlines/act.html", form=form, deadline=deadline, case=deadline.case,
                           title=_("Change state"), submit=_("Change state"))


@bp.post("/deadlines/<uuid:id>/done")
@permit(Permission.DEADLINE_EDIT, Deadline)
def done(deadline: Deadline) -> ResponseReturnValue:
    """Done, in one press."""
    service.finish(deadline)
    return redirect(back_from(deadline, undo=deadline.id), 303)


@bp.post("/deadlines/<uuid:id>/undo")
@permit(Permission.DEADLINE_EDIT, Deadline)
def undo(deadline: Deadline) -> ResponseReturnValue:
    """Not done after all."""
    service.undo(deadline)
    flash(_("%(reference)s stands where it stood before.", reference=deadline.reference))
    return redirect(back_from(deadline), 303)


@bp.route("/deadlines/<uuid:id>/snooze", methods=["GET", "POST"])
@permit(Permission.DEADLINE_EDIT, Deadline)
def snooze(deadline: Deadline) -> ResponseReturnValue:
    """Say nothing until a day."""
    form = SnoozeForm()
    if form.validate_on_submit():
        service.snooze(deadline, **form.answers)
        flash(_("No reminder comes before that day."))
        return redirect(url_for(".show", id=deadline.id), 303)
    return render_template("deadlines/act.html", form=form, deadline=deadline, case=deadline.case,
                           title=_("Snooze"), submit=_("Snooze"))


@bp.post("/deadlines/<uuid:id>/acknowledge")
@permit(Permission.DEADLINE_EDIT, Deadline)
def acknowledge(deadline: Deadline) -> ResponseReturnValue:
    """Say that one is at work on it."""
    service.acknowledge(deadline)
    flash(_("Noted: the backup is not called."))
    return redirect(back_from(deadline), 303)
