"""Acts with the people they were done to, and links between incidents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.incidents.models import Incident, IncidentAct, IncidentLink
from casefile.incidents.rules import LinkKind


def add_act(incident: Incident, **fields: Any) -> IncidentAct:
    """Record what was done to a group of people; several acts to one group are several records."""
    act = IncidentAct(incident_id=incident.id, **fields)
    db.session.add(act)
    return act


def remove_part(part: IncidentAct | IncidentLink, reason: str) -> None:
    """Take back an act or a link entered by mistake; the reason stays in the history."""
    part.reason_for_change = reason
    db.session.delete(part)


def acts_of(incident: Incident) -> Sequence[IncidentAct]:
    """The acts of an incident in the order of entry."""
    query = select(IncidentAct).where(IncidentAct.incident_id == incident.id)
    return db.session.execute(query.order_by(IncidentAct.created_at, IncidentAct.id)).scalars().all()


def link_incidents(incident: Incident, other_id: UUID, kind: LinkKind, source: str) -> IncidentLink:
    """Say how two incidents belong together. Raises Refused when that is said already."""
    said = select(IncidentLink.id).where(_between(incident.id, other_id), IncidentLink.kind == kind)
    if db.session.execute(said).first():
        raise Refused(_("This is recorded already."))
    link = IncidentLink(one_id=incident.id, other_id=other_id, kind=kind, source=source)
    db.session.add(link)
    return link


def keep_apart(incident: Incident, others: Iterable[Incident]) -> None:
    """Remember the decision that like incidents are not the same: it is not asked again."""
    db.session.flush()
    apart = {other.id for link, other in links_of(incident) if link.kind is LinkKind.DISTINCT}
    db.session.add_all(IncidentLink(one_id=incident.id, other_id=other.id, kind=LinkKind.DISTINCT,
                                    source=_("Compared and kept apart when saving"))
                       for other in others if other.id not in apart)


def links_of(incident: Incident) -> list[tuple[IncidentLink, Incident]]:
    """(link, the other incident) of every link of an incident, as far as the actor may know of both."""
    query = select(IncidentLink).options(joinedload(IncidentLink.one), joinedload(IncidentLink.other))
    query = query.where(or_(IncidentLink.one_id == incident.id, IncidentLink.other_id == incident.id))
    found = db.session.execute(query.order_by(IncidentLink.kind, IncidentLink.created_at)).scalars()
    return [(link, link.other if link.one_id == incident.id else link.one) for link in found]


def not_told_apart(incident_id: UUID) -> ColumnElement[bool]:
    """Incidents of which nobody has decided that they are not the same as this one."""
    apart = IncidentLink.kind == LinkKind.DISTINCT
    return ~(select(IncidentLink.id).where(apart, or_(
        (IncidentLink.one_id == incident_id) & (IncidentLink.other_id == Incident.id),
        (IncidentLink.other_id == incident_id) & (IncidentLink.one_id == Incident.id))).correlate(Incident).exists())


def _between(one: UUID, other: UUID) -> ColumnElement[bool]:
    return or_((IncidentLink.one_id == one) & (IncidentLink.other_id == other),
               (IncidentLink.one_id == other) & (IncidentLink.other_id == one))
