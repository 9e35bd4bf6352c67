"""Relations between sources: what makes two people or two items one source."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, and_, or_, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.core.actor import Actor
from casefile.core.db import Record, among
from casefile.evidence.models.item import Evidence
from casefile.evidence.sources import NEEDS_CONTAMINATION, PERSON_TIES, Tie, joins
from casefile.people.models import Person

_STANDS = text("ended_at IS NULL")


def _listed(kinds: Any) -> str:
    return ", ".join(f"'{kind.value}'" for kind in sorted(kinds))


class SourceTie(Record):
    """Two people, or two items, are related as sources; ended, with the reason, when that was wrong.

    contaminated: what one knew may have reached the other; without it a household or an intermediary joins nothing.
    """

    __tablename__ = "source_tie"
    __table_args__ = (
        CheckConstraint("num_nonnulls(person_id, other_person_id) IN (0, 2)", name="people_whole"),
        CheckConstraint("num_nonnulls(evidence_id, other_evidence_id) IN (0, 2)", name="items_whole"),
        CheckConstraint("(person_id IS NULL) <> (evidence_id IS NULL)", name="one_pair"),
        CheckConstraint("person_id <> other_person_id", name="two_people"),
        CheckConstraint("evidence_id <> other_evidence_id", name="two_items"),
        CheckConstraint(f"(person_id IS NOT NULL) = (kind IN ({_listed(PERSON_TIES)}))", name="kind_fits"),
        CheckConstraint("length(basis) > 0", name="basis"),
        CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="ended_whole"),
        *(Index(f"ix_source_tie_{name}", f"{name}_id", postgresql_where=_STANDS)
          for name in ("person", "other_person", "evidence", "other_evidence")),
    )

    kind: Mapped[Tie]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    other_person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    evidence_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence.id"))
    other_evidence_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence.id"))
    contaminated: Mapped[bool] = mapped_column(default=False)
    basis: Mapped[str]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]

    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    other_person: Mapped[Person | None] = relationship(foreign_keys=[other_person_id])
    evidence: Mapped[Evidence | None] = relationship(foreign_keys=[evidence_id])
    other_evidence: Mapped[Evidence | None] = relationship(foreign_keys=[other_evidence_id])

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Where the actor may know of both ends: a relation must not tell that the other end exists."""
        people, items = Person.Filing.__table__.c, Evidence.Filing.__table__.c
        known = select(people.record_id).where(among(people.case_id, actor.cases - Person.hidden_in(actor)))
        filed = select(items.record_id).where(among(items.case_id, actor.cases))
        return or_(and_(cls.person_id.in_(known), cls.other_person_id.in_(known)),
                   and_(cls.evidence_id.in_(filed), cls.other_evidence_id.in_(filed)))

    @classmethod
    def hidden_in(cls, actor: Actor) -> frozenset[UUID]:
        """Hidden, with its history, from those who may not read about people."""
        return Person.hidden_in(actor)

    @classmethod
    def joining(cls) -> ColumnElement[bool]:
        """The condition that a relation makes one source of two."""
        return and_(cls.ended_at.is_(None), or_(cls.contaminated, cls.kind.not_in(NEEDS_CONTAMINATION)))

    @property
    def joins(self) -> bool:
        """Whether it makes one source of two."""
        return joins(self.kind, self.contaminated)

    @property
    def ends(self) -> tuple[Any, Any]:
        """The two people or items."""
        return (self.person, self.other_person) if self.person_id else (self.evidence, self.other_evidence)

    def other_end(self, id: UUID) -> Any:
        """The end that is not this one."""
        one, other = self.ends
        return other if one.id == id else one

    def scopes(self) -> set[UUID]:
        """The cases in which both ends are filed."""
        one, other = self.ends
        found: set[UUID] = one.scopes() & other.scopes()
        return found

    @property
    def reference(self) -> str:
        """That of the first end."""
        code: str = self.ends[0].reference
        return code
