"""A proposal that a second person decides (four eyes)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from datetime import datetime
from enum import StrEnum
from functools import wraps
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import CheckConstraint, ColumnElement, Index, String, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from casefile.core.actor import Actor, current
from casefile.core.db import Record, among, db, get_visible, record_class
from casefile.core.errors import Refused


class Action(StrEnum):
    """What nobody may do alone."""

    CASE_STAGE = "case_stage"
    DOSSIER_HANDOVER = "dossier_handover"
    CHARGE_APPROVED = "charge_approved"
    ELEMENT_ASSESSED = "element_assessed"
    EVIDENCE_STATUS = "evidence_status"
    EXCULPATORY_LOWER = "exculpatory_lower"
    IDENTITY_OPEN = "identity_open"
    IDENTITY_SHRED = "identity_shred"
    INCIDENT_STATUS = "incident_status"
    INTERVIEW_AGAIN = "interview_again"
    OFFICIAL_DESIGNATION = "official_designation"
    OFFICIAL_MERGE = "official_merge"
    PERSON_MERGE = "person_merge"


# Whoever decides these gives the password again first.
STEPPED_UP = frozenset({Action.IDENTITY_OPEN, Action.IDENTITY_SHRED})


class Review(Record):
    """One proposal: what, on which record, by whom and why; and the decision of another person.

    roles: of which that other person must hold one in the case; empty: whoever usually decides.
    """

    __tablename__ = "review"
    __table_args__ = (
        CheckConstraint("decided_by <> proposed_by", name="second_person"),
        CheckConstraint("(decided_by IS NULL) = (approved IS NULL)", name="decided_whole"),
        CheckConstraint("approved IS NULL OR coalesce(length(decision_reason), 0) > 0", name="decision_reason"),
        Index("uq_review_open", "record_id", "action", unique=True, postgresql_where=text("approved IS NULL")),
        Index("ix_review_case", "case_id", "proposed_at"),
    )

    case_id: Mapped[UUID]
    action: Mapped[Action]
    table: Mapped[str] = mapped_column("table_name")
    record_id: Mapped[UUID]
    reference: Mapped[str]
    args: Mapped[dict[str, Any]] = mapped_column(JSONB)
    reason: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(ARRAY(String), default=list, server_default=text("'{}'"))
    proposed_by: Mapped[UUID]
    proposed_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    approved: Mapped[bool | None]
    decision_reason: Mapped[str | None]

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Reviews of the actor's cases."""
        return among(cls.case_id, actor.cases)

    def scopes(self) -> set[UUID]:
        """The case in which the proposal was made."""
        return {self.case_id}


Act = Callable[..., None]
_acts: dict[Action, Act] = {}
_deciding: ContextVar[Review | None] = ContextVar("deciding", default=None)


def deciding() -> Review | None:
    """The proposal that is being carried out now, if any."""
    return _deciding.get()


def second_person(action: Action) -> Callable[[Act], Act]:
    """Make a service function `act(record, reason, **args)` run only out of an approved review."""

    def guard(act: Act) -> Act:
        @wraps(act)
        def guarded(record: Record, reason: str, **args: Any) -> None:
            review = _deciding.get()
            if review is None or (review.action, review.record_id) != (action, record.id):
                raise Refused(_("This needs a second person: propose it, and another person decides."))
            act(record, reason, **args)

        _acts[action] = guarded
        return guarded

    return guard


def propose(action: Action, record: Any, case_id: UUID, reason: str, roles: Iterable[str] = (), **args: Any) -> Review:
    """Ask for a second person's decision. args must be plain JSON values.

    Raises Refused when the same proposal is already waiting.
    """
    if pending(action, record):
        raise Refused(_("This already waits for a second person."))
    review = Review(case_id=case_id, action=action, table=record.__tablename__, record_id=record.id,
                    reference=record.reference, args=args, reason=reason, roles=sorted(roles), proposed_by=current().id)
    db.session.add(review)
    return review


def pending(action: Action, record: Record) -> Review | None:
    """The proposal of this kind that waits for the record, if any."""
    query = db.select(Review).filter_by(action=action, record_id=record.id, approved=None)
    return db.session.execute(query).scalar_one_or_none()


def decide(review: Review, approve: bool, reason: str) -> None:
    """Approve (and carry out) or return a proposal, with a line of reasoning.

    Raises Refused when it is the proposer who tries, or when it was decided before.
    """
    if review.approved is not None:
        raise Refused(_("This was decided before."))
    if review.proposed_by == current().id:
        raise Refused(_("You proposed this. Another person decides."))
    review.approved, review.decision_reason = approve, reason
    review.decided_by, review.decided_at = current().id, func.clock_timestamp()
    review.reason_for_change = reason
    if not approve:
        return
    record = get_visible(record_class(review.table), review.record_id)
    if record is None:
        raise Refused(_("The record is no longer in your cases."))
    token = _deciding.set(review)
    try:
        _acts[review.action](record, review.reason, **review.args)
    finally:
        _deciding.reset(token)
