"""Places to draw on a map, and those that cannot be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from casefile.cases.models import Case
from casefile.core.db import db
from casefile.incidents.map import Spot
from casefile.incidents.models import Incident, Place
from casefile.incidents.rules import RADIUS, Precision

MOST = 500


@dataclass(frozen=True, slots=True)
class Shown:
    """A place of a map, where it is drawn (None: nowhere), and how many incidents of the case happened there."""

    place: Place
    spot: Spot | None
    incidents: int = 0


def places_of_case(case: Case) -> list[Shown]:
    """The places of the incidents of a case, those with most incidents first."""
    filing, n = Incident.Filing, func.count(Incident.id).label("n")
    query = (select(Incident.place_id, n).join(filing, filing.record_id == Incident.id)
             .where(filing.case_id == case.id, Incident.place_id.is_not(None)).group_by(Incident.place_id))
    counts = {id: found for id, found in db.session.execute(query.order_by(n.desc(), Incident.place_id).limit(MOST))}
    places = db.session.execute(select(Place).options(*_parents()).where(Place.id.in_(counts))).scalars()
    shown = [Shown(place, spot_of(place), counts[place.id]) for place in places]
    return sorted(shown, key=lambda each: (-each.incidents, each.place.reference))


def places_to_draw(query: Select[Any]) -> list[Shown]:
    """The places of a filtered register, at most MOST of them, by name."""
    found = db.session.execute(query.options(*_parents()).order_by(Place.name_latin, Place.reference).limit(MOST))
    return [Shown(place, spot_of(place)) for place in found.scalars()]


def _parents() -> Sequence[Any]:
    return (joinedload(Place.parent).joinedload(Place.parent),)


def spot_of(place: Place) -> Spot | None:
    """Where it is drawn: at its own coordinates, else at those of what it lies in, with that place's radius.

    Nowhere when neither has coordinates, or when it is only known to be in the country or not known at all.
    """
    if place.precision in (Precision.COUNTRY, Precision.UNKNOWN):
        return None
    for step, at in enumerate(_upwards(place)):
        if at.latitude is not None and at.longitude is not None and at.precision in RADIUS:
            return Spot(place.reference, at.latitude, at.longitude, at.radius_m or RADIUS[at.precision], step > 0)
    return None


def _upwards(place: Place) -> Iterable[Place]:
    """The place, and twice what it lies in: as far as pages load it."""
    yield place
    if place.parent:
        yield place.parent
        if place.parent.parent:
            yield place.parent.parent


def at_reference(shown: Iterable[Shown], reference: str | None) -> tuple[list[Spot], bool]:
    """(the spots to fit the map to, whether it is the one of the reference and not all)."""
    spots = [each.spot for each in shown if each.spot]
    wanted = [spot for spot in spots if reference and spot.key == reference.strip().upper()]
    return wanted or spots, bool(wanted)
