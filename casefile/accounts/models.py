"""Accounts and what the application has to tell their owners."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import String

from casefile.core.access import Role
from casefile.core.actor import Actor
from casefile.core.audit import protected
from casefile.core.db import Base, Record


class User(UserMixin, Record):
    """A person with an account. email: lower case. password_hash: Argon2id, NULL until the account is activated."""

    __tablename__ = "user"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower"),)

    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    office_roles: Mapped[list[str]] = mapped_column(ARRAY(String()), default=list)
    password_hash: Mapped[str | None] = mapped_column(info=protected())
    locale: Mapped[str] = mapped_column(default="en")
    timezone: Mapped[str] = mapped_column(default="UTC")
    theme: Mapped[str] = mapped_column(default="auto")
    shortcuts: Mapped[bool] = mapped_column(default=True)
    disabled_at: Mapped[datetime | None]

    @property
    def is_active(self) -> bool:
        """A disabled account signs in nowhere, and its sessions end at once."""
        return self.disabled_at is None

    @property
    def roles_everywhere(self) -> frozenset[Role]:
        """The office roles; everybody with an account is staff."""
        return frozenset(Role(role) for role in self.office_roles) | {Role.STAFF}


class Invitation(Base):
    """A one-time link with which a person sets the password.

    The link's token is this id, signed with the key of the application: neither this row nor the e-mail that waits
    to be sent holds anything with which somebody who reads the database could set the password.
    """

    __tablename__ = "invitation"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Notification(Base):
    """One thing to tell one person. kind is a code with words in the labels; codes holds references and dates only."""

    __tablename__ = "notification"
    __table_args__ = (
        Index("ix_notification_user", "user_id", "created_at"),
        Index("ix_notification_unread", "user_id", postgresql_where=text("read_at IS NULL")),
        Index("uq_notification_key", "key", unique=True, postgresql_where=text("key IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    kind: Mapped[str]
    codes: Mapped[dict[str, Any]] = mapped_column(JSONB)
    url: Mapped[str]
    key: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    read_at: Mapped[datetime | None]

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """One's own."""
        return cls.user_id == actor.id
