"""What a person told elsewhere, and what is to be asked the next time."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from casefile.core.db import Record
from casefile.core.uncertain import DateEntry, entry_columns
from casefile.core.vault import Sealed
from casefile.evidence.models import Evidence
from casefile.incidents.models import Incident
from casefile.people.models import OfPerson, Person
from casefile.statements.models.statement import Statement
from casefile.statements.rules import Obtained, Recorded, StatementType, Teller


class PriorAccount(OfPerson, Record):
    """The person told somebody else, or us before our records began: to whom, when, recorded?, obtained?"""

    __tablename__ = "prior_account"
    __table_args__ = (
        CheckConstraint("given_earliest <= given_latest", name="given_order"),
        CheckConstraint("obtained = 'yes' OR evidence_id IS NULL", name="obtained_item"),
        Index("ix_prior_account_person", "person_id"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    key_owner: Mapped[UUID]
    teller: Mapped[Teller]
    organisation: Mapped[str]
    type: Mapped[StatementType]
    given: Mapped[DateEntry | None] = composite(DateEntry, *entry_columns("given"))
    recorded: Mapped[Recorded]
    obtained: Mapped[Obtained]
    evidence_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence.id"))
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    note = Sealed()

    person: Mapped[Person] = relationship()
    evidence: Mapped[Evidence | None] = relationship()


class OpenQuestion(OfPerson, Record):
    """Something to ask at the next contact, so that nobody is asked everything again.

    answered_on, statement_id: when it was asked, and where the answer stands.
    """

    __tablename__ = "open_question"
    __table_args__ = (
        CheckConstraint("(answered_on IS NULL) = (outcome IS NULL)", name="answered_whole"),
        Index("ix_open_question_person", "person_id"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    key_owner: Mapped[UUID]
    question_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    incident_id: Mapped[UUID | None] = mapped_column(ForeignKey("incident.id"))
    answered_on: Mapped[date | None]
    outcome: Mapped[str | None]
    statement_id: Mapped[UUID | None] = mapped_column(ForeignKey("statement.id"))

    question = Sealed()

    person: Mapped[Person] = relationship()
    incident: Mapped[Incident | None] = relationship()
    statement: Mapped[Statement | None] = relationship()
