"""Break-glass: two people agree that one of them opens an identity, for an hour, and everybody responsible hears."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select

from casefile.cases.decisions import Change, ask_for_decision, shows
from casefile.cases.models import Case
from casefile.core.access import Role
from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.mail import Template
from casefile.core.review import Action, Review, pending, second_person
from casefile.people.models import IdentityWindow, Person
from casefile.people.rules import WINDOW_MINUTES
from casefile.people.service.identities import held_of
from casefile.people.service.telling import tell, write_to

# Nobody can leave this list, and no setting empties it.
RESPONSIBLE = (Role.PROTECTION_OFFICER, Role.LEAD, Role.COORDINATOR)


def ask_to_open(person: Person, case: Case, reason: str) -> Review:
    """Ask a second person to let the actor open the identity; everybody responsible hears of it now.

    Raises Refused when nothing is recorded, or when the request waits already.
    """
    if not held_of(person):
        raise Refused(_("No identity is recorded."))
    review = ask_for_decision(Action.IDENTITY_OPEN, person, case, reason, opened_for=str(current().id))
    tell(person, "identity_asked", *RESPONSIBLE)
    return review


@second_person(Action.IDENTITY_OPEN)
def open_window(person: Person, reason: str, *, opened_for: str) -> None:
    """Let the one who asked open the identity for an hour; everybody responsible hears of it, also by e-mail."""
    now = db.session.execute(select(func.clock_timestamp())).scalar_one()
    window = IdentityWindow(person=person, person_id=person.id, opened_for=UUID(opened_for), approved_by=current().id,
                            opened_at=now, closes_at=now + timedelta(minutes=WINDOW_MINUTES))
    db.session.add(window)
    tell(person, "identity_window", *RESPONSIBLE)
    write_to(person, Template.IDENTITY_WINDOW, *RESPONSIBLE)


@shows(Action.IDENTITY_OPEN)
def _in_words(person: Person, _args: dict[str, object]) -> list[Change]:
    return [Change(_("Identity of %(reference)s", reference=person.reference), _("closed"),
                   _("open for whoever asked, for %(n)s minutes", n=WINDOW_MINUTES))]


def window_of(person: Person) -> IdentityWindow | None:
    """The window through which the actor may open the identity now."""
    query = select(IdentityWindow).where(
        IdentityWindow.person_id == person.id, IdentityWindow.opened_for == current().id,
        IdentityWindow.closes_at > func.clock_timestamp())
    return db.session.execute(query.order_by(IdentityWindow.closes_at.desc()).limit(1)).scalar_one_or_none()


def window_asked_for(person: Person) -> Review | None:
    """The request that waits for a second person."""
    return pending(Action.IDENTITY_OPEN, person)
