"""Contextual elements: found once in a structural case, adopted by charges of other cases of the situation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from casefile.cases.rules import CaseKind, Standard
from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.law.models import ChargeElement, ContextAdoption, ContextFinding
from casefile.law.rules import Level


@dataclass(frozen=True, slots=True)
class Adopted:
    """An adoption and the newest finding of the same structural case on the same test."""

    adoption: ContextAdoption
    newest: ContextFinding

    @property
    def stale(self) -> bool:
        """Whether the structural case has found something else since."""
        return self.newest.number > self.adoption.finding.number


def report_finding(element: ChargeElement, level: Level, standard: Standard | None = None) -> ContextFinding | None:
    """Let the situation know the level a structural case gave to a contextual test; None for any other element.

    Adoptions of the finding before become stale. Where several charges of the case assess the same test the last
    word counts.
    """
    case = element.charge.case
    if case.kind is not CaseKind.STRUCTURAL or not element.data.shared:
        return None
    law = element.law_version or element.charge.framework
    last = select(func.max(ContextFinding.number)).where(
        ContextFinding.source_case_id == case.id, ContextFinding.framework == law, ContextFinding.code == element.code)
    number = (db.session.execute(last).scalar_one() or 0) + 1
    finding = ContextFinding(
        situation_id=case.situation_id, source_case_id=case.id, source=case.reference, framework=law,
        code=element.code, number=number, level=level, standard=standard)
    db.session.add(finding)
    return finding


def findings_for(element: ChargeElement) -> Sequence[ContextFinding]:
    """What the element could adopt: the newest finding of each structural case of the situation on its test."""
    if not element.data.shared:
        return []
    case = element.charge.case
    query = select(ContextFinding).where(
        ContextFinding.situation_id == case.situation_id, ContextFinding.framework == element.charge.framework,
        ContextFinding.code == element.code, ContextFinding.source_case_id != case.id)
    found = db.session.execute(query.order_by(ContextFinding.number)).scalars()
    return list({one.source_case_id: one for one in found}.values())


def adopt(element: ChargeElement, finding: ContextFinding, reason: str) -> ContextAdoption:
    """Rest an element on a finding; an adoption before it ends. Raises Refused for what the element cannot adopt."""
    if finding.id not in {one.id for one in findings_for(element)}:
        raise Refused(_("Choose the newest finding of a structural case on this element."))
    held = adoption_of(element)
    if held is not None:
        end_adoption(held, reason)
        db.session.flush()
    adoption = ContextAdoption(case_id=element.case_id, charge_element_id=element.id, element=element, finding=finding,
                               finding_id=finding.id, reason=reason, adopted_by=current().id)
    adoption.reason_for_change = reason
    db.session.add(adoption)
    return adoption


def end_adoption(adoption: ContextAdoption, reason: str) -> None:
    """Rest the element on a finding no more; the adoption stays in the history."""
    if adoption.ended_at is None:
        adoption.ended_at, adoption.ended_reason = datetime.now(UTC), reason
        adoption.reason_for_change = reason


def adoption_of(element: ChargeElement) -> ContextAdoption | None:
    """The adoption an element rests on."""
    query = select(ContextAdoption).where(ContextAdoption.charge_element_id == element.id,
                                          ContextAdoption.ended_at.is_(None))
    return db.session.execute(query).scalar_one_or_none()


def adopted_at(element: ChargeElement) -> Adopted | None:
    """What an element rests on, beside the newest finding; no question for an element that cannot adopt."""
    return adopted_in([element.charge_id]).get(element.id) if element.data.shared else None


def adopted_in(charge_ids: Iterable[UUID]) -> dict[UUID, Adopted]:
    """Element id -> what it rests on, for whole charges; two questions to the database."""
    query = (select(ContextAdoption).join(ChargeElement, ChargeElement.id == ContextAdoption.charge_element_id)
             .where(ChargeElement.charge_id.in_(list(charge_ids)), ContextAdoption.ended_at.is_(None))
             .options(joinedload(ContextAdoption.element)).order_by(ChargeElement.position))
    held = db.session.execute(query).scalars().unique().all()
    if not held:
        return {}
    newest = select(ContextFinding).where(
        ContextFinding.source_case_id.in_({one.finding.source_case_id for one in held}),
        ContextFinding.code.in_({one.finding.code for one in held})).order_by(ContextFinding.number)
    last = {(one.source_case_id, one.framework, one.code): one for one in db.session.execute(newest).scalars()}
    return {one.charge_element_id: Adopted(one, last[one.finding.source_case_id, one.finding.framework,
                                                     one.finding.code]) for one in held}
