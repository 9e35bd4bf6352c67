"""Registration numbers that were given: one row for each stretch of pages, for ever."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ColumnElement, ForeignKey, Index, func, select, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casefile.core.actor import Actor
from casefile.core.db import Base, among
from casefile.evidence.models.item import Evidence


class PageNumbers(Base):
    """The pages `first` to `last` of a batch's numbers belong, or once belonged, to an item.

    The database refuses to give a number twice (exclusion constraint), and UPDATE, DELETE and TRUNCATE (trigger).
    """

    __tablename__ = "evidence_number"
    __table_args__ = (
        CheckConstraint("first > 0 AND last >= first", name="order"),
        ExcludeConstraint(("situation_id", "="), ("batch_number", "="), (text("int8range(first, last, '[]')"), "&&"),
                          name="ex_evidence_number_once", using="gist"),
        Index("ix_evidence_number_evidence", "evidence_id"),
    )

    situation_id: Mapped[UUID] = mapped_column(ForeignKey("situation.id"), primary_key=True)
    batch_number: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger)
    evidence_id: Mapped[UUID] = mapped_column(ForeignKey("evidence.id"))
    given_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Those of items filed in the actor's cases."""
        filing = Evidence.Filing.__table__.c
        filed = select(filing.record_id).where(among(filing.case_id, actor.cases))
        visible: ColumnElement[bool] = cls.evidence_id.in_(filed)
        return visible
