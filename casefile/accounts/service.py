"""Accounts: sign in, invite, change a password; notifications."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from casefile.accounts.models import Invitation, Notification, User
from casefile.accounts.rules import normal
from casefile.core import audit, sessions
from casefile.core.db import db

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
    audit.note("signed_in", user)
    return user


def check_password(user: User, password: str) -> bool:
    """True when this is the user's present password."""
    try:
        return bool(user.password_hash) and HASHER.verify(user.password_hash or "", normal(password))
    except (VerificationError, InvalidHashError):
        return False


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
    """A token for /activate/<token>, valid once and for 72 hours; only its hash is stored."""
    token = secrets.token_urlsafe(32)
    db.session.add(Invitation(token_hash=_hash(token), user_id=user.id, expires_at=datetime.now(UTC) + INVITATION_LASTS))
    return token


def invited(token: str) -> User | None:
    """The user whom a valid, unused invitation belongs to."""
    query = select(Invitation).filter_by(token_hash=_hash(token), used_at=None)
    found = db.session.execute(query.where(Invitation.expires_at > func.clock_timestamp())).scalar_one_or_none()
    return db.session.get(User, found.user_id) if found else None


def accept(token: str, user: User, password: str) -> None:
    """Use up the invitation and set the password."""
    db.session.execute(update(Invitation).where(Invitation.token_hash == _hash(token))
                       .values(used_at=func.clock_timestamp()))
    set_password(user, password)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def disable(user: User) -> None:
    """Close an account: it signs in nowhere and its sessions end at once."""
    user.disabled_at = datetime.now(UTC)
    sessions.end_sessions_of(user.id)


def notify(user_id: UUID, kind: str, url: str, key: str | None = None, **codes: Any) -> None:
    """Tell a person something in the application; with a key it is told once ever. codes: references and dates only."""
    values = {"user_id": user_id, "kind": kind, "url": url, "key": key, "codes": codes}
    db.session.execute(insert(Notification).values(**values).on_conflict_do_nothing())


def names_of(ids: set[UUID]) -> dict[UUID, str]:
    """User id -> name, for the given ids."""
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(ids))) if ids else []
    return {row.id: row.name for row in rows}


def ping() -> None:
    """Ask the database a question, for the health check."""
    db.session.execute(select(1))
