"""Sign in and out, language, session, drafts, activation."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, current_app, flash, g, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from casefile.accounts import service
from casefile.accounts.forms import NewPasswordForm, SignInForm
from casefile.accounts.rules import safe_next
from casefile.core import drafts, limits
from casefile.core.access import Permission, permit
from casefile.core.errors import Refused

bp = Blueprint("accounts", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
@permit(Permission.PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Sign in; typing that came with an ended session is offered again afterwards."""
    form = SignInForm()
    if form.is_submitted() and not form.validate():
        g.invalid_form = True
    elif form.is_submitted():
        limits.spend_sign_in(form.email.data)
        user = service.sign_in(form.email.data, form.password.data)
        if user:
            return _welcome(user, form)
        form.password.errors = [*form.password.errors, _("The address or the password is not right")]
        g.invalid_form = True
    elif current_user.is_authenticated:
        return redirect("/")
    form.next.data = safe_next(request.values.get("next"))
    return render_template("accounts/sign_in.html", form=form, typed=_typed(), resume_path=request.form.get("resume_path"))


def _welcome(user: Any, form: SignInForm) -> ResponseReturnValue:
    session.renew()  # type: ignore[attr-defined]
    session.pop("csrf_token", None)
    login_user(user)
    g.pop("csrf_token", None)
    path = safe_next(request.form.get("resume_path"))
    if request.form.get("resume_path") and _typed():
        return render_template("errors/resend.html", typed=_typed(), resume_path=path)
    return redirect(safe_next(form.next.data), 303)


def _typed() -> list[tuple[str, str]]:
    """What was typed on the page whose session had ended."""
    return list(zip(request.form.getlist("typed-name"), request.form.getlist("typed-value"), strict=False))


@bp.post("/sign-out")
@permit(Permission.SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """End the session."""
    logout_user()
    session.clear()
    response = redirect(url_for("accounts.sign_in"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.post("/language")
@permit(Permission.PUBLIC)
def language() -> ResponseReturnValue:
    """Change the language and stay on the page, with its filters."""
    chosen = request.form.get("locale", "")
    if chosen not in current_app.config["LOCALES"]:
        abort(404)
    if current_user.is_authenticated:
        current_user.locale = chosen
    response = redirect(safe_next(request.form.get("next")), 303)
    response.set_cookie("lang", chosen, max_age=365 * 24 * 3600, httponly=True, samesite="Lax",
                        secure=current_app.config["SECURE"])
    return response


@bp.post("/session")
@permit(Permission.SIGNED_IN)
def extend() -> ResponseReturnValue:
    """Stay signed in."""
    session.modified = True
    return jsonify(seconds=current_app.config["SESSION_IDLE"])


@bp.post("/drafts")
@permit(Permission.SIGNED_IN)
def draft() -> ResponseReturnValue:
    """Keep what is being typed on a page: JSON {path, fields: {name: [texts]}}."""
    sent = request.get_json(silent=True)
    fields = sent.get("fields") if isinstance(sent, dict) else None
    path = safe_next(sent.get("path")) if isinstance(sent, dict) and isinstance(sent.get("path"), str) else "/"
    if not isinstance(fields, dict) or path == "/" or (request.content_length or 0) > drafts.LARGEST:
        raise Refused(_("This draft cannot be kept."))
    kept = {str(name): [str(text) for text in texts] for name, texts in fields.items()
            if isinstance(texts, list) and name not in ("csrf_token", "once", "base", "password")}
    return jsonify(saved_at=drafts.keep(path, kept).isoformat())


@bp.post("/drafts/discard")
@permit(Permission.SIGNED_IN)
def discard() -> ResponseReturnValue:
    """Forget the draft of a page and open the page as it was saved."""
    path = safe_next(request.form.get("path"))
    drafts.drop(path)
    return redirect(path, 303)


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
    return render_template("accounts/activate.html", form=form)


@bp.get("/health")
@permit(Permission.PUBLIC)
def health() -> ResponseReturnValue:
    """Say that the web process answers and reaches its database."""
    service.ping()
    return jsonify(status="ok", at=datetime.now(UTC).isoformat())
