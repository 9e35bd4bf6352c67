"""Situations, cases and teams: what people do with them, and the questions pages ask."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy import case as case_when
from sqlalchemy.orm import defer, undefer

from casefile.accounts.models import User
from casefile.cases.models import Case, CaseCount, Membership, Situation
from casefile.cases.rules import Stage
from casefile.core.access import Role
from casefile.core.actor import NOBODY, SYSTEM, Actor, acting, current
from casefile.core.db import db, next_number
from casefile.core.errors import Refused
from casefile.core.review import Action, Review

Cases = Select[Any]


def actor_for(user: User | None) -> Actor:
    """The actor for a user, with the roles held now; NOBODY for None or a disabled account."""
    if user is None or not user.is_active:
        return NOBODY
    query = (select(Membership.case_id, Membership.role, Case.situation_id)
             .join(Case, Case.id == Membership.case_id)
             .where(Membership.user_id == user.id, Membership.ended_at.is_(None)))
    with acting(SYSTEM):
        rows = db.session.execute(query).all()
    roles: dict[UUID, frozenset[Role]] = defaultdict(frozenset)
    for case_id, role, situation_id in rows:
        roles[case_id] |= {role}
        roles[situation_id] |= {role}
    return Actor(
        id=user.id,
        name=user.name,
        office_roles=user.roles_everywhere,
        roles=MappingProxyType(dict(roles)),
        cases=frozenset(row.case_id for row in rows),
        situations=frozenset(row.situation_id for row in rows),
    )


def code_taken(code: str) -> bool:
    """True when a situation has the code, whoever may see it: codes begin exhibit numbers."""
    with acting(SYSTEM):
        return db.session.execute(select(Situation.id).filter_by(code=code)).first() is not None


def open_situation(code: str, title: str, description: str | None = None) -> Situation:
    """Open a situation. Raises Refused when the code is taken."""
    if code_taken(code):
        raise Refused(_("A situation with the code %(code)s exists already.", code=code))
    situation = Situation(code=code, title=title, description=description)
    db.session.add(situation)
    return situation


def open_case(situation: Situation, **fields: Any) -> Case:
    """Open a case; whoever opens it is on its team as coordinator."""
    year = datetime.now(UTC).year
    case = Case(situation=situation, situation_id=situation.id,
                reference=f"CF-{year}-{next_number(f'case-{year}'):03d}", **fields)
    db.session.add(case)
    opener = current().id
    if opener is not None:
        db.session.flush()
        db.session.add(Membership(case_id=case.id, user_id=opener, role=Role.COORDINATOR))
    return case


def add_member(case: Case, user_id: UUID, role: Role, no_conflict: bool) -> None:
    """Put a person on the team.

    Raises Refused when the person holds that role already, or when a conflict of interest was not ruled out.
    """
    if not no_conflict:
        raise Refused(_("Nobody joins a case before declaring that there is no conflict of interest."))
    active = select(Membership.id).filter_by(case_id=case.id, user_id=user_id, role=role, ended_at=None)
    if db.session.execute(active).first():
        raise Refused(_("This person holds that role in this case already."))
    db.session.add(Membership(case_id=case.id, user_id=user_id, role=role, no_conflict_at=datetime.now(UTC)))


def declare_no_conflict(case: Case) -> None:
    """The actor declares to have no conflict of interest in the case."""
    mine = select(Membership).filter_by(case_id=case.id, user_id=current().id, ended_at=None, no_conflict_at=None)
    for membership in db.session.execute(mine).scalars():
        membership.no_conflict_at = datetime.now(UTC)


def end_membership(membership: Membership, reason: str) -> None:
    """Take a person's role away; it has effect at that person's next request.

    Raises Refused for the last coordinator: a case without one could never be staffed again.
    """
    if membership.role is Role.COORDINATOR:
        others = select(func.count()).select_from(Membership).where(
            Membership.case_id == membership.case_id, Membership.role == Role.COORDINATOR,
            Membership.ended_at.is_(None), Membership.id != membership.id)
        if not db.session.execute(others).scalar_one():
            raise Refused(_("The last coordinator cannot leave the team. Name another coordinator first."))
    if membership.ended_at is not None:
        raise Refused(_("This person is off the team already."))
    membership.ended_at, membership.reason_for_change = datetime.now(UTC), reason


def members_of(case: Case) -> list[Membership]:
    """Everybody who is or was on the team, by name."""
    query = select(Membership).join(User, User.id == Membership.user_id).where(Membership.case_id == case.id)
    return list(db.session.execute(query.order_by(User.name, Membership.role, Membership.since)).scalars())


def team_of(case: Case) -> list[Membership]:
    """The active members, by name."""
    return [member for member in members_of(case) if member.ended_at is None]


def team_and_move(case: Case) -> tuple[list[Membership], Review | None]:
    """Everybody who is or was on the team, and the move to another stage that waits for a decision; one question."""
    waits = (Review.record_id == Membership.case_id) & Review.approved.is_(None) & (Review.action == Action.CASE_STAGE)
    query = (select(Membership, Review).join(User, User.id == Membership.user_id).outerjoin(Review, waits)
             .where(Membership.case_id == case.id).order_by(User.name, Membership.role, Membership.since))
    rows = db.session.execute(query).all()
    return [row[0] for row in rows], rows[0][1] if rows else None


def staff() -> list[tuple[UUID, str]]:
    """Everybody who can be put on a team: (id, name)."""
    query = select(User.id, User.name).where(User.disabled_at.is_(None)).order_by(User.name).limit(500)
    return [(row.id, row.name) for row in db.session.execute(query)]


def counts_of(case: Case) -> dict[str, int]:
    """Kind of record -> how many the case holds."""
    rows = db.session.execute(select(CaseCount.kind, CaseCount.n).where(CaseCount.case_id == case.id))
    return {row.kind: row.n for row in rows}


def situations() -> Select[Any]:
    """The situations the actor may know of."""
    return select(Situation)


def cases_matching(text: str | None = None, stage: Any = None, theme: Any = None, mine: bool = False) -> Cases:
    """The actor's cases, filtered; mine: those the actor leads."""
    query = select(Case).options(undefer(Case.lead), defer(Case.counts), defer(Case.left))
    if text:
        query = query.where(Case.title.icontains(text, autoescape=True)
                            | Case.reference.icontains(text, autoescape=True))
    if stage:
        query = query.where(Case.stage == stage)
    if theme:
        query = query.where(Case.theme == theme)
    if mine:
        led = select(Membership.case_id).where(Membership.user_id == current().id, Membership.role == Role.LEAD,
                                               Membership.ended_at.is_(None))
        query = query.where(Case.id.in_(led))
    return query


def case_sorts() -> dict[str, Any]:
    """What case lists can be sorted by; stages go by the line, not by the alphabet."""
    stage = case_when({stage: place for place, stage in enumerate(Stage)}, value=Case.stage)
    return {"reference": Case.reference, "title": Case.title, "stage": stage, "since": Case.stage_since}


def cases_in(chosen: Cases, limit: int) -> list[Case]:
    """The chosen cases by reference, at most `limit`."""
    return list(db.session.execute(chosen.order_by(Case.reference).limit(limit)).scalars())


def longest_in_stage(limit: int) -> list[Case]:
    """The actor's open cases, the ones longest in their stage first."""
    query = cases_matching().where(Case.stage.notin_((Stage.CLOSED, Stage.DORMANT))).order_by(Case.stage_since, Case.id)
    return list(db.session.execute(query.limit(limit)).scalars())
