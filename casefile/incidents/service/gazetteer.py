"""Fill a situation's register from a gazetteer: say first what would be added; twice adds nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from casefile.cases.models import Situation
from casefile.core.db import db, next_number
from casefile.incidents.gazetteer import Entry, key, read, write
from casefile.incidents.models import Place
from casefile.incidents.rules import RADIUS, CoordinateSource

BUNDLED = Path(__file__).parent.parent / "data" / "gazetteer-kp.json"


@dataclass(slots=True)
class Plan:
    """What an import would do with the entries: those to add, and those the register has, each with its place."""

    entries: tuple[Entry, ...]
    new: list[Entry] = field(default_factory=list)
    known: dict[str, UUID] = field(default_factory=dict)


@lru_cache(maxsize=1)
def bundled() -> tuple[Entry, ...]:
    """The gazetteer that comes with the application."""
    return tuple(read(BUNDLED.read_text(encoding="utf-8")))


def plan_import(situation: Situation, entries: tuple[Entry, ...] | None = None) -> Plan:
    """Tell apart what the register has, by code or else by name in the same place; by default of the bundled one."""
    entries = bundled() if entries is None else entries
    places = db.session.execute(select(Place).where(Place.situation_id == situation.id)).scalars().all()
    codes = {place.gazetteer_code: place.id for place in places if place.gazetteer_code}
    ours = {entry.code for entry in entries}
    # A place that carries a code of this very gazetteer is that place and no other, whatever it is called.
    others = [place for place in places if place.gazetteer_code not in ours]
    names = {(place.parent_id, key(name)): place.id for place in others
             for name in (place.name_latin, place.name_hangul, *place.other_names) if name}
    plan, taken = Plan(entries), set[UUID]()
    for entry in entries:
        found = codes.get(entry.code)
        parent = plan.known.get(entry.parent) if entry.parent else None
        if found is None and (parent or not entry.parent):
            like = (names.get((parent, key(name))) for name in entry.names)
            found = next((id for id in like if id and id not in taken), None)
        if found:
            plan.known[entry.code] = found
            taken.add(found)
        else:
            plan.new.append(entry)
    return plan


def as_text(plan: Plan) -> str:
    """The whole gazetteer of the plan, to be sent back when it is to be entered."""
    return write(plan.entries)


def import_gazetteer(situation: Situation, entries: tuple[Entry, ...] | None = None) -> Plan:
    """Enter what the register does not have yet; by default from the bundled gazetteer. Returns what was done."""
    plan = plan_import(situation, entries)
    if not plan.new:
        return plan
    ids = dict(plan.known)
    number = next_number("P", len(plan.new))
    for entry in plan.new:
        place = _place(situation, entry, f"P-{number:04d}")
        place.parent_id = ids.get(entry.parent) if entry.parent else None
        ids[entry.code] = place.id
        number += 1
        db.session.add(place)
    return plan


def _place(situation: Situation, entry: Entry, reference: str) -> Place:
    has_point = entry.latitude is not None
    return Place(
        reference=reference, situation_id=situation.id, gazetteer_code=entry.code, name_latin=entry.latin,
        name_hangul=entry.hangul, other_names=list(entry.other_names), kind=entry.kind, precision=entry.precision,
        radius_m=RADIUS.get(entry.precision), latitude=entry.latitude, longitude=entry.longitude,
        coordinate_source=CoordinateSource.GAZETTEER if has_point else None)
