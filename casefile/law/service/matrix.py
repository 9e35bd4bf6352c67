"""The element matrix of a charge: rows by group, columns by official, counted by the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, Select, Subquery, func, literal_column, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased, lazyload

from casefile.accounts.models import User
from casefile.cases.models import Case
from casefile.cases.rules import Standard
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.evidence.service.independence import tied_among
from casefile.law.models import (
    Charge,
    ChargeElement,
    ChargeOfficial,
    ContextAdoption,
    ContextFinding,
    ElementAssessment,
)
from casefile.law.pleading import Exclusion, every_row
from casefile.law.rules import Level, Mode, Part, RequiredElement, charge_level, missing
from casefile.law.service.adopting import Adopted
from casefile.law.service.assessing import Standing
from casefile.law.service.basis import bases
from casefile.law.service.counting import items_under, tally
from casefile.law.service.facts import Facts
from casefile.law.service.sources import shared_otherwise

# A finding of less than this shows nothing.
SHOWN = frozenset(Level) - {Level.NOT_ASSESSED, Level.NONE, Level.NEGATED}
FILTERS = ("gaps", "review", "contested")


@dataclass(frozen=True, slots=True)
class Cell:
    """One element, for the charge or for one official: how many items support it and how many undermine it.

    independent: how many independent sources the supporting items go back to. adopted: the level of the finding of a
    structural case on which it rests, which then stands for an assessment of its own.
    """

    id: UUID
    code: str
    official_id: UUID | None
    exclusion: Exclusion | None
    exclusion_reason: str | None
    supporting: int
    undermining: int
    independent: int
    assessed: Level | None = None
    standard: Standard | None = None
    assessed_on: datetime | None = None
    assessor: str | None = None
    adopted: Level | None = None
    is_stale: bool = False

    @property
    def look(self) -> tuple[Any, ...]:
        """All that is drawn of it: cells of one look are drawn once."""
        return (self.exclusion, self.supporting, self.undermining, self.independent, self.assessed, self.adopted,
                self.is_stale)

    @property
    def is_met(self) -> bool:
        """Whether anything supports it: an item of this case, or what a structural case found."""
        return self.supporting > 0 or self.adopted in SHOWN

    @property
    def applicable(self) -> bool:
        """Whether it must be shown."""
        return self.exclusion is None

    @property
    def level(self) -> Level:
        """What a person says of it: the machine counts, and never sets a level."""
        return self.adopted or self.assessed or Level.NOT_ASSESSED

    @property
    def needs_review(self) -> bool:
        """True when nobody has assessed it, or what it rested on changed since."""
        return self.applicable and (self.level is Level.NOT_ASSESSED or self.is_stale)


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
    are not met against each official, those shared by all included. levels: the level of the charge against each, which
    is that of its weakest required element.
    """

    charge: Charge
    officials: list[ChargeOfficial]
    blocks: list[Block]
    gaps: set[UUID]
    unmet: dict[UUID | None, int]
    levels: dict[UUID | None, Level]

    @property
    def cells(self) -> list[Cell]:
        """Every cell shown, row by row."""
        return [cell for block in self.blocks for row in block.rows for cell in row.all_cells]


def matrix_of(charge: Charge, only: str | None = None) -> Matrix:
    """The matrix of a charge; two questions to the database. only: a filter of FILTERS leaves the other rows out."""
    cells = _cells(ChargeElement.charge_id == charge.id)
    law = every_row(charge.framework, charge.crime)
    rows = [_row(data, [cell for cell in cells.get(code, ()) if _shown(cell)]) for code, data in law.items()]
    rows = [row for row in rows if row.shared or row.cells]
    gaps, unmet = _gaps(charge, rows)
    shown = [row for row in rows if _wanted(row, only, gaps)]
    officials = sorted(charge.officials, key=lambda named: named.official.reference)
    return Matrix(charge, officials, _blocks(charge, shown), gaps, unmet, _levels(charge, rows))


def cell_of(element: ChargeElement, facts: Facts, standing: Standing, held: Adopted | None = None) -> Cell:
    """The cell of one element, from what its page has read already. held: what it adopts."""
    one = standing.assessment
    return Cell(element.id, element.code, element.official_id, element.exclusion, element.exclusion_reason,
                facts.supporting, facts.undermining, facts.independent, one.level if one else None,
                one.standard if one else None, one.created_at if one else None, one.assessor.name if one else None,
                held.adoption.finding.level if held else None, held.stale if held else standing.is_stale)


def _cells(*which: Any) -> dict[str, list[Cell]]:
    # The charge was read as the one who asks; what hangs on it lies in its own case by foreign keys. So no row is
    # asked again whether it may be seen, which made one question out of joins the database takes minutes for.
    with acting(SYSTEM):
        rows = db.session.execute(_question(*which)).all()
        stale = stale_among(*which) if any(row.level for row in rows) else frozenset()
    found: dict[str, list[Cell]] = {}
    for row in rows:
        values = list(row)
        values[-1] = bool(values[-1] if row.adopted else row.id in stale)
        found.setdefault(row.code, []).append(Cell(*values))
    return found


