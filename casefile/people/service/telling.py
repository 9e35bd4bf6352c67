"""Tell those responsible for a person that something happened; codes only."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from casefile.accounts.models import User
from casefile.accounts.service import notify
from casefile.cases.models import Membership
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.mail import Letter, Template, send_each
from casefile.people.models import Person


def write_to(person: Person, template: Template, *roles: Role) -> None:
    """Write an e-mail, codes only, to whoever holds one of the roles in any case the person is filed in."""
    held = _holders(person, *roles).subquery()
    query = select(User.email, User.locale).where(User.id.in_(select(held)), User.disabled_at.is_(None))
    db.session.flush()
    with acting(SYSTEM):
        found = db.session.execute(query.order_by(User.email)).all()
    send_each([Letter(template, row.email, row.locale, {"reference": person.reference, "id": str(person.id)})
               for row in found])


def _holders(person: Person, *roles: Role) -> Select[Any]:
    return select(Membership.user_id).where(
        Membership.case_id.in_(sorted(person.scopes())), Membership.role.in_(roles), Membership.ended_at.is_(None))


def tell(person: Person, kind: str, *roles: Role, **codes: Any) -> None:
    """Notify whoever holds one of the roles in any case the person is filed in, also in cases hidden from the actor."""
    query = _holders(person, *roles)
    db.session.flush()  # what is told of was done by whoever acts now: the history must not say that nobody did it
    with acting(SYSTEM):
        users = db.session.execute(query.distinct()).scalars().all()
    for user_id in users:
        notify(user_id, kind, f"/witnesses/{person.id}", reference=person.reference, **codes)
