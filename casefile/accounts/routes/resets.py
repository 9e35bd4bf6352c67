"""A lost second factor, for administrators and whoever is the second person."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.accounts import resets
from casefile.accounts.forms import ReasonForm
from casefile.accounts.models import FactorReset, User
from casefile.accounts.routes.blueprint import bp
from casefile.core.access import Permission, permit


@bp.route("/users/<uuid:id>/second-factor", methods=["GET", "POST"])
@permit(Permission.USERS_MANAGE, User, step_up=True)
def propose_reset(user: User) -> ResponseReturnValue:
    """Propose that a lost second factor is taken off."""
    form = ReasonForm()
    if form.validate_on_submit():
        reset = resets.propose(user, form.reason.data)
        return redirect(url_for(".factor_reset", id=reset.id), 303)
    return render_template("accounts/factor_lost.html", form=form, user=user, asked=resets.waiting_for(user))


@bp.route("/factor-resets/<uuid:id>", methods=["GET", "POST"])
@permit(Permission.FACTOR_RESET_DECIDE, FactorReset, step_up=True)
def factor_reset(reset: FactorReset) -> ResponseReturnValue:
    """Decide: the second person makes sure, by voice or face, that it is the owner who lost it."""
    if request.method == "POST":
        resets.decide(reset, request.form.get("decision") == "approve")
        flash(_("Decided."))
        return redirect(url_for(".factor_reset", id=reset.id), 303)
    return render_template("accounts/factor_reset.html", reset=reset)
