"""The team of a case, and the history of its records."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases import history, labels, service
from casefile.cases.forms import EndForm, MemberForm
from casefile.cases.models import Case, Membership
from casefile.cases.routes.blueprint import bp
from casefile.core.access import Permission, permit
from casefile.core.audit import AuditEvent
from casefile.core.lists import page_of


@bp.get("/cases/<uuid:id>/team")
@permit(Permission.CASE_READ, Case)
def team(case: Case) -> ResponseReturnValue:
    """Who is on the team, and what was done in the case."""
    members = service.members_of(case)
    names = {str(member.user_id): member.user.name for member in members}
    page = page_of(history.history_of_case(case), {"time": AuditEvent.id}, "-time", rows=True)
    entries = [history.entry(event, name, names) for event, name in page.items]
    return render_template("cases/team.html", case=case, members=members, page=page, entries=entries, duty=labels.DUTY)


@bp.route("/cases/<uuid:id>/team/add", methods=["GET", "POST"])
@permit(Permission.TEAM_MANAGE, Case)
def add_member(case: Case) -> ResponseReturnValue:
    """Put a person on the team."""
    form = MemberForm(offers={"user_id": service.staff()})
    if form.validate_on_submit():
        service.add_member(case, **form.answers)
        flash(_("The person is on the team."))
        return redirect(url_for("cases.team", id=case.id), 303)
    return render_template("cases/add_member.html", form=form, case=case, duty=labels.DUTY)


@bp.post("/cases/<uuid:id>/team/declare")
@permit(Permission.CASE_READ, Case)
def declare(case: Case) -> ResponseReturnValue:
    """Declare that one has no conflict of interest in the case."""
    service.declare_no_conflict(case)
    flash(_("Your declaration is kept in the history of the case."))
    return redirect(url_for("cases.team", id=case.id), 303)


@bp.route("/memberships/<uuid:id>/end", methods=["GET", "POST"])
@permit(Permission.TEAM_MANAGE, Membership)
def end_membership(membership: Membership) -> ResponseReturnValue:
    """Take a person off the team, after a page that says what that means."""
    form = EndForm()
    if form.validate_on_submit():
        service.end_membership(membership, form.reason.data)
        flash(_("The person is off the team. Nothing of the case is visible to them any more in this role."))
        return redirect(url_for("cases.team", id=membership.case_id), 303)
    return render_template("cases/end_member.html", form=form, membership=membership, case=membership.case)
