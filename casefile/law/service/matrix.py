"""The element matrix of a charge: rows by group, columns by official, counted by the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from casefile.core.db import db
from casefile.evidence.service.independence import count_each
from casefile.law.models import Charge, ChargeElement, ChargeOfficial
from casefile.law.pleading import Exclusion, every_row
from casefile.law.rules import Mode, Part, RequiredElement, missing
from casefile.law.service.counting import tally


@dataclass(frozen=True, slots=True)
class Cell:
    """One element, for the charge or for one official: how many items support it and how many undermine it.

    independent: how many independent sources the supporting items go back to.
    """

    id: UUID
    code: str
    official_id: UUID | None
    exclusion: Exclusion | None
    exclusion_reason: str | None
    supporting: int
    undermining: int
    independent: int

    @property
    def applicable(self) -> bool:
        """Whether it must be shown."""
        return self.exclusion is None

    @property
    def level(self) -> str:
        """The shape it is drawn with, from counts alone: a person assesses, the machine counts."""
        if self.exclusion:
            return "not_pleaded"
        if self.undermining:
            return "contested"
        return "corroborated" if self.independent > 1 else "indicative" if self.supporting else "none"


@dataclass(frozen=True, slots=True)
class Row:
    """One element. shared: the one cell of the charge; else cells by official, where it is pleaded."""

    data: RequiredElement
    shared: Cell | None
    cells: dict[UUID, Cell]

    @property
    def all_cells(self) -> Iterable[Cell]:
        """Every cell of the row."""
        return [self.shared] if self.shared else self.cells.values()

    def cell_for(self, official_id: UUID | None) -> Cell | None:
        """The cell that must be shown for an official."""
        return self.shared or (self.cells.get(official_id) if official_id else None)


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one group; of a mode of liability, those of that mode."""

    part: Part
    mode: Mode | None
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A charge as its matrix.

    gaps: the cells whose requirement nothing meets, alternatives and tracks considered. unmet: how many requirements
    are not met against each official, those shared by all included.
    """

    charge: Charge
    officials: list[ChargeOfficial]
    blocks: list[Block]
    gaps: set[UUID]
    unmet: dict[UUID | None, int]


def matrix_of(charge: Charge, only: str | None = None) -> Matrix:
    """The matrix of a charge; two questions to the database. only: "gaps" or "undermined" leaves the other rows out."""
    cells = _cells(charge)
    law = every_row(charge.framework, charge.crime)
    rows = [_row(data, [cell for cell in cells.get(code, ()) if _shown(cell)]) for code, data in law.items()]
    rows = [row for row in rows if row.shared or row.cells]
    gaps, unmet = _gaps(charge, rows)
    shown = [row for row in rows if _wanted(row, only, gaps)]
    officials = sorted(charge.officials, key=lambda named: named.official.reference)
    return Matrix(charge, officials, _blocks(charge, shown), gaps, unmet)


def _cells(charge: Charge) -> dict[str, list[Cell]]:
    counted = tally(ChargeElement.charge_id == charge.id)
    columns: tuple[Any, ...] = (
        ChargeElement.id, ChargeElement.code, ChargeElement.official_id, ChargeElement.exclusion,
        ChargeElement.exclusion_reason, func.coalesce(counted.c.supporting, 0), func.coalesce(counted.c.undermining, 0),
        counted.c.supporters)
    query = select(*columns).outerjoin(counted, counted.c.element_id == ChargeElement.id)
    found: dict[str, list[Cell]] = {}
    rows = db.session.execute(query.where(ChargeElement.charge_id == charge.id)).all()
    independent = count_each({row.id: row.supporters or () for row in rows})
    for row in rows:
        *columns_of_cell, _supporters = row
        found.setdefault(row.code, []).append(Cell(*columns_of_cell, independent[row.id]))
    return found


def _shown(cell: Cell) -> bool:
    """What was taken out of the charge is shown only where something hangs on it."""
    return cell.exclusion in (None, Exclusion.DECIDED) or bool(cell.supporting or cell.undermining)


def _row(data: RequiredElement, cells: Sequence[Cell]) -> Row:
    shared = next((cell for cell in cells if cell.official_id is None), None)
    return Row(data, shared, {cell.official_id: cell for cell in cells if cell.official_id is not None})


def _gaps(charge: Charge, rows: list[Row]) -> tuple[set[UUID], dict[UUID | None, int]]:
    """The cells whose requirement is not met in any way, and how many requirements those are for each official."""
    found: set[UUID] = set()
    unmet: dict[UUID | None, int] = {}
    everybody: list[UUID | None] = [*charge.official_ids] or [None]
    for official_id in everybody:
        mine = [(row.data, cell) for row in rows if (cell := row.cell_for(official_id)) and cell.applicable]
        gaps = missing((data for data, _ in mine), {data.code for data, cell in mine if cell.supporting})
        lacking = {code for gap in gaps for code in gap.codes}
        found |= {cell.id for data, cell in mine if data.code in lacking}
        unmet[official_id] = len(gaps)
    return found, unmet


def _wanted(row: Row, only: str | None, gaps: set[UUID]) -> bool:
    if only == "gaps":
        return any(cell.id in gaps for cell in row.all_cells)
    return only != "undermined" or any(cell.undermining for cell in row.all_cells)


def _blocks(charge: Charge, rows: list[Row]) -> list[Block]:
    blocks: dict[tuple[Part, str], list[Row]] = {}
    for row in rows:
        blocks.setdefault((row.data.group, row.data.mode), []).append(row)
    return [Block(part, charge.law.mode(mode) if mode else None, found) for (part, mode), found in blocks.items()]
