"""Who is acting in a request, and what happens to a form that arrives after its session ended."""

from __future__ import annotations

import flask_login.login_manager
from flask import Flask, current_app, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError

from casefile.accounts.forms import ConfirmForm
from casefile.accounts.models import User
from casefile.cases.service import actor_for
from casefile.core import actor, errors, stepup
from casefile.core.access import Role
from casefile.core.db import db
from casefile.core.utc import UtcDatetime

# Flask-Login 0.6.3 calls datetime.utcnow(), which Python 3.12 deprecates; delete when a later one is out.
flask_login.login_manager.datetime = UtcDatetime

# What remains without a second factor where one is required: setting it up, and leaving.
_WITHOUT_FACTOR = {f"accounts.{name}" for name in (
    "second_factor", "begin_factor", "new_factor", "factor_picture", "confirm", "sign_out", "sign_out_everywhere",
    "language", "extend", "health", "help", "sign_in", "sign_in_code")}
_NOT_TYPED = ("csrf_token", "typed-name", "typed-value", "resume_path")


def init_app(app: Flask) -> None:
    """Wire sign-in, the actor of each request and the form tokens."""
    manager = LoginManager(app)
    manager.session_protection = None  # the session is a row of ours; the cookie's token is what counts
    manager.user_loader(_load_user)
    manager.unauthorized_handler(_signed_out)
    app.before_request(_who_is_acting)
    app.before_request(_session_ended)
    app.before_request(_factor_missing)
    app.teardown_request(_nobody_is_acting)
    CSRFProtect(app)
    app.register_error_handler(CSRFError, _other_session)
    app.register_error_handler(stepup.StepUpNeeded, _confirm_first)
    app.register_error_handler(stepup.FactorNeeded, _factor_first)


def _load_user(user_id: str) -> User | None:
    with actor.acting(actor.SYSTEM):
        return db.session.get(User, user_id)


def _who_is_acting() -> None:
    if not request.path.startswith("/static/"):
        user = current_user._get_current_object() if current_user.is_authenticated else None
        g.actor_token = actor.enter(actor_for(user))


def _nobody_is_acting(_error: BaseException | None) -> None:
    token = g.pop("actor_token", None)
    if token is not None:
        actor.leave(token)


def _session_ended() -> ResponseReturnValue | None:
    """A form whose session ended is answered before its token is looked at: the text must not be lost."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method != "POST" or view is None or current_user.is_authenticated:
        return None
    return None if vars(view).get("permission") == "public" else _signed_out()


def _signed_out() -> ResponseReturnValue:
    """To the sign-in page; a form that was being sent is kept on it."""
    if errors.wants_json():
        return errors.answer(401)
    if request.method in ("GET", "HEAD"):
        return redirect(f"/sign-in?next={request.path}", 302)
    return render_template("errors/401.html", typed=_typed(), resume_path=request.path), 401


def _other_session(_error: CSRFError) -> ResponseReturnValue:
    """The page was opened in an earlier session: show what was typed and let the person send it again."""
    if errors.wants_json() or not current_user.is_authenticated:
        return errors.answer(400)
    return errors.answer(400, "", "errors/resend.html", typed=_typed(), resume_path=request.path)


def _confirm_first(_error: stepup.StepUpNeeded) -> ResponseReturnValue:
    """To the page that asks for the password again; a form that was being sent travels with the person."""
    db.session.rollback()
    if errors.wants_json():
        return errors.answer(401)
    if request.method in ("GET", "HEAD"):
        return redirect(f"/confirm?next={request.path}", 302)
    form = ConfirmForm.for_person(with_code=bool(current_user.factor_since))
    page = render_template("accounts/confirm.html", form=form, typed=_typed(), next=request.path)
    return page, 401


def _factor_missing() -> ResponseReturnValue | None:
    """Whoever administers, coordinates or protects people does nothing else before there is a second factor."""
    if current_app.config["SECOND_FACTOR"] != stepup.REQUIRED or not current_user.is_authenticated:
        return None
    if current_user.factor_since or request.path.startswith("/static/") or request.endpoint in _WITHOUT_FACTOR:
        return None
    held = actor.current().roles.values()
    if current_user.office_roles or any(Role.PROTECTION_OFFICER in roles for roles in held):
        return _factor_first(stepup.FactorNeeded())
    return None


def _factor_first(_error: stepup.FactorNeeded) -> ResponseReturnValue:
    """To the page that sets up a second factor; or, with one, once more to the page that asks for its code."""
    if current_user.factor_since:
        return _confirm_first(stepup.StepUpNeeded())
    db.session.rollback()
    if errors.wants_json():
        return errors.answer(401)
    if request.method in ("GET", "HEAD"):
        return redirect(f"/profile/second-factor?next={request.path}", 302)
    return render_template("accounts/factor_needed.html", typed=_typed(), resume_path=request.path), 401


def _typed() -> list[tuple[str, str]]:
    return [(name, text) for name, texts in request.form.lists() if name not in _NOT_TYPED for text in texts]
