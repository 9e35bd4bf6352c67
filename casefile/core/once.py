"""A form is acted on once: a second press of the button is sent to where the first one led."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import g, request
from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from casefile.core.actor import current
from casefile.core.db import Base, db


class FormOnce(Base):
    """The token of a form that was acted on, and the page it led to."""

    __tablename__ = "form_once"

    token: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID | None]
    location: Mapped[str | None]
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())


class AlreadyDone(Exception):
    """The same form was acted on before; `location` is where that led."""

    def __init__(self, location: str) -> None:
        super().__init__("already done")
        self.location = location


def claim(token: UUID) -> None:
    """Take the token for this transaction; raise AlreadyDone if it was taken.

    A press that arrives while the first is still at work waits here until that one has committed.
    """
    if g.get("once") == token:
        return
    _stand_in_line(token)
    statement = insert(FormOnce).values(token=token, user_id=current().id).on_conflict_do_nothing()
    if db.session.execute(statement.returning(FormOnce.token)).scalar_one_or_none() is None:
        row = select(FormOnce.location).where(FormOnce.token == token, FormOnce.user_id == current().id)
        raise AlreadyDone(db.session.execute(row).scalar_one_or_none() or "/")
    g.once = token


def was_acted_on(token: UUID) -> bool:
    """True when the form was acted on; waits for whoever is acting on it at this moment."""
    _stand_in_line(token)
    return db.session.execute(select(FormOnce.token).where(FormOnce.token == token)).first() is not None


def _stand_in_line(token: UUID) -> None:
    """One at a time for one form, until this transaction ends: what is typed must not be kept after it was saved."""
    db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"form:{token}", 0))))


def remember(response: Any) -> None:
    """Note where the form led: to where the view redirected, else to its own page."""
    token = g.pop("once", None)
    if token is not None:
        location = getattr(response, "location", None) or request.path
        db.session.execute(update(FormOnce).where(FormOnce.token == token).values(location=location))
