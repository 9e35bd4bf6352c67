"""The names under which recipients of packages know people: random, one a recipient, never the same for two."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.people.models import Person, PersonAlias
from casefile.people.rules import ALIASES, alias

_TRIES = 40


def aliases_for(people: Collection[UUID], recipient: str) -> dict[UUID, str]:
    """The recipient's name for each of the people, drawn for those who have none yet; one question beside those."""
    known = select(PersonAlias.person_id, PersonAlias.alias).where(
        PersonAlias.person_id.in_(sorted(people)), PersonAlias.recipient == recipient)
    with acting(SYSTEM):  # somebody in the package whom the actor may not know of has a name at the recipient too
        found = {row.person_id: row.alias for row in db.session.execute(known)}
        return found | {id: _drawn(id, recipient) for id in sorted(set(people) - set(found))}


def alias_of(person: Person, recipient: str) -> str:
    """The recipient's name for the person; drawn once, at random, and kept for ever.

    Raises Refused when the recipient's names are used up.
    """
    return _drawn(person.id, recipient)


def _drawn(person_id: UUID, recipient: str) -> str:
    known = select(PersonAlias.alias).where(PersonAlias.person_id == person_id, PersonAlias.recipient == recipient)
    for _try in range(_TRIES):
        found: str | None = db.session.execute(known).scalar_one_or_none()
        if found is not None:
            return found
        drawn = {"person_id": person_id, "recipient": recipient, "alias": alias(secrets.randbelow(ALIASES))}
        db.session.execute(insert(PersonAlias).values(**drawn).on_conflict_do_nothing())
    raise Refused(_("No name is free for this recipient. Tell an administrator: longer names are needed."))


