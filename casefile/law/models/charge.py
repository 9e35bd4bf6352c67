"""Charges: a crime, officials and modes of liability, incidents, and the rows that must be shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from casefile.cases.models import Case, CaseOwned
from casefile.cases.rules import Standard
from casefile.core.db import Record
from casefile.core.stages import Staged
from casefile.core.uncertain import DateEntry, entry_columns
from casefile.incidents.models import Incident, Place
from casefile.law.pleading import ARROWS, OPEN, ChargeStatus, Exclusion, Pleading, every_row
from casefile.law.rules import Crime, Framework, Part, RequiredElement, frameworks
from casefile.officials.models import Official


def _of_charge() -> ForeignKeyConstraint:
    """A part of a charge lies in the charge's own case."""
    return ForeignKeyConstraint(["charge_id", "case_id"], ["charge.id", "charge.case_id"])


class Charge(CaseOwned, Staged, Record):
    """One crime, as pleaded against officials for incidents, under one edition of one body of law.

    framework: the id of that edition; a correction of the law has another id, so that this charge keeps its own.
    facts: what is said to have happened, in neutral prose. connected_charge_id: the charge with which a persecution is
    connected.
    """

    __tablename__ = "charge"
    __table_args__ = (
        UniqueConstraint("id", "case_id"),
        ForeignKeyConstraint(["connected_charge_id", "case_id"], ["charge.id", "charge.case_id"]),
        ForeignKeyConstraint(["superseded_by_id", "case_id"], ["charge.id", "charge.case_id"]),
        CheckConstraint("period_earliest <= period_latest", name="period_order"),
        CheckConstraint("status <> 'dropped' OR coalesce(length(status_reason), 0) > 0", name="dropped_reason"),
        CheckConstraint("(status = 'superseded') = (superseded_by_id IS NOT NULL)", name="superseded"),
        CheckConstraint("superseded_by_id <> id AND connected_charge_id <> id", name="not_itself"),
        Index("ix_charge_case_status", "case_id", "status"),
    )

    axes: ClassVar[Mapping[str, Any]] = {"status": ARROWS}

    reference: Mapped[str] = mapped_column(unique=True)
    framework: Mapped[str]
    crime: Mapped[str]
    facts: Mapped[str | None]
    period: Mapped[DateEntry | None] = composite(DateEntry, *entry_columns("period"))
    victim_group: Mapped[str | None]
    target_standard: Mapped[Standard]
    persecution_grounds: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"), default=list)
    connected_charge_id: Mapped[UUID | None]
    status: Mapped[ChargeStatus] = mapped_column(default=ChargeStatus.DRAFT)
    status_reason: Mapped[str | None]
    superseded_by_id: Mapped[UUID | None]

    case: Mapped[Case] = relationship(lazy="joined", innerjoin=True)
    officials: Mapped[list[ChargeOfficial]] = relationship(
        back_populates="charge", cascade="all, delete-orphan", order_by="ChargeOfficial.created_at",
        primaryjoin="Charge.id == foreign(ChargeOfficial.charge_id)")
    incidents: Mapped[list[ChargeIncident]] = relationship(
        back_populates="charge", cascade="all, delete-orphan", order_by="ChargeIncident.created_at",
        primaryjoin="Charge.id == foreign(ChargeIncident.charge_id)")
    places: Mapped[list[ChargePlace]] = relationship(
        back_populates="charge", cascade="all, delete-orphan", order_by="ChargePlace.created_at",
        primaryjoin="Charge.id == foreign(ChargePlace.charge_id)")
    connected: Mapped[Charge | None] = relationship(
        primaryjoin="foreign(Charge.connected_charge_id) == remote(Charge.id)")
    superseded_by: Mapped[Charge | None] = relationship(
        primaryjoin="foreign(Charge.superseded_by_id) == remote(Charge.id)")

    @property
    def law(self) -> Framework:
        """The edition of the law it is pleaded under."""
        return frameworks()[self.framework]

    @property
    def crime_data(self) -> Crime:
        """The crime, from the law."""
        return self.law.crime(self.crime)

    @property
    def official_ids(self) -> list[UUID]:
        """The officials named in it."""
        return [named.official_id for named in self.officials]

    @property
    def incident_ids(self) -> list[UUID]:
        """The incidents it rests on."""
        return [entry.incident_id for entry in self.incidents]

    @property
    def place_ids(self) -> list[UUID]:
        """The places where it is said to have happened."""
        return [entry.place_id for entry in self.places]

    @property
    def is_open(self) -> bool:
        """True while it may be changed; what two people approved is not."""
        return self.status in OPEN


