"""What a person thinks of the proof of one element; never changed, only followed by another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.accounts.models import User
from casefile.cases.models import CaseOwned
from casefile.cases.rules import Standard
from casefile.core.db import Record
from casefile.law.models.charge import ChargeElement
from casefile.law.rules import Level


class ElementAssessment(CaseOwned, Record):
    """A level with its reasons. The database refuses UPDATE, DELETE and TRUNCATE (trigger).

    number: 1, 2, 3 … for the element; the highest stands. standard: the highest standard of proof supported now.
    contrary: what speaks otherwise and what the defence may say. without_strongest: what would carry the element if
    the strongest item fell away. basis: what it rested on, to be compared with what is there later.
    """

    __tablename__ = "element_assessment"
    __table_args__ = (
        ForeignKeyConstraint(["charge_element_id", "case_id"], ["charge_element.id", "charge_element.case_id"]),
        UniqueConstraint("charge_element_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("level <> 'NA'", name="level"),
        CheckConstraint("length(exculpatory) > 0", name="exculpatory"),
        CheckConstraint("level IN ('NONE', 'LEAD') OR coalesce(length(reasoning), 0) > 0", name="reasoning"),
        CheckConstraint("level <> 'ARGUABLE' OR coalesce(length(contrary), 0) > 0", name="contrary"),
        CheckConstraint("level <> 'STRONG' OR coalesce(length(without_strongest), 0) > 0", name="without_strongest"),
        CheckConstraint("level NOT IN ('SUFFICIENT', 'STRONG', 'NEGATED') OR "
                        "(reviewed_by IS NOT NULL AND reviewed_by <> assessed_by)", name="second_person"),
    )

    charge_element_id: Mapped[UUID]
    number: Mapped[int]
    level: Mapped[Level]
    standard: Mapped[Standard | None]
    reasoning: Mapped[str | None]
    weaknesses: Mapped[str | None]
    exculpatory: Mapped[str]
    contrary: Mapped[str | None]
    without_strongest: Mapped[str | None]
    next_step: Mapped[str | None]
    basis: Mapped[dict[str, Any]] = mapped_column(JSONB)
    assessed_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    reviewed_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))

    element: Mapped[ChargeElement] = relationship(
        primaryjoin="ChargeElement.id == foreign(ElementAssessment.charge_element_id)")
    assessor: Mapped[User] = relationship(foreign_keys=[assessed_by])
    reviewer: Mapped[User | None] = relationship(foreign_keys=[reviewed_by])
