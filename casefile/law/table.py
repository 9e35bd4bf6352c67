"""The matrix as rows of a table, with the columns of §4.2."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.law import labels
from casefile.law.service import Cell, Facts, Matrix

HEADS = (
    _l("Group"), _l("Code"), _l("Requirement"), _l("Official"), _l("Propositions"), _l("Established"), _l("Contested"),
    _l("Supporting items"), _l("Independent sources"), _l("Direct"), _l("Undermining items"), _l("Best directness"),
    _l("Usable now for the target forum"), _l("Assessed level"), _l("Standard supported"), _l("Last assessed"),
    _l("Assessed by"), _l("Stale"), _l("Gap"))
_NOTHING = Facts()


def rows_of(matrix: Matrix, facts: Mapping[UUID, Facts]) -> Iterator[list[str | int]]:
    """One row for each cell, in the order of the matrix."""
    people = {named.official_id: named.official.reference for named in matrix.officials}
    for block in matrix.blocks:
        for row in block.rows:
            for cell in row.all_cells:
                who = people.get(cell.official_id, "") if cell.official_id else ""
                head = [str(labels.PARTS[block.part]), cell.code, labels.say(row.data.title or row.data.text), who]
                yield [*head, *_figures(cell, facts.get(cell.id, _NOTHING), cell.id in matrix.gaps)]


def _figures(cell: Cell, one: Facts, gap: bool) -> list[str | int]:
    level = labels.LEVELS[cell.level] if cell.applicable else labels.EXCLUSIONS[cell.exclusion]  # type: ignore[index]
    return [
        one.sentences, one.established, one.contested, one.supporting, one.independent, one.direct, one.undermining,
        str(labels.DIRECTNESS[one.best]) if one.best else "", str(labels.USABLE[one.use]), str(level),
        str(labels.STANDARD[cell.standard]) if cell.standard else "",
        format_date(cell.assessed_on) if cell.assessed_on else "", cell.assessor or "",
        _("stale") if cell.is_stale else "", _("gap") if gap else ""]
