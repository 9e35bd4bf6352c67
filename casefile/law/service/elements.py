"""The rows of a charge: laid out from the law, set aside with a reason, read one by one."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import lazyload

from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.law.models import Charge, ChargeElement
from casefile.law.pleading import Exclusion, every_row, rows_for
from casefile.law.rules import Crime, Mode, RequiredElement, Text


def lay_out(charge: Charge, before: str | None = None) -> None:
    """Bring the rows in line with the officials and modes as they are now.

    Nothing is deleted: a row that is no longer called for becomes not applicable, and applies again when its mode or
    official comes back. What somebody set aside by decision stays so. before: the version of the law the rows are
    from, when the charge has just moved to another: rows that the new one lacks keep the old one.
    """
    modes = {named.official_id: [entry.mode for entry in named.modes] for named in charge.officials}
    wanted = rows_for(charge.framework, charge.crime, modes)
    places = {code: place for place, code in enumerate(every_row(charge.framework, charge.crime))}
    held = {(row.code, row.official_id): row for row in _rows_of(charge)}
    for (code, official_id), data in wanted.items():
        if (code, official_id) not in held:
            db.session.add(_row(charge, data, official_id, places[code]))
    for key, row in held.items():
        if row.code in places:
            _place(row, charge, places[row.code])
            _apply(row, None if key in wanted else _why_not(row, modes.keys()))
        elif row.law_version is None:
            row.applicable, row.exclusion, row.exclusion_reason = False, Exclusion.NOT_IN_LAW, None
            row.law_version = before or charge.framework


def exclude(element: ChargeElement, reason: str) -> None:
    """Decide that a row does not apply to this charge; what hangs on it stays."""
    element.applicable, element.exclusion, element.exclusion_reason = False, Exclusion.DECIDED, reason
    element.reason_for_change = reason


def include(element: ChargeElement, reason: str) -> None:
    """Take back the decision that a row does not apply. Raises Refused when the charge does not call for it."""
    if element.exclusion is not Exclusion.DECIDED:
        raise Refused(_("Plead the mode of liability or name the official first: then the element applies."))
    element.applicable, element.exclusion, element.exclusion_reason = True, None, None
    element.reason_for_change = reason
    lay_out(element.charge)


@dataclass(frozen=True, slots=True)
class ElementView:
    """An element as its page reads it: what the law says, and where from."""

    element: ChargeElement
    data: RequiredElement
    crime: Crime
    mode: Mode | None

    @property
    def prompts(self) -> tuple[Text, ...]:
        """What usually proves the crime; a mode has none."""
        return () if self.mode else self.crime.prompts


def detail_of(element: ChargeElement) -> ElementView:
    """The element with the law it comes from."""
    charge = element.charge
    mode = charge.law.mode(element.mode) if element.mode else None
    return ElementView(element, element.data, charge.crime_data, mode)


def _rows_of(charge: Charge) -> list[ChargeElement]:
    query = select(ChargeElement).where(ChargeElement.charge_id == charge.id)
    query = query.options(lazyload(ChargeElement.charge), lazyload(ChargeElement.official))
    return list(db.session.execute(query).scalars())


def _row(charge: Charge, data: RequiredElement, official_id: UUID | None, position: int) -> ChargeElement:
    return ChargeElement(
        charge=charge, case_id=charge.case_id, code=data.code, official_id=official_id, part=data.group,
        position=position, mode=data.mode, alt_group=data.alt_group, track=data.track, applicable=True)


def _place(row: ChargeElement, charge: Charge, position: int) -> None:
    """Where the row stands now, as this version of the law has it."""
    data = every_row(charge.framework, charge.crime)[row.code]
    row.law_version, row.position = None, position
    row.part, row.alt_group, row.track = data.group, data.alt_group, data.track


def _why_not(row: ChargeElement, named: object) -> Exclusion:
    charged = row.official_id is None or row.official_id in named  # type: ignore[operator]
    return Exclusion.NOT_PLEADED if charged else Exclusion.NOT_CHARGED


def _apply(row: ChargeElement, exclusion: Exclusion | None) -> None:
    if row.exclusion is Exclusion.DECIDED or row.exclusion is exclusion:
        return
    row.applicable, row.exclusion = exclusion is None, exclusion
