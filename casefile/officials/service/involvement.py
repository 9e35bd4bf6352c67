"""Officials and units in incidents: what one source says of each, by degree, for or against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from casefile.core.db import db
from casefile.incidents.models import Incident
from casefile.officials.models import Involvement, Official, Organisation
from casefile.officials.rules import Degree, Direction

MOST = 200


def link_incident(incident: Incident, official_id: UUID, degree: Degree, source: str,
                  direction: Direction = Direction.FOR) -> Involvement:
    """Record what one source says about an official in an incident."""
    return _record(incident, degree, source, direction, official_id=official_id)


def link_unit(incident: Incident, organisation_id: UUID, degree: Degree, source: str,
              direction: Direction = Direction.FOR) -> Involvement:
    """Record what one source says about a unit in an incident."""
    return _record(incident, degree, source, direction, organisation_id=organisation_id)


def _record(incident: Incident, degree: Degree, source: str, direction: Direction, **party: UUID) -> Involvement:
    link = Involvement(incident_id=incident.id, degree=degree, source=source, direction=direction, **party)
    db.session.add(link)
    return link


def unlink_incident(link: Involvement, reason: str) -> None:
    """Take a link back; the reason stays in the history."""
    link.reason_for_change = reason
    db.session.delete(link)


def links_of_incident(incident: Incident) -> Sequence[Involvement]:
    """What sources say about officials in the incident, by official."""
    query = select(Involvement).join(Official, Official.id == Involvement.official_id)
    query = query.options(contains_eager(Involvement.official)).where(Involvement.incident_id == incident.id)
    return db.session.execute(query.order_by(Official.reference, Involvement.created_at)).scalars().all()


def units_in(incident: Incident) -> Sequence[Involvement]:
    """What sources say about units in the incident, by unit."""
    query = select(Involvement).join(Organisation, Organisation.id == Involvement.organisation_id)
    query = query.options(contains_eager(Involvement.organisation)).where(Involvement.incident_id == incident.id)
    return db.session.execute(query.order_by(Organisation.reference, Involvement.created_at)).scalars().all()


def links_of_official(official: Official) -> Sequence[Involvement]:
    """What sources say about the official, in the incidents the actor may see, in the order of time."""
    return _links_of(Involvement.official_id, official.id)


def links_of_unit(organisation: Organisation) -> Sequence[Involvement]:
    """What sources say about the unit, in the incidents the actor may see, in the order of time; MOST at most."""
    return _links_of(Involvement.organisation_id, organisation.id)


def _links_of(party: Any, id: UUID) -> Sequence[Involvement]:
    query = select(Involvement).join(Incident, Incident.id == Involvement.incident_id)
    query = query.options(contains_eager(Involvement.incident)).where(party == id)
    when = Incident.__table__.c
    first = func.coalesce(when.when_earliest, when.when_latest).asc().nulls_last()
    ordered = query.order_by(first, Incident.reference, Involvement.created_at)
    return db.session.execute(ordered.limit(MOST)).scalars().all()
