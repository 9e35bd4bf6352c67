"""One's own second factor: set up, recovery codes, take off."""

from __future__ import annotations

from flask import Response, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from casefile.accounts import codes
from casefile.accounts.forms import CodeForm
from casefile.accounts.routes.blueprint import bp
from casefile.accounts.rules import safe_next
from casefile.core import limits, stepup
from casefile.core.access import Permission, permit


@bp.get("/profile/second-factor")
@permit(Permission.SIGNED_IN)
def second_factor() -> ResponseReturnValue:
    """Whether there is one, and what can be done about it."""
    return render_template("accounts/factor.html", left=codes.recovery_codes_left(current_user),
                           next=safe_next(request.args.get("next")))


@bp.post("/profile/second-factor/begin")
@permit(Permission.SIGNED_IN)
def begin_factor() -> ResponseReturnValue:
    """Draw the secret that goes into the app."""
    stepup.require(factor=False)
    codes.begin(current_user)
    return redirect(url_for(".new_factor", next=safe_next(request.form.get("next"))), 303)


@bp.route("/profile/second-factor/new", methods=["GET", "POST"])
@permit(Permission.SIGNED_IN)
def new_factor() -> ResponseReturnValue:
    """The picture for the app, and the first code back; then the recovery codes, this once."""
    stepup.require(factor=False)
    factor, form = codes.factor_of(current_user), CodeForm()
    if factor is None or current_user.factor_since:
        return redirect(url_for(".second_factor"), 303)
    shown = _finish(form) if form.validate_on_submit() else None
    if shown:
        return render_template("accounts/factor_codes.html", codes=shown, next=safe_next(request.args.get("next")))
    return render_template("accounts/factor_new.html", form=form, secret=factor.secret)


def _finish(form: CodeForm) -> list[str] | None:
    limits.spend_code(str(current_user.id))
    shown = codes.finish(current_user, form.code.data)
    g.invalid_form = shown is None
    if shown is None:
        form.code.errors = [*form.code.errors, _("This is not the code that the app shows now")]
    else:
        stepup.confirmed(factor=True)
    return shown


@bp.get("/profile/second-factor/picture")
@permit(Permission.SIGNED_IN)
def factor_picture() -> ResponseReturnValue:
    """The picture that the app photographs; only until the first code came back."""
    stepup.require(factor=False)
    factor = codes.factor_of(current_user)
    if factor is None or current_user.factor_since:
        return redirect(url_for(".second_factor"), 303)
    return Response(codes.picture_of(current_user, factor), mimetype="image/svg+xml")


@bp.post("/profile/second-factor/codes")
@permit(Permission.SIGNED_IN)
def new_codes() -> ResponseReturnValue:
    """Recovery codes in place of the earlier ones, shown this once."""
    stepup.require(factor=False)
    if not current_user.factor_since:
        return redirect(url_for(".second_factor"), 303)
    return render_template("accounts/factor_codes.html", codes=codes.renew_recovery_codes(current_user), next="/")


@bp.post("/profile/second-factor/off")
@permit(Permission.SIGNED_IN)
def take_off_factor() -> ResponseReturnValue:
    """No code any more; where one is required, another one is set up next."""
    stepup.require(factor=False)
    codes.take_off(current_user)
    session.pop("confirmed_factor", None)
    flash(_("The second factor is taken off."))
    return redirect(url_for(".second_factor"), 303)
