"""The register of organisations, posts and officials, and what links them to cases and incidents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ColumnElement, ForeignKey, Index, String, event, func, select, text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from casefile.cases.models import Case, CaseOwned, Registered
from casefile.core.actor import Actor
from casefile.core.db import Record, among, db
from casefile.core.stages import Staged
from casefile.core.uncertain import DateEntry, entry_columns
from casefile.incidents.models import Incident, Place
from casefile.officials.naming import every_key, table_of, variants
from casefile.officials.rules import (
    ARROWS,
    Capacity,
    Confidence,
    Degree,
    Designation,
    Direction,
    Formality,
    IdentityConfidence,
    Indicator,
    Known,
    Level,
    Life,
    NameKind,
    OrganisationKind,
    RelationKind,
)


class Organisation(Registered, Record):
    """A body, unit or facility; name_hangul and name_latin are the newest of its names, for lists and pickers."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("name_latin IS NOT NULL OR name_hangul IS NOT NULL", name="named"),
        Index("ix_organisation_situation_name", "situation_id", "name_latin"),
        Index("ix_organisation_situation_kind", "situation_id", "kind"),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    name_hangul: Mapped[str | None]
    name_latin: Mapped[str | None]
    kind: Mapped[OrganisationKind]
    level: Mapped[Level | None]
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey("place.id"), index=True)
    functions: Mapped[str | None]
    source: Mapped[str | None]

    place: Mapped[Place | None] = relationship()
    names: Mapped[list[OrganisationName]] = relationship(
        back_populates="organisation", order_by="OrganisationName.since_earliest.asc().nulls_first()")


