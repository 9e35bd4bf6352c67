"""What counts for an element and what counts against it, said once for the matrix and for the gaps."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Subquery, and_, func, or_, select
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


def tally(*which: ColumnElement[bool] | Mapped[bool]) -> Subquery:
    """(element_id, supporting, undermining, supporters) of the elements that meet the conditions: how many different
    items do each, and which ones support it, so that whoever asks can tell how many sources they go back to.

    An item linked twice counts once; the pairs are made distinct first, which is hashed and not sorted. Outer joins,
    although nobody asks for elements without items: they keep the order of the joins where the database has no
    statistics yet, after much was entered at once.
    """
    item = Evidence.id
    pairs = (
        select(ChargeElement.id.label("element_id"), item.label("item"), SUPPORTS.label("supports"),
               UNDERMINES.label("undermines"))
        .outerjoin(ElementProposition, ElementProposition.charge_element_id == ChargeElement.id)
        .outerjoin(Proposition, and_(Proposition.id == ElementProposition.proposition_id,
                                     Proposition.withdrawn_at.is_(None)))
        .outerjoin(EvidenceLink, and_(EvidenceLink.proposition_id == Proposition.id, EvidenceLink.ended_at.is_(None)))
        .outerjoin(Evidence, and_(item == EvidenceLink.evidence_id, Evidence.headline.not_in(UNUSED)))
        .where(*which).distinct().subquery())
    supporting, undermining = (func.count(pairs.c.item).filter(side) for side in (pairs.c.supports, pairs.c.undermines))
    return select(pairs.c.element_id, supporting.label("supporting"),
                  undermining.label("undermining"),
                  func.array_agg(pairs.c.item).filter(pairs.c.supports, pairs.c.item.is_not(None)).label("supporters"),
                  ).group_by(pairs.c.element_id).subquery()
