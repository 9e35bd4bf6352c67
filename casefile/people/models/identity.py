"""Who a person really is, encrypted and apart; who opened it and who destroyed it; what recipients call the person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    func,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.core.actor import Actor
from casefile.core.db import Base, Record
from casefile.core.vault import Sealed
from casefile.people.models.person import OfPerson, Person, readable_people
from casefile.people.rules import FIELDS, Group, ShredGround


class Identity(OfPerson, Record):
    """Who a person really is. Every content column is encrypted with the person's own key.

    Only the identity pages load it: no relationship leads here.
    """

    __tablename__ = "identity"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), unique=True)
    name_hangul_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    name_hanja_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    name_latin_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    name_other_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    birth_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    contacts_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    documents_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    whereabouts_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    family_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    name_hangul = Sealed()
    name_hanja = Sealed()
    name_latin = Sealed()
    name_other = Sealed()
    birth = Sealed()
    contacts = Sealed()
    documents = Sealed()
    whereabouts = Sealed()
    family = Sealed()
    note = Sealed()

    person: Mapped[Person] = relationship()

    @property
    def key_owner(self) -> UUID:
        """The key is the person's: destroying it ends every trace of who they are."""
        return self.person_id

    @property
    def held(self) -> list[Group]:
        """The groups in which something is recorded; nothing is decrypted to know it."""
        return [group for group, names in FIELDS.items() if any(getattr(self, f"{name}_sealed") for name in names)]

    def empty(self) -> None:
        """Forget what is stored, in its encrypted form too."""
        for name in (name for names in FIELDS.values() for name in names):
            setattr(self, name, None)


class IdentityWindow(OfPerson, Record):
    """Break-glass: for an hour at most one more person may open the identity, because a second one agreed.

    The database only adds to this table.
    """

    __tablename__ = "identity_window"
    __table_args__ = (
        CheckConstraint("opened_for <> approved_by", name="two_people"),
        CheckConstraint("closes_at > opened_at AND closes_at <= opened_at + interval '60 minutes'", name="an_hour"),
        Index("ix_identity_window_person", "person_id", "opened_at"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    opened_for: Mapped[UUID]
    approved_by: Mapped[UUID]
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]

    person: Mapped[Person] = relationship()


class IdentityReveal(OfPerson, Record):
    """One opening of one group of an identity: by whom, when, why, until when. The database only adds to this table.

    reason: sealed with the person's key, because reasons speak of people; who may read it opens identities too.
    window_id: the break-glass under which it was opened, if not by a protection officer.
    """

    __tablename__ = "identity_reveal"
    __table_args__ = (
        CheckConstraint("closes_at > revealed_at", name="clock"),
        Index("ix_identity_reveal_person", "person_id", "revealed_at"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    group: Mapped[Group] = mapped_column("field_group")
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    revealed_by: Mapped[UUID | None]
    window_id: Mapped[UUID | None] = mapped_column(ForeignKey("identity_window.id"))
    revealed_at: Mapped[datetime]
    closes_at: Mapped[datetime]

    reason = Sealed()

    person: Mapped[Person] = relationship()

    @property
    def key_owner(self) -> UUID:
        """The person's key: with the identity go the reasons for which it was opened."""
        return self.person_id


class IdentityShred(OfPerson, Record):
    """The person's key was destroyed: which key, who, with whom, on what ground. The database only adds to it."""

    __tablename__ = "identity_shred"
    __table_args__ = (
        CheckConstraint("proposed_by <> approved_by", name="two_people"),
        Index("ix_identity_shred_person", "person_id", "shredded_at"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    key_id: Mapped[UUID] = mapped_column(unique=True)
    ground: Mapped[ShredGround]
    proposed_by: Mapped[UUID]
    approved_by: Mapped[UUID]
    shredded_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())

    person: Mapped[Person] = relationship()


class PersonAlias(Base):
    """The name under which one recipient of packages knows a person. The database only adds to this table.

    Two recipients cannot join what they got: each has a name of its own, drawn at random.
    """

    __tablename__ = "person_alias"
    __table_args__ = (
        CheckConstraint("alias ~ '^A-[0-9]{6}$'", name="form"),
        CheckConstraint("length(recipient) > 0", name="recipient"),
        Index("uq_person_alias_alias", "recipient", "alias", unique=True),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    recipient: Mapped[str] = mapped_column(primary_key=True)
    alias: Mapped[str]

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Those of the people the actor may read about."""
        return cls.person_id.in_(readable_people(actor))
