"""The link with which a person sets the first password."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.accounts import service
from casefile.accounts.forms import NewPasswordForm
from casefile.accounts.routes.blueprint import bp
from casefile.core.access import Permission, permit


@bp.route("/activate/<token>", methods=["GET", "POST"])
@permit(Permission.PUBLIC)
def activate(token: str) -> ResponseReturnValue:
    """Set the first password with the link of an invitation."""
    user = service.invited(token)
    if user is None:
        abort(404)
    form = NewPasswordForm(user.email)
    if form.validate_on_submit():
        service.accept(token, user, form.password.data)
        flash(_("Your password is set. Sign in."))
        return redirect(url_for("accounts.sign_in"), 303)
    return render_template("accounts/activate.html", form=form, email=user.email)


@bp.app_template_global("activation_path")
def activation_path(invitation: str) -> str:
    """The path of an invitation's link, for the e-mail and for the page that shows it."""
    return f"/activate/{service.token_of(UUID(invitation))}"
