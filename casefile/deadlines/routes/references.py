"""Where dates are read, which tab they have, and what the dashboard counts."""

from __future__ import annotations

from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.cases.dashboard import Figure, counts
from casefile.cases.links import found_by, link_to
from casefile.cases.models import Case
from casefile.cases.tabs import Tab
from casefile.core.access import Permission
from casefile.core.panels import offer
from casefile.deadlines import service
from casefile.deadlines.forms import DeadlineForm
from casefile.deadlines.rules import View


@offer(Case, "tabs")
def tab(case: Case) -> Tab:
    """Tasks and dates, the eighth tab of a case."""
    return Tab("deadlines", _("Tasks & dates"), url_for("deadlines.of_case", id=case.id), 70, "deadline")


@found_by("T-")
def find_deadline(reference: str) -> str | None:
    """The page of a date."""
    found = service.find_deadline(reference)
    return url_for("deadlines.show", id=found) if found else None


@link_to("deadline", _l("Task or date"), Permission.DEADLINE_READ, DeadlineForm,
         hides=("done_from", "timed", "timezone", "snoozes"))
def deadline_url(id: UUID) -> str:
    """The page of a date."""
    return url_for("deadlines.show", id=id)


@counts
def near_and_late() -> list[Figure]:
    """How many dates of the actor's cases fall in the next 30 days, and how many have passed and are not done."""
    near, late = service.counts_of(service.soon(), service.late())
    return [Figure(_("Dates in 30 days"), near, url_for("deadlines.index", show=View.MONTH)),
            Figure(_("Late"), late, url_for("deadlines.index", show=View.LATE), "bad" if late else "neutral")]
