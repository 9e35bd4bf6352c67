"""Situations, cases and teams: what people do with them, and the questions pages ask."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, func, select

from casefile.accounts.models import User
from casefile.cases.models import Case, CaseCount, Membership, Situation
from casefile.core.access import Role
from casefile.core.actor import NOBODY, SYSTEM, Actor, acting, current
from casefile.core.db import db, next_number
from casefile.core.errors import Refused


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


def open_situation(code: str, title: str, description: str | None = None) -> Situation:
    """Open a situation. Raises Refused when the code is taken."""
    with acting(SYSTEM):
        taken = db.session.execute(select(Situation.id).filter_by(code=code)).first()
    if taken:
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


def add_member(case: Case, user_id: UUID, role: Role) -> None:
    """Put a person on the team. Raises Refused when the person holds that role already."""
    active = select(Membership.id).filter_by(case_id=case.id, user_id=user_id, role=role, ended_at=None)
    if db.session.execute(active).first():
        raise Refused(_("This person holds that role in this case already."))
    db.session.add(Membership(case_id=case.id, user_id=user_id, role=role))


def end_membership(membership: Membership) -> None:
    """Take a person's role away; it has effect at that person's next request.

    Raises Refused for the last coordinator: a case without one could never be staffed again.
    """
    if membership.role is Role.COORDINATOR:
        others = select(func.count()).select_from(Membership).where(
            Membership.case_id == membership.case_id, Membership.role == Role.COORDINATOR,
            Membership.ended_at.is_(None), Membership.id != membership.id)
        if not db.session.execute(others).scalar_one():
            raise Refused(_("The last coordinator cannot leave the team. Name another coordinator first."))
    membership.ended_at = datetime.now(UTC)


def team_of(case: Case) -> list[Membership]:
    """The active members, by name."""
    query = select(Membership).join(User, User.id == Membership.user_id)
    query = query.where(Membership.case_id == case.id, Membership.ended_at.is_(None)).order_by(User.name, Membership.role)
    return list(db.session.execute(query).scalars())


def staff() -> list[tuple[UUID, str]]:
    """Everybody who can be put on a team: (id, name)."""
    query = select(User.id, User.name).where(User.disabled_at.is_(None)).order_by(User.name).limit(500)
    return [(row.id, row.name) for row in db.session.execute(query)]


def counts_of(case: Case) -> dict[str, int]:
    """Kind of record -> how many the case holds."""
    rows = db.session.execute(select(CaseCount.kind, CaseCount.n).where(CaseCount.case_id == case.id))
    return {row.kind: row.n for row in rows}


def cases_matching(text: str | None = None, stage: Any = None, theme: Any = None) -> Select[Any]:
    """The actor's cases, filtered."""
    query = select(Case)
    if text:
        query = query.where(Case.title.icontains(text, autoescape=True) | Case.reference.icontains(text, autoescape=True))
    if stage:
        query = query.where(Case.stage == stage)
    if theme:
        query = query.where(Case.theme == theme)
    return query
