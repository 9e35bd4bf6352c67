"""Accounts: sign in, invite, change a password; notifications."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import Select, func, select, update
from sqlalchemy.dialects.postgresql import insert

from casefile.accounts.models import Invitation, Notification, User
from casefile.accounts.rules import normal
from casefile.core import audit, mail, sessions
from casefile.core.access import Role
from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.errors import Refused

# 46 MiB, one pass, one lane: as strong as OWASP asks for and light enough for two cores.
HASHER = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
_NOBODY = HASHER.hash("the same work is done for an unknown address")
INVITATION_LASTS = timedelta(hours=72)


def sign_in(email: str, password: str) -> User | None:
    """The user whose address and password these are; None otherwise, after the same amount of work."""
    user = db.session.execute(select(User).filter_by(email=email.strip().lower())).scalar_one_or_none()
    stored = user.password_hash if user is not None and user.password_hash else _NOBODY
    try:
        HASHER.verify(stored, normal(password))
    except (VerificationError, InvalidHashError):
        if user is not None:
            audit.note("sign_in_failed", user)
        return None
    if user is None or not user.password_hash or not user.is_active:
        return None
    if HASHER.check_needs_rehash(stored):
        user.password_hash = HASHER.hash(normal(password))
    audit.note("password_accepted" if user.factor_since else "signed_in", user)
    return user


def check_password(user: User, password: str) -> bool:
    """True when this is the user's present password."""
    try:
        return bool(user.password_hash) and HASHER.verify(user.password_hash or "", normal(password))
    except (VerificationError, InvalidHashError):
        return False


def confirm(user: User, password: str) -> bool:
    """Whether this is the user's present password, asked for again; either way it is written down."""
    right = check_password(user, password)
    audit.note("stepped_up" if right else "step_up_failed", user)
    return right


def set_password(user: User, password: str) -> None:
    """Set a new password and end every session of the user."""
    user.password_hash = HASHER.hash(normal(password))
    sessions.end_sessions_of(user.id)


def add_user(name: str, email: str, office_roles: list[str], locale: str = "en", timezone: str = "Asia/Seoul") -> User:
    """Add an account without a password; `invite` gives the link that sets it."""
    user = User(name=name, email=email.strip().lower(), office_roles=office_roles, locale=locale, timezone=timezone)
    db.session.add(user)
    db.session.flush()
    return user


def invite(user: User) -> str:
    """A token for /activate/<token>, valid once and for 72 hours; earlier invitations of the user end."""
    return token_of(_open_invitation(user))


def invite_by_mail(user: User) -> UUID:
    """Invite the user and write the e-mail; returns the invitation's id, from which `token_of` makes the link."""
    invitation = _open_invitation(user)
    mail.send(mail.Template.INVITATION, user.email, user.locale, invitation=str(invitation))
    return invitation


def _open_invitation(user: User) -> UUID:
    _end_invitations(user)
    invitation = Invitation(id=uuid4(), user_id=user.id, expires_at=datetime.now(UTC) + INVITATION_LASTS)
    db.session.add(invitation)
    return invitation.id


def _end_invitations(user: User) -> None:
    open_ones = update(Invitation).where(Invitation.user_id == user.id, Invitation.used_at.is_(None))
    db.session.execute(open_ones.values(used_at=func.clock_timestamp()))


def token_of(invitation: UUID) -> str:
    """The link's token: the invitation's id, signed with the application's key."""
    return _signer().dumps(str(invitation))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="invitation")


def _invitation_in(token: str) -> UUID | None:
    try:
        return UUID(_signer().loads(token))
    except (BadSignature, ValueError):
        return None


def invited(token: str) -> User | None:
    """The user whom a valid, unused invitation belongs to."""
    query = select(Invitation).filter_by(id=_invitation_in(token), used_at=None)
    found = db.session.execute(query.where(Invitation.expires_at > func.clock_timestamp())).scalar_one_or_none()
    user = db.session.get(User, found.user_id) if found else None
    return user if user is not None and user.is_active else None


