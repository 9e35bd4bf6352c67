"""One's own account: language, zone, look, password, sessions."""

from __future__ import annotations

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import current_user, logout_user

from casefile.accounts import service
from casefile.accounts.forms import ChangePasswordForm, ProfileForm
from casefile.accounts.routes.blueprint import bp
from casefile.core import sessions
from casefile.core.access import Permission, permit


@bp.route("/profile", methods=["GET", "POST"])
@permit(Permission.SIGNED_IN)
def profile() -> ResponseReturnValue:
    """Change how the application speaks to you."""
    form = ProfileForm(current_user)
    if form.validate_on_submit():
        form.fill(current_user)
        refresh()
        flash(_("Saved."))
        return redirect(url_for("accounts.profile"), 303)
    return render_template("accounts/profile.html", form=form, sessions=service.sessions_of(current_user))


@bp.route("/profile/password", methods=["GET", "POST"])
@permit(Permission.SIGNED_IN)
def change_password() -> ResponseReturnValue:
    """Change one's password; every other session ends."""
    form = ChangePasswordForm(current_user.email, lambda text: service.check_password(current_user, text))
    if form.validate_on_submit():
        service.set_password(current_user, form.password.data)
        session.renew()  # type: ignore[attr-defined]
        flash(_("Your password is changed. All other sessions have ended."))
        return redirect(url_for("accounts.profile"), 303)
    return render_template("accounts/password.html", form=form)


@bp.post("/profile/sign-out-everywhere")
@permit(Permission.SIGNED_IN)
def sign_out_everywhere() -> ResponseReturnValue:
    """End every session, this one too."""
    sessions.end_sessions_of(current_user.id)
    logout_user()
    session.clear()
    return redirect(url_for("accounts.sign_in"), 303)
