"""Places of a situation's register, and incidents filed in cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, and_, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from casefile.cases.models import Filed, Registered
from casefile.core.actor import Actor
from casefile.core.db import Record, among, db
from casefile.core.stages import Staged
from casefile.core.uncertain import DateEntry, entry_columns
from casefile.incidents.rules import (
    ARROWS,
    VAGUE,
    CoordinateSource,
    Language,
    LinkKind,
    PlaceKind,
    Precision,
    Sensitivity,
    Status,
    Violation,
)


class Place(Registered, Record):
    """A place of a situation's register, as exactly as it is known.

    gazetteer_code: the code under which a gazetteer knows it, so that importing twice adds nothing.
    radius_m: how far from the coordinates the place may lie. operated: when a facility was in use.
    """

    __tablename__ = "place"
    __table_args__ = (
        CheckConstraint("name_latin IS NOT NULL OR name_hangul IS NOT NULL", name="named"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="both_coordinates"),
        CheckConstraint("latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180", name="on_earth"),
        CheckConstraint("latitude IS NULL OR coordinate_source IS NOT NULL", name="coordinates_sourced"),
        CheckConstraint("parent_id <> id", name="not_in_itself"),
        CheckConstraint("radius_m > 0", name="radius"),
        CheckConstraint("operated_earliest <= operated_latest", name="operated_order"),
        Index("uq_place_gazetteer", "situation_id", "gazetteer_code", unique=True,
              postgresql_where=text("gazetteer_code IS NOT NULL")),
        Index("ix_place_situation_name", "situation_id", "name_latin"),
        Index("ix_place_situation_kind", "situation_id", "kind"),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    name_latin: Mapped[str | None]
    name_hangul: Mapped[str | None]
    other_names: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"), default=list)
    kind: Mapped[PlaceKind]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("place.id"), index=True)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    coordinate_source: Mapped[CoordinateSource | None]
    precision: Mapped[Precision]
    radius_m: Mapped[int | None]
    sensitivity: Mapped[Sensitivity] = mapped_column(default=Sensitivity.PUBLIC)
    gazetteer_code: Mapped[str | None]
    operated: Mapped[DateEntry | None] = composite(DateEntry, *entry_columns("operated"))
    note: Mapped[str | None]

    parent: Mapped[Place | None] = relationship(remote_side="Place.id")

    @property
    def is_vague(self) -> bool:
        """True when the place does not really say where."""
        return self.precision in VAGUE


class Incident(Filed, Staged, Record):
    """What happened to people at one place in one stretch of time; filed in the cases it matters to.

    violations: values of rules.Violation. victims_lowest and victims_highest: bounds of one count, of which
    victims_source says whose it is. duplicate_of_id: the record to use in place of this one.
    """

    __tablename__ = "incident"
    __table_args__ = (
        CheckConstraint("cardinality(violations) > 0", name="violations"),
        CheckConstraint("when_earliest <= when_latest", name="when_order"),
        CheckConstraint("when_code IS NOT NULL OR (when_earliest IS NULL AND when_latest IS NULL)", name="when_whole"),
        CheckConstraint("victims_lowest >= 0 AND victims_highest >= victims_lowest", name="victims_order"),
        CheckConstraint("victims_highest >= 0 AND victims_identified >= 0", name="victims_counted"),
        CheckConstraint("(victims_lowest IS NULL AND victims_highest IS NULL) OR victims_source IS NOT NULL",
                        name="victims_sourced"),
        CheckConstraint("(status = 'duplicate_of') = (duplicate_of_id IS NOT NULL)", name="duplicate"),
        CheckConstraint("duplicate_of_id <> id", name="not_its_own_duplicate"),
        Index("ix_incident_when", "when_earliest", "when_latest"),
        Index("ix_incident_when_first", func.coalesce(text("when_earliest"), text("when_latest"))),
        Index("ix_incident_violations", "violations", postgresql_using="gin"),
        Index("ix_incident_status", "status"),
        Index("ix_incident_title", "title"),
    )

    axes: ClassVar[Mapping[str, Any]] = {"status": ARROWS}

    reference: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    violations: Mapped[list[str]] = mapped_column(ARRAY(String))
    description: Mapped[str | None]
    language: Mapped[Language] = mapped_column(default=Language.ENGLISH)
    when: Mapped[DateEntry | None] = composite(DateEntry, *entry_columns("when"))
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey("place.id"), index=True)
    place_note: Mapped[str | None]
    victims: Mapped[str | None]
    victims_lowest: Mapped[int | None]
    victims_highest: Mapped[int | None]
    victims_identified: Mapped[int | None]
    victims_source: Mapped[str | None]
    status: Mapped[Status] = mapped_column(default=Status.ALLEGED)
    duplicate_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("incident.id"), index=True)

    place: Mapped[Place | None] = relationship()
    duplicate_of: Mapped[Incident | None] = relationship(remote_side="Incident.id")

    @property
    def is_dated(self) -> bool:
        """True when something is known about the date."""
        return self.when is not None and bool(self.when.earliest or self.when.latest)


def _of_actor(actor: Actor) -> Any:
    """The ids of the incidents filed in the actor's cases."""
    filing = Incident.Filing.__table__.c
    return select(filing.record_id).where(among(filing.case_id, actor.cases))


class IncidentAct(Record):
    """What was done to one group of people in an incident: how many, with bounds, and who says each bound.

    lowest, highest: bounds of the number of people; each needs the source that gives it.
    """

    __tablename__ = "incident_act"
    __table_args__ = (
        CheckConstraint("lowest >= 0 AND highest >= lowest", name="order"),
        CheckConstraint("lowest IS NULL OR lowest_source IS NOT NULL", name="lowest_sourced"),
        CheckConstraint("highest IS NULL OR highest_source IS NOT NULL", name="highest_sourced"),
    )

    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incident.id"), index=True)
    act: Mapped[Violation]
    people: Mapped[str]
    lowest: Mapped[int | None]
    lowest_source: Mapped[str | None]
    highest: Mapped[int | None]
    highest_source: Mapped[str | None]
    source: Mapped[str]

    incident: Mapped[Incident] = relationship()

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """With the incident."""
        return cls.incident_id.in_(_of_actor(actor))

    def scopes(self) -> set[UUID]:
        """The cases in which the incident is filed."""
        return db.session.get_one(Incident, self.incident_id).scopes()


class IncidentLink(Record):
    """Two incidents belong together in one way, as a source says; or somebody decided that they are not the same."""

    __tablename__ = "incident_link"
    __table_args__ = (
        CheckConstraint("one_id <> other_id", name="not_itself"),
        Index("uq_incident_link", text("least(one_id, other_id)"), text("greatest(one_id, other_id)"), "kind",
              unique=True),
    )

    one_id: Mapped[UUID] = mapped_column(ForeignKey("incident.id"), index=True)
    other_id: Mapped[UUID] = mapped_column(ForeignKey("incident.id"), index=True)
    kind: Mapped[LinkKind]
    source: Mapped[str]

    one: Mapped[Incident] = relationship(foreign_keys=[one_id])
    other: Mapped[Incident] = relationship(foreign_keys=[other_id])

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Where the actor may know of both: a link must not tell that the other end exists."""
        return and_(cls.one_id.in_(_of_actor(actor)), cls.other_id.in_(_of_actor(actor)))

    def scopes(self) -> set[UUID]:
        """The cases in which the first of the two is filed and, where there are such, the other too."""
        one, other = (db.session.get_one(Incident, id).scopes() for id in (self.one_id, self.other_id))
        return one & other or one
