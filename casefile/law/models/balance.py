"""The other side: searches for what exonerates, and what a reader new to the case would say for the defence."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.accounts.models import User
from casefile.cases.models import Case, CaseOwned
from casefile.core.db import Record
from casefile.law.models.charge import Charge


class ExoneratingSearch(CaseOwned, Record):
    """What was looked for that speaks for the officials of a charge, where, when and by whom, and what came of it."""

    __tablename__ = "exonerating_search"
    __table_args__ = (
        ForeignKeyConstraint(["charge_id", "case_id"], ["charge.id", "charge.case_id"]),
        CheckConstraint("length(sought) > 0 AND length(places) > 0 AND length(result) > 0", name="whole"),
    )

    charge_id: Mapped[UUID] = mapped_column(index=True)
    sought: Mapped[str]
    places: Mapped[str]
    searched_on: Mapped[date]
    result: Mapped[str]
    searched_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))

    charge: Mapped[Charge] = relationship(primaryjoin="Charge.id == foreign(ExoneratingSearch.charge_id)")
    searcher: Mapped[User | None] = relationship()


class DefenceMemo(CaseOwned, Record):
    """The case as the defence would read it, by somebody who has not worked in it; a new version follows, none changes.

    The database refuses UPDATE, DELETE and TRUNCATE (trigger).
    """

    __tablename__ = "defence_memo"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint("length(strongest) > 0 AND length(alternatives) > 0", name="whole"),
    )

    number: Mapped[int]
    strongest: Mapped[str]
    alternatives: Mapped[str]
    evidence_attacked: Mapped[str | None]
    not_explored: Mapped[str | None]
    written_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))

    case: Mapped[Case] = relationship()
    writer: Mapped[User] = relationship()
