"""Incidents that may be the same one, recorded before: by date, place, victims and text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.orm import joinedload

from casefile.core.db import db
from casefile.core.uncertain import DateEntry
from casefile.incidents.models import Incident, Place
from casefile.incidents.rules import Likeness, Status
from casefile.incidents.service.lists import can_share_a_day
from casefile.incidents.service.parts import not_told_apart

MOST = 10
# How much of their trigrams two texts share when they say the same in other words; shorter texts are alike by chance.
SAME_TITLE, SAME_ACCOUNT, SHORTEST = 0.5, 0.4, 12


@dataclass(frozen=True, slots=True)
class Described:
    """What is compared of an incident that is being written."""

    violations: Sequence[str] = ()
    when: DateEntry | None = None
    place_id: UUID | None = None
    title: str | None = None
    description: str | None = None
    lowest: int | None = None
    highest: int | None = None


@dataclass(frozen=True, slots=True)
class LookAlike:
    """An incident on record and in what it is like the one being written."""

    incident: Incident
    likeness: tuple[Likeness, ...]


def look_alikes(told: Described, beside: Incident | None = None) -> list[LookAlike]:
    """The actor's incidents that may be the same, those like it in most first.

    Alike: place and date with the kind of act or with the number of victims; or the text with the place or the date.
    What somebody has told apart before is not asked again.
    """
    like = _likeness(told)
    date, place, kind, victims, text = (like[each] for each in (
        Likeness.DATE, Likeness.PLACE, Likeness.KIND, Likeness.VICTIMS, Likeness.TEXT))
    query = (select(Incident, *(like[each].label(each.value) for each in Likeness))
             .options(joinedload(Incident.place).joinedload(Place.parent))
             .where(Incident.status != Status.DUPLICATE,
                    or_(and_(place, date, or_(kind, victims)), and_(or_(place, date), text))))
    if beside is not None:
        query = query.where(Incident.id != beside.id, not_told_apart(beside.id))
    found = [LookAlike(row[0], tuple(each for each, is_like in zip(Likeness, row[1:], strict=True) if is_like))
             for row in db.session.execute(query.order_by(Incident.reference).limit(MOST))]
    return sorted(found, key=lambda each: -len(each.likeness))


def _likeness(told: Described) -> dict[Likeness, ColumnElement[Any]]:
    """In what an incident on record is like what is told; what is not told is like nothing."""
    no: ColumnElement[Any] = literal(False)
    when = told.when
    dated = when is not None and bool(when.earliest or when.latest)
    return {
        Likeness.DATE: can_share_a_day(when.earliest, when.latest) if when is not None and dated else no,
        Likeness.PLACE: func.coalesce(Incident.place_id == told.place_id, False) if told.place_id else no,
        Likeness.KIND: Incident.violations.overlap(list(told.violations)) if told.violations else no,
        Likeness.VICTIMS: _same_number(told.lowest, told.highest),
        Likeness.TEXT: or_(no, *_same_text(told)),
    }


def _same_number(lowest: int | None, highest: int | None) -> ColumnElement[Any]:
    """Both were counted, and the counts can be of the same people."""
    if lowest is None and highest is None:
        return literal(False)
    counted = func.num_nonnulls(Incident.victims_lowest, Incident.victims_highest) > 0
    low, high = lowest or 0, highest if highest is not None else lowest
    least = func.coalesce(Incident.victims_lowest, 0)
    most = func.coalesce(Incident.victims_highest, Incident.victims_lowest)
    return and_(counted, least <= high, most >= low)


def _same_text(told: Described) -> list[ColumnElement[Any]]:
    pairs = ((Incident.title, told.title, SAME_TITLE), (Incident.description, told.description, SAME_ACCOUNT))
    return [func.coalesce(func.similarity(column, text) >= least, False)
            for column, text, least in pairs if text and len(text) >= SHORTEST]
