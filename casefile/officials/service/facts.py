"""What sources say of an official's authority, knowledge, conduct and measures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casefile.core.db import db
from casefile.officials.models import Official, OfficialFact


def record_fact(official: Official, **fields: Any) -> OfficialFact:
    """Record one fact with its source; facts that contradict each other are all kept."""
    fact = OfficialFact(situation_id=official.situation_id, official_id=official.id, **fields)
    db.session.add(fact)
    return fact


def remove_fact(fact: OfficialFact, reason: str) -> None:
    """Take back a fact entered by mistake; the reason stays in the history."""
    fact.reason_for_change = reason
    db.session.delete(fact)


def facts_of(official: Official) -> Sequence[OfficialFact]:
    """All facts of an official, by checklist and time."""
    query = select(OfficialFact).options(joinedload(OfficialFact.organisation))
    query = query.where(OfficialFact.official_id == official.id)
    first = OfficialFact.during_earliest.asc().nulls_last()
    return db.session.execute(query.order_by(OfficialFact.indicator, first, OfficialFact.created_at)).scalars().all()
