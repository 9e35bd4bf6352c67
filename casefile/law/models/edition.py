"""Bodies of law that were added to those that ship: the file itself, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from flask import has_app_context
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casefile.accounts.models import User
from casefile.core.db import Record, db
from casefile.law.framework import Framework
from casefile.law.loading import frameworks, read


class LawEdition(Record):
    """One version of one body of law, as its file was when it was added; the database refuses to change or delete it.

    code: the id in the file, "RS-ICC@2010". sha256: of the content, byte by byte.
    """

    __tablename__ = "law_edition"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64 AND size = octet_length(content)", name="whole"),
        CheckConstraint("length(reason) > 0", name="reason"),
    )

    code: Mapped[str] = mapped_column(unique=True)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str]
    added_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))

    adder: Mapped[User | None] = relationship()

    @property
    def reference(self) -> str:
        """How the history names it."""
        return self.code


@frameworks().source
def added(known: frozenset[str], wanted: str | None) -> Iterable[Framework]:
    """The versions that were added and are not known yet: one of them, or all."""
    if not has_app_context():  # while the application is built, only what ships is known
        return []
    query = select(LawEdition.code, LawEdition.content)
    query = query.where(LawEdition.code == wanted if wanted else LawEdition.code.not_in(known))
    with db.session.no_autoflush:
        return [read(row.content, row.code) for row in db.session.execute(query)]
