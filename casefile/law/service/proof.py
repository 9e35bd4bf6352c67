"""Read what is put forward: under an element, for a whole charge, about one item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload, lazyload

from casefile.cases.models import Case
from casefile.core.db import db
from casefile.evidence.models import Evidence, EvidenceSubject
from casefile.evidence.rules import Headline
from casefile.law.models import (
    Charge,
    ChargeElement,
    ChargeIncident,
    ChargeOfficial,
    ElementProposition,
    EvidenceLink,
    Proposition,
)
from casefile.law.rules import Direction
from casefile.law.service.counting import UNUSED

OFFERED = 200
_NOT_OFFERED = (*UNUSED, Headline.SEALED, Headline.INTEGRITY_ALERT)


@dataclass(frozen=True, slots=True)
class ElementProof:
    """An element, and the propositions put forward under it with their links and items loaded."""

    element: ChargeElement
    entries: list[ElementProposition]

    def links(self, side: Direction) -> list[EvidenceLink]:
        """The links relied on that do this to the charge: support it, undermine it, or set it in context."""
        propositions = [entry.proposition for entry in self.entries if not entry.proposition.is_withdrawn]
        return [link for proposition in propositions for link in proposition.links
                if link.is_active and link.side is side and link.evidence.headline not in UNUSED]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An item that can be linked. about: it concerns an incident or an official of the charge."""

    reference: str
    title: str
    about: bool


@dataclass(frozen=True, slots=True)
class Use:
    """A link, and an element its proposition serves (None: it serves none yet)."""

    link: EvidenceLink
    element: ChargeElement | None


def propositions_of(element: ChargeElement) -> ElementProof:
    """What is put forward under an element; one question to the database."""
    query = _entries().where(ElementProposition.charge_element_id == element.id)
    return ElementProof(element, list(db.session.execute(query).scalars().unique()))


def proof_of(charge: Charge) -> list[ElementProof]:
    """Every element of a charge in the order of the matrix, with its proof; two questions to the database."""
    query = select(ChargeElement).where(ChargeElement.charge_id == charge.id)
    query = query.options(lazyload(ChargeElement.charge)).order_by(ChargeElement.position, ChargeElement.official_id)
    elements = db.session.execute(query).scalars().all()
    proofs = {element.id: ElementProof(element, []) for element in elements}
    entries = _entries().join(ChargeElement, ChargeElement.id == ElementProposition.charge_element_id)
    for entry in db.session.execute(entries.where(ChargeElement.charge_id == charge.id)).scalars().unique():
        proofs[entry.charge_element_id].entries.append(entry)
    return list(proofs.values())


def items_offered(element: ChargeElement) -> list[Suggestion]:
    """The items of the case that can be linked, those about the charge's incidents and officials first."""
    charge = element.charge
    incidents = select(ChargeIncident.incident_id).where(ChargeIncident.charge_id == charge.id)
    officials = select(ChargeOfficial.official_id).where(ChargeOfficial.charge_id == charge.id)
    about = select(EvidenceSubject.id).where(
        EvidenceSubject.evidence_id == Evidence.id, EvidenceSubject.ended_at.is_(None),
        or_(EvidenceSubject.incident_id.in_(incidents),
            EvidenceSubject.official_id == element.official_id if element.official_id
            else EvidenceSubject.official_id.in_(officials))).exists()
    filing = Evidence.Filing
    columns = (Evidence.reference, Evidence.title, about.label("about"))
    query = select(*columns).join(filing, filing.record_id == Evidence.id)
    query = query.where(filing.case_id == charge.case_id, Evidence.headline.not_in(_NOT_OFFERED))
    query = query.order_by(about.desc(), Evidence.serial.desc()).limit(OFFERED)
    return [Suggestion(row.reference, row.title, row.about) for row in db.session.execute(query)]


def sentences_offered(case: Case) -> Sequence[Any]:
    """(reference, sentence) of the propositions of a case, the newest first."""
    query = select(Proposition.reference, Proposition.sentence).where(
        Proposition.case_id == case.id, Proposition.withdrawn_at.is_(None))
    return db.session.execute(query.order_by(Proposition.created_at.desc()).limit(OFFERED)).all()


def uses_of_evidence(item: Evidence) -> list[Use]:
    """What an item is relied on for in the actor's cases, by case, charge and element."""
    query = (select(EvidenceLink, ChargeElement)
             .join(Proposition, and_(Proposition.id == EvidenceLink.proposition_id,
                                     Proposition.withdrawn_at.is_(None)))
             .outerjoin(ElementProposition, ElementProposition.proposition_id == Proposition.id)
             .outerjoin(ChargeElement, ChargeElement.id == ElementProposition.charge_element_id)
             .outerjoin(Charge, Charge.id == ChargeElement.charge_id)
             .where(EvidenceLink.evidence_id == item.id, EvidenceLink.ended_at.is_(None))
             .options(joinedload(EvidenceLink.proposition))
             .order_by(Charge.reference, ChargeElement.position, EvidenceLink.created_at))
    return [Use(link, element) for link, element in db.session.execute(query).unique()]


def uses_of_proposition(proposition: Proposition) -> Sequence[ElementProposition]:
    """The elements a proposition serves."""
    query = (select(ElementProposition).join(ChargeElement, ChargeElement.id == ElementProposition.charge_element_id)
             .where(ElementProposition.proposition_id == proposition.id)
             .options(joinedload(ElementProposition.element))
             .order_by(ChargeElement.charge_id, ChargeElement.position))
    return db.session.execute(query).scalars().unique().all()


def _entries() -> Any:
    links = joinedload(ElementProposition.proposition).joinedload(Proposition.links)
    return (select(ElementProposition).order_by(ElementProposition.created_at)
            .options(links.joinedload(EvidenceLink.evidence), lazyload(ElementProposition.element)))
