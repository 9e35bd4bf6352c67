"""What a place in an item says for or against one claim of the registers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, and_, event, or_, select, text
from sqlalchemy.orm import Mapped, Session, composite, joinedload, mapped_column, relationship, selectinload

from casefile.core.actor import SYSTEM, Actor, acting
from casefile.core.db import Record, among
from casefile.evidence.bearing import Bearing
from casefile.evidence.models.flag import OfEvidence
from casefile.evidence.models.item import Evidence
from casefile.evidence.pinpoints import Pinpoint
from casefile.incidents.models import Incident, IncidentAct, IncidentLink
from casefile.officials.models import (
    Holding,
    Involvement,
    OfficialFact,
    Organisation,
    OrganisationName,
    OrganisationRelation,
    Post,
)

# The claims an item can back, and the column that names each.
CLAIMS: dict[type[Record], str] = {
    Organisation: "organisation", OrganisationName: "name", OrganisationRelation: "relation", Post: "post",
    Holding: "holding", OfficialFact: "fact", Involvement: "involvement", IncidentAct: "act", IncidentLink: "link"}
_ACTIVE = text("ended_at IS NULL")
_ONE = ", ".join(f"{name}_id" for name in CLAIMS.values())


class Backing(OfEvidence, Record):
    """An item, at one place, supports or contradicts exactly one claim; ended, with the reason, when that was wrong.

    situation_id or incident_id: where the claim stands, and so who may see it. A claim that is taken back takes its
    backings with it; the history keeps them.
    """

    __tablename__ = "backing"
    __table_args__ = (
        CheckConstraint(f"num_nonnulls({_ONE}) = 1", name="one_claim"),
        CheckConstraint("num_nonnulls(situation_id, incident_id) = 1", name="one_home"),
        CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="ended_whole"),
        CheckConstraint("(pin_kind IS NULL) = (pin_value IS NULL)", name="pinpoint"),
        Index("ix_backing_evidence", "evidence_id"),
        *(Index(f"uq_backing_{name}", f"{name}_id", "evidence_id", text("coalesce(pin_value, '')"), unique=True,
                postgresql_where=_ACTIVE) for name in CLAIMS.values()),
    )

    bearing: Mapped[Bearing]
    pinpoint: Mapped[Pinpoint | None] = composite(
        Pinpoint, mapped_column("pin_kind", nullable=True), mapped_column("pin_value", nullable=True),
        return_none_on=lambda kind, _value: kind is None)
    quote: Mapped[str | None]
    tied_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]
    situation_id: Mapped[UUID | None] = mapped_column(ForeignKey("situation.id"))
    incident_id: Mapped[UUID | None] = mapped_column(ForeignKey("incident.id"))

    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    name_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation_name.id"))
    relation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation_relation.id"))
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("post.id"))
    holding_id: Mapped[UUID | None] = mapped_column(ForeignKey("holding.id"))
    fact_id: Mapped[UUID | None] = mapped_column(ForeignKey("official_fact.id"))
    involvement_id: Mapped[UUID | None] = mapped_column(ForeignKey("involvement.id"))
    act_id: Mapped[UUID | None] = mapped_column(ForeignKey("incident_act.id"))
    link_id: Mapped[UUID | None] = mapped_column(ForeignKey("incident_link.id"))

    organisation: Mapped[Organisation | None] = relationship()
    name: Mapped[OrganisationName | None] = relationship()
    relation: Mapped[OrganisationRelation | None] = relationship()
    post: Mapped[Post | None] = relationship()
    holding: Mapped[Holding | None] = relationship()
    fact: Mapped[OfficialFact | None] = relationship()
    involvement: Mapped[Involvement | None] = relationship()
    act: Mapped[IncidentAct | None] = relationship()
    link: Mapped[IncidentLink | None] = relationship()

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Where the actor may know of both ends: a backing must not tell that the other end exists."""
        items, incidents = Evidence.Filing.__table__.c, Incident.Filing.__table__.c
        filed = select(items.record_id).where(among(items.case_id, actor.cases))
        known = select(incidents.record_id).where(among(incidents.case_id, actor.cases))
        return and_(cls.evidence_id.in_(filed),
                    or_(among(cls.situation_id, actor.situations), cls.incident_id.in_(known)))

    @property
    def claim(self) -> Any:
        """The record it bears on; None where the actor may not know of it."""
        return next((found for found in (getattr(self, name) for name in CLAIMS.values()) if found), None)

    @property
    def reference(self) -> str:
        """The item's."""
        return self.evidence.reference


@event.listens_for(Session, "before_flush", insert=True)  # before the history is written, which tells of them too
def _go_with_the_claim(session: Session, _context: Any, _instances: Any) -> None:
    """Take the backings of claims that are taken back away with them, those of items of other cases included."""
    gone = {claim.id: claim for claim in session.deleted if type(claim) in CLAIMS}
    if not gone:
        return
    names = {CLAIMS[type(claim)] for claim in gone.values()}
    columns = [getattr(Backing, f"{name}_id") for name in sorted(names)]
    query = select(Backing).where(or_(*(among(column, gone) for column in columns))).options(
        joinedload(Backing.evidence).selectinload(Evidence.filings), *(selectinload(getattr(Backing, name))
                                                                       for name in sorted(names)))
    with acting(SYSTEM):
        found = session.execute(query).scalars().unique().all()
    for backing in found:
        backing.reason_for_change = backing.claim.reason_for_change
        session.delete(backing)
