"""The calendar a person subscribes to: codes and dates only, at an address that can be made void."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select

from casefile.accounts.models import User
from casefile.cases.service import actor_for
from casefile.core.actor import acting, current
from casefile.core.db import db
from casefile.deadlines import service
from casefile.deadlines.models import CalendarFeed, Deadline

MOST = 1000


def open_feed() -> str:
    """Make a new secret address for the actor; the one before it is void. Only its hash is kept."""
    close_feed()
    secret = secrets.token_urlsafe(32)
    db.session.add(CalendarFeed(user_id=current().id, secret_hash=_hash(secret)))
    return secret


def close_feed() -> None:
    """Make the actor's address void."""
    db.session.execute(delete(CalendarFeed).where(CalendarFeed.user_id == current().id))


def own_feed() -> CalendarFeed | None:
    """The actor's feed, if there is one."""
    return db.session.execute(select(CalendarFeed).filter_by(user_id=current().id)).scalar_one_or_none()


def calendar_of(secret: str) -> str | None:
    """The calendar at a secret address, with what its owner may see now; None when the address is void."""
    found = select(User).join(CalendarFeed, CalendarFeed.user_id == User.id)
    user = db.session.execute(found.where(CalendarFeed.secret_hash == _hash(secret))).scalar_one_or_none()
    if user is None or not user.is_active:
        return None
    with acting(actor_for(user)):
        rows = db.session.execute(service.mine().order_by(Deadline.due_at).limit(MOST)).scalars()
        return calendar(rows, datetime.now(UTC))


def calendar(deadlines: Iterable[Deadline], now: datetime) -> str:
    """The dates as iCalendar (RFC 5545)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//casefile//dates//EN", "METHOD:PUBLISH"]
    for deadline in deadlines:
        lines += ["BEGIN:VEVENT", f"UID:{deadline.id}@casefile", f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}", *_times(deadline),
                  f"SUMMARY:{deadline.case.reference} {deadline.reference}", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def _times(deadline: Deadline) -> list[str]:
    if deadline.timed:
        return [f"DTSTART:{deadline.due_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"]
    day = deadline.due_on
    return [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"]


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
