"""Confirm again who you are, before something that an open screen must not be enough for."""

from __future__ import annotations

from flask import g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from casefile.accounts import codes, service
from casefile.accounts.forms import ConfirmForm
from casefile.accounts.routes.blueprint import bp
from casefile.accounts.routes.session import typed
from casefile.accounts.rules import safe_next
from casefile.core import limits, stepup
from casefile.core.access import Permission, permit


@bp.route("/confirm", methods=["GET", "POST"])
@permit(Permission.SIGNED_IN)
def confirm() -> ResponseReturnValue:
    """Give the password again; what was being sent is offered to be sent again."""
    with_code = bool(current_user.factor_since)
    form, target = ConfirmForm(with_code=with_code), safe_next(request.values.get("next"))
    if form.is_submitted() and _is_you(form):
        stepup.confirmed(factor=with_code)
        if typed():
            return render_template("errors/resend.html", typed=typed(), resume_path=target)
        return redirect(target, 303)
    return render_template("accounts/confirm.html", form=form, typed=typed(), next=target)


def _is_you(form: ConfirmForm) -> bool:
    """Whether password and code are right; tries are counted as those of signing in. Which was wrong is not told."""
    right = False
    if form.validate():
        limits.spend_sign_in(current_user.email)
        right = service.confirm(current_user, form.password.data) and (
            "code" not in form or codes.accept(current_user, form.code.data))
        if not right:
            form.password.errors = [*form.password.errors, _("This is not your password") if "code" not in form
                                    else _("The password or the code is not right")]
    g.invalid_form = not right
    return right
