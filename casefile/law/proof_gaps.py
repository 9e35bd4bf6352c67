"""Gaps in what stands under the elements (domain brief §4.5), each as one question about the elements of a case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Select, and_, distinct, func, or_, select
from sqlalchemy.orm import aliased

from casefile.cases.models import Case
from casefile.evidence.models import Evidence, EvidenceSubject
from casefile.evidence.rules import Kind, Use, Verification
from casefile.evidence.sources import Role
from casefile.law.models import Charge, ChargeElement, ElementAssessment, ElementProposition, EvidenceLink, Proposition
from casefile.law.pleading import LIVE
from casefile.law.rules import HEARSAY, Direction, Directness, Need, Part, frameworks
from casefile.law.service.basis import bases
from casefile.law.service.counting import SUPPORTS, UNUSED
from casefile.law.service.matrix import latest_of

ANSWER_WITHIN = timedelta(days=30)
_VERIFIED = (Verification.VERIFIED, Verification.PARTLY)
_CLOSED = (Use.LEAD_ONLY, Use.SEALED, Use.WITHDRAWN, Use.EMBARGOED)
# An account of a person: two of them from one mouth are one source. A document speaks for itself.
_ACCOUNTS = (Directness.DIRECT, *sorted(HEARSAY))
_POSITION = (Kind.STRUCTURE, Kind.LEGISLATION)
_TECHNICAL = (Kind.SATELLITE, Kind.MEDICAL, Kind.FORENSIC)


def codes_about(*needs: Need) -> list[str]:
    """The codes of the elements, in every body of law, that ask for one of these."""
    return sorted({element.code for law in frameworks().values() for mode in law.modes for element in mode.elements
                   if set(needs) & set(element.needs)})


def authority_codes() -> list[str]:
    """The elements in which the authority of the official over those who acted is shown."""
    return sorted({*codes_about(Need.SUPERIOR_BASIS), "MOL-25-3-b-1.1", "MOL-25-3-a-3.1", "MOL-25-3-a-4.1"})


@lru_cache(maxsize=32)
def _under(case_id: UUID) -> CTE:
    """What stands under each required element of a case; asked once however many rules ask."""
    speaker = aliased(EvidenceSubject)
    item, use = Evidence.id, and_(SUPPORTS, Evidence.headline.not_in(UNUSED))
    hearsay = EvidenceLink.directness.in_(sorted(HEARSAY))
    account = func.coalesce(EvidenceLink.directness.in_(_ACCOUNTS), False)
    free = and_(Evidence.use_restriction.not_in(_CLOSED), Evidence.headline.not_in(UNUSED))

    def every(condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return func.coalesce(func.bool_and(func.coalesce(condition, False)).filter(use), False)

    return (
        select(ChargeElement.id.label("id"), (Charge.reference + " " + ChargeElement.code).label("reference"),
               ChargeElement.code.label("code"), ChargeElement.part.label("part"),
               func.count(item).label("linked"), func.count(item).filter(use).label("supporting"),
               func.count(distinct(func.coalesce(speaker.person_id, item))).filter(use).label("sources"),
               every(account).label("accounts"), every(hearsay).label("hearsay"),
               every(Evidence.verification_state.not_in(_VERIFIED)).label("unverified"),
               every(Evidence.kind.in_(_POSITION)).label("position"),
               every(Evidence.use_restriction == Use.LEAD_ONLY).label("lead_only"),
               func.coalesce(func.bool_or(free).filter(SUPPORTS), False).label("free"),
               func.coalesce(func.bool_or(SUPPORTS), False).label("put_forward"))
        .join(Charge, Charge.id == ChargeElement.charge_id)
        .outerjoin(ElementProposition, ElementProposition.charge_element_id == ChargeElement.id)
        .outerjoin(Proposition, and_(Proposition.id == ElementProposition.proposition_id,
                                     Proposition.withdrawn_at.is_(None)))
        .outerjoin(EvidenceLink, and_(EvidenceLink.proposition_id == Proposition.id, EvidenceLink.ended_at.is_(None)))
        .outerjoin(Evidence, item == EvidenceLink.evidence_id)
        .outerjoin(speaker, and_(speaker.evidence_id == item, speaker.role == Role.SPEAKER,
                                 speaker.ended_at.is_(None)))
        .where(ChargeElement.case_id == case_id, ChargeElement.applicable, Charge.status.in_(LIVE))
        .group_by(ChargeElement.id, Charge.reference)).cte("under")


def elements_where(condition: Callable[[Any], ColumnElement[bool]]) -> Callable[[Case], Select[Any]]:
    """The elements of a case under which what stands meets a condition on the columns of `_under`."""

    def query(case: Case) -> Select[Any]:
        under = _under(case.id).c
        return select(under.id, under.reference).where(condition(under))

    return query


single = elements_where(lambda on: and_(on.sources == 1, on.accounts))
# Authority that rests on hearsay is a gap of its own kind, said once.
hearsay = elements_where(lambda on: and_(on.hearsay, on.code.not_in(authority_codes())))
unverified = elements_where(lambda on: on.unverified)
lead_only = elements_where(lambda on: on.lead_only)
not_usable = elements_where(lambda on: and_(on.put_forward, ~on.free))
authority = elements_where(lambda on: and_(on.code.in_(authority_codes()), or_(on.supporting == 0, on.hearsay)))
knowledge = elements_where(lambda on: and_(on.part == Part.MENTAL, on.position))
measures = elements_where(lambda on: and_(on.code.in_(codes_about(Need.MEASURES)), on.linked == 0))


def stale(case: Case) -> Select[Any]:
    """The elements whose assessment rested on something else than what is there now."""
    mine = (ChargeElement.case_id == case.id, ChargeElement.applicable)
    latest, now = latest_of(*mine), bases(*mine, ChargeElement.id.in_(
        select(ElementAssessment.charge_element_id).where(ElementAssessment.case_id == case.id)))
    columns: Any = (ChargeElement.id, (Charge.reference + " " + ChargeElement.code).label("reference"))
    return (select(*columns)
            .join(Charge, Charge.id == ChargeElement.charge_id)
            .join(latest, latest.c.element_id == ChargeElement.id).join(now, now.c.element_id == ChargeElement.id)
            .where(*mine, Charge.status.in_(LIVE), latest.c.basis != now.c.basis))


def unanswered_too_long() -> ColumnElement[bool]:
    """The condition that a link was made long enough ago to have been answered."""
    return EvidenceLink.created_at < func.now() - ANSWER_WITHIN


def _relied_on(case: Case, *conditions: ColumnElement[bool]) -> Select[Any]:
    """The items relied on in a case that meet the conditions, once each."""
    standing = (EvidenceLink.ended_at.is_(None), Proposition.withdrawn_at.is_(None), Evidence.headline.not_in(UNUSED))
    columns: Any = (Evidence.id, Evidence.reference)
    return (select(*columns).join(EvidenceLink, EvidenceLink.evidence_id == Evidence.id)
            .join(Proposition, Proposition.id == EvidenceLink.proposition_id)
            .where(EvidenceLink.case_id == case.id, EvidenceLink.direction != Direction.NEUTRAL, *standing, *conditions)
            .distinct())


def without_expert(case: Case) -> Select[Any]:
    """Technical items relied on under a sentence to which no expert speaks."""
    other = aliased(EvidenceLink)
    expert = select(other.id).where(other.proposition_id == EvidenceLink.proposition_id, other.ended_at.is_(None),
                                    other.directness == Directness.EXPERT)
    return _relied_on(case, Evidence.kind.in_(_TECHNICAL), ~expert.exists())
