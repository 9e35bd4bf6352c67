"""The register of places."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from casefile.cases.models import Case, Situation
from casefile.core.db import db, next_number
from casefile.core.errors import Refused
from casefile.incidents.labels import place_words
from casefile.incidents.models import Incident, Place
from casefile.incidents.rules import PlaceKind, Precision

OFFERED = 500


def add_place(situation_id: UUID, **fields: Any) -> Place:
    """Enter a place in a situation's register."""
    place = Place(situation_id=situation_id, reference=f"P-{next_number('P'):04d}", **fields)
    db.session.add(place)
    return place


def place_named(situation_id: UUID, name: str, precision: Precision | None) -> Place:
    """The one place of exactly this name in the register, else a new one; a second place of a name is never guessed."""
    same = select(Place).where(Place.situation_id == situation_id,
                               or_(func.lower(Place.name_latin) == name.lower(), Place.name_hangul == name)).limit(2)
    found = db.session.execute(same).scalars().all()
    if len(found) == 1:
        return found[0]
    script = "name_hangul" if any(unicodedata.name(char, "").startswith("HANGUL") for char in name) else "name_latin"
    return add_place(situation_id, kind=PlaceKind.OTHER, precision=precision or Precision.UNKNOWN, **{script: name})


def places_matching(situation_id: UUID, text: str | None = None, kind: PlaceKind | None = None,
                    precision: Precision | None = None) -> Select[Any]:
    """The register of a situation, filtered."""
    query = select(Place).options(joinedload(Place.parent)).where(Place.situation_id == situation_id)
    if text:
        every_name = func.concat_ws(" ", Place.reference, Place.name_latin, Place.name_hangul,
                                    func.array_to_string(Place.other_names, " "))
        query = query.where(every_name.icontains(text, autoescape=True))
    if kind:
        query = query.where(Place.kind == kind)
    if precision:
        query = query.where(Place.precision == precision)
    return query


def place_offers(situation_id: UUID, beside: Place | None = None) -> list[tuple[UUID, str]]:
    """What a form offers as places of the situation: (id, words), by name. `beside` is left out."""
    query = select(Place).options(joinedload(Place.parent)).where(Place.situation_id == situation_id)
    if beside is not None:
        query = query.where(Place.id != beside.id)
    query = query.order_by(func.coalesce(Place.name_latin, Place.name_hangul), Place.reference).limit(OFFERED)
    return [(place.id, place_words(place)) for place in db.session.execute(query).scalars()]


def places_used_in(case: Case) -> list[tuple[UUID, str]]:
    """The places of the case's incidents: (id, words), by name."""
    filing = Incident.Filing
    used = select(Incident.place_id).join(filing, filing.record_id == Incident.id).where(filing.case_id == case.id)
    query = select(Place).options(joinedload(Place.parent)).where(Place.id.in_(used))
    query = query.order_by(func.coalesce(Place.name_latin, Place.name_hangul), Place.reference).limit(OFFERED)
    return [(place.id, place_words(place)) for place in db.session.execute(query).scalars()]


def places_in(place: Place) -> Sequence[Place]:
    """The places that lie directly in it."""
    query = select(Place).where(Place.parent_id == place.id).order_by(Place.name_latin, Place.reference).limit(OFFERED)
    return db.session.execute(query).scalars().all()


def incidents_at(place: Place) -> Sequence[Incident]:
    """The actor's incidents at the place itself, the newest reference first."""
    query = select(Incident).where(Incident.place_id == place.id).order_by(Incident.reference.desc()).limit(100)
    return db.session.execute(query).scalars().all()


def change_place(place: Place, **fields: Any) -> None:
    """Change a place. Raises Refused when it would come to lie in itself."""
    above = fields.get("parent_id")
    seen = {place.id}
    while above is not None:
        if above in seen:
            raise Refused(_("The place cannot lie in a place that lies in it."))
        seen.add(above)
        above = db.session.execute(select(Place.parent_id).where(Place.id == above)).scalar_one_or_none()
    for name, value in fields.items():
        setattr(place, name, value)


def parent_offer(place: Place) -> list[tuple[UUID, str]]:
    """What the place lies in, as a form offers it."""
    return [(place.parent.id, place_words(place.parent))] if place.parent else []


def situation_of(place: Place) -> Situation:
    """The situation whose register the place is in."""
    return db.session.execute(select(Situation).where(Situation.id == place.situation_id)).scalar_one()
