"""What an assessment rests on, as one value that the database builds, keeps and compares.

The lower slices know nothing of assessments: what they change is found by comparing, when a page is read, what was kept
with what is there. One expression builds both, so that the two cannot differ for another reason than a change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Select, Subquery, and_, func, literal_column, select

from casefile.core.db import db
from casefile.evidence.models import Evidence
from casefile.law.models import ChargeElement, ElementProposition, EvidenceLink, Proposition
from casefile.law.rules.assessing import ITEM_PARTS

_NOTHING: ColumnElement[Any] = literal_column("'{}'::jsonb")


def bases(*which: Any) -> Subquery:
    """(element_id, basis) of the elements that meet the conditions; `rules.assessing` names the parts in order."""
    sentences, links, element = _sentences(*which), _links(*which), ChargeElement
    basis = func.jsonb_build_object("propositions", func.coalesce(sentences.c.found, _NOTHING),
                                    "links", func.coalesce(links.c.found, _NOTHING))
    return (select(element.id.label("element_id"), basis.label("basis"))
            .outerjoin(sentences, sentences.c.element_id == element.id)
            .outerjoin(links, links.c.element_id == element.id).where(*which).subquery())


def _sentences(*which: Any) -> CTE:
    said = Proposition
    parts = func.jsonb_build_array(said.reference, func.md5(said.sentence), said.polarity, said.type, said.status)
    return _whole(_under(parts, said.id, *which))


def _links(*which: Any) -> CTE:
    said, link, item = Proposition, EvidenceLink, Evidence
    columns = EvidenceLink.__table__.c
    pin = columns.pin_kind + ":" + columns.pin_value
    parts = func.jsonb_build_array(
        item.reference, said.reference, link.direction, link.directness, link.weight, pin, func.md5(link.quote),
        *(getattr(item, part) for part in ITEM_PARTS))
    query = _under(parts, link.id, *which).join(link, and_(link.proposition_id == said.id, link.ended_at.is_(None)))
    return _whole(query.join(item, item.id == link.evidence_id))


def _under(parts: Any, id: Any, *which: Any) -> Select[Any]:
    """Element -> the parts gathered by id, of what stands under it."""
    entry, said = ElementProposition, Proposition
    return (select(entry.charge_element_id.label("element_id"), func.jsonb_object_agg(id, parts).label("found"))
            .select_from(entry).join(ChargeElement, ChargeElement.id == entry.charge_element_id)
            .join(said, and_(said.id == entry.proposition_id, said.withdrawn_at.is_(None)))
            .where(*which).group_by(entry.charge_element_id))


def _whole(query: Select[Any]) -> CTE:
    """Answered once, whatever it is joined to."""
    return query.cte().prefix_with("MATERIALIZED", dialect="postgresql")


def basis_of(element_id: UUID) -> Mapping[str, Any]:
    """What an assessment of the element would rest on now."""
    now = bases(ChargeElement.id == element_id)
    found: Mapping[str, Any] = db.session.execute(select(now.c.basis)).scalar_one()
    return found
