"""What an assessment rests on, as one value that the database builds, keeps and compares.

The lower slices know nothing of assessments: what they change is found by comparing, when a page is read, what was kept
with what is there. One expression builds both, so that the two cannot differ for another reason than a change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Subquery, and_, func, literal_column, select

from casefile.core.db import db
from casefile.evidence.models import Evidence
from casefile.law.models import ChargeElement, ElementProposition, EvidenceLink, Proposition
from casefile.law.rules.assessing import ITEM_PARTS

_NOTHING: ColumnElement[Any] = literal_column("'{}'::jsonb")


def bases(*which: Any) -> Subquery:
    """(element_id, basis) of the elements that meet the conditions; `rules.assessing` names the parts in order."""
    element, entry, said, link, item = ChargeElement, ElementProposition, Proposition, EvidenceLink, Evidence
    columns = EvidenceLink.__table__.c
    pin = columns.pin_kind + ":" + columns.pin_value
    links = func.jsonb_build_array(
        item.reference, said.reference, link.direction, link.directness, link.weight, pin, func.md5(link.quote),
        *(getattr(item, part) for part in ITEM_PARTS))
    sentences = func.jsonb_build_array(said.reference, func.md5(said.sentence), said.polarity, said.type, said.status)
    basis = func.jsonb_build_object("propositions", _gathered(said.id, sentences), "links", _gathered(link.id, links))
    return (
        select(element.id.label("element_id"), basis.label("basis"))
        .outerjoin(entry, entry.charge_element_id == element.id)
        .outerjoin(said, and_(said.id == entry.proposition_id, said.withdrawn_at.is_(None)))
        .outerjoin(link, and_(link.proposition_id == said.id, link.ended_at.is_(None)))
        .outerjoin(item, item.id == link.evidence_id)
        .where(*which).group_by(element.id).subquery())


def _gathered(id: Any, value: Any) -> ColumnElement[Any]:
    return func.coalesce(func.jsonb_object_agg(id, value).filter(id.is_not(None)), _NOTHING)


def basis_of(element_id: UUID) -> Mapping[str, Any]:
    """What an assessment of the element would rest on now."""
    now = bases(ChargeElement.id == element_id)
    found: Mapping[str, Any] = db.session.execute(select(now.c.basis)).scalar_one()
    return found
