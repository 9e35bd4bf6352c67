"""The calendar a person subscribes to."""

from __future__ import annotations

from flask import Response, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.core.access import Permission, permit
from casefile.deadlines import calendar
from casefile.deadlines.routes.blueprint import bp


@bp.get("/my-work/calendar")
@permit(Permission.SIGNED_IN)
def feed() -> ResponseReturnValue:
    """Whether there is a calendar address, and what it shows."""
    return render_template("deadlines/calendar.html", feed=calendar.own_feed(), address=None)


@bp.post("/my-work/calendar/open")
@permit(Permission.SIGNED_IN)
def open_feed() -> ResponseReturnValue:
    """A new address; it is shown once."""
    path = url_for(".calendar_file", secret=calendar.open_feed())
    return render_template("deadlines/calendar.html", feed=calendar.own_feed(),
                           address=current_app.config["PUBLIC_URL"] + path)


@bp.post("/my-work/calendar/close")
@permit(Permission.SIGNED_IN)
def close_feed() -> ResponseReturnValue:
    """The address is void from now on."""
    calendar.close_feed()
    flash(_("The calendar address is void."))
    return redirect(url_for(".feed"), 303)


@bp.get("/calendar/<secret>.ics")
@permit(Permission.PUBLIC)
def calendar_file(secret: str) -> ResponseReturnValue:
    """The calendar, for whoever holds the address."""
    text = calendar.calendar_of(secret)
    if text is None:
        abort(404)
    return Response(text, content_type="text/calendar; charset=utf-8")
