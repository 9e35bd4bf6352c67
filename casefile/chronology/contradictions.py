"""What cannot both be true: found by the database, named with both sides, decided by people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from casefile.cases.models import Case
from casefile.chronology.rules import Contradiction
from casefile.core.db import db
from casefile.core.edtf import Standing, parse, standing, sure_days
from casefile.core.uncertain import DateEntry
from casefile.incidents.models import Incident, Place
from casefile.officials.models import CaseOfficial, Holding, Involvement, Official, Organisation, Post
from casefile.officials.rules import Capacity, Degree, Direction

MOST = 200
# Degrees that say that somebody was there in person.
THERE = (Degree.CARRIED_OUT, Degree.PRESENT)


@dataclass(frozen=True, slots=True)
class Found:
    """Two records that contradict each other."""

    kind: Contradiction
    one: Any
    other: Any


def contradictions_in(case: Case) -> list[Found]:
    """What contradicts itself in the case, at most MOST of each kind."""
    return [found for search in SEARCHES for found in search(case)]


def _in_case(case: Case) -> Select[Any]:
    filing = Incident.Filing
    return select(filing.record_id).where(filing.case_id == case.id)


def _of_case(case: Case) -> Select[Any]:
    return select(CaseOfficial.official_id).where(CaseOfficial.case_id == case.id)


def _closed(case: Case) -> list[Found]:
    """Incidents at a place on days on which it did not operate."""
    query = select(Incident).join(Place, Place.id == Incident.place_id).options(joinedload(Incident.place)).where(
        Incident.id.in_(_in_case(case)), or_(Incident.when_latest < Place.operated_earliest,
                                            Incident.when_earliest > Place.operated_latest))
    found = db.session.execute(query.order_by(Incident.reference).limit(MOST)).scalars()
    return [Found(Contradiction.PLACE_CLOSED, incident, incident.place) for incident in found]


def _elsewhere(case: Case) -> list[Found]:
    """Somebody said to have been at an incident, who was certainly in a post at another place on all of its days."""
    query = (select(Involvement, Holding).join(Incident, Incident.id == Involvement.incident_id)
             .join(Holding, and_(Holding.official_id == Involvement.official_id, _throughout()))
             .join(Post, Post.id == Holding.post_id).join(Organisation, Organisation.id == Post.organisation_id)
             .where(Incident.id.in_(_in_case(case)), Involvement.degree.in_(THERE),
                    Involvement.direction == Direction.FOR, Incident.place_id.is_not(None),
                    Organisation.place_id.is_not(None), Organisation.place_id != Incident.place_id)
             .options(joinedload(Involvement.incident).joinedload(Incident.place), joinedload(Involvement.official),
                      joinedload(Holding.post).joinedload(Post.organisation).joinedload(Organisation.place))
             .order_by(Incident.reference, Holding.created_at).limit(MOST))
    rows = db.session.execute(query).all()
    above = _places_above({place for link, holding in rows for place in _places(link, holding)})
    return [Found(Contradiction.POST_ELSEWHERE, link, holding) for link, holding in rows
            if _certain(holding.during, link.incident.when)
            and not _one_in_the_other(*_places(link, holding), above)]


def _places(link: Involvement, holding: Holding) -> tuple[UUID, UUID]:
    one, other = link.incident.place_id, holding.post.organisation.place_id
    assert one is not None  # asked for so
    assert other is not None
    return one, other


def _throughout() -> ColumnElement[bool]:
    """The post can have been held on every day of the incident."""
    return and_(func.coalesce(Holding.during_earliest, Incident.when_earliest) <= Incident.when_earliest,
                func.coalesce(Holding.during_latest, Incident.when_latest) >= Incident.when_latest)


def _certain(during: DateEntry | None, when: DateEntry | None) -> bool:
    if not (during and during.code and when and when.earliest and when.latest):
        return False
    return standing(parse(during.code), (when.earliest, when.latest)) is Standing.CERTAIN


def _places_above(ids: set[UUID]) -> dict[UUID, set[UUID]]:
    """Place -> the places it lies in, at any height; walked by the database."""
    lower = select(Place.id.label("low"), Place.parent_id.label("high")).where(
        Place.id.in_(ids), Place.parent_id.is_not(None)).cte("above", recursive=True)
    higher = aliased(Place)
    lower = lower.union(select(lower.c.low, higher.parent_id).join(higher, higher.id == lower.c.high)
                        .where(higher.parent_id.is_not(None)))
    above: dict[UUID, set[UUID]] = {id: set() for id in ids}
    for low, high in db.session.execute(select(lower.c.low, lower.c.high)):
        above[low].add(high)
    return above


def _one_in_the_other(one: UUID, other: UUID, above: dict[UUID, set[UUID]]) -> bool:
    return other in above[one] or one in above[other]


def _twice(case: Case) -> list[Found]:
    """Two people who certainly held the same post, as of right, on some of the same days."""
    other = aliased(Holding)
    query = (select(Holding, other).join(other, and_(other.post_id == Holding.post_id, other.id > Holding.id,
                                                     other.official_id != Holding.official_id))
             .where(or_(Holding.official_id.in_(_of_case(case)), other.official_id.in_(_of_case(case))),
                    Holding.capacity == Capacity.DE_JURE, other.capacity == Capacity.DE_JURE)
             .options(joinedload(Holding.official), joinedload(other.official),
                      joinedload(Holding.post).joinedload(Post.organisation))
             .order_by(Holding.created_at, Holding.id).limit(MOST))
    return [Found(Contradiction.POST_TWICE, one, two) for one, two in db.session.execute(query)
            if _share_sure_days(one.during, two.during)]


def _share_sure_days(one: DateEntry | None, other: DateEntry | None) -> bool:
    days = [sure_days(parse(each.code)) if each and each.code else None for each in (one, other)]
    if days[0] is None or days[1] is None:
        return False
    return days[0][0] <= days[1][1] and days[1][0] <= days[0][1]


def _before_birth(case: Case) -> list[Found]:
    """A post that ended before its holder can have been born."""
    query = select(Holding).join(Official, Official.id == Holding.official_id).options(
        joinedload(Holding.official), joinedload(Holding.post).joinedload(Post.organisation)).where(
        Holding.official_id.in_(_of_case(case)), Holding.during_latest < Official.birth_earliest)
    found = db.session.execute(query.order_by(Official.reference).limit(MOST)).scalars()
    return [Found(Contradiction.BEFORE_BIRTH, holding, holding.official) for holding in found]


SEARCHES: tuple[Callable[[Case], list[Found]], ...] = (_closed, _elsewhere, _twice, _before_birth)
