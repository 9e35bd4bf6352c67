"""Who a person really is, encrypted and apart, and who opened it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    func,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.core.db import Record
from casefile.core.vault import Sealed
from casefile.people.models.person import OfPerson, Person
from casefile.people.rules import (
    FIELDS,
    Group,
)


class Identity(OfPerson, Record):
    """Who a person really is. Every content column is encrypted with the person's own key.

    Only the identity pages load it: no relationship leads here.
    """

    __tablename__ = "identity"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), unique=True)
    name_hangul_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    name_latin_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    name_other_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    birth_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    contacts_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    documents_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    whereabouts_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    family_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    name_hangul = Sealed()
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


class IdentityReveal(OfPerson, Record):
    """One opening of one group of an identity: by whom, when, why. The database only adds to this table."""

    __tablename__ = "identity_reveal"
    __table_args__ = (
        CheckConstraint("length(reason) > 0", name="reason"),
        Index("ix_identity_reveal_person", "person_id", "revealed_at"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    group: Mapped[Group] = mapped_column("field_group")
    reason: Mapped[str]
    revealed_by: Mapped[UUID | None]
    revealed_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())

    person: Mapped[Person] = relationship()
