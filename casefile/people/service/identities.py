"""Identities: record them without reading, open one group of them with a reason."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from casefile.accounts.service import names_of
from casefile.core.access import Role
from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.vault import VaultError
from casefile.people.models import Identity, IdentityReveal, Person
from casefile.people.rules import FIELDS, Group
from casefile.people.service.telling import tell

log = logging.getLogger(__name__)


def _identity_of(person: Person) -> Identity | None:
    return db.session.execute(select(Identity).where(Identity.person_id == person.id)).scalar_one_or_none()


def record_identity(person: Person, changes: dict[str, str | None]) -> None:
    """Write the fields, encrypted; None removes what is stored. What is not named stays."""
    identity = _identity_of(person)
    if identity is None:
        identity = Identity(person=person, person_id=person.id)
        db.session.add(identity)
    for name in (name for names in FIELDS.values() for name in names if name in changes):
        setattr(identity, name, changes[name])


def held_of(person: Person) -> list[Group]:
    """The groups in which something is recorded."""
    identity = _identity_of(person)
    return identity.held if identity else []


def reveal(person: Person, group: Group, reason: str) -> dict[str, str]:
    """Open one group: field -> text. The opening is recorded and told to the protection officers in this transaction.

    Those are told of their own openings too: so the owner of a stolen session learns of it.
    Raises Refused when nothing is recorded in the group, or when it does not open.
    """
    identity = _identity_of(person)
    if identity is None or group not in identity.held:
        raise Refused(_("Nothing is recorded there."))
    opening = IdentityReveal(person=person, person_id=person.id, group=group, reason=reason, revealed_by=current().id)
    opening.reason_for_change = reason
    db.session.add(opening)
    tell(person, "identity_revealed", Role.PROTECTION_OFFICER, group=group.value)
    try:
        opened = {name: getattr(identity, name) for name in FIELDS[group]}
    except VaultError:
        log.error("the identity behind record %s does not open", person.id)
        raise Refused(_("This does not open: its key is missing or was destroyed, or the stored text was changed. "
                        "Tell an administrator; nothing was shown.")) from None
    return {name: text for name, text in opened.items() if text}


def reveals_of(person: Person) -> list[tuple[IdentityReveal, str | None]]:
    """The latest openings of the identity, newest first, each with the name of who opened it."""
    query = select(IdentityReveal).where(IdentityReveal.person_id == person.id)
    found: Sequence[IdentityReveal] = db.session.execute(
        query.order_by(IdentityReveal.revealed_at.desc()).limit(100)).scalars().all()
    names = names_of({opening.revealed_by for opening in found if opening.revealed_by})
    return [(opening, names.get(opening.revealed_by) if opening.revealed_by else None) for opening in found]
