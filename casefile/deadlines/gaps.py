"""What a case is missing as to its dates."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import ColumnElement, Select, select

from casefile.cases.gaps import GapRule, Severity
from casefile.cases.models import Case
from casefile.cases.rules import Stage
from casefile.core.panels import offer
from casefile.deadlines import service
from casefile.deadlines.models import Deadline


def _no_date(case: Case) -> Select[Any]:
    dates = select(Deadline.id).where(Deadline.case_id == case.id, service.is_open())
    columns: Any = (Case.id, Case.reference)
    return select(*columns).where(Case.id == case.id, Case.stage != Stage.CLOSED, ~dates.exists())


def _dates(case: Case, condition: ColumnElement[bool]) -> Select[Any]:
    columns: Any = (Deadline.id, Deadline.reference)
    return select(*columns).where(Deadline.case_id == case.id, condition)


def _late(case: Case) -> Select[Any]:
    return _dates(case, service.late())


def _without_owner(case: Case) -> Select[Any]:
    return _dates(case, service.without_owner())


@offer(Case, "gaps")
def gaps(_case: Case) -> list[GapRule]:
    """No date at all, dates that have passed, dates that nobody owns."""
    return [
        GapRule("late_deadline", Severity.BLOCKING, _late,
                lambda n, first: ngettext("%(first)s is late", "%(num)s dates are late, first %(first)s", n,
                                          first=first),
                _l("What has passed is done, moved with a reason, or cancelled."), _l("Open"),
                lambda case, id: url_for("deadlines.show", id=id)),
        GapRule("deadline_without_owner", Severity.BLOCKING, _without_owner,
                lambda n, first: ngettext("The owner of %(first)s is no longer on the team",
                                          "%(num)s dates have an owner who is no longer on the team, first %(first)s",
                                          n, first=first),
                _l("Every open date has an owner who can see the case."), _l("Choose an owner"),
                lambda case, id: url_for("deadlines.edit", id=id)),
        GapRule("no_deadline", Severity.ADVISORY, _no_date, lambda n, first: _("No date is set"),
                _l("A case without a next date is easily forgotten."), _l("Set a date"),
                lambda case, id: url_for("deadlines.new", id=id)),
    ]
