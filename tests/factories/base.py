"""Accounts, situations, cases and teams for tests."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any, TypeVar

from casefile.accounts.models import User
from casefile.cases.models import Case, Membership, Situation
from casefile.cases.rules import Classification, Forum, Standard, Theme
from casefile.cases.service import actor_for
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, Actor, acting
from casefile.core.db import Record, db, next_number

_serial = itertools.count(1)
T = TypeVar("T", bound=Record)


def made(record: T) -> T:
    """Save the record and hand it out detached, with its columns loaded."""
    with acting(SYSTEM):
        db.session.add(record)
        db.session.commit()
        db.session.refresh(record)
        db.session.expunge(record)
    return record


def a_user(name: str | None = None, office_roles: Iterable[Role] = (), **values: Any) -> User:
    """A person with an account and no password."""
    n = next(_serial)
    return made(User(name=name or f"Person {n}", email=f"person{n}@example.org",
                     office_roles=[str(role) for role in office_roles], **values))


def a_situation(**values: Any) -> Situation:
    """A situation."""
    n = next(_serial)
    return made(Situation(**{"code": f"S{n}", "title": f"Situation {n}", **values}))


def a_case(situation: Situation | None = None, **values: Any) -> Case:
    """A case without a team."""
    situation = situation or a_situation()
    with acting(SYSTEM):
        reference = f"CF-2026-{next_number('case-2026'):03d}"
    defaults = {"title": "Detention at Facility F-9", "theme": Theme.POLITICAL_CAMPS, "target_forum": Forum.ICC_UNSC,
                "target_standard": Standard.CONFIRMATION, "classification": Classification.RESTRICTED}
    return made(Case(reference=reference, situation_id=situation.id, **{**defaults, **values}))


def on_team(user: User, case: Case, *roles: Role) -> User:
    """Put the user on the case's team with the roles."""
    for role in roles or (Role.LEGAL_EXPERT,):
        made(Membership(case_id=case.id, user_id=user.id, role=role))
    return user


def a_member(case: Case, *roles: Role, **values: Any) -> User:
    """A new person on the case's team."""
    return on_team(a_user(**values), case, *roles)


def acting_as(user: User) -> Any:
    """Act as the user, with the roles held now: `with acting_as(user): …`."""
    return acting(actor_of(user))


def actor_of(user: User) -> Actor:
    """The user's actor."""
    return actor_for(user)
