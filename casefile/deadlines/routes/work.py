"""A person's own list of work, and the way back to the list a button was pressed on."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from casefile.cases.models import Case
from casefile.core.access import Permission, can, permit
from casefile.core.actor import current
from casefile.core.lists import page_of
from casefile.deadlines import labels, service, timing
from casefile.deadlines.models import Deadline
from casefile.deadlines.routes.blueprint import bp


@bp.get("/my-work/")
@permit(Permission.SIGNED_IN)
def mine() -> ResponseReturnValue:
    """What is due, in which order."""
    now = datetime.now(UTC)
    page = page_of(service.mine(), {"due": Deadline.due_at}, "due")
    parts = groupby(page.items, lambda item: timing.section(item.due_at, item.timezone, now))
    return render_template("deadlines/mine.html", page=page, now=now, terms=labels,
                           parts=[(part, list(items)) for part, items in parts], undo=undoable(),
                           done=service.done_lately() if page.number == 1 else [],
                           silent=silence())


def silence(*cases: Case) -> datetime | None:
    """Since when reminders do not run, for those who coordinate and can have it looked at."""
    return service.reminders_overdue() if can(current(), Permission.CASE_EDIT, *cases) else None


def undoable() -> Deadline | None:
    """The date that was marked done by the press that led here."""
    try:
        return service.just_done(UUID(request.args["undo"])) if "undo" in request.args else None
    except ValueError:
        return None


def back_from(deadline: Deadline, **args: Any) -> str:
    """The list the button was pressed on: one's own, the case's, or the page of the date itself."""
    where = request.form.get("back")
    if where == "mine":
        return url_for("deadlines.mine", **args)
    if where == "case":
        return url_for("deadlines.of_case", id=deadline.case_id, **args)
    return url_for("deadlines.show", id=deadline.id)
