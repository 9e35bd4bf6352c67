"""What stands under the elements of a charge, counted as §4.2 and §4.4 ask; hints, from which no level follows."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from casefile.core.db import db
from casefile.evidence.models import Evidence
from casefile.evidence.rules import Use, Verification
from casefile.evidence.service.independence import groups_of
from casefile.law.models import Charge, ChargeElement, ElementProposition, EvidenceLink, Proposition
from casefile.law.pleading import side
from casefile.law.rules import HEARSAY, Direction, Directness, PropositionStatus, best_directness
from casefile.law.service.counting import UNUSED
from casefile.law.service.proof import ElementProof
from casefile.law.service.sources import usable_now

VERIFIED = (Verification.VERIFIED, Verification.PARTLY)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One link with its sentence and item, as far as it is counted."""

    element_id: UUID
    proposition_id: UUID
    status: PropositionStatus
    item_id: UUID
    side: Direction
    directness: Directness | None
    answered: bool
    verified: bool
    lead_only: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands under one element. usable: supporting items that may go to the target forum now."""

    sentences: int = 0
    established: int = 0
    contested: int = 0
    supporting: int = 0
    independent: int = 0
    direct: int = 0
    undermining: int = 0
    unanswered: int = 0
    verified: int = 0
    best: Directness | None = None
    usable: int = 0
    lead_only: bool = False
    hearsay_only: bool = False

    @property
    def single_source(self) -> bool:
        """One source carries it: permissible in law, and worth a word."""
        return self.independent == 1

    @property
    def use(self) -> str:
        """Whether the supporting items may go to the target forum now: "yes", "part", "no", or nothing to ask."""
        if not self.supporting:
            return ""
        return "yes" if self.usable == self.supporting else "part" if self.usable else "no"


def facts_of(charge: Charge) -> Mapping[UUID, Facts]:
    """Element id -> what stands under it; a fixed number of questions to the database."""
    held: dict[UUID, list[Leaf]] = {}
    for leaf in _leaves(ChargeElement.charge_id == charge.id):
        held.setdefault(leaf.element_id, []).append(leaf)
    items = {leaf.item_id for leaves in held.values() for leaf in leaves}
    groups, usable = groups_of(items), usable_now(items, charge.case)
    return {element_id: count(mine, groups, usable) for element_id, mine in held.items()}


def facts_of_element(element: ChargeElement, proof: ElementProof) -> Facts:
    """What stands under one element."""
    leaves = [_leaf(element.id, entry.proposition, link, link.evidence) for entry in proof.entries
              for link in entry.proposition.links
              if link.is_active and not entry.proposition.is_withdrawn and link.evidence.headline not in UNUSED]
    items = {leaf.item_id for leaf in leaves}
    return count(leaves, groups_of(items), usable_now(items, element.charge.case))


def count(leaves: Sequence[Leaf], groups: Mapping[UUID, Hashable], usable: Collection[UUID]) -> Facts:
    """Count what stands under an element: items once each, sources by their groups. usable: may be shared now."""
    supporting = [leaf for leaf in leaves if leaf.side is Direction.SUPPORTS]
    against = [leaf for leaf in leaves if leaf.side is Direction.UNDERMINES]
    items = {leaf.item_id for leaf in supporting}
    statuses = {leaf.proposition_id: leaf.status for leaf in leaves}
    kinds = [leaf.directness for leaf in supporting]
    return Facts(
        sentences=len(statuses),
        established=sum(status in (PropositionStatus.ESTABLISHED, PropositionStatus.AGREED)
                        for status in statuses.values()),
        contested=sum(status is PropositionStatus.CONTESTED for status in statuses.values()),
        supporting=len(items), independent=len({groups[item] for item in items}),
        direct=len({leaf.item_id for leaf in supporting if leaf.directness is Directness.DIRECT}),
        undermining=len({leaf.item_id for leaf in against}),
        unanswered=len({leaf.item_id for leaf in against if not leaf.answered}),
        verified=len({leaf.item_id for leaf in supporting if leaf.verified}), best=best_directness(kinds),
        usable=len(items.intersection(usable)),
        lead_only=bool(supporting) and all(leaf.lead_only for leaf in supporting),
        hearsay_only=bool(kinds) and all(kind in HEARSAY for kind in kinds))


def _leaves(*which: Any) -> list[Leaf]:
    query = (
        select(ElementProposition.charge_element_id, Proposition.id, Proposition.status, Proposition.polarity,
               EvidenceLink.direction, EvidenceLink.directness, EvidenceLink.note.is_not(None), Evidence.id,
               Evidence.verification_state, Evidence.use_restriction)
        .join(ChargeElement, ChargeElement.id == ElementProposition.charge_element_id)
        .join(Proposition, Proposition.id == ElementProposition.proposition_id)
        .join(EvidenceLink, EvidenceLink.proposition_id == Proposition.id)
        .join(Evidence, Evidence.id == EvidenceLink.evidence_id)
        .where(Proposition.withdrawn_at.is_(None), EvidenceLink.ended_at.is_(None), Evidence.headline.not_in(UNUSED),
               *which))
    return [Leaf(row[0], row[1], row[2], row[7], side(row[3], row[4]), row[5], row[6], row[8] in VERIFIED,
                 row[9] is Use.LEAD_ONLY) for row in db.session.execute(query)]


def _leaf(element_id: UUID, said: Proposition, link: EvidenceLink, item: Evidence) -> Leaf:
    return Leaf(element_id, said.id, said.status, item.id, link.side, link.directness, link.note is not None,
                item.verification_state in VERIFIED, item.use_restriction is Use.LEAD_ONLY)
