"""What waits for a second person: asking, the queue, deciding."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, any_, or_, select

from casefile.accounts.models import User
from casefile.accounts.service import notify
from casefile.cases.models import Case, Membership
from casefile.core import review as four_eyes
from casefile.core.access import CASE_ROLES, DECIDERS
from casefile.core.actor import Actor, current
from casefile.core.db import Record, among, db, get_visible, record_class
from casefile.core.errors import Refused
from casefile.core.review import Action, Review

log = logging.getLogger(__name__)
QUEUE_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Change:
    """One line of what is proposed, or was changed, in words."""

    label: str
    before: str
    after: str


Words = Callable[[Any, dict[str, Any]], list[Change]]
_words: dict[Action, Words] = {}


def shows(action: Action) -> Callable[[Words], Words]:
    """Register how a proposal of this kind reads: `words(record, args)` gives its changes, before the decision."""

    def register(words: Words) -> Words:
        _words[action] = words
        return words

    return register


def ask_for_decision(action: Action, record: Any, case: Case, reason: str, roles: Iterable[str] = (),
                     **args: Any) -> Review:
    """Propose something that a second person decides, and tell everybody who can. roles: who, if not the usual ones.

    Raises Refused when the same proposal waits already, or when nobody else on the team could decide.
    """
    people = {id for id in deciders(case, roles) if id != current().id}
    if not people:
        raise Refused(_("Nobody else on the team of %(reference)s can decide this. Put a reviewer or another "
                        "coordinator on the team first.", reference=case.reference))
    review = four_eyes.propose(action, record, case.id, reason, roles, **args)
    for user_id in people:
        notify(user_id, "review_waiting", f"/reviews/{review.id}", key=f"review:{review.id}:{user_id}",
               reference=record.reference)
    return review


def deciders(case: Case, roles: Iterable[str] = ()) -> set[UUID]:
    """The active people on the team who may decide a proposal; roles: those it asks for, empty for the usual ones."""
    query = select(Membership.user_id).join(User, User.id == Membership.user_id).where(
        Membership.case_id == case.id, Membership.ended_at.is_(None), User.disabled_at.is_(None),
        Membership.role.in_(list(roles) or DECIDERS))
    return set(db.session.execute(query).scalars())


def may_decide(review: Review, actor: Actor) -> bool:
    """Whether the actor holds a role that decides the proposal; another person's it must be besides."""
    held = actor.roles.get(review.case_id, frozenset())
    return actor.system or bool(held & (frozenset(review.roles) or DECIDERS))


def decidable(actor: Actor) -> ColumnElement[bool]:
    """The condition that the actor's roles let them decide a proposal."""
    def held(roles: Iterable[str]) -> list[UUID]:
        return [id for id in actor.cases if actor.roles[id] & frozenset(roles)]

    usual = and_(Review.roles == [], among(Review.case_id, held(DECIDERS)))
    named = (and_(any_(Review.roles) == role.value, among(Review.case_id, held([role]))) for role in CASE_ROLES
             if held([role]))
    return or_(usual, *named)


def waiting_for(actor: Actor) -> Select[Any]:
    """The proposals the actor may decide."""
    return select(Review).where(Review.approved.is_(None), Review.proposed_by != actor.id, decidable(actor))


def waiting() -> Any:
    """Every proposal that waits in the actor's cases: (review, name of the proposer, the case's reference)."""
    return (select(Review, User.name, Case.reference).join(User, User.id == Review.proposed_by)
            .join(Case, Case.id == Review.case_id).where(Review.approved.is_(None)))


def first_waiting(limit: int) -> list[Any]:
    """The oldest proposals the actor may decide, as rows of `waiting`."""
    mine = waiting().where(Review.proposed_by != current().id, decidable(current()))
    return list(db.session.execute(mine.order_by(Review.proposed_at, Review.id).limit(limit)).all())


@dataclass(frozen=True, slots=True)
class Place:
    """Where a proposal stands in the queue. number is 0 when it is not (or no longer) in it."""

    number: int
    total: int
    previous: UUID | None
    next: UUID | None


def place_of(review: Review) -> Place:
    """The proposal's place among those the actor may decide, oldest first."""
    query = waiting_for(current()).with_only_columns(Review.id).order_by(Review.proposed_at, Review.id)
    ids = list(db.session.execute(query.limit(QUEUE_LIMIT)).scalars())
    if review.id not in ids:
        return Place(0, len(ids), None, ids[0] if ids else None)
    at = ids.index(review.id)
    return Place(at + 1, len(ids), ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None)


def subject_of(review: Review) -> Record | None:
    """The record a proposal speaks of."""
    return get_visible(record_class(review.table), review.record_id)


def proposed_changes(review: Review, record: Record | None) -> list[Change]:
    """What would change, in words; the plain values where the slice gives no words for them."""
    words = _words.get(review.action)
    if words is not None and record is not None:
        return words(record, review.args)
    return [Change(name.replace("_", " "), "", str(value)) for name, value in review.args.items() if value]


def decide(review: Review, approve: bool, reason: str) -> None:
    """Approve (and carry out) or return a proposal, and tell the proposer. Raises Refused for one's own."""
    if review.proposed_by == current().id:
        log.warning("a person tried to decide their own proposal %s", review.id)
    elif not may_decide(review, current()):
        raise Refused(_("This is decided by somebody with another role in the case."))
    four_eyes.decide(review, approve, reason)
    notify(review.proposed_by, "review_decided", f"/reviews/{review.id}", key=f"decided:{review.id}",
           reference=review.reference)
