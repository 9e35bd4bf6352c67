"""Charges, propositions and links for tests."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from casefile.cases.models import Case
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.evidence.models import Evidence
from casefile.law import service
from casefile.law.models import Charge, ChargeElement, EvidenceLink, Proposition
from casefile.law.pleading import Polarity
from casefile.law.rules import Direction
from casefile.officials.models import Official
from tests.factories.base import T, a_case, made

ENSLAVEMENT = "RS7-1-c"
SUPERIOR = "MOL-28-b"


def held(record: T) -> T:
    """The record in the session of this moment."""
    return db.session.get_one(type(record), record.id)


def a_charge(case: Case | None = None, crime: str = ENSLAVEMENT, *officials: Official,
             modes: Collection[str] = (), **values: Any) -> Charge:
    """A charge against officials who matter in the case already."""
    case = case or a_case()
    with acting(SYSTEM):
        charge = service.draft_charge(held(case), crime, modes=modes,
                                      official_ids=[official.id for official in officials], **values)
        return made(charge)


def the_element(charge: Charge, code: str, official: Official | None = None) -> ChargeElement:
    """One row of a charge."""
    with acting(SYSTEM):
        query = db.select(ChargeElement).filter_by(charge_id=charge.id, code=code,
                                                   official_id=official.id if official else None)
        return made(db.session.execute(query).scalar_one())


def a_proposition(case: Case, sentence: str = "Inmates worked under daily quotas, unpaid, under armed guard",
                  polarity: Polarity = Polarity.FOR, **values: Any) -> Proposition:
    """A sentence of fact."""
    with acting(SYSTEM):
        return made(service.state_proposition(held(case), sentence, polarity=polarity, **values))


def a_link(element: ChargeElement, item: Evidence, proposition: Proposition | str = "A guard kept the quota book",
           direction: Direction = Direction.SUPPORTS, **values: Any) -> EvidenceLink:
    """An item linked under an element."""
    with acting(SYSTEM):
        if isinstance(proposition, Proposition):
            proposition = held(proposition)
        link = service.link_evidence(held(element), held(item), proposition, direction, **values)
        return made(link)