def accept(token: str, user: User, password: str) -> None:
    """Use up the invitation and set the password. Raises Refused when another tab used it in the meantime."""
    used = update(Invitation).where(Invitation.id == _invitation_in(token), Invitation.used_at.is_(None))
    taken = db.session.execute(used.values(used_at=func.clock_timestamp()).returning(Invitation.id)).first()
    if taken is None:
        raise Refused(_("This link was used already. Ask an administrator for a new one."))
    set_password(user, password)


def disable(user: User, reason: str) -> None:
    """Close an account: it signs in nowhere, its sessions end at once and its invitations are void.

    Raises Refused for one's own account, and for the last administrator.
    """
    if user.id == current().id:
        raise Refused(_("You cannot close your own account. Another administrator does it."))
    _keep_an_administrator(user)
    user.disabled_at, user.reason_for_change = datetime.now(UTC), reason
    sessions.end_sessions_of(user.id)
    _end_invitations(user)


def enable(user: User, reason: str) -> None:
    """Open a closed account again; its password still holds."""
    user.disabled_at, user.reason_for_change = None, reason


def set_office_roles(user: User, roles: list[str]) -> None:
    """Set the roles that hold everywhere. Raises Refused when nobody could administer accounts any more."""
    if Role.ADMINISTRATOR not in roles:
        _keep_an_administrator(user)
    user.office_roles = sorted(roles)


def _keep_an_administrator(user: User) -> None:
    if Role.ADMINISTRATOR not in user.office_roles:
        return
    others = select(User.id).where(User.office_roles.contains([Role.ADMINISTRATOR.value]), User.disabled_at.is_(None),
                                   User.id != user.id)
    if db.session.execute(others.limit(1)).first() is None:
        raise Refused(_("This is the last administrator. Name another one first."))


def notify(user_id: UUID, kind: str, url: str, key: str | None = None, **codes: Any) -> None:
    """Tell a person something in the application; with a key it is told once ever. codes: references and dates only."""
    values = {"user_id": user_id, "kind": kind, "url": url, "key": key, "codes": codes}
    db.session.execute(insert(Notification).values(**values).on_conflict_do_nothing())


def notifications() -> Select[Any]:
    """The actor's notifications."""
    return select(Notification)


def notification(id: UUID) -> Notification | None:
    """One of the actor's notifications."""
    return db.session.execute(select(Notification).filter_by(id=id)).scalar_one_or_none()


def mark_read(notification: Notification) -> None:
    """Note that its owner has seen it."""
    notification.read_at = notification.read_at or datetime.now(UTC)


def mark_all_read() -> None:
    """Note that the actor has seen every notification."""
    mine = update(Notification).where(Notification.user_id == current().id, Notification.read_at.is_(None))
    db.session.execute(mine.values(read_at=func.clock_timestamp()))


def sessions_of(user: User) -> list[sessions.WebSession]:
    """The user's open sessions, the one used last first."""
    query = select(sessions.WebSession).filter_by(user_id=user.id).order_by(sessions.WebSession.seen_at.desc())
    return list(db.session.execute(query.limit(50)).scalars())


def email_taken(email: str) -> bool:
    """True when an account has the address."""
    return db.session.execute(select(User.id).filter_by(email=email.strip().lower())).first() is not None


def users_matching(text: str | None) -> Select[Any]:
    """All accounts, or those whose name or address holds the text."""
    query = select(User)
    if text:
        query = query.where(User.name.icontains(text, autoescape=True) | User.email.icontains(text, autoescape=True))
    return query


def names_of(ids: set[UUID]) -> dict[UUID, str]:
    """User id -> name, for the given ids."""
    if not ids:
        return {}
    return {row.id: row.name for row in db.session.execute(select(User.id, User.name).where(User.id.in_(ids)))}


def ping() -> None:
    """Ask the database a question, for the health check."""
    db.session.execute(select(1))