def _question(*which: Any) -> Select[Any]:
    """Everything of the cells but what became stale beneath an assessment."""
    counted, latest, held = tally(*which, tied=tied_among(items_under(*which))), latest_of(*which), adopted_of(*which)
    supporting, undermining, independent = (
        func.coalesce(one, 0) for one in (counted.c.supporting, counted.c.undermining, counted.c.independent))
    columns: tuple[Any, ...] = (
        ChargeElement.id, ChargeElement.code, ChargeElement.official_id, ChargeElement.exclusion,
        ChargeElement.exclusion_reason, supporting, undermining, independent, latest.c.level, latest.c.standard,
        latest.c.created_at, User.name, held.c.adopted, held.c.stale)
    return (select(*columns).outerjoin(counted, counted.c.element_id == ChargeElement.id)
            .outerjoin(latest, latest.c.element_id == ChargeElement.id)
            .outerjoin(held, held.c.element_id == ChargeElement.id)
            .outerjoin(User, User.id == latest.c.assessed_by).where(*which))


def adopted_of(*which: Any) -> CTE:
    """(element_id, adopted, stale): the level that an element adopts, and whether there is a newer finding."""
    finding, later = ContextFinding, aliased(ContextFinding)
    newer = select(later.id).where(
        later.source_case_id == finding.source_case_id, later.framework == finding.framework,
        later.code == finding.code, later.number > finding.number).exists()
    query = (select(ContextAdoption.charge_element_id.label("element_id"), finding.level.label("adopted"),
                    newer.label("stale"))
             .join(ChargeElement, ChargeElement.id == ContextAdoption.charge_element_id)
             .join(finding, finding.id == ContextAdoption.finding_id)
             .where(ContextAdoption.ended_at.is_(None), *which))
    return query.cte().prefix_with("MATERIALIZED", dialect="postgresql")


def stale_among(*which: Any) -> frozenset[UUID]:
    """The elements whose assessment rested on something else than what is there now, or on items shared otherwise.

    Asked apart from the cells: most charges have fewer assessments than links, and the plan of one question about both
    is a poor one while the database has no statistics.
    """
    latest, now = latest_of(*which), bases(*which, ChargeElement.id.in_(select(ElementAssessment.charge_element_id)))
    changed = latest.c.basis.op("-")(literal_column("'use'")) != now.c.basis
    query = (select(latest.c.element_id, changed.label("changed"), latest.c.basis["use"].label("use"), Case)
             .join(now, now.c.element_id == latest.c.element_id)
             .join(ChargeElement, ChargeElement.id == latest.c.element_id)
             .join(Case, Case.id == ChargeElement.case_id).options(lazyload("*")))
    rows = db.session.execute(query).all()
    shared = shared_otherwise({row.element_id: row.use or {} for row in rows if not row.changed}, rows[0].Case) \
        if rows else {}
    return frozenset(row.element_id for row in rows if row.changed or shared.get(row.element_id))


def latest_of(*which: Any) -> Subquery:
    """The assessment that stands for each element."""
    one = ElementAssessment
    return (select(one.charge_element_id.label("element_id"), one.level, one.standard, one.created_at, one.assessed_by,
                   one.basis)
            .join(ChargeElement, ChargeElement.id == one.charge_element_id).where(*which)
            .ext(distinct_on(one.charge_element_id)).order_by(one.charge_element_id, one.number.desc()).subquery())


def _levels(charge: Charge, rows: list[Row]) -> dict[UUID | None, Level]:
    """The level of the charge against each official; of everybody alike while nobody is named."""
    found: dict[UUID | None, Level] = {}
    for official_id, alternative in {named.official_id: named.alternative for named in charge.officials}.items():
        mine = {row.data.code: cell for row in rows if (cell := row.cell_for(official_id)) and cell.applicable}
        found[official_id] = charge_level((row.data for row in rows if row.data.code in mine),
                                          {code: cell.level for code, cell in mine.items()}, alternative)
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
        gaps = missing((data for data, _ in mine), {data.code for data, cell in mine if cell.is_met})
        lacking = {code for gap in gaps for code in gap.codes}
        found |= {cell.id for data, cell in mine if data.code in lacking}
        unmet[official_id] = len(gaps)
    return found, unmet


def _wanted(row: Row, only: str | None, gaps: set[UUID]) -> bool:
    if only == "gaps":
        return any(cell.id in gaps for cell in row.all_cells)
    if only == "review":
        return any(cell.needs_review for cell in row.all_cells)
    return only != "contested" or any(cell.undermining for cell in row.all_cells)


def _blocks(charge: Charge, rows: list[Row]) -> list[Block]:
    blocks: dict[tuple[Part, str], list[Row]] = {}
    for row in rows:
        blocks.setdefault((row.data.group, row.data.mode), []).append(row)
    return [Block(part, charge.law.mode(mode) if mode else None, found) for (part, mode), found in blocks.items()]
