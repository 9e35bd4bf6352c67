"""Put propositions forward and link evidence to them; nothing that was linked is ever deleted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select

from casefile.cases.models import Case
from casefile.core.actor import current
from casefile.core.db import db, next_number
from casefile.core.errors import Refused
from casefile.evidence.models import Evidence
from casefile.law.models import ChargeElement, ElementProposition, EvidenceLink, Proposition
from casefile.law.pleading import Polarity, PropositionType, usual_type
from casefile.law.rules import NEEDS_AGAINST, NEEDS_SUPPORT, Direction, PropositionStatus


def state_proposition(case: Case, sentence: str, type: PropositionType = PropositionType.CRIME_BASE,
                      polarity: Polarity = Polarity.FOR) -> Proposition:
    """Put a sentence of fact forward in a case."""
    # Places count under the same key, so that no two records ever share a reference.
    proposition = Proposition(case_id=case.id, case=case, reference=f"P-{next_number('P'):04d}", sentence=sentence,
                              type=type, polarity=polarity, stated_by=current().id)
    db.session.add(proposition)
    return proposition


def attach(element: ChargeElement, proposition: Proposition) -> ElementProposition:
    """Let a proposition of the case serve an element; doing it twice, or two people at once, changes nothing."""
    if element.case_id != proposition.case_id:
        raise Refused(_("This sentence is not of this case."))
    # Whoever comes second waits here and then finds what the first has attached.
    db.session.execute(select(ChargeElement.id).where(ChargeElement.id == element.id).with_for_update())
    query = select(ElementProposition).filter_by(charge_element_id=element.id, proposition_id=proposition.id)
    found = db.session.execute(query).scalar_one_or_none()
    if found is None:
        found = ElementProposition(case_id=element.case_id, element=element, proposition=proposition)
        db.session.add(found)
        db.session.flush()
    return found


def detach(entry: ElementProposition, reason: str) -> None:
    """A proposition serves an element no more; it stays, with its evidence, wherever else it serves."""
    entry.reason_for_change = reason
    db.session.delete(entry)


def link_evidence(element: ChargeElement, evidence: Evidence, proposition: Proposition | str, direction: Direction, *,
                  polarity: Polarity = Polarity.FOR, type: PropositionType | None = None,
                  **fields: Any) -> EvidenceLink:
    """Link an item to a proposition under an element.

    proposition: one of the case, or the sentence of a new one (then polarity and type are its own). fields: pinpoint,
    quote, directness, weight, weight_reason, note. Raises Refused for an item that is not filed in the case.
    """
    case = element.charge.case
    if evidence.id not in _filed(case, evidence.id):
        raise Refused(_("There is no such item in this case."))
    if evidence.integrity_alert:
        raise Refused(_("The stored file of %(reference)s did not pass its last check. It cannot be cited until the "
                        "alert is resolved.", reference=evidence.reference))
    if isinstance(proposition, str):
        proposition = state_proposition(case, proposition, type or usual_type(element.part, element.data.kinds),
                                        polarity)
    attach(element, proposition)
    link = EvidenceLink(case_id=case.id, case=case, proposition=proposition, evidence=evidence, direction=direction,
                        linked_by=current().id, **fields)
    link.seen = link.evidence_state
    db.session.add(link)
    return link


def cite(item: Evidence, element_ids: Iterable[Any], proposition: Proposition | str, **fields: Any) -> EvidenceLink:
    """Link a place in an item to a sentence that serves several elements of one case; one link, many elements."""
    ids = [UUID(str(id)) for id in element_ids]
    query = select(ChargeElement).where(ChargeElement.id.in_(ids)).order_by(ChargeElement.position)
    first, *others = db.session.execute(query).scalars().unique().all()
    made = link_evidence(first, item, proposition, fields.pop("direction"), **fields)
    for element in others:
        attach(element, made.proposition)
    return made


def correct_link(link: EvidenceLink, **fields: Any) -> None:
    """Correct what is said about a link, or add the pinpoint; whoever saves it has seen the item as it stands now.

    Raises Refused for one that was ended.
    """
    _must_be_active(link)
    for name, value in fields.items():
        setattr(link, name, value)
    link.seen = link.evidence_state


def end_link(link: EvidenceLink, reason: str) -> None:
    """Rely on a link no more; it stays, with the reason."""
    _must_be_active(link)
    link.ended_at, link.ended_reason = datetime.now(UTC), reason
    link.reason_for_change = reason


def change_proposition(proposition: Proposition, sentence: str, type: PropositionType, polarity: Polarity) -> None:
    """Change the sentence or what it stands for. Raises Refused for one that was withdrawn."""
    if proposition.is_withdrawn:
        raise Refused(_("This sentence was withdrawn."))
    proposition.sentence, proposition.type, proposition.polarity = sentence, type, polarity


def withdraw(proposition: Proposition, reason: str) -> None:
    """Withdraw a proposition everywhere; it stays, with the reason."""
    if proposition.is_withdrawn:
        raise Refused(_("This sentence was withdrawn before."))
    proposition.withdrawn_at, proposition.withdrawn_reason = datetime.now(UTC), reason
    proposition.move("status", PropositionStatus.WITHDRAWN, reason)


def move_proposition(proposition: Proposition, status: PropositionStatus, reason: str) -> None:
    """Say where a sentence stands. Raises Refused without the links that this takes."""
    if status is PropositionStatus.WITHDRAWN:
        withdraw(proposition, reason)
        return
    directions = {link.direction for link in proposition.links if link.is_active}
    if status in NEEDS_SUPPORT and Direction.SUPPORTS not in directions:
        raise Refused(_("Link an item that supports the sentence first."))
    if status in NEEDS_AGAINST and Direction.UNDERMINES not in directions:
        raise Refused(_("Link an item that undermines the sentence first."))
    proposition.move("status", status, reason)
    proposition.status_reason = reason


def item_named(case: Case, text: str) -> Evidence | None:
    """The item of the case with that reference or exhibit number, or the only one whose title has the words."""
    filing = Evidence.Filing
    query = select(Evidence).join(filing, filing.record_id == Evidence.id).where(filing.case_id == case.id)
    number = text.strip().split(" ", 1)[0].upper()
    named = query.where((Evidence.reference == number) | (Evidence.ern_start == number))
    found = db.session.execute(named).scalars().first()
    if found is not None:
        return found
    titled = query.where(Evidence.title.icontains(text.strip(), autoescape=True)).limit(2)
    several = db.session.execute(titled).scalars().all()
    return several[0] if len(several) == 1 else None


def proposition_named(case: Case, text: str) -> Proposition | None:
    """The proposition of the case that the text begins with the reference of, or whose sentence it is."""
    query = select(Proposition).where(Proposition.case_id == case.id, Proposition.withdrawn_at.is_(None))
    number = text.strip().split(" ", 1)[0].upper()
    same = func.lower(Proposition.sentence) == text.strip().lower()
    found = db.session.execute(query.where((Proposition.reference == number) | same)).scalars().all()
    return next(iter(sorted(found, key=lambda one: one.reference != number)), None)


def _filed(case: Case, evidence_id: UUID) -> set[UUID]:
    filing = Evidence.Filing
    query = select(filing.record_id).where(filing.case_id == case.id, filing.record_id == evidence_id)
    return set(db.session.execute(query).scalars())


def _must_be_active(link: EvidenceLink) -> None:
    if not link.is_active:
        raise Refused(_("This link was ended before."))
