"""Accounts, for administrators; nothing of a case is shown here."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.accounts import service
from casefile.accounts.forms import OfficeRolesForm, ReasonForm, UserFilter, UserForm
from casefile.accounts.models import User
from casefile.accounts.routes.blueprint import bp
from casefile.core.access import Permission, permit
from casefile.core.lists import page_of

_SORTS = {"name": User.name, "email": User.email, "added": User.created_at}


@bp.get("/users/")
@permit(Permission.USERS_MANAGE)
def users() -> ResponseReturnValue:
    """All accounts."""
    form = UserFilter(request.args)
    text = form.q.data if form.validate() else None
    page = page_of(service.users_matching(text), _SORTS, "name")
    return render_template("accounts/users.html", page=page, form=form)


@bp.route("/users/new", methods=["GET", "POST"])
@permit(Permission.USERS_MANAGE)
def new_user() -> ResponseReturnValue:
    """Add an account and send its owner the link."""
    form = UserForm(service.email_taken)
    if form.validate_on_submit():
        user = service.add_user(**form.answers)
        return _invited(user)
    return render_template("accounts/user_form.html", form=form, title=_("New account"), submit=_("Add and invite"))


@bp.get("/users/<uuid:id>")
@permit(Permission.USERS_MANAGE, User)
def user(user: User) -> ResponseReturnValue:
    """One account."""
    return render_template("accounts/user.html", user=user, invitation=session.pop("invitation", None))


@bp.route("/users/<uuid:id>/roles", methods=["GET", "POST"])
@permit(Permission.USERS_MANAGE, User)
def user_roles(user: User) -> ResponseReturnValue:
    """Set the roles that hold everywhere."""
    form = OfficeRolesForm(user)
    if form.validate_on_submit():
        service.set_office_roles(user, form.office_roles.data)
        flash(_("The roles of %(name)s are set.", name=user.name))
        return redirect(url_for("accounts.user", id=user.id), 303)
    return render_template("accounts/user_form.html", form=form, user=user, title=_("Roles for the whole office"),
                           submit=_("Save"))


@bp.post("/users/<uuid:id>/invite")
@permit(Permission.USERS_MANAGE, User)
def invite_user(user: User) -> ResponseReturnValue:
    """Send a new link; earlier ones stop working."""
    return _invited(user)


def _invited(user: User) -> ResponseReturnValue:
    # The page that follows shows the link, once; only the id waits in the session.
    session["invitation"] = str(service.invite_by_mail(user))
    return redirect(url_for("accounts.user", id=user.id), 303)


@bp.route("/users/<uuid:id>/close", methods=["GET", "POST"])
@permit(Permission.USERS_MANAGE, User)
def close_user(user: User) -> ResponseReturnValue:
    """Close an account, or open a closed one again."""
    form = ReasonForm()
    closing = user.is_active
    if form.validate_on_submit():
        (service.disable if closing else service.enable)(user, form.reason.data)
        flash(_("The account is closed; its sessions have ended.") if closing else _("The account is open again."))
        return redirect(url_for("accounts.user", id=user.id), 303)
    return render_template("accounts/close.html", form=form, user=user, closing=closing)
