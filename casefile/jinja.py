"""What every template may call."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Flask, request
from flask_babel import format_date, format_datetime, format_time, get_timezone

from casefile.accounts.service import names_of
from casefile.cases import labels as case_words
from casefile.cases.tabs import case_tabs
from casefile.core.access import Permission, can
from casefile.core.actor import current
from casefile.core.panels import offers
from casefile.shell import Shell


def when(moment: datetime | None) -> str:
    """A moment with its time zone, in the reader's zone and language."""
    if moment is None:
        return ""
    return f"{format_date(moment)} {format_time(moment, 'HH:mm')} ({get_timezone()})"


def allowed(permission: str, *records: Any) -> bool:
    """True when the reader holds the permission: a button that would answer 404 is not shown."""
    return can(current(), Permission(permission), *records)


def name_of(user_id: UUID | None) -> str:
    """The name of an account, for the page that says who saved first; "" when nobody is known."""
    return names_of({user_id}).get(user_id, "") if user_id else ""


def init_app(app: Flask) -> None:
    """Register globals and filters."""

    @app.context_processor
    def frame() -> dict[str, Any]:
        return {"shell": Shell()} if request else {}

    app.jinja_env.globals.update(allowed=allowed, offers=offers, name_of=name_of, case_words=case_words,
                                 case_tabs=case_tabs)
    app.jinja_env.filters.update(when=when, date=format_date, datetime=format_datetime)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
