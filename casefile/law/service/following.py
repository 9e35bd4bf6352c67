"""What follows from a change of the proof, in the same transaction: items stand corroborated, filled tasks close.

Every act on the proof ends in a commit, whatever page or job it came from; so it is asked there and no act forgets it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from casefile.cases.models import Case, CaseOwned
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import among, db
from casefile.core.panels import offer
from casefile.deadlines import service as deadlines
from casefile.deadlines.models import Deadline
from casefile.evidence.models import Evidence
from casefile.evidence.service import Moved, note_standing
from casefile.evidence.service.independence import count_each
from casefile.law.models import (
    Charge,
    ChargeElement,
    ChargeMode,
    ChargeOfficial,
    ContextAdoption,
    ElementAssessment,
    ElementProposition,
    EvidenceLink,
    ExoneratingSearch,
    GapTask,
    Proposition,
)
from casefile.law.pleading import Polarity
from casefile.law.rules import Direction
from casefile.law.service.counting import UNUSED
from casefile.law.service.gaps import close_filled

_PROOF = (Charge, ChargeElement, ChargeMode, ChargeOfficial, ContextAdoption, ElementAssessment, ElementProposition,
          EvidenceLink, ExoneratingSearch, Proposition)
_TOUCHED, _SHAKEN = "law: cases whose proof changed", "law: propositions whose support changed"


@event.listens_for(Session, "after_flush")
def _note(session: Session, _context: Any) -> None:
    for record in (*session.new, *session.dirty, *session.deleted):
        if isinstance(record, _PROOF) and isinstance(record, CaseOwned):
            session.info.setdefault(_TOUCHED, set()).add(record.case_id)
        if isinstance(record, EvidenceLink | Proposition):
            changed = record.proposition_id if isinstance(record, EvidenceLink) else record.id
            session.info.setdefault(_SHAKEN, set()).add(changed)


@offer(Moved, "moved")
def _moved(move: Moved) -> None:
    """An item stands otherwise: so may every gap of the cases that rely on it."""
    with acting(SYSTEM):
        query = select(EvidenceLink.case_id, EvidenceLink.proposition_id).where(
            EvidenceLink.evidence_id == move.item.id, EvidenceLink.ended_at.is_(None))
        for case_id, proposition_id in db.session.execute(query):
            db.session().info.setdefault(_TOUCHED, set()).add(case_id)
            db.session().info.setdefault(_SHAKEN, set()).add(proposition_id)


@event.listens_for(Session, "before_commit")
def _follow(session: Session) -> None:
    if session.new or session.dirty or session.deleted:
        session.flush()
    shaken, touched = session.info.pop(_SHAKEN, None), session.info.pop(_TOUCHED, None)
    with acting(SYSTEM):  # across cases
        if shaken:
            corroborate(shaken)
        if touched:
            _close(touched)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_SHAKEN, None)
    session.info.pop(_TOUCHED, None)


def corroborate(proposition_ids: Iterable[UUID]) -> None:
    """Let the items of these propositions know whether another independent source says the same as they do."""
    mine = select(EvidenceLink.evidence_id).where(among(EvidenceLink.proposition_id, proposition_ids))
    items = {item.id: item for item in db.session.execute(select(Evidence).where(Evidence.id.in_(mine))).scalars()}
    supporters = _supporters(items)
    sources = count_each(supporters) if supporters else {}
    borne_out = {id for proposition, ids in supporters.items() if sources[proposition] > 1 for id in ids}
    for id, item in items.items():
        if item.corroborated is not (id in borne_out):
            note_standing(item, corroborated=id in borne_out)


def _supporters(items: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Proposition -> the items that support it, for every proposition that one of the items supports."""
    theirs = select(EvidenceLink.proposition_id).where(
        among(EvidenceLink.evidence_id, items), EvidenceLink.direction == Direction.SUPPORTS,
        EvidenceLink.ended_at.is_(None))
    query = (select(EvidenceLink.proposition_id, EvidenceLink.evidence_id)
             .join(Proposition, Proposition.id == EvidenceLink.proposition_id)
             .join(Evidence, Evidence.id == EvidenceLink.evidence_id)
             .where(EvidenceLink.proposition_id.in_(theirs), EvidenceLink.direction == Direction.SUPPORTS,
                    EvidenceLink.ended_at.is_(None), Proposition.withdrawn_at.is_(None),
                    Proposition.polarity == Polarity.FOR, Evidence.headline.not_in(UNUSED)))
    found: dict[UUID, set[UUID]] = {}
    for proposition_id, item_id in db.session.execute(query):
        found.setdefault(proposition_id, set()).add(item_id)
    return found


def _close(case_ids: Iterable[UUID]) -> None:
    waiting = select(GapTask.case_id).join(Deadline, Deadline.id == GapTask.deadline_id).where(deadlines.is_open())
    query = select(Case).where(among(Case.id, case_ids), Case.id.in_(waiting))
    for case in db.session.execute(query).scalars().unique().all():
        close_filled(case)
