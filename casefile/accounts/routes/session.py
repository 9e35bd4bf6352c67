"""Sign in and out, language, staying signed in, health."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import abort, current_app, g, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from casefile.accounts import codes, service
from casefile.accounts.forms import CodeForm, SignInForm
from casefile.accounts.routes.blueprint import bp
from casefile.accounts.rules import safe_next
from casefile.core import limits
from casefile.core.access import Permission, permit

_HALF_WAY = "half_way"


@bp.route("/sign-in", methods=["GET", "POST"])
@permit(Permission.PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Sign in; typing that came with an ended session is offered again afterwards."""
    form = SignInForm()
    user = _attempt(form) if form.is_submitted() else None
    if user:
        return _welcome(user, form)
    if request.method == "GET" and current_user.is_authenticated:
        return redirect("/")
    form.next.data = safe_next(request.values.get("next"))
    path = request.form.get("resume_path")
    return render_template("accounts/sign_in.html", form=form, typed=typed(), resume_path=path)


def _attempt(form: SignInForm) -> Any:
    """The user, or None with the words for the page; unknown, wrong and closed read the same."""
    user = None
    if form.validate():
        limits.spend_sign_in(form.email.data)
        user = service.sign_in(form.email.data, form.password.data)
        if user is None:
            form.password.errors = [*form.password.errors, _("The address or the password is not right")]
    g.invalid_form = user is None
    return user


def _welcome(user: Any, form: SignInForm) -> ResponseReturnValue:
    """Let the person in, or ask for the code first; what was typed goes along."""
    session.clear()
    session.renew()  # type: ignore[attr-defined]
    g.pop("csrf_token", None)
    if not user.factor_since:
        return _let_in(user, form)
    session[_HALF_WAY] = codes.half_way(user)
    page = CodeForm(reading=True, data={"next": form.next.data})
    return render_template("accounts/sign_in_code.html", form=page, typed=typed(),
                           resume_path=request.form.get("resume_path"))


@bp.route("/sign-in/code", methods=["GET", "POST"])
@permit(Permission.PUBLIC)
def sign_in_code() -> ResponseReturnValue:
    """The second step of signing in: a code that was not used before."""
    user = codes.half_way_user(session.get(_HALF_WAY))
    if user is None:
        return _from_the_beginning()
    form = CodeForm()
    if form.is_submitted() and _is_code(form, user):
        session.clear()
        session.renew()  # type: ignore[attr-defined]
        return _let_in(user, form)
    return render_template("accounts/sign_in_code.html", form=form, typed=typed(),
                           resume_path=request.form.get("resume_path"))


def _from_the_beginning() -> ResponseReturnValue:
    """The five minutes are over: the password again, and what was typed stays on the page."""
    page = SignInForm(reading=True, data={"next": safe_next(request.form.get("next"))})
    return render_template("accounts/sign_in.html", form=page, typed=typed(),
                           resume_path=request.form.get("resume_path"))


def _is_code(form: CodeForm, user: Any) -> bool:
    right = False
    if form.validate():
        limits.spend_code(str(user.id))
        right = codes.accept(user, form.code.data)
        if not right:
            form.code.errors = [*form.code.errors, _("This code is not right, or it was used before")]
    g.invalid_form = not right
    return right


def _let_in(user: Any, form: SignInForm | CodeForm) -> ResponseReturnValue:
    login_user(user)
    g.pop("csrf_token", None)
    path = safe_next(request.form.get("resume_path"))
    if request.form.get("resume_path") and typed():
        return render_template("errors/resend.html", typed=typed(), resume_path=path)
    return redirect(safe_next(form.next.data), 303)


def typed() -> list[tuple[str, str]]:
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


@bp.get("/health")
@permit(Permission.PUBLIC)
def health() -> ResponseReturnValue:
    """Say that the web process answers and reaches its database."""
    service.ping()
    return jsonify(status="ok", at=datetime.now(UTC).isoformat())
