"""Casefile: create_app() and SLICES, the table of contents."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from celery import Celery
from flask import Flask, request
from flask_babel import Babel
from flask_login import current_user
from werkzeug.middleware.proxy_fix import ProxyFix

from casefile import config, jinja, signin
from casefile.core import assets, errors, headers, jobs, limits
from casefile.core.db import db
from casefile.core.languages import locale_of
from casefile.core.sessions import DatabaseSessions

SLICES = ("accounts", "cases", "incidents", "deadlines", "people", "officials", "evidence", "statements", "law",
          "chronology", "dossiers", "search", "audit")


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
    for part in (errors, headers, signin, limits, assets, jinja):
        part.init_app(app)
    Babel(app, locale_selector=lambda: locale_of(_language()), timezone_selector=_timezone)
    _broker(app)
    for name in SLICES:
        app.register_blueprint(import_module(f"casefile.{name}.routes").bp)
    return app


def _language() -> str:
    if current_user and current_user.is_authenticated:
        return str(current_user.locale)
    if not request:  # a worker or the command line; whoever writes to a person forces that person's language
        return "en"
    chosen = request.cookies.get("lang")
    return chosen if chosen in ("en", "ko") else (request.accept_languages.best_match(["en", "ko"]) or "en")


def _timezone() -> str:
    return str(current_user.timezone) if current_user and current_user.is_authenticated else "UTC"


def _broker(app: Flask) -> None:
    """How a job's id reaches a worker: by name, so that the web process never imports a worker."""
    celery = Celery("casefile", broker=app.config["REDIS_URL"], set_as_current=False)
    celery.conf.update(task_ignore_result=True, broker_connection_timeout=2, broker_transport_options={
        "socket_timeout": 2, "socket_connect_timeout": 2, "max_retries": 0})

    def send(run_id: Any) -> None:
        celery.send_task("run", args=[str(run_id)], retry=False, ignore_result=True)

    app.extensions["celery"] = celery
    jobs.send_with(send)
