"""The gazetteer that comes with the application, and six invented facilities."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from casefile.core.db import db
from casefile.demodata.world import World, when
from casefile.incidents import service
from casefile.incidents.models import Place
from casefile.incidents.rules import PlaceKind, Precision, Sensitivity


class Facility(NamedTuple):
    """An invented facility. within: the gazetteer code of the county it is placed in."""

    key: str
    latin: str
    hangul: str
    kind: PlaceKind
    within: str
    note: str
    sensitivity: Sensitivity = Sensitivity.PUBLIC
    operated: str | None = None


FACILITIES = (
    Facility("F-9", "Facility F-9", "F-9 시설", PlaceKind.KYOHWASO, "KP-08-04",
             "Mine, two farms and a workshop; said to have been founded in 1998.", operated="1998~/2009"),
    Facility("F-3", "Facility F-3", "F-3 시설", PlaceKind.INTERROGATION, "KP-09-05",
             "Holding and questioning of people returned across the border.", operated="2005/2014"),
    Facility("F-2", "Facility F-2", "F-2 시설", PlaceKind.KWANLISO, "KP-02-06", "Closed zone; extent not settled."),
    Facility("F-5", "Facility F-5", "F-5 시설", PlaceKind.JIPKYULSO, "KP-03-01",
             "Onward transfer to home provinces; records of arrivals were kept."),
    Facility("F-7", "Facility F-7", "F-7 시설", PlaceKind.RODONG_DANRYONDAE, "KP-10-01",
             "Short-term labour; a school building until 2001.", Sensitivity.RESTRICTED),
    Facility("F-8", "Worksite F-8", "F-8 작업장", PlaceKind.OVERSEAS_WORKSITE, "", "Outside the country; invented."),
)


def enter(world: World) -> None:
    """Import the gazetteer and enter the facilities."""
    with world.acting_as("taeyun"):
        service.import_gazetteer(world.situation)
        found = db.session.execute(select(Place).where(Place.gazetteer_code.is_not(None))).scalars()
        world.places |= {place.gazetteer_code or "": place for place in found}
        for facility in FACILITIES:
            within = world.places.get(facility.within)
            world.places[facility.key] = service.add_place(
                world.situation.id, name_latin=facility.latin, name_hangul=facility.hangul, kind=facility.kind,
                precision=Precision.SITE if within else Precision.UNKNOWN, radius_m=1_000 if within else None,
                parent_id=within.id if within else None, sensitivity=facility.sensitivity, note=facility.note,
                operated=when(facility.operated))