class OrganisationName(Registered, Record):
    """One name of an organisation and the time in which it was borne; a renaming adds one and closes the one before."""

    __tablename__ = "organisation_name"
    __table_args__ = (
        CheckConstraint("latin IS NOT NULL OR hangul IS NOT NULL", name="named"),
        CheckConstraint("since_earliest <= since_latest AND until_earliest <= until_latest", name="order"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    hangul: Mapped[str | None]
    latin: Mapped[str | None]
    since: Mapped[DateEntry | None] = composite(DateEntry, *entry_columns("since"))
    until: Mapped[DateEntry | None] = composite(DateEntry, *entry_columns("until"))
    source: Mapped[str | None]

    organisation: Mapped[Organisation] = relationship(back_populates="names")


class OrganisationRelation(Registered, Record):
    """One organisation stands above another, in one way, for a time; more than one parent is normal."""

    __tablename__ = "organisation_relation"
    __table_args__ = (
        CheckConstraint("parent_id <> child_id", name="not_itself"),
        CheckConstraint("during_earliest <= during_latest", name="order"),
    )

    parent_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    child_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[RelationKind]
    formality: Mapped[Formality] = mapped_column(default=Formality.FORMAL)
    during: Mapped[DateEntry | None] = composite(DateEntry, *entry_columns("during"))
    source: Mapped[str | None]
    confidence: Mapped[Confidence | None]

    parent: Mapped[Organisation] = relationship(foreign_keys=[parent_id])
    child: Mapped[Organisation] = relationship(foreign_keys=[child_id])


class Post(Registered, Record):
    """A post in an organisation, whoever holds it."""

    __tablename__ = "post"
    __table_args__ = (
        CheckConstraint("title_english IS NOT NULL OR title_korean IS NOT NULL", name="titled"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    title_korean: Mapped[str | None]
    title_english: Mapped[str | None]
    rank: Mapped[str | None]

    organisation: Mapped[Organisation] = relationship()


class Official(Registered, Staged, Record):
    """A person of the register. name_keys: the keys of all names, under which every spelling finds the person."""

    __tablename__ = "official"
    __table_args__ = (
        CheckConstraint("name_latin IS NOT NULL OR name_hangul IS NOT NULL", name="named"),
        CheckConstraint("cardinality(name_keys) > 0", name="findable"),
        CheckConstraint("birth_earliest <= birth_latest", name="birth_order"),
        Index("ix_official_name_keys", "name_keys", postgresql_using="gin"),
        Index("ix_official_situation_name", "situation_id", "name_latin"),
        Index("ix_official_situation_designation", "situation_id", "designation"),
    )

    axes: ClassVar[Mapping[str, Any]] = {"designation": ARROWS}

    reference: Mapped[str] = mapped_column(unique=True)
    name_hangul: Mapped[str | None]
    name_latin: Mapped[str | None]
    name_hanja: Mapped[str | None]
    name_keys: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"), default=list)
    birth: Mapped[DateEntry | None] = composite(DateEntry, *entry_columns("birth"))
    life: Mapped[Life] = mapped_column(default=Life.UNKNOWN)
    identity: Mapped[IdentityConfidence] = mapped_column(default=IdentityConfidence.UNRESOLVED)
    caveats: Mapped[str | None]
    designation: Mapped[Designation] = mapped_column(default=Designation.MENTIONED)
    designation_reason: Mapped[str | None]
    designated_at: Mapped[datetime | None] = mapped_column(server_default=func.clock_timestamp())

    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("official.id"), index=True)

    names: Mapped[list[OfficialName]] = relationship(back_populates="official", order_by="OfficialName.created_at")
    holdings: Mapped[list[Holding]] = relationship(
        back_populates="official", order_by="Holding.during_earliest.asc().nulls_first()")

    @property
    def spellings(self) -> list[str]:
        """Every name the person is known under, the primary ones first."""
        own = (self.name_hangul, self.name_latin, self.name_hanja)
        return [name for name in (*own, *(other.text for other in self.names)) if name]


@event.listens_for(Official, "before_insert")
@event.listens_for(Official, "before_update")
def _keep_keys(_mapper: Any, connection: Any, official: Official) -> None:
    """Whatever name is added or changed, and by whom: the keys follow."""
    keys = every_key(official.spellings, table_of(connection.execute(variants())))
    if official.name_keys != keys:
        official.name_keys = keys


class OfficialName(Registered, Record):
    """Another name or spelling of an official: who writes it so, when it was borne, and how sure that is."""

    __tablename__ = "official_name"
    __table_args__ = (CheckConstraint("borne_earliest <= borne_latest", name="borne_order"),)

    official_id: Mapped[UUID] = mapped_column(ForeignKey("official.id"), index=True)
    text: Mapped[str]
    kind: Mapped[NameKind]
    source: Mapped[str | None]
    borne: Mapped[DateEntry | None] = composite(DateEntry, *entry_columns("borne"))
    certainty: Mapped[Confidence | None]

    official: Mapped[Official] = relationship(back_populates="names")


class Holding(Registered, Record):
    """An official held a post for a time, in one capacity, on one basis; holdings may overlap and contradict."""

    __tablename__ = "holding"
    __table_args__ = (
        CheckConstraint("during_earliest <= during_latest", name="order"),
        Index("ix_holding_during", "during_earliest", "during_latest"),
    )

    official_id: Mapped[UUID] = mapped_column(ForeignKey("official.id"), index=True)
    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id"), index=True)
    during: Mapped[DateEntry | None] = composite(DateEntry, *entry_columns("during"))
    capacity: Mapped[Capacity] = mapped_column(default=Capacity.DE_JURE)
    source: Mapped[str]
    confidence: Mapped[Confidence | None]

    official: Mapped[Official] = relationship(back_populates="holdings")
    post: Mapped[Post] = relationship()


class OfficialFact(Registered, Record):
    """What one source says of an official's authority, knowledge, conduct or measures, for or against.

    organisation_id: the unit it is about. within_power, taken, result: of a measure alone (Art 28).
    """

    __tablename__ = "official_fact"
    __table_args__ = (
        CheckConstraint("during_earliest <= during_latest", name="order"),
        CheckConstraint("left(indicator, 2) = 'ME' OR num_nonnulls(within_power, taken, result) = 0", name="measure"),
        CheckConstraint("left(indicator, 4) <> 'EC-X' OR direction = 'against'", name="against"),
        Index("ix_official_fact_during", "during_earliest", "during_latest"),
    )

    official_id: Mapped[UUID] = mapped_column(ForeignKey("official.id"), index=True)
    indicator: Mapped[Indicator]
    direction: Mapped[Direction] = mapped_column(default=Direction.FOR)
    statement: Mapped[str]
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    during: Mapped[DateEntry | None] = composite(DateEntry, *entry_columns("during"))
    within_power: Mapped[Known | None]
    taken: Mapped[Known | None]
    result: Mapped[str | None]
    source: Mapped[str]
    confidence: Mapped[Confidence | None]

    official: Mapped[Official] = relationship()
    organisation: Mapped[Organisation | None] = relationship()


class CaseOfficial(CaseOwned, Record):
    """An official who matters in a case, and why, in neutral words."""

    __tablename__ = "case_official"
    __table_args__ = (Index("uq_case_official", "case_id", "official_id", unique=True),)

    official_id: Mapped[UUID] = mapped_column(ForeignKey("official.id"), index=True)
    role: Mapped[str | None]

    official: Mapped[Official] = relationship()
    case: Mapped[Case] = relationship()


class Involvement(Record):
    """What one source says about an official, or about a unit, in an incident; seen with the incident."""

    __tablename__ = "involvement"
    __table_args__ = (CheckConstraint("num_nonnulls(official_id, organisation_id) = 1", name="one_party"),)

    official_id: Mapped[UUID | None] = mapped_column(ForeignKey("official.id"), index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incident.id"), index=True)
    degree: Mapped[Degree]
    direction: Mapped[Direction] = mapped_column(default=Direction.FOR)
    source: Mapped[str]

    official: Mapped[Official | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    incident: Mapped[Incident] = relationship()

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """With the incident."""
        filing = Incident.Filing.__table__.c
        return cls.incident_id.in_(select(filing.record_id).where(among(filing.case_id, actor.cases)))

    def scopes(self) -> set[UUID]:
        """The cases in which the incident is filed."""
        # Not through the relationship: the history asks before the row is stored, when nothing is loaded by it.
        return db.session.get_one(Incident, self.incident_id).scopes()
