"""The names under which recipients of packages know people: random, one a recipient, never the same for two."""

from __future__ import annotations

import secrets

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.people.models import Person, PersonAlias
from casefile.people.rules import ALIASES, alias

_TRIES = 40


def alias_of(person: Person, recipient: str) -> str:
    """The recipient's name for the person; drawn once, at random, and kept for ever.

    Raises Refused when the recipient's names are used up.
    """
    known = select(PersonAlias.alias).where(PersonAlias.person_id == person.id, PersonAlias.recipient == recipient)
    for _try in range(_TRIES):
        found: str | None = db.session.execute(known).scalar_one_or_none()
        if found is not None:
            return found
        drawn = {"person_id": person.id, "recipient": recipient, "alias": alias(secrets.randbelow(ALIASES))}
        db.session.execute(insert(PersonAlias).values(**drawn).on_conflict_do_nothing())
    raise Refused(_("No name is free for this recipient. Tell an administrator: longer names are needed."))


