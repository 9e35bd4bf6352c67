"""What the application has to tell a person."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.accounts import labels, service
from casefile.accounts.models import Notification
from casefile.accounts.routes.blueprint import bp
from casefile.accounts.rules import safe_next
from casefile.core.access import Permission, permit
from casefile.core.lists import page_of


@bp.get("/notifications")
@permit(Permission.SIGNED_IN)
def notifications() -> ResponseReturnValue:
    """One's notifications, newest first."""
    page = page_of(service.notifications(), {"time": Notification.created_at}, "-time")
    return render_template("accounts/notifications.html", page=page, words=labels.notification, urgent=labels.URGENT)


@bp.post("/notifications/<uuid:id>/open")
@permit(Permission.SIGNED_IN)
def open_notification(id: UUID) -> ResponseReturnValue:
    """Mark a notification as read and go to what it is about."""
    found = service.notification(id)
    if found is None:
        abort(404)
    service.mark_read(found)
    return redirect(safe_next(found.url), 303)


@bp.post("/notifications/read")
@permit(Permission.SIGNED_IN)
def read_all() -> ResponseReturnValue:
    """Mark all as read."""
    service.mark_all_read()
    flash(_("All notifications are marked as read."))
    return redirect(url_for("accounts.notifications"), 303)
