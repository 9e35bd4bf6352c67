"""What counts for an element and what counts against it, said once for the matrix and for the gaps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Select, Uuid, and_, cast, column, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped

from casefile.evidence.models import Evidence
from casefile.evidence.rules import Headline
from casefile.law.models import ChargeElement, ElementProposition, EvidenceLink, Proposition
from casefile.law.pleading import Polarity
from casefile.law.rules import Direction

# An item that may not be used proves nothing (domain brief §4.4); its link stays to be seen.
UNUSED = (Headline.WITHDRAWN, Headline.EXCLUDED)

SUPPORTS = and_(Proposition.polarity == Polarity.FOR, EvidenceLink.direction == Direction.SUPPORTS)
UNDERMINES = or_(
    and_(Proposition.polarity == Polarity.FOR, EvidenceLink.direction == Direction.UNDERMINES),
    and_(Proposition.polarity == Polarity.AGAINST, EvidenceLink.direction == Direction.SUPPORTS))


def tally(*which: ColumnElement[bool] | Mapped[bool], tied: Mapping[UUID, UUID] | None = None) -> CTE:
    """(element_id, supporting, undermining, independent) of the elements under which something stands: how many
    different items support and undermine each, and how many independent sources the supporting ones go back to.

    tied: items that share a source with another, and its group; every other item is a source of its own. The pairs are
    made distinct first, and apart: joined into a larger question they are counted again for each of its rows.
    """
    item = Evidence.id
    pairs = (
        select(ElementProposition.charge_element_id.label("element_id"), item.label("item"),
               SUPPORTS.label("supports"), UNDERMINES.label("undermines"))
        .join(ChargeElement, ChargeElement.id == ElementProposition.charge_element_id)
        .join(Proposition, and_(Proposition.id == ElementProposition.proposition_id,
                                Proposition.withdrawn_at.is_(None)))
        .join(EvidenceLink, and_(EvidenceLink.proposition_id == Proposition.id, EvidenceLink.ended_at.is_(None)))
        .join(Evidence, and_(item == EvidenceLink.evidence_id, Evidence.headline.not_in(UNUSED)))
        .where(*which).distinct().cte().prefix_with("MATERIALIZED", dialect="postgresql"))
    supporting, undermining = (func.count(pairs.c.item.distinct()).filter(side)
                               for side in (pairs.c.supports, pairs.c.undermines))
    counted = select(pairs.c.element_id, supporting.label("supporting"), undermining.label("undermining"))
    if tied:
        group = _groups(tied)
        source = func.count(func.coalesce(group.c.root, pairs.c.item).distinct()).filter(pairs.c.supports)
        counted = counted.add_columns(source.label("independent")).outerjoin(group, group.c.node == pairs.c.item)
    else:
        counted = counted.add_columns(supporting.label("independent"))
    return counted.group_by(pairs.c.element_id).cte().prefix_with("MATERIALIZED", dialect="postgresql")


def _groups(tied: Mapping[UUID, UUID]) -> Any:
    nodes, roots = (cast(list(ids), ARRAY(Uuid())) for ids in (tied.keys(), tied.values()))
    table = func.unnest(nodes, roots).table_valued(column("node", Uuid()), column("root", Uuid()))
    return table.render_derived("groups")


def items_under(*which: ColumnElement[bool] | Mapped[bool]) -> Select[Any]:
    """The ids of the items linked under the elements that meet the conditions."""
    return (select(EvidenceLink.evidence_id).distinct()
            .join(Proposition, Proposition.id == EvidenceLink.proposition_id)
            .join(ElementProposition, ElementProposition.proposition_id == Proposition.id)
            .join(ChargeElement, ChargeElement.id == ElementProposition.charge_element_id)
            .where(EvidenceLink.ended_at.is_(None), Proposition.withdrawn_at.is_(None), *which))
