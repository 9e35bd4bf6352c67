"""Tell those responsible for a person that something happened; codes only."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from casefile.accounts.service import notify
from casefile.cases.models import Membership
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.people.models import Person


def tell(person: Person, kind: str, *roles: Role, **codes: Any) -> None:
    """Notify whoever holds one of the roles in any case the person is filed in, also in cases hidden from the actor."""
    query = select(Membership.user_id).where(
        Membership.case_id.in_(sorted(person.scopes())), Membership.role.in_(roles), Membership.ended_at.is_(None))
    db.session.flush()  # what is told of was done by whoever acts now: the history must not say that nobody did it
    with acting(SYSTEM):
        users = db.session.execute(query.distinct()).scalars().all()
    for user_id in users:
        notify(user_id, kind, f"/witnesses/{person.id}", reference=person.reference, **codes)
