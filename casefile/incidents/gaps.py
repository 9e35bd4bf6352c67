"""What a case is missing about its incidents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import ColumnElement, Select, or_, select

from casefile.cases.gaps import GapRule, Severity
from casefile.cases.models import Case
from casefile.core.panels import offer
from casefile.incidents.models import Incident, Place
from casefile.incidents.rules import SIDEWAYS, VAGUE, Status

_columns = Incident.__table__.c


def _without_incident(case: Case) -> Select[Any]:
    filed = select(Incident.Filing.record_id).where(Incident.Filing.case_id == case.id)
    columns: Any = (Case.id, Case.reference)
    return select(*columns).where(Case.id == case.id, ~filed.exists())


def _incidents(*conditions: ColumnElement[bool]) -> Callable[[Case], Select[Any]]:
    """The incidents of a case that meet the conditions; what was set aside has no gaps."""

    def query(case: Case) -> Select[Any]:
        filing = Incident.Filing
        chosen = select(Incident.id, Incident.reference).join(filing, filing.record_id == Incident.id)
        chosen = chosen.outerjoin(Place, Place.id == Incident.place_id)
        return chosen.where(filing.case_id == case.id, Incident.status.not_in(SIDEWAYS), *conditions)

    return query


def _to(endpoint: str) -> Callable[[Case, UUID], str]:
    return lambda case, id: url_for(endpoint, id=id, case=case.id)


RULES = [
    GapRule(
        "GAP-INCIDENT", Severity.BLOCKING, _without_incident,
        lambda n, reference: _("No incident is recorded"),
        _l("A case is about what happened: log at least one incident."),
        _l("Log an incident"), lambda case, id: url_for("incidents.new", id=case.id)),
    GapRule(
        "GAP-DATE", Severity.ADVISORY,
        _incidents(_columns.when_earliest.is_(None), _columns.when_latest.is_(None)),
        lambda n, reference: ngettext("Incident %(reference)s has no date", "%(num)s incidents have no date", n,
                                      reference=reference),
        _l("Without a date an incident cannot be set against jurisdiction and time in post; “about 2009” is a date."),
        _l("Enter the date"), _to("incidents.edit")),
    GapRule(
        "GAP-PLACE", Severity.ADVISORY, _incidents(or_(Incident.place_id.is_(None), Place.precision.in_(VAGUE))),
        lambda n, reference: ngettext("Incident %(reference)s has no place, or no more than a country",
                                      "%(num)s incidents have no place, or no more than a country", n,
                                      reference=reference),
        _l("The place leads to the unit and to those in command of it."),
        _l("Enter the place"), _to("incidents.edit")),
    GapRule(
        "GAP-VICTIM", Severity.ADVISORY,
        _incidents(Incident.victims.is_(None), Incident.victims_lowest.is_(None), Incident.victims_highest.is_(None),
                   Incident.victims_identified.is_(None)),
        lambda n, reference: ngettext("Incident %(reference)s has no identified or described victim",
                                      "%(num)s incidents have no identified or described victim", n,
                                      reference=reference),
        _l("Say who the victims were, by number or by description."),
        _l("Describe the victims"), _to("incidents.edit")),
    GapRule(
        "GAP-ALLEGED", Severity.ADVISORY, _incidents(Incident.status == Status.ALLEGED),
        lambda n, reference: ngettext("Incident %(reference)s is still only alleged",
                                      "%(num)s incidents are still only alleged", n, reference=reference),
        _l("Nobody has said yet how far the incident is borne out."),
        _l("Change the status"), _to("incidents.status")),
]


@offer(Case, "gaps")
def gaps(case: Case) -> list[GapRule]:
    """The rules of this slice."""
    return RULES
