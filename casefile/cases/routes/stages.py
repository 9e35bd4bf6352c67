"""Moving a case to another stage."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases import moves, service
from casefile.cases.forms import MoveForm
from casefile.cases.gaps import gaps_of
from casefile.cases.models import Case
from casefile.cases.routes.blueprint import bp
from casefile.cases.rules import Stage, needs_second, next_stage
from casefile.core.access import Permission, permit


@bp.route("/cases/<uuid:id>/stage", methods=["GET", "POST"])
@permit(Permission.CASE_STAGE, Case)
def move(case: Case) -> ResponseReturnValue:
    """Move the case along an arrow, or propose the move where a second person decides."""
    form, checks = MoveForm(case.next_states("stage")), moves.exit_checks(case, service.team_of(case), gaps_of(case))
    forward = next_stage(case.stage)
    if form.validate_on_submit():
        review = moves.request_move(case, form.to.data, form.reason.data, form.override.data, checks)
        flash(_("The move is proposed; another person decides.") if review else _("The case has moved."))
        return redirect(url_for("cases.show", id=case.id), 303)
    if request.method == "GET" and not form.to.data and request.args.get("to") in form.targets:
        form.to.data = Stage(request.args["to"])
    return render_template("cases/move.html", case=case, form=form, checks=checks, forward=forward,
                           needs_second=needs_second, now=datetime.now(UTC), moves=moves)
