"""Whether officials were in post, and had authority over a unit, on given days: asked by what stands above."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select

from casefile.core.db import among, db
from casefile.core.edtf import Standing, weakest
from casefile.core.edtf.standing import Days
from casefile.officials.models import Holding, OfficialFact, Organisation
from casefile.officials.rules import Direction, FactKind, Indicator
from casefile.officials.service.command import command_slice, overlaps_days, stood

_AUTHORITY = [indicator for indicator in Indicator if indicator.kind is FactKind.AUTHORITY]


def holdings_of(official_ids: Collection[UUID]) -> dict[UUID, list[Holding]]:
    """Official -> the posts recorded; one question, however many there are."""
    found: dict[UUID, list[Holding]] = {id: [] for id in official_ids}
    query = select(Holding).where(among(Holding.official_id, official_ids)).order_by(Holding.created_at, Holding.id)
    for holding in db.session.execute(query).scalars():
        found[holding.official_id].append(holding)
    return found


def in_post(holdings: Iterable[Holding], earliest: dt.date | None, latest: dt.date | None) -> Standing | None:
    """The surest that any of the posts was held on the days; None where no post is recorded at all.

    NOT: posts are recorded, and none can have been held then. UNDATED: only posts of which no time is known.
    """
    days = (earliest or dt.date.min, latest or dt.date.max)
    return surest(stood(holding.during, days) for holding in holdings)


def in_post_during(official_ids: Collection[UUID], earliest: dt.date | None,
                   latest: dt.date | None) -> dict[UUID, Standing | None]:
    """Official -> whether they were in any post on the days, as `in_post`; one question."""
    return {id: in_post(held, earliest, latest) for id, held in holdings_of(official_ids).items()}


def surest(standings: Iterable[Standing]) -> Standing | None:
    """The surest of several ways to the same; None when there is no way."""
    best: Standing | None = None
    for each in standings:
        best = each if best is None or weakest(best, each) is best else best
    return best


@dataclass(frozen=True, slots=True)
class Authority:
    """What the register holds of an official's authority over some units on some days.

    by_post: how sure it is that a post in or above the units was held; None where there is none. facts_for,
    facts_against: how many facts of effective control (EC, EC-X) about these units, or about no unit, of that time.
    """

    by_post: Standing | None
    facts_for: int
    facts_against: int

    @property
    def is_evidenced(self) -> bool:
        """Whether anything recorded shows it: a post that leads to the unit, or a fact of control."""
        return self.facts_for > 0 or self.by_post in (Standing.CERTAIN, Standing.POSSIBLE)


def authority_over(official_ids: Collection[UUID], units: Sequence[Organisation], earliest: dt.date | None,
                   latest: dt.date | None) -> dict[UUID, Authority]:
    """Official -> what is recorded of their authority over the units on the days; a fixed number of questions."""
    days = (earliest or dt.date.min, latest or dt.date.max)
    ways: dict[UUID, list[Standing]] = defaultdict(list)
    for unit in command_slice(units, days).units if units else []:
        for _post, holders in unit.posts:
            for held in holders:
                ways[held.holding.official_id].append(weakest(unit.standing, held.standing))
    said = _control(official_ids, [unit.id for unit in units], days)
    return {id: Authority(surest(ways[id]), said[id, Direction.FOR], said[id, Direction.AGAINST])
            for id in official_ids}


def _control(official_ids: Collection[UUID], unit_ids: list[UUID], days: Days) -> dict[tuple[UUID, Direction], int]:
    """(official, for or against) -> how many facts of effective control can be of these units and days."""
    fact, found = OfficialFact, defaultdict[tuple[UUID, Direction], int](int)
    query = select(fact).where(among(fact.official_id, official_ids), fact.indicator.in_(_AUTHORITY),
                               or_(fact.organisation_id.is_(None), among(fact.organisation_id, unit_ids)),
                               overlaps_days(fact, days))
    for each in db.session.execute(query).scalars():
        if stood(each.during, days) is not Standing.NOT:
            found[each.official_id, each.direction] += 1
    return found
