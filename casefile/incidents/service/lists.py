"""Lists of incidents: what matches, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import joinedload

from casefile.cases.models import Case
from casefile.incidents.models import Incident, Place
from casefile.incidents.rules import Status, Violation, years_between

_when = Incident.__table__.c


class ByDate:
    """Sorts by the first possible day, what has no date last whichever way the list runs."""

    first = func.coalesce(_when.when_earliest, _when.when_latest)

    def asc(self) -> ColumnElement[Any]:
        """Oldest first."""
        return self.first.asc().nulls_last()

    def desc(self) -> ColumnElement[Any]:
        """Newest first."""
        return self.first.desc().nulls_last()


SORTS = {"date": ByDate(), "reference": Incident.reference, "title": Incident.title}


@dataclass(frozen=True, slots=True)
class Matching:
    """What a list of incidents is filtered by; years are matched by overlap."""

    text: str | None = None
    violation: Violation | None = None
    status: Status | None = None
    first_year: int | None = None
    last_year: int | None = None
    place_id: UUID | None = None

    def __bool__(self) -> bool:
        return any((self.text, self.violation, self.status, self.first_year, self.last_year, self.place_id))


def incidents_matching(matching: Matching, case: Case | None = None) -> Select[Any]:
    """The actor's incidents, or those of one case, with their places."""
    query = select(Incident).options(joinedload(Incident.place).joinedload(Place.parent))
    if case is not None:
        filing = Incident.Filing
        query = query.join(filing, filing.record_id == Incident.id).where(filing.case_id == case.id)
    return query.where(*_conditions(matching)) if matching else query


def _conditions(wanted: Matching) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.text:
        columns = (Incident.title, Incident.reference, Incident.description)
        conditions.append(or_(*(column.icontains(wanted.text, autoescape=True) for column in columns)))
    if wanted.violation:
        conditions.append(Incident.violations.contains([wanted.violation.value]))
    if wanted.status:
        conditions.append(Incident.status == wanted.status)
    if wanted.place_id:
        conditions.append(Incident.place_id == wanted.place_id)
    if wanted.first_year or wanted.last_year:
        conditions.append(can_share_a_day(*years_between(wanted.first_year, wanted.last_year)))
    return conditions


def can_share_a_day(start: Any, end: Any) -> ColumnElement[bool]:
    """Dated incidents whose bounds and the span can share a day; a missing end is open, no date matches nothing."""
    dated = or_(_when.when_earliest.is_not(None), _when.when_latest.is_not(None))
    bounds = [func.coalesce(_when.when_earliest, literal(end)) <= end] if end else []
    bounds += [func.coalesce(_when.when_latest, literal(start)) >= start] if start else []
    return and_(dated, *bounds)
