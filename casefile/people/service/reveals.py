"""Openings of identities: on record first, shown afterwards, one group at a time and only while the clock runs."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from casefile.accounts.service import names_of
from casefile.core.access import Role
from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.errors import NotRecorded, Refused
from casefile.core.vault import VaultError
from casefile.people.models import IdentityReveal, IdentityShred, IdentityWindow, Person
from casefile.people.rules import FIELDS, Group
from casefile.people.service.identities import held_of, identity_of
from casefile.people.service.telling import tell

log = logging.getLogger(__name__)
LISTED = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """An opened group: field -> text, and the seconds until it closes."""

    fields: dict[str, str]
    seconds: int


@dataclass(frozen=True, slots=True)
class History:
    """Everything that was done with one identity, newest first, with the names of who did it."""

    reveals: Sequence[IdentityReveal]
    total: int
    windows: Sequence[IdentityWindow]
    shreds: Sequence[IdentityShred]
    names: dict[UUID, str]


def open_group(person: Person, group: Group, reason: str, window: IdentityWindow | None = None) -> IdentityReveal:
    """Put on record that one group is opened, until when and why; `shown` gives the text once this is committed.

    The protection officers are told, of their own openings too: so the owner of a stolen session learns of it.
    Raises Refused when nothing is recorded in the group, NotRecorded when the entry cannot be written.
    """
    if group not in held_of(person):
        raise Refused(_("Nothing is recorded there."))
    now = db.session.execute(select(func.clock_timestamp())).scalar_one()
    closes = now + timedelta(minutes=current_app.config["REVEAL_MINUTES"])
    opening = IdentityReveal(
        person=person, person_id=person.id, group=group, revealed_by=current().id, revealed_at=now,
        window_id=window.id if window else None, closes_at=min(closes, window.closes_at) if window else closes)
    opening.reason = reason
    db.session.add(opening)
    try:
        db.session.flush()
        tell(person, "identity_revealed", Role.PROTECTION_OFFICER, group=group.value)
    except DBAPIError as error:
        raise NotRecorded from error
    return opening


def is_own(opening: IdentityReveal) -> bool:
    """Whether the actor opened it: nobody else is told that there is such an opening."""
    return opening.revealed_by == current().id


def shown(opening: IdentityReveal) -> Shown | None:
    """The opened text; None when the clock has run out.

    Raises Refused when what is stored does not open.
    """
    left = opening.closes_at - db.session.execute(select(func.clock_timestamp())).scalar_one()
    if left <= timedelta(0):
        return None
    identity = identity_of(opening.person)
    try:
        opened = {name: getattr(identity, name) for name in FIELDS[opening.group]} if identity else {}
    except VaultError:
        log.error("the identity behind record %s does not open", opening.person_id)
        raise Refused(_("This does not open: its key is missing or was destroyed, or the stored text was changed. "
                        "Tell an administrator; nothing was shown.")) from None
    return Shown({name: text for name, text in opened.items() if text}, max(1, int(left.total_seconds())))


def history_of(person: Person) -> History:
    """The latest openings, every break-glass, and whether the key was destroyed."""
    mine = IdentityReveal.person_id == person.id
    reveals = db.session.execute(
        select(IdentityReveal).where(mine).order_by(IdentityReveal.revealed_at.desc()).limit(LISTED)).scalars().all()
    total = db.session.execute(select(func.count()).select_from(IdentityReveal).where(mine)).scalar_one()
    windows = db.session.execute(select(IdentityWindow).where(IdentityWindow.person_id == person.id)
                                 .order_by(IdentityWindow.opened_at.desc()).limit(LISTED)).scalars().all()
    shreds = db.session.execute(select(IdentityShred).where(IdentityShred.person_id == person.id)
                                .order_by(IdentityShred.shredded_at.desc())).scalars().all()
    ids = {opening.revealed_by for opening in reveals if opening.revealed_by}
    ids |= {id for window in windows for id in (window.opened_for, window.approved_by)}
    ids |= {id for shred in shreds for id in (shred.proposed_by, shred.approved_by)}
    return History(reveals, total, windows, shreds, names_of(ids))


def reason_of(opening: IdentityReveal) -> str | None:
    """Why it was opened; None when the key that sealed the reason is gone."""
    try:
        reason: str | None = opening.reason
    except VaultError:
        return None
    return reason
