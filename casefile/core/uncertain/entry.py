"""The value of an uncertain date, as forms give it and records keep it."""

# Annotations stay real types here: the mapper reads them when a record keeps an entry in its columns.
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from flask_babel import get_locale
from sqlalchemy import Date, Enum, String
from sqlalchemy.orm import MappedColumn, mapped_column

from casefile.core.edtf import parse, words


class Basis(StrEnum):
    """On what a date rests."""

    DOCUMENT = "document"
    MEMORY = "memory"
    INFERRED = "inferred"
    ANCHOR = "anchor"


@dataclass(frozen=True)
class DateEntry:
    """One uncertain date: code, its bounds, the words of the source, and what it rests on.

    No code means that nobody has said when; the code `XXXX` means asked and not known. Make one with `of`, which
    derives the bounds.
    """

    code: str | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    wording: str | None = None
    basis: Basis | None = None

    @classmethod
    def of(cls, code: str | None, wording: str | None = None, basis: Basis | None = None) -> Self:
        """The entry of a code; raises `BadDate` if the code cannot be held."""
        if code is None:
            return cls(wording=wording, basis=basis)
        date = parse(code)
        return cls(date.code, date.earliest, date.latest, wording, basis)

    def words(self, locale: object = None) -> str:
        """The date in words, in the reader's language or the one given; empty when there is no code."""
        return words(parse(self.code), locale or get_locale()) if self.code else ""

    def __bool__(self) -> bool:
        return bool(self.code or self.wording)


def entry_columns(name: str) -> tuple[MappedColumn[object], ...]:
    """The columns in which a record keeps an entry: `when = composite(DateEntry, *entry_columns("when"))`."""
    basis = Enum(Basis, native_enum=False, length=40, values_callable=lambda kind: [each.value for each in kind])
    kinds: dict[str, Any] = {"code": String(), "earliest": Date(), "latest": Date(), "wording": String(),
                             "basis": basis}
    return tuple(mapped_column(f"{name}_{part}", kind, nullable=True) for part, kind in kinds.items())
