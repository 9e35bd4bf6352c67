"""Sessions kept in the database: the cookie holds a random token, and sign-out ends them at once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import LargeBinary, delete, func, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import CallbackDict

from casefile.core.db import Base, db

_TOUCH_EVERY = timedelta(seconds=30)


class WebSession(Base):
    """One browser's session. token_hash: SHA-256 of the cookie; a stolen database signs nobody in."""

    __tablename__ = "web_session"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    user_id: Mapped[UUID | None] = mapped_column(index=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    seen_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())


class DatabaseSession(CallbackDict[str, Any], SessionMixin):
    """The session as the views see it."""

    def __init__(self, initial: Any = None, token: str | None = None) -> None:
        def changed(_dict: Any) -> None:
            self.modified = self.accessed = True

        super().__init__(initial, changed)
        self.token, self.modified, self.accessed, self.renewed, self.stale = token, False, False, False, False

    @property
    def token_hash(self) -> bytes | None:
        """The row of this session, for the list of one's own sessions."""
        return _hash(self.token) if self.token else None

    def renew(self) -> None:
        """Take a new token at sign-in and step-up; the old one stops working."""
        self.renewed = self.modified = True


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


class DatabaseSessions(SessionInterface):
    """Opens and saves sessions on a connection of its own: a request that rolls back still keeps its session."""

    def __init__(self, app: Flask) -> None:
        self.name = "__Host-casefile" if app.config["SECURE"] else "casefile"
        self.idle = timedelta(seconds=app.config["SESSION_IDLE"])
        self.longest = timedelta(seconds=app.config["SESSION_LONGEST"])

    def open_session(self, app: Flask, request: Request) -> DatabaseSession:
        """The session of the cookie if it is known and alive; otherwise a new, empty one."""
        token = request.cookies.get(self.name, "")
        if not token or len(token) > 100 or request.path.startswith("/static/"):
            return DatabaseSession()
        now = func.clock_timestamp()
        alive = (WebSession.seen_at > now - self.idle) & (WebSession.created_at > now - self.longest)
        stale = WebSession.seen_at < now - _TOUCH_EVERY
        with db.engine.connect() as connection:
            row = connection.execute(
                select(WebSession.data, stale).where(WebSession.token_hash == _hash(token), alive)
            ).first()
        if row is None:
            return DatabaseSession()
        session = DatabaseSession(row[0], token)
        session.stale = row[1]
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Store what changed and say that the session was used."""
        if not isinstance(session, DatabaseSession) or not (session.modified or session.stale):
            return
        if not session and session.token:
            self._end(session.token)
            response.delete_cookie(self.name, path="/", secure=app.config["SECURE"], httponly=True, samesite="Lax")
            return
        if not session.modified:
            self._touch(session.token)
            return
        if session:
            self._store(app, session, response)

    def _store(self, app: Flask, session: DatabaseSession, response: Response) -> None:
        if session.renewed and session.token:
            self._end(session.token)
        if session.renewed or not session.token:
            session.token = secrets.token_urlsafe(32)
            # Without an age: the browser keeps it in memory, and no profile on a stolen disk holds it.
            response.set_cookie(self.name, session.token, path="/", secure=app.config["SECURE"], httponly=True,
                                samesite="Lax")
        user = session.get("_user_id")
        values = {"token_hash": _hash(session.token), "user_id": UUID(user) if user else None, "data": dict(session)}
        now = func.clock_timestamp()
        statement = insert(WebSession).values(**values).on_conflict_do_update(
            index_elements=["token_hash"],
            set_={"data": values["data"], "user_id": values["user_id"], "seen_at": now})
        with db.engine.begin() as connection:
            connection.execute(statement)

    @staticmethod
    def _end(token: str) -> None:
        with db.engine.begin() as connection:
            connection.execute(delete(WebSession).where(WebSession.token_hash == _hash(token)))

    @staticmethod
    def _touch(token: str | None) -> None:
        with db.engine.begin() as connection:
            statement = update(WebSession).where(WebSession.token_hash == _hash(token or ""))
            connection.execute(statement.values(seen_at=func.clock_timestamp()))


def end_sessions_of(user_id: UUID) -> None:
    """End every session of a person, in this transaction."""
    db.session.execute(delete(WebSession).where(WebSession.user_id == user_id))


def purge(idle: timedelta, longest: timedelta) -> int:
    """Remove sessions that ended by time; returns how many."""
    now = func.clock_timestamp()
    dead = (WebSession.seen_at < now - idle) | (WebSession.created_at < now - longest)
    return len(db.session.execute(delete(WebSession).where(dead).returning(WebSession.token_hash)).all())
