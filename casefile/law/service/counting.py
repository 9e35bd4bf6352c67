"""What counts for an element and what counts against it, said once for the matrix and for the gaps."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_

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


def with_evidence(query: Select[Any]) -> Select[Any]:
    """Join the elements of a query to the propositions, links and items that count; elements without any stay."""
    return (
        query
        .outerjoin(ElementProposition, ElementProposition.charge_element_id == ChargeElement.id)
        .outerjoin(Proposition, and_(Proposition.id == ElementProposition.proposition_id,
                                     Proposition.withdrawn_at.is_(None)))
        .outerjoin(EvidenceLink, and_(EvidenceLink.proposition_id == Proposition.id, EvidenceLink.ended_at.is_(None)))
        .outerjoin(Evidence, and_(Evidence.id == EvidenceLink.evidence_id, Evidence.headline.not_in(UNUSED))))


def items(which: ColumnElement[bool]) -> ColumnElement[int]:
    """How many different items do that, in a query joined by `with_evidence`."""
    return func.count(Evidence.id.distinct()).filter(which)
