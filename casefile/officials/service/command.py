"""The command slice: who stood above a unit on a date, level by level, with what each line rests on.

A fixed number of questions to the database, whatever the size of the structure: the lines (walked upwards by the
database), the units with their names, their posts with whoever held them, and what is recorded for other times.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from casefile.core.db import Record, among, db
from casefile.core.edtf import Standing, parse, standing, weakest
from casefile.core.edtf.standing import Days
from casefile.core.uncertain import DateEntry
from casefile.incidents.models import Incident
from casefile.officials.models import (
    Holding,
    Involvement,
    Organisation,
    OrganisationName,
    OrganisationRelation,
    Post,
)
from casefile.officials.rules import LEADING, Direction, Level, RelationKind
from casefile.officials.service.organisations import name_in
from casefile.officials.structure import Line, lay_out

MOST_UNITS = 20
MOST_LINES = 10_000


@dataclass(frozen=True, slots=True)
class Above:
    """A line upwards: what stands above (with its names then), in what way, and how sure that is on these days."""

    relation: OrganisationRelation
    names: list[OrganisationName]
    standing: Standing
    closes_circle: bool


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody held a post, and how sure it is that it was on these days."""

    holding: Holding
    standing: Standing


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it was: its names then, its posts with their holders, what stood above it.

    standing: how sure it is that it stood above the units asked for. elsewhen: relations recorded for other times only.
    """

    organisation: Organisation
    standing: Standing
    names: list[OrganisationName]
    posts: list[tuple[Post, list[Held]]]
    above: list[Above]
    elsewhen: int

    @property
    def is_dual(self) -> bool:
        """Whether more than one unit stood above it."""
        return len({line.relation.parent_id for line in self.above}) > 1

    @property
    def is_gap(self) -> bool:
        """Whether nothing is known above it on these days, and something should be: nothing stands above the centre."""
        return not self.above and (self.elsewhen > 0 or self.organisation.level is not Level.CENTRE)

    @property
    def vacant(self) -> list[Post]:
        """The posts nobody is known to have held."""
        return [post for post, held in self.posts if not held]


@dataclass(frozen=True, slots=True)
class CommandSlice:
    """The structure above some units on some days; level 0 holds the units themselves."""

    days: Days
    levels: list[list[Unit]]

    @property
    def units(self) -> list[Unit]:
        """Every unit, from below upwards."""
        return [unit for level in self.levels for unit in level]

    @property
    def claims(self) -> list[Record]:
        """Everything on it that says something with a source: units, lines, posts, who held them."""
        found: list[Record] = []
        for unit in self.units:
            found += [unit.organisation, *(line.relation for line in unit.above)]
            found += [post for post, _held in unit.posts]
            found += [each.holding for _post, held in unit.posts for each in held]
        return found

    @property
    def numbers(self) -> dict[UUID, int]:
        """The number by which chart and list name each line, from below upwards."""
        lines = [line for unit in self.units for line in unit.above]
        return {line.relation.id: number for number, line in enumerate(lines, 1)}


def command_slice(units: Sequence[Organisation], days: Days, kinds: Collection[RelationKind] = LEADING) -> CommandSlice:
    """Who stood above the units on the days (first and last that are possible), over lines of these kinds."""
    ids = [unit.id for unit in units]
    relations = {relation.id: relation for relation in _lines_above(ids, days, kinds)}
    lines = [Line(relation.id, relation.child_id, relation.parent_id, stood(relation.during, days))
             for relation in relations.values()]
    layout = lay_out(ids, [line for line in lines if line.standing is not Standing.NOT])
    reached = [id for level in layout.levels for id in level]
    bodies, posts, others = _bodies(reached), _posts(reached, days), _elsewhen(reached, kinds, relations)
    names = {id: _names_in(body, days) for id, body in bodies.items()}
    above: dict[UUID, list[Above]] = defaultdict(list)
    for line in lines:
        if line.standing is not Standing.NOT:
            above[line.child].append(Above(relations[line.id], names[line.parent], line.standing,
                                           line.id in layout.circles))

    def unit(id: UUID) -> Unit:
        return Unit(bodies[id], layout.standing[id], names[id], posts[id], above[id], others[id])

    return CommandSlice(days, [[unit(id) for id in level if id in bodies] for level in layout.levels])


def stood(during: DateEntry | None, days: Days) -> Standing:
    """Whether what lasted for the period stood on the days."""
    return standing(parse(during.code) if during and during.code else None, days)


def overlaps_days(kept: Any, days: Days) -> ColumnElement[bool]:
    """The bounds of `during` and the days can share a day; a bound that is not known can be any."""
    first, last = days
    return and_(func.coalesce(kept.during_earliest, dt.date.min) <= last,
                func.coalesce(kept.during_latest, dt.date.max) >= first)


def _lines_above(ids: list[UUID], days: Days, kinds: Collection[RelationKind]) -> Sequence[OrganisationRelation]:
    """The relations that can have stood on the days, from the units upwards; the database walks, circles included."""
    relation, step = OrganisationRelation, aliased(OrganisationRelation)
    first = select(relation.parent_id.label("id")).where(
        among(relation.child_id, ids), relation.kind.in_(kinds), overlaps_days(relation, days))
    above = first.cte("above", recursive=True)
    above = above.union(select(step.parent_id).join(above, above.c.id == step.child_id).where(
        step.kind.in_(kinds), overlaps_days(step, days)))
    query = select(relation).where(or_(among(relation.child_id, ids), relation.child_id.in_(select(above.c.id))),
                                   relation.kind.in_(kinds), overlaps_days(relation, days))
    return db.session.execute(query.order_by(relation.created_at, relation.id).limit(MOST_LINES)).scalars().all()


def _bodies(ids: list[UUID]) -> dict[UUID, Organisation]:
    query = select(Organisation).options(joinedload(Organisation.names), joinedload(Organisation.place))
    found = db.session.execute(query.where(among(Organisation.id, ids))).unique().scalars()
    return {organisation.id: organisation for organisation in found}


def _names_in(organisation: Organisation, days: Days) -> list[OrganisationName]:
    """The names it bore on the days; the newest where no name is recorded for that time."""
    return name_in(organisation, *days) or organisation.names[-1:]


def _posts(ids: list[UUID], days: Days) -> dict[UUID, list[tuple[Post, list[Held]]]]:
    """Organisation -> its posts with those who can have held them on the days, in the order of entry."""
    query = (select(Post, Holding)
             .outerjoin(Holding, and_(Holding.post_id == Post.id, overlaps_days(Holding, days)))
             .options(joinedload(Holding.official)).where(among(Post.organisation_id, ids))
             .order_by(Post.created_at, Post.id, Holding.during_earliest.asc().nulls_first(), Holding.created_at))
    found: dict[UUID, dict[UUID, tuple[Post, list[Held]]]] = defaultdict(dict)
    for post, holding in db.session.execute(query):
        _post, held = found[post.organisation_id].setdefault(post.id, (post, []))
        sure = stood(holding.during, days) if holding else Standing.NOT
        if sure is not Standing.NOT:
            held.append(Held(holding, sure))
    return defaultdict(list, {id: list(posts.values()) for id, posts in found.items()})


def _elsewhen(ids: list[UUID], kinds: Collection[RelationKind], now: Collection[UUID]) -> dict[UUID, int]:
    """Unit -> how many relations upwards are recorded for other times only."""
    relation = OrganisationRelation
    query = select(relation.child_id, func.count(relation.id)).where(
        among(relation.child_id, ids), relation.kind.in_(kinds), ~among(relation.id, now))
    found = {id: n for id, n in db.session.execute(query.group_by(relation.child_id))}
    return defaultdict(int, found)


def days_of(incident: Incident) -> Days:
    """The days on which the incident can have happened; every day when it is not dated."""
    when = incident.when
    return ((when.earliest if when else None) or dt.date.min, (when.latest if when else None) or dt.date.max)


def units_of(incident: Incident) -> list[Organisation]:
    """The units an incident leads to: those a source names, and those in which linked officials held posts then.

    Only where no source names a unit: those at its place.
    """
    named = select(Involvement.organisation_id).where(
        Involvement.incident_id == incident.id, Involvement.organisation_id.is_not(None),
        Involvement.direction == Direction.FOR)
    held = (select(Post.organisation_id).join(Holding, Holding.post_id == Post.id)
            .join(Involvement, Involvement.official_id == Holding.official_id)
            .where(Involvement.incident_id == incident.id, overlaps_days(Holding, days_of(incident))))
    leads: list[ColumnElement[bool]] = [Organisation.id.in_(held), Organisation.id.in_(named)]
    if incident.place_id:
        leads.append(and_(Organisation.place_id == incident.place_id, ~named.exists()))
    query = select(Organisation).where(or_(*leads)).order_by(Organisation.reference).limit(MOST_UNITS)
    return list(db.session.execute(query).scalars())


@dataclass(frozen=True, slots=True)
class Superior:
    """Somebody who can have stood above what happened: a suggestion to look, never a finding.

    standing: of the whole way up and of the post together. linked: whether a source already links them to the incident.
    """

    level: int
    unit: Unit
    post: Post
    held: Held
    standing: Standing
    linked: bool


def superiors(chart: CommandSlice, incident: Incident) -> list[Superior]:
    """Everybody who can have held a post in or above the units on the days, from below upwards."""
    query = select(Involvement.official_id).where(Involvement.incident_id == incident.id)
    linked = set(db.session.execute(query).scalars())
    return [Superior(number, unit, post, held, weakest(unit.standing, held.standing),
                     held.holding.official_id in linked)
            for number, level in enumerate(chart.levels) for unit in level
            for post, holders in unit.posts for held in holders]
