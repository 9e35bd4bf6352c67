"""Destroying an identity for good: two people, the key goes, and no backup brings it back."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from casefile.cases.decisions import Change, ask_for_decision, shows
from casefile.cases.models import Case
from casefile.core import shredding
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting, current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.review import Action, Review, pending, second_person
from casefile.core.vault import VaultError
from casefile.people import labels
from casefile.people.models import IdentityShred, Person
from casefile.people.rules import ShredGround
from casefile.people.service.duplicates import forget_prints
from casefile.people.service.identities import held_of, identity_of
from casefile.people.service.telling import tell


def ask_to_shred(person: Person, case: Case, ground: ShredGround, reason: str) -> Review:
    """Propose that the person's key is destroyed. Raises Refused when there is nothing to destroy."""
    if not held_of(person):
        raise Refused(_("No identity is recorded."))
    return ask_for_decision(Action.IDENTITY_SHRED, person, case, reason, ground=ground.value,
                            proposed_by=str(current().id))


@second_person(Action.IDENTITY_SHRED)
def shred_identity(person: Person, reason: str, *, ground: str, proposed_by: str) -> None:
    """Destroy the person's data key: nothing sealed with it opens again, in no backup either.

    Raises Refused when the key is gone already.
    """
    try:
        key_id = shredding.destroy_key(person.id)
    except VaultError:
        raise Refused(_("The key of this identity was destroyed before.")) from None
    identity = identity_of(person)
    if identity is not None:
        identity.empty()
    forget_prints(person.id)
    db.session.add(IdentityShred(
        person=person, person_id=person.id, key_id=key_id, ground=ShredGround(ground), proposed_by=UUID(proposed_by),
        approved_by=current().id))
    tell(person, "identity_shredded", Role.PROTECTION_OFFICER, Role.LEAD, Role.COORDINATOR)


@shows(Action.IDENTITY_SHRED)
def _in_words(person: Person, args: dict[str, str]) -> list[Change]:
    return [Change(_("Key of the identity of %(reference)s", reference=person.reference), _("kept"),
                   _("destroyed for good: %(ground)s", ground=labels.SHRED_GROUND[ShredGround(args["ground"])]))]


def shred_asked_for(person: Person) -> Review | None:
    """The proposal that waits for a second person."""
    return pending(Action.IDENTITY_SHRED, person)


def reapply_shreds() -> int:
    """Before anybody is served: destroy again the keys that a restored backup brought back; returns how many."""
    with acting(SYSTEM):
        return shredding.reapply(db.session.execute(select(IdentityShred.key_id)).scalars())