class ChargeOfficial(CaseOwned, Record):
    """An official named in a charge, and what the legal traps ask about that person.

    superior_basis: why the person counts as this kind of superior. leader_basis: what shows that the person could
    control or direct the action of a State. grounds: codes of the grounds and bars to be tested.
    """

    __tablename__ = "charge_official"
    __table_args__ = (
        _of_charge(),
        UniqueConstraint("charge_id", "official_id"),
        UniqueConstraint("charge_id", "official_id", "case_id"),
    )

    charge_id: Mapped[UUID]
    official_id: Mapped[UUID] = mapped_column(ForeignKey("official.id"), index=True)
    superior_basis: Mapped[str | None]
    leader_basis: Mapped[str | None]
    grounds: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"), default=list)

    charge: Mapped[Charge] = relationship(
        back_populates="officials", primaryjoin="Charge.id == foreign(ChargeOfficial.charge_id)")
    official: Mapped[Official] = relationship()
    modes: Mapped[list[ChargeMode]] = relationship(
        back_populates="named", cascade="all, delete-orphan", order_by="ChargeMode.mode",
        primaryjoin="and_(ChargeOfficial.charge_id == foreign(ChargeMode.charge_id), "
                    "ChargeOfficial.official_id == foreign(ChargeMode.official_id))")

    @property
    def cumulative(self) -> list[str]:
        """The modes that must each hold."""
        return [entry.mode for entry in self.modes if entry.pleading is Pleading.CUMULATIVE]

    @property
    def alternative(self) -> list[str]:
        """The modes of which the better one counts."""
        return [entry.mode for entry in self.modes if entry.pleading is Pleading.ALTERNATIVE]


class ChargeMode(CaseOwned, Record):
    """A mode of liability pleaded against one official of a charge."""

    __tablename__ = "charge_mode"
    __table_args__ = (
        ForeignKeyConstraint(["charge_id", "official_id", "case_id"],
                             ["charge_official.charge_id", "charge_official.official_id", "charge_official.case_id"]),
        UniqueConstraint("charge_id", "official_id", "mode"),
    )

    charge_id: Mapped[UUID]
    official_id: Mapped[UUID]
    mode: Mapped[str]
    pleading: Mapped[Pleading]

    named: Mapped[ChargeOfficial] = relationship(
        back_populates="modes",
        primaryjoin="and_(ChargeOfficial.charge_id == foreign(ChargeMode.charge_id), "
                    "ChargeOfficial.official_id == foreign(ChargeMode.official_id))")


class ChargeIncident(CaseOwned, Record):
    """An incident of the case that a charge rests on."""

    __tablename__ = "charge_incident"
    __table_args__ = (
        _of_charge(),
        ForeignKeyConstraint(["incident_id", "case_id"], ["incident_filing.record_id", "incident_filing.case_id"]),
        UniqueConstraint("charge_id", "incident_id"),
        Index("ix_charge_incident_incident", "incident_id"),
    )

    charge_id: Mapped[UUID]
    incident_id: Mapped[UUID]

    charge: Mapped[Charge] = relationship(
        back_populates="incidents", primaryjoin="Charge.id == foreign(ChargeIncident.charge_id)")
    incident: Mapped[Incident] = relationship(primaryjoin="foreign(ChargeIncident.incident_id) == Incident.id")


class ChargePlace(CaseOwned, Record):
    """A place where the crime is said to have been committed."""

    __tablename__ = "charge_place"
    __table_args__ = (_of_charge(), UniqueConstraint("charge_id", "place_id"))

    charge_id: Mapped[UUID]
    place_id: Mapped[UUID] = mapped_column(ForeignKey("place.id"), index=True)

    charge: Mapped[Charge] = relationship(
        back_populates="places", primaryjoin="Charge.id == foreign(ChargePlace.charge_id)")
    place: Mapped[Place] = relationship()


class ChargeElement(CaseOwned, Record):
    """One thing that must be shown: once for the charge, or (official_id) for one person.

    code, part, position, mode, alt_group, track come from the law. A row whose mode or official is taken out of the
    charge stays with all that hangs on it: applicable is false, exclusion and exclusion_reason say why. So does a row
    that a newer version of the law no longer has: law_version then says which version it is from.
    """

    __tablename__ = "charge_element"
    __table_args__ = (
        _of_charge(),
        UniqueConstraint("id", "case_id"),
        Index("uq_charge_element", "charge_id", "code", "official_id", unique=True, postgresql_nulls_not_distinct=True),
        CheckConstraint("applicable = (exclusion IS NULL)", name="excluded"),
        CheckConstraint("exclusion <> 'decided' OR coalesce(length(exclusion_reason), 0) > 0", name="exclusion_reason"),
        CheckConstraint("mode = '' OR official_id IS NOT NULL", name="mode_of_somebody"),
        CheckConstraint("coalesce(exclusion = 'not_in_law', false) = (law_version IS NOT NULL)", name="not_in_law"),
    )

    charge_id: Mapped[UUID]
    code: Mapped[str]
    official_id: Mapped[UUID | None] = mapped_column(ForeignKey("official.id"))
    part: Mapped[Part]
    position: Mapped[int]
    mode: Mapped[str] = mapped_column(default="")
    alt_group: Mapped[str] = mapped_column(default="")
    track: Mapped[str] = mapped_column(default="")
    applicable: Mapped[bool] = mapped_column(default=True)
    exclusion: Mapped[Exclusion | None]
    exclusion_reason: Mapped[str | None]
    law_version: Mapped[str | None]

    charge: Mapped[Charge] = relationship(
        primaryjoin="Charge.id == foreign(ChargeElement.charge_id)", lazy="joined", innerjoin=True)
    official: Mapped[Official | None] = relationship(lazy="joined")

    @property
    def data(self) -> RequiredElement:
        """What the law says of it."""
        return every_row(self.law_version or self.charge.framework, self.charge.crime)[self.code]

    @property
    def reference(self) -> str:
        """The code of the element: how the history names the row."""
        return self.code
