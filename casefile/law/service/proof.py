"""Read what is put forward: under an element, for a whole charge, about one item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, false, func, literal, or_, select, union_all
from sqlalchemy.orm import joinedload, lazyload

from casefile.core.db import db
from casefile.evidence.models import Evidence, EvidenceSubject
from casefile.evidence.rules import Headline
from casefile.evidence.service.independence import count
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

    @property
    def references(self) -> set[str]:
        """The items linked here."""
        return {link.evidence.reference for entry in self.entries for link in entry.proposition.links
                if link.is_active}

    def links(self, side: Direction) -> list[EvidenceLink]:
        """The links relied on that do this to the charge: support it, undermine it, or set it in context."""
        propositions = [entry.proposition for entry in self.entries if not entry.proposition.is_withdrawn]
        return [link for proposition in propositions for link in proposition.links
                if link.is_active and link.side is side and link.evidence.headline not in UNUSED]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An item or sentence that can be linked. about: it concerns an incident or an official of the charge."""

    reference: str
    words: str
    about: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """What a person linking under an element is offered."""

    items: list[Suggestion]
    sentences: list[Suggestion]


@dataclass(frozen=True, slots=True)
class Use:
    """A link, and an element its proposition serves (None: it serves none yet)."""

    link: EvidenceLink
    element: ChargeElement | None


def usual_sentence(proof: ElementProof, requirement: str) -> str:
    """The sentence offered for the next item: the last one here, else what must be shown, to be put as a fact."""
    active = [entry.proposition for entry in proof.entries if not entry.proposition.is_withdrawn]
    return active[-1].reference if active else requirement[:500]


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


def offered(element: ChargeElement) -> Offered:
    """What can be linked under an element, in one question to the database: items (those about the charge first)
    and the sentences of the case (the newest first)."""
    about = _about(element)
    filing = Evidence.Filing
    case_id = element.case_id
    items = select(literal("item"), Evidence.reference, Evidence.title, about, Evidence.serial)
    items = items.join(filing, filing.record_id == Evidence.id).where(
        filing.case_id == case_id, Evidence.headline.not_in(_NOT_OFFERED))
    age = func.extract("epoch", Proposition.created_at).cast(BigInteger)
    sentences = select(literal("sentence"), Proposition.reference, Proposition.sentence, false(), age).where(
        Proposition.case_id == case_id, Proposition.withdrawn_at.is_(None))
    # Each list is cut before the two are put together.
    both = union_all(select(items.order_by(about.desc(), Evidence.serial.desc()).limit(OFFERED).subquery()),
                     select(sentences.order_by(Proposition.created_at.desc()).limit(OFFERED).subquery()))
    found: dict[str, list[Suggestion]] = {"item": [], "sentence": []}
    for kind, reference, words, is_about, _order in db.session.execute(both):
        found[kind].append(Suggestion(reference, words, is_about))
    return Offered(found["item"], found["sentence"])


def _about(element: ChargeElement) -> ColumnElement[bool]:
    """The condition that an item concerns an incident of the charge, or the official of the row (or any of them)."""
    incidents = select(ChargeIncident.incident_id).where(ChargeIncident.charge_id == element.charge_id)
    officials = select(ChargeOfficial.official_id).where(ChargeOfficial.charge_id == element.charge_id)
    person = (EvidenceSubject.official_id == element.official_id if element.official_id
              else EvidenceSubject.official_id.in_(officials))
    return select(EvidenceSubject.id).where(
        EvidenceSubject.evidence_id == Evidence.id, EvidenceSubject.ended_at.is_(None),
        or_(EvidenceSubject.incident_id.in_(incidents), person)).exists()


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


def links_of(proposition: Proposition) -> Sequence[EvidenceLink]:
    """Every link of a proposition with its item, ended ones too, in the order they were made."""
    query = select(EvidenceLink).where(EvidenceLink.proposition_id == proposition.id)
    query = query.options(joinedload(EvidenceLink.evidence)).order_by(EvidenceLink.created_at)
    return db.session.execute(query).scalars().unique().all()


def support_of(links: Sequence[EvidenceLink]) -> tuple[int, int]:
    """(how many items support the proposition, how many independent sources they go back to)."""
    return count({link.evidence_id for link in links if link.is_active and link.direction is Direction.SUPPORTS
                  and link.evidence.headline not in UNUSED})


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
