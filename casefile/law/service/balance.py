"""What speaks for the officials of a case, seen together; searches for it; the memo of somebody new to the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, distinct, func, or_, select
from sqlalchemy.orm import joinedload, lazyload

from casefile.cases.models import Case
from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.evidence.models import Evidence, ExculpatoryFlag
from casefile.law.models import (
    Charge,
    ChargeElement,
    DefenceMemo,
    ElementAssessment,
    ElementProposition,
    EvidenceLink,
    ExoneratingSearch,
    Proposition,
)
from casefile.law.pleading import LIVE, Polarity, PropositionType
from casefile.law.service.counting import SUPPORTS, UNDERMINES

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many items of a charge show what happened, and how many tie the official to it."""

    charge: Charge
    crime_base: int
    linkage: int
    for_officials: int


@dataclass(frozen=True, slots=True)
class Balance:
    """The exculpatory register of a case, and how its charges are balanced."""

    flags: Sequence[ExculpatoryFlag]
    links: Sequence[EvidenceLink]
    sentences: Sequence[Proposition]
    searches: Sequence[ExoneratingSearch]
    ratios: Sequence[Ratio]
    memos: Sequence[DefenceMemo]

    def of_kind(self, kind: str) -> list[ExculpatoryFlag]:
        """The flags that stand, of one kind."""
        return [flag for flag in self.flags if flag.kind == kind]


def balance_of(case: Case) -> Balance:
    """Everything that speaks for the officials of a case; six questions to the database, each list cut."""
    filing = Evidence.Filing
    flags = (select(ExculpatoryFlag).join(filing, filing.record_id == ExculpatoryFlag.evidence_id)
             .where(filing.case_id == case.id, ExculpatoryFlag.lowered_at.is_(None))
             .options(joinedload(ExculpatoryFlag.evidence)).order_by(ExculpatoryFlag.created_at.desc()))
    links = (select(EvidenceLink).join(Proposition, Proposition.id == EvidenceLink.proposition_id)
             .where(EvidenceLink.case_id == case.id, EvidenceLink.ended_at.is_(None),
                    Proposition.withdrawn_at.is_(None), UNDERMINES)
             .options(joinedload(EvidenceLink.evidence), joinedload(EvidenceLink.proposition))
             .order_by(EvidenceLink.created_at.desc()))
    sentences = (select(Proposition).where(Proposition.case_id == case.id, Proposition.polarity == Polarity.AGAINST,
                                           Proposition.withdrawn_at.is_(None)).order_by(Proposition.created_at.desc()))
    return Balance(_all(flags), _all(links), _all(sentences), _all(searches_in(case)), _ratios(case),
                   _all(memos_of(case)))


def searches_in(case: Case) -> Select[Any]:
    """The recorded searches of a case, the newest first."""
    return (select(ExoneratingSearch).where(ExoneratingSearch.case_id == case.id)
            .options(joinedload(ExoneratingSearch.charge).lazyload(Charge.case),
                     joinedload(ExoneratingSearch.searcher))
            .order_by(ExoneratingSearch.searched_on.desc(), ExoneratingSearch.created_at.desc()))


def memos_of(case: Case) -> Select[Any]:
    """The memos of a case, the newest first."""
    return (select(DefenceMemo).where(DefenceMemo.case_id == case.id).options(joinedload(DefenceMemo.writer))
            .order_by(DefenceMemo.number.desc()))


def record_search(charge: Charge, **fields: Any) -> ExoneratingSearch:
    """Record what was looked for that speaks for the officials of a charge, and what came of it."""
    search = ExoneratingSearch(case_id=charge.case_id, charge=charge, searched_by=current().id, **fields)
    db.session.add(search)
    return search


def must_be_new_to(case: Case) -> None:
    """Raise Refused for somebody who has stated, linked or assessed anything in the case."""
    me = current().id
    mine = (select(EvidenceLink.id).where(EvidenceLink.case_id == case.id, EvidenceLink.linked_by == me),
            select(Proposition.id).where(Proposition.case_id == case.id, Proposition.stated_by == me),
            select(ElementAssessment.id).where(ElementAssessment.case_id == case.id,
                                               or_(ElementAssessment.assessed_by == me,
                                                   ElementAssessment.reviewed_by == me)))
    if db.session.execute(select(or_(*(query.exists() for query in mine)))).scalar_one():
        raise Refused(_("You have worked on the proof of this case. The memo is written by somebody new to it."))


def write_memo(case: Case, **fields: Any) -> DefenceMemo:
    """Keep a memo as the next version. Raises Refused for somebody who has worked on the proof."""
    must_be_new_to(case)
    # Two at once: the second waits here, so that both have a number of their own.
    db.session.execute(select(Case.id).where(Case.id == case.id).with_for_update())
    query = select(func.coalesce(func.max(DefenceMemo.number), 0)).where(DefenceMemo.case_id == case.id)
    memo = DefenceMemo(case_id=case.id, number=db.session.execute(query).scalar_one() + 1, written_by=current().id,
                       **fields)
    db.session.add(memo)
    return memo


def _ratios(case: Case) -> list[Ratio]:
    item = EvidenceLink.evidence_id
    kinds = [func.count(distinct(item)).filter(Proposition.type == kind, SUPPORTS)
             for kind in (PropositionType.CRIME_BASE, PropositionType.LINKAGE)]
    query = (select(Charge, *kinds, func.count(distinct(item)).filter(UNDERMINES))
             .outerjoin(ChargeElement, ChargeElement.charge_id == Charge.id)
             .outerjoin(ElementProposition, ElementProposition.charge_element_id == ChargeElement.id)
             .outerjoin(Proposition, (Proposition.id == ElementProposition.proposition_id)
                        & Proposition.withdrawn_at.is_(None))
             .outerjoin(EvidenceLink, (EvidenceLink.proposition_id == Proposition.id)
                        & EvidenceLink.ended_at.is_(None))
             .where(Charge.case_id == case.id, Charge.status.in_(LIVE)).group_by(Charge.id)
             .options(lazyload(Charge.case)).order_by(Charge.reference))
    return [Ratio(row[0], row[1], row[2], row[3]) for row in db.session.execute(query).unique()]


def _all(query: Select[Any]) -> list[Any]:
    return list(db.session.execute(query.limit(SHOWN)).scalars().unique())
