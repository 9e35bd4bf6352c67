"""The versions of a person's consent, and what each permits to whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.core.db import Record
from casefile.core.stages import Staged
from casefile.people.models.person import OfPerson, Person
from casefile.people.rules import Contact, Spoken, Testify
from casefile.people.rules.consent import VERSION_ARROWS, Channel, Shape, Version
from casefile.people.rules.grants import Grant, Level, Purpose


class ConsentVersion(OfPerson, Staged, Record):
    """One decision of a person, whole and as it was made; the database refuses to change what was decided.

    explained: values of rules.Explained. unexplained: why one of them was left out. guardian, assent: for a minor.
    conditions: in the person's words; nothing is permitted until they are settled as limits. ended_on: the day on
    which it expired, was withdrawn or was replaced.
    """

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("until IS NULL OR (status <> 'refused' AND until >= decided_on)", name="until"),
        CheckConstraint("(status IN ('active', 'refused')) = (ended_on IS NULL)", name="ended"),
        CheckConstraint("assent IS NULL OR guardian IS NOT NULL", name="guardian"),
        CheckConstraint("(settled_on IS NULL) = (settled_how IS NULL)", name="settled_whole"),
        Index("uq_consent_number", "person_id", "number", unique=True),
        Index("uq_consent_current", "person_id", unique=True, postgresql_where=text("status IN ('active', 'refused')")),
        Index("ix_consent_until", "until", postgresql_where=text("status = 'active'")),
    )

    axes: ClassVar[Mapping[str, Any]] = {"status": VERSION_ARROWS}

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    number: Mapped[int]
    status: Mapped[Version]
    decided_on: Mapped[date]
    basis: Mapped[str]
    place: Mapped[str | None]
    obtained_by: Mapped[str | None]
    interpreter: Mapped[str | None]
    language: Mapped[Spoken | None]
    shape: Mapped[Shape | None]
    explained: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"), default=list)
    unexplained: Mapped[str | None]
    capacity: Mapped[bool] = mapped_column(default=False)
    guardian: Mapped[str | None]
    assent: Mapped[bool | None]
    conditions: Mapped[str | None]
    settled_on: Mapped[date | None]
    settled_how: Mapped[str | None]
    recontact: Mapped[bool] = mapped_column(default=False)
    channel: Mapped[Channel | None]
    contact: Mapped[Contact | None]
    testify: Mapped[Testify | None]
    until: Mapped[date | None]
    review_on: Mapped[date | None]
    ended_on: Mapped[date | None]

    person: Mapped[Person] = relationship()
    rows: Mapped[list[ConsentGrant]] = relationship(back_populates="consent", order_by="ConsentGrant.number",
                                                    lazy="selectin")

    @property
    def grants(self) -> list[ConsentGrant]:
        """What it permits."""
        return [row for row in self.rows if not row.limits]

    @property
    def limits(self) -> list[ConsentGrant]:
        """What it does not permit in spite of that."""
        return [row for row in self.rows if row.limits]

    @property
    def conditions_open(self) -> bool:
        """Special conditions wait for somebody to turn them into limits."""
        return bool(self.conditions) and self.settled_on is None


class ConsentGrant(OfPerson, Record):
    """One row of the matrix, or a limit to its rows; the database only adds to this table."""

    __tablename__ = "consent_grant"
    __table_args__ = (
        CheckConstraint("level BETWEEN 0 AND 6", name="level"),
        CheckConstraint("until >= since", name="order"),
        CheckConstraint("limits OR (recipient IS NOT NULL AND purpose IS NOT NULL)", name="says_what"),
        Index("uq_consent_grant_number", "consent_id", "number", unique=True),
    )

    consent_id: Mapped[UUID] = mapped_column(ForeignKey("consent.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    number: Mapped[int]
    limits: Mapped[bool] = mapped_column(default=False)
    recipient: Mapped[str | None]
    purpose: Mapped[Purpose | None]
    level: Mapped[int]
    since: Mapped[date]
    until: Mapped[date | None]
    consult: Mapped[bool] = mapped_column(default=False)

    consent: Mapped[ConsentVersion] = relationship(back_populates="rows")
    person: Mapped[Person] = relationship()

    @property
    def grant(self) -> Grant:
        """The row as the rules take it."""
        return Grant(self.recipient, self.purpose, Level(self.level), self.since, self.until, self.consult)
