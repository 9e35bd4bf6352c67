"""The paragraphs of a statement, sealed, and what each of them said before it was corrected."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.core.db import Record
from casefile.core.vault import Sealed
from casefile.incidents.models import Incident, Place
from casefile.people.models import Person
from casefile.statements.models.statement import OfStatement, Statement
from casefile.statements.rules import Confidence, Knowledge, Topic


class Paragraph(OfStatement, Record):
    """One numbered paragraph: what is cited. Its number is given once and never to another paragraph.

    about: the person it speaks of, if another than the one who speaks. heard_from: from whom, for hearsay.
    struck_reason: taken back by the person or entered wrongly; the number and the text stay.
    """

    __tablename__ = "statement_paragraph"
    __table_args__ = (
        UniqueConstraint("statement_id", "number"),
        CheckConstraint("number > 0", name="number"),
        Index("ix_statement_paragraph_incident", "incident_id"),
    )

    statement_id: Mapped[UUID] = mapped_column(ForeignKey("statement.id"))
    key_owner: Mapped[UUID]
    number: Mapped[int]
    text_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    heard_from_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    knowledge: Mapped[Knowledge | None]
    topic: Mapped[Topic | None]
    confidence: Mapped[Confidence] = mapped_column(default=Confidence.NORMAL)
    incident_id: Mapped[UUID | None] = mapped_column(ForeignKey("incident.id"))
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey("place.id"))
    about_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    struck_reason: Mapped[str | None]

    text = Sealed()
    heard_from = Sealed()

    statement: Mapped[Statement] = relationship()
    about: Mapped[Person | None] = relationship()
    incident: Mapped[Incident | None] = relationship()
    place: Mapped[Place | None] = relationship()

    @property
    def reference(self) -> str:
        """How it is cited."""
        return f"{self.statement.reference} para. {self.number}"


class ParagraphVersion(OfStatement, Record):
    """What a paragraph said until it was corrected, by whom and why. The database only adds to this table."""

    __tablename__ = "statement_paragraph_version"
    __table_args__ = (
        CheckConstraint("length(reason) > 0", name="reason"),
        Index("ix_statement_paragraph_version_paragraph", "paragraph_id", "replaced_at"),
    )

    paragraph_id: Mapped[UUID] = mapped_column(ForeignKey("statement_paragraph.id"))
    statement_id: Mapped[UUID] = mapped_column(ForeignKey("statement.id"))
    key_owner: Mapped[UUID]
    text_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    reason: Mapped[str]
    replaced_by: Mapped[UUID | None]
    replaced_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())

    text = Sealed()

    paragraph: Mapped[Paragraph] = relationship()
    statement: Mapped[Statement] = relationship()
