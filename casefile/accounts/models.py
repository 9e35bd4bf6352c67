"""Accounts and what the application has to tell their owners."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from flask_login import UserMixin
from sqlalchemy import BigInteger, CheckConstraint, ColumnElement, ForeignKey, Index, LargeBinary, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import String

from casefile.core.access import Role
from casefile.core.actor import Actor
from casefile.core.audit import protected
from casefile.core.db import Base, Record
from casefile.core.vault import Sealed


class User(UserMixin, Record):
    """A person with an account. email: lower case. password_hash: Argon2id, NULL until the account is activated.

    factor_since: since when a code of the second factor is asked for as well.
    """

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
    factor_since: Mapped[datetime | None]

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


class SecondFactor(Base):
    """What a person's authenticator app and this application both know. It counts once `User.factor_since` is set.

    secret: sealed with the person's own key. last_counter: the half minute whose code was taken last; neither it
    nor an earlier one is taken again.
    """

    __tablename__ = "second_factor"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), unique=True)
    secret_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    last_counter: Mapped[int | None] = mapped_column(BigInteger)

    secret = Sealed()

    @property
    def key_owner(self) -> UUID:
        """The person's own key."""
        return self.user_id


class RecoveryCode(Base):
    """One code for the day the telephone is lost: 120 random bits, of which only the SHA-256 is kept. Used once."""

    __tablename__ = "recovery_code"

    code_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    used_at: Mapped[datetime | None]


class FactorReset(Record):
    """A lost second factor: one person proposes that it is taken off an account, another one decides."""

    __tablename__ = "factor_reset"
    __table_args__ = (
        CheckConstraint("decided_by <> proposed_by", name="second_person"),
        CheckConstraint("proposed_by <> user_id AND decided_by <> user_id", name="not_oneself"),
        CheckConstraint("(decided_by IS NULL) = (approved IS NULL)", name="decided_whole"),
        Index("uq_factor_reset_open", "user_id", unique=True, postgresql_where=text("approved IS NULL")),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str]
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    proposed_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    approved: Mapped[bool | None]

    user: Mapped[User] = relationship(foreign_keys=user_id)
    proposer: Mapped[User] = relationship(foreign_keys=proposed_by)


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
