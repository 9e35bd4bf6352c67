"""Examining what is privileged, by somebody who is not on the case."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, or_, text
from sqlalchemy.orm import Mapped, mapped_column

from casefile.core.access import Role
from casefile.core.actor import Actor
from casefile.core.db import Record
from casefile.evidence.models.flag import OfEvidence

_OPEN = "cleared IS NULL AND withdrawn_at IS NULL"


class PrivilegeReview(OfEvidence, Record):
    """One sealed item, given to one person outside its cases, who says whether it is privileged.

    The reviewer sees this record, and through it the item's working copies, while it is open; the teams of the item's
    cases see that it was asked for and what was answered. cleared: the answer. memo: its reasons.
    """

    __tablename__ = "privilege_review"
    __table_args__ = (
        CheckConstraint("reviewer_id <> asked_by", name="second_person"),
        CheckConstraint("(cleared IS NULL) = (answered_at IS NULL)", name="answered_whole"),
        CheckConstraint("cleared IS NULL OR coalesce(length(memo), 0) > 0", name="memo"),
        CheckConstraint("withdrawn_at IS NULL OR cleared IS NULL", name="one_end"),
        Index("uq_privilege_review_open", "evidence_id", unique=True, postgresql_where=text(_OPEN)),
        Index("ix_privilege_review_evidence", "evidence_id", "created_at"),
        Index("ix_privilege_review_reviewer", "reviewer_id", postgresql_where=text(_OPEN)),
    )

    reviewer_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    asked_by: Mapped[UUID | None]
    reason: Mapped[str]
    cleared: Mapped[bool | None]
    memo: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    @property
    def is_open(self) -> bool:
        """True while an answer is waited for."""
        return self.cleared is None and self.withdrawn_at is None

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Those of items in the actor's cases, and those given to the actor, while they are open."""
        mine = (cls.reviewer_id == actor.id) & cls.cleared.is_(None) & cls.withdrawn_at.is_(None)
        return or_(super().visible_to(actor), mine)

    def scopes(self) -> set[UUID]:
        """The cases of the item; none for the reviewer, who must not know them."""
        return self.evidence.scopes() if self.evidence else set()

    def own_roles(self, actor: Actor) -> frozenset[Role]:
        """The appointed person examines it as a member of staff; no role in a case gives that."""
        return frozenset({Role.STAFF}) if self.is_open and actor.id == self.reviewer_id else frozenset()
