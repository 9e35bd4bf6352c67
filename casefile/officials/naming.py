"""The table of spellings as the experts changed it, and the keys under which officials are kept and sought."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Index, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from casefile.core.db import Record
from casefile.core.names import name_keys
from casefile.core.names.skeleton import keys_to_ask, wide_keys
from casefile.core.names.table import Part, Table, Variant, changed


class NameVariant(Record):
    """One spelling of a family name or syllable that the experts added to the table, or retired from it.

    stands: False when it is retired: nobody is found by it. The table is the office's, not a case's.
    """

    __tablename__ = "name_variant"
    __table_args__ = (Index("uq_name_variant", "part", "hangul", "spelling", unique=True),)

    part: Mapped[Part]
    hangul: Mapped[str]
    spelling: Mapped[str]
    stands: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str | None]

    @property
    def reference(self) -> str:
        """The syllable and its spelling."""
        return f"{self.hangul} {self.spelling}"


def variants() -> Select[Part, str, str, bool]:
    """What the experts decided, in a settled order."""
    columns = (NameVariant.part, NameVariant.hangul, NameVariant.spelling, NameVariant.stands)
    return select(*columns).order_by(NameVariant.hangul, NameVariant.spelling, NameVariant.part)


def table_of(rows: Iterable[Any]) -> Table:
    """The table with the decisions in it; the same decisions make the same table."""
    return _table(tuple(tuple(row) for row in rows))


@lru_cache(maxsize=4)
def _table(rows: tuple[tuple[Any, ...], ...]) -> Table:
    return changed(Variant(*row) for row in rows)


def every_key(names: Iterable[str], table: Table) -> list[str]:
    """Every key of somebody's names, in order."""
    return sorted(frozenset().union(*(name_keys(name, table.surnames) | wide_keys(name, table) for name in names)))


def keys_sought(name: str, table: Table) -> frozenset[str]:
    """The keys under which a name is looked for."""
    return name_keys(name, table.surnames) | keys_to_ask(name, table)
