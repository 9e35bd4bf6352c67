"""The forum planner of a case: gates for each forum, limitation with its sum, and the date it proposes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import select

from casefile.cases.models import Case
from casefile.cases.rules import Forum
from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.deadlines.models import Deadline
from casefile.deadlines.rules import OPEN_STATES, Kind
from casefile.deadlines.service import add_deadline
from casefile.law.models import Charge, ForumAssessment, LimitationEvent
from casefile.law.planning import (
    Answer,
    Event,
    Facts,
    ForumData,
    Outcome,
    Sum,
    evaluate,
    limitation,
    plan,
    rule_for,
)
from casefile.law.service.reading import bounds_of


@dataclass(frozen=True, slots=True)
class ForumView:
    """One forum for one charge: what is recorded, what the gates say, and the limitation with its sum."""

    forum: ForumData
    recorded: ForumAssessment | None
    answers: tuple[Answer, ...]
    limit: Sum | None
    events: list[LimitationEvent]

    @property
    def outcome(self) -> Outcome:
        """The worst answer of its gates."""
        given = {answer.outcome for answer in self.answers}
        return next((one for one in (Outcome.BLOCK, Outcome.ASK) if one in given), Outcome.CLEAR)


@dataclass(frozen=True, slots=True)
class Planner:
    """Every forum for one charge of a case (or for the case, while it has none), and dates set already."""

    views: list[ForumView]
    dates: dict[date, Deadline]
    today: date
    earliest: date | None
    latest: date | None


def planner_of(case: Case, charge: Charge | None) -> Planner:
    """Evaluate every forum. A fixed number of questions to the database."""
    earliest, latest = bounds_of(charge) if charge else (None, None)
    today = datetime.now(ZoneInfo(case.timezone)).date()
    found = select(ForumAssessment).where(ForumAssessment.case_id == case.id)
    recorded = {one.forum.value: one for one in db.session.execute(found).scalars()}
    events: dict[str, list[LimitationEvent]] = {}
    for event in _events(charge):
        events.setdefault(event.forum.value, []).append(event)
    views = [_view(forum, charge, recorded.get(forum.code), events.get(forum.code, []),
                   Facts(today, earliest=earliest, latest=latest)) for forum in plan().forums]
    return Planner(views, _dates(charge), today, earliest, latest)


def _view(forum: ForumData, charge: Charge | None, recorded: ForumAssessment | None, events: list[LimitationEvent],
          base: Facts) -> ForumView:
    """One forum: the limitation first, since a gate looks at it."""
    rule = rule_for(plan(), forum.code, charge.law.body, charge.crime) if charge else None
    happened = [Event(one.kind, one.began_on, one.ended_on) for one in events]
    limit = limitation(rule, base.earliest, happened) if rule else None
    about: dict[str, Any] = recorded.as_facts() if recorded else {}
    facts = Facts(base.today, earliest=base.earliest, latest=base.latest, law=charge.law.body if charge else "",
                  ruled=rule is not None, endless=limit.endless if limit else False,
                  ends=limit.ends if limit else None, **about)
    return ForumView(forum, recorded, evaluate(plan(), forum, facts), limit, events)


def _ends(charge: Charge | None) -> bool:
    """Whether some forum has a limitation for the charge that ends; else nothing more is asked."""
    rules = [rule_for(plan(), forum.code, charge.law.body, charge.crime) for forum in plan().forums] if charge else []
    return any(rule is not None and rule.years is not None for rule in rules)


def _events(charge: Charge | None) -> Sequence[LimitationEvent]:
    if charge is None or not _ends(charge):
        return []
    query = select(LimitationEvent).where(LimitationEvent.charge_id == charge.id).order_by(LimitationEvent.began_on)
    return db.session.execute(query).scalars().all()


def _dates(charge: Charge | None) -> dict[date, Deadline]:
    if charge is None or not _ends(charge):
        return {}
    query = select(Deadline).where(
        Deadline.case_id == charge.case_id, Deadline.kind == Kind.DOMESTIC_LIMITATION,
        Deadline.linked_reference == charge.reference, Deadline.state.in_(OPEN_STATES))
    return {one.due_on: one for one in db.session.execute(query).scalars()}


def forum_named(code: str) -> ForumData:
    """A forum by its code. Raises LookupError."""
    return plan().forum(code)


def assessment_of(case: Case, forum: Forum) -> ForumAssessment | None:
    """What is recorded for a forum."""
    query = select(ForumAssessment).where(ForumAssessment.case_id == case.id, ForumAssessment.forum == forum)
    return db.session.execute(query).scalar_one_or_none()


def record_forum(case: Case, forum: Forum, held: ForumAssessment | None, **fields: Any) -> ForumAssessment:
    """Record what is known of a forum, or change it."""
    if held is None:
        held = ForumAssessment(case_id=case.id, forum=forum, **fields)
        db.session.add(held)
        return held
    for name, value in fields.items():
        setattr(held, name, value)
    return held


def record_event(charge: Charge, forum: Forum, **fields: Any) -> LimitationEvent:
    """Record what suspended or interrupted the limitation of a charge in a forum."""
    event = LimitationEvent(case_id=charge.case_id, charge_id=charge.id, charge=charge, forum=forum, **fields)
    db.session.add(event)
    return event


def remove_event(event: LimitationEvent, reason: str) -> None:
    """Take back an event that did not happen; the history keeps it."""
    event.reason_for_change = reason
    db.session.delete(event)


def propose_date(charge: Charge, forum: str) -> Deadline:
    """Set the date on which the limitation ends, for the person who asks. A date that is set already is given back.

    Raises Refused where there is no day still to come.
    """
    view = next(one for one in planner_of(charge.case, charge).views if one.forum.code == forum)
    ends = view.limit.ends if view.limit else None
    if ends is None or ends < datetime.now(ZoneInfo(charge.case.timezone)).date():
        raise Refused(_("There is no day still to come on which a limitation ends."))
    held = _dates(charge).get(ends)
    if held is not None:
        return held
    return add_deadline(charge.case, ends, kind=Kind.DOMESTIC_LIMITATION, owner_id=current().id,
                        linked_reference=charge.reference,
                        title=_("Limitation ends: %(reference)s, %(forum)s, estimate, verify",
                                reference=charge.reference, forum=forum))


