"""Casefile: create_app() and SLICES, the table of contents."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import flask_login.login_manager
from celery import Celery
from flask import Flask, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import Babel
from flask_login import LoginManager, current_user
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from werkzeug.middleware.proxy_fix import ProxyFix

from casefile import config, jinja
from casefile.accounts.models import User
from casefile.cases.service import actor_for
from casefile.core import actor, assets, errors, headers, jobs, limits
from casefile.core.db import db
from casefile.core.sessions import DatabaseSessions
from casefile.core.utc import UtcDatetime

SLICES = ("accounts", "cases", "incidents", "deadlines", "people", "officials", "evidence", "law", "dossiers",
          "search", "audit")

# Flask-Login 0.6.3 calls datetime.utcnow(), which Python 3.12 deprecates; delete when a later one is out.
flask_login.login_manager.datetime = UtcDatetime


def create_app(environment: Mapping[str, str] | None = None) -> Flask:
    """The application, configured from the environment alone. Raises config.Unsafe when it must not start."""
    app = Flask(__name__, static_folder=None, template_folder=str(Path(__file__).parent.parent / "templates"))
    app.config.update(config.read(environment))
    app.extensions["vault"] = app.config.pop("VAULT")
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    db.init_app(app)
    app.session_interface = DatabaseSessions(app)
    errors.init_app(app)
    headers.init_app(app)
    _sign_in(app)
    limits.init_app(app)
    Babel(app, locale_selector=_locale, timezone_selector=_timezone)
    assets.init_app(app)
    jinja.init_app(app)
    _broker(app)
    for slice in SLICES:
        app.register_blueprint(import_module(f"casefile.{slice}.routes").bp)
    return app


def _sign_in(app: Flask) -> None:
    """Who is acting, and what happens to a form that arrives after the session ended."""
    manager = LoginManager(app)
    manager.session_protection = None  # the session is a row of ours; the cookie's token is what counts

    @manager.user_loader
    def load_user(user_id: str) -> User | None:
        with actor.acting(actor.SYSTEM):
            return db.session.get(User, user_id)

    @manager.unauthorized_handler
    def signed_out() -> ResponseReturnValue:
        return _signed_out()

    @app.before_request
    def who_is_acting() -> None:
        if request.path.startswith("/static/"):
            return
        user = current_user._get_current_object() if current_user.is_authenticated else None
        g.actor_token = actor._current.set(actor_for(user))

    @app.before_request
    def session_ended() -> ResponseReturnValue | None:
        view = app.view_functions.get(request.endpoint or "")
        if request.method != "POST" or view is None or current_user.is_authenticated:
            return None
        return None if getattr(view, "permission", None) == "public" else _signed_out()

    @app.teardown_request
    def nobody_is_acting(_error: BaseException | None) -> None:
        token = g.pop("actor_token", None)
        if token is not None:
            actor._current.reset(token)

    csrf = CSRFProtect()
    csrf.init_app(app)

    @app.errorhandler(CSRFError)
    def other_session(_error: CSRFError) -> ResponseReturnValue:
        """The page was opened in an earlier session: show what was typed and let the person send it again."""
        if errors.wants_json() or not current_user.is_authenticated:
            return errors.answer(400)
        return errors.answer(400, "", "errors/resend.html", typed=_typed(), resume_path=request.path)


def _signed_out() -> ResponseReturnValue:
    """To the sign-in page; a form that was being sent is kept on it."""
    if errors.wants_json():
        return errors.answer(401)
    if request.method in ("GET", "HEAD"):
        return redirect(f"/sign-in?next={request.path}", 302)
    return render_template("errors/401.html", typed=_typed(), resume_path=request.path), 401


def _typed() -> list[tuple[str, str]]:
    hidden = ("csrf_token", "typed-name", "typed-value", "resume_path")
    return [(name, text) for name, texts in request.form.lists() if name not in hidden for text in texts]


def _locale() -> str:
    if current_user and current_user.is_authenticated:
        return str(current_user.locale)
    chosen = request.cookies.get("lang") if request else None
    return chosen if chosen in ("en", "ko") else (request.accept_languages.best_match(["en", "ko"]) or "en")


def _timezone() -> str:
    return str(current_user.timezone) if current_user and current_user.is_authenticated else "UTC"


def _broker(app: Flask) -> None:
    """How a job's id reaches a worker: by name, so that the web process never imports a worker."""
    celery = Celery("casefile", broker=app.config["REDIS_URL"])
    celery.conf.update(task_ignore_result=True, broker_connection_timeout=2, broker_transport_options={
        "socket_timeout": 2, "socket_connect_timeout": 2, "max_retries": 0})

    def send(run_id: Any) -> None:
        celery.send_task("run", args=[str(run_id)], retry=False, ignore_result=True)

    app.extensions["celery"] = celery
    jobs.send_with(send)
