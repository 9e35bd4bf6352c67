"""Witnesses and victims by code, and who may read about them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from casefile.cases.models import Filed
from casefile.core.access import GRANTS, Permission
from casefile.core.actor import Actor
from casefile.core.db import Base, Record, among
from casefile.core.stages import Staged
from casefile.people.rules import (
    CONSENT_ARROWS,
    AgeBand,
    Consent,
    Contact,
    Protection,
    Sex,
    Testify,
    consent_on_day,
)


def today() -> date:
    """The day by which consent and assessments are judged."""
    return datetime.now(UTC).date()


class PersonCode(Base):
    """A pseudonym code that was given once; the database only adds to this table, so that none is given twice."""

    __tablename__ = "person_code"
    __table_args__ = (CheckConstraint("code ~ '^[WV]-[0-9]{5}$'", name="form"),)

    code: Mapped[str] = mapped_column(primary_key=True)


def closed_to(actor: Actor) -> frozenset[UUID]:
    """The actor's cases in which the actor may not read about people: an observer sees not even a code."""
    reading = GRANTS[Permission.PERSON_READ]
    return frozenset(case for case in actor.cases if not actor.roles.get(case, frozenset()) & reading)


class Closed:
    """Mixin: hidden, with its history, from those who may not read about people."""

    @classmethod
    def hidden_in(cls, actor: Actor) -> frozenset[UUID]:
        """Cases of observers."""
        return closed_to(actor)


class Person(Closed, Filed, Staged, Record):
    """A witness or victim as everybody on the case knows them: a code and what the work needs, never a name.

    roles, languages, vulnerabilities: values of rules.PersonRole, Spoken, Vulnerability. protection_until: the last
    day of the risk assessment. consent_on, consent_until: when it was given, refused or withdrawn, and its last day.
    note: shown to the whole team, so codes only. merged_into_id: the record that stands for this one since two people
    merged them; a merged record is counted nowhere, and its page leads on.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("cardinality(roles) > 0", name="roles"),
        CheckConstraint("(protection IS NULL) = (protection_until IS NULL)", name="protection_dated"),
        CheckConstraint("(consent = 'not_sought') = (consent_on IS NULL)", name="consent_dated"),
        CheckConstraint("consent_until IS NULL OR consent IN ('active', 'expired')", name="consent_until"),
        CheckConstraint("consent_until >= consent_on", name="consent_order"),
        CheckConstraint("merged_into_id <> id", name="merged_into_another"),
        Index("ix_person_roles", "roles", postgresql_using="gin"),
        Index("ix_person_protection", "protection"),
        Index("ix_person_protection_until", "protection_until"),
        Index("ix_person_consent", "consent", "consent_until"),
    )

    axes: ClassVar[Mapping[str, Any]] = {"consent": CONSENT_ARROWS}

    reference: Mapped[str] = mapped_column(ForeignKey("person_code.code"), unique=True)
    roles: Mapped[list[str]] = mapped_column(ARRAY(String))
    sex: Mapped[Sex | None]
    age_band: Mapped[AgeBand | None]
    languages: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"), default=list)
    vulnerabilities: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"), default=list)
    protection: Mapped[Protection | None]
    protection_until: Mapped[date | None]
    contact: Mapped[Contact] = mapped_column(default=Contact.NO_CONTACT)
    testify: Mapped[Testify | None]
    consent: Mapped[Consent] = mapped_column(default=Consent.NOT_SOUGHT)
    consent_on: Mapped[date | None]
    consent_until: Mapped[date | None]
    note: Mapped[str | None]
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Filed in one of the cases in which the actor may read about people."""
        return cls.id.in_(readable_people(actor))

    @property
    def consent_now(self) -> Consent:
        """The consent that counts today."""
        return consent_on_day(self.consent, self.consent_until, today())

    @property
    def protection_overdue(self) -> bool:
        """True when the risk was never assessed, or so long ago that nobody may rely on it."""
        return self.protection_until is None or self.protection_until < today()


class OfPerson(Closed):
    """Mixin: a record about one person, seen by whoever sees the person."""

    person_id: Any
    person: Any

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Those of the people filed in the actor's cases."""
        seen: ColumnElement[bool] = cls.person_id.in_(readable_people(actor))
        return seen

    def scopes(self) -> set[UUID]:
        """The cases the person is filed in."""
        found: set[UUID] = self.person.scopes()
        return found

    @property
    def reference(self) -> str:
        """The person's code: the history speaks of the person by it."""
        code: str = self.person.reference
        return code


def readable_people(actor: Actor) -> Select[Any]:
    """The ids of the people the actor may read about."""
    filing = Person.Filing.__table__.c
    return select(filing.record_id).where(among(filing.case_id, actor.cases - closed_to(actor)))
