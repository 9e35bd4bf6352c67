"""Gaps in what stands under the elements (domain brief §4.5), each as one question about the elements of a case."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from casefile.cases.models import Case
from casefile.core.db import among, db
from casefile.evidence.models import Evidence
from casefile.evidence.rules import Kind, Use, Verification
from casefile.evidence.service.independence import count_each
from casefile.law.models import Charge, ChargeElement, ContextAdoption, ElementProposition, EvidenceLink, Proposition
from casefile.law.pleading import LIVE
from casefile.law.rules import HEARSAY, Direction, Directness, Need, Part, frameworks
from casefile.law.service.counting import SUPPORTS, UNUSED
from casefile.law.service.matrix import adopted_of, stale_among
from casefile.law.service.sources import usable_now

ANSWER_WITHIN = timedelta(days=30)
_VERIFIED = (Verification.VERIFIED, Verification.PARTLY)
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


def _standing(case_id: UUID) -> CTE:
    """What stands under the elements of a case, counted for each under which anything does."""
    item, use = Evidence.id, and_(SUPPORTS, Evidence.headline.not_in(UNUSED))
    hearsay = EvidenceLink.directness.in_(sorted(HEARSAY))
    account = func.coalesce(EvidenceLink.directness.in_(_ACCOUNTS), False)

    def every(condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return func.coalesce(func.bool_and(func.coalesce(condition, False)).filter(use), False)

    return (
        select(ElementProposition.charge_element_id.label("element_id"), func.count(item).label("linked"),
               func.count(item).filter(use).label("supporting"), every(account).label("accounts"),
               every(hearsay).label("hearsay"),
               every(Evidence.verification_state.not_in(_VERIFIED)).label("unverified"),
               every(Evidence.kind.in_(_POSITION)).label("position"),
               every(Evidence.use_restriction == Use.LEAD_ONLY).label("lead_only"))
        .join(Proposition, and_(Proposition.id == ElementProposition.proposition_id,
                                Proposition.withdrawn_at.is_(None)))
        .join(EvidenceLink, and_(EvidenceLink.proposition_id == Proposition.id, EvidenceLink.ended_at.is_(None)))
        .join(Evidence, item == EvidenceLink.evidence_id)
        .where(ElementProposition.case_id == case_id).group_by(ElementProposition.charge_element_id)
        .cte().prefix_with("MATERIALIZED", dialect="postgresql"))


def required(case_id: UUID) -> tuple[Any, ...]:
    """The conditions of an element that is shown by evidence of its own case: required, live, not adopted."""
    held = select(ContextAdoption.id).where(ContextAdoption.charge_element_id == ChargeElement.id,
                                            ContextAdoption.ended_at.is_(None))
    return (ChargeElement.case_id == case_id, ChargeElement.applicable, Charge.status.in_(LIVE), ~held.exists())


@lru_cache(maxsize=32)
def _under(case_id: UUID) -> CTE:
    """What stands under each required element of a case; asked once however many rules ask."""
    on = _standing(case_id)
    kinds = [func.coalesce(on.c[name], False).label(name)
             for name in ("accounts", "hearsay", "unverified", "position", "lead_only")]
    return (
        select(ChargeElement.id.label("id"), _named().label("reference"), ChargeElement.code.label("code"),
               ChargeElement.part.label("part"), func.coalesce(on.c.linked, 0).label("linked"),
               func.coalesce(on.c.supporting, 0).label("supporting"), *kinds)
        .join(Charge, Charge.id == ChargeElement.charge_id).outerjoin(on, on.c.element_id == ChargeElement.id)
        .where(*required(case_id)).cte("under"))


def _named() -> ColumnElement[str]:
    return Charge.reference + " " + ChargeElement.code


def has_charges(case: Case) -> bool:
    """Whether there is anything to ask about; counted with the case, so that most cases cost no question."""
    return bool((case.counts or {}).get("charge"))


def chosen(ids: Collection[UUID]) -> Select[Any]:
    """These elements under their names."""
    columns: Any = (ChargeElement.id, _named().label("reference"))
    return select(*columns).join(Charge, Charge.id == ChargeElement.charge_id).where(among(ChargeElement.id, ids))


def _supporters(case: Case, *conditions: ColumnElement[bool]) -> dict[UUID, list[UUID]]:
    """Required element -> the items that support it; one question, and none in a case without charges."""
    found: dict[UUID, list[UUID]] = {}
    if has_charges(case):
        query = (select(ElementProposition.charge_element_id, EvidenceLink.evidence_id).distinct()
                 .join(ChargeElement, ChargeElement.id == ElementProposition.charge_element_id)
                 .join(Charge, Charge.id == ChargeElement.charge_id)
                 .join(Proposition, Proposition.id == ElementProposition.proposition_id)
                 .join(EvidenceLink, EvidenceLink.proposition_id == Proposition.id)
                 .join(Evidence, Evidence.id == EvidenceLink.evidence_id)
                 .where(*required(case.id), Proposition.withdrawn_at.is_(None), EvidenceLink.ended_at.is_(None),
                        SUPPORTS, *conditions))
        for element_id, item_id in db.session.execute(query):
            found.setdefault(element_id, []).append(item_id)
    return found


def single(case: Case) -> Select[Any]:
    """The elements that rest on accounts of people which all go back to one source (`independence`)."""
    under = _under(case.id).c
    accounts = select(under.id).where(under.accounts)
    found = _supporters(case, Evidence.headline.not_in(UNUSED), ChargeElement.id.in_(accounts))
    sources = count_each(found) if found else {}
    return chosen([id for id, n in sources.items() if n == 1])


def not_usable(case: Case) -> Select[Any]:
    """The elements for which evidence exists, and none of it may go to the target forum today."""
    found = _supporters(case)
    usable = usable_now({item for items in found.values() for item in items}, case)
    return chosen([id for id, items in found.items() if not usable.intersection(items)])


def elements_where(condition: Callable[[Any], ColumnElement[bool]]) -> Callable[[Case], Select[Any]]:
    """The elements of a case under which what stands meets a condition on the columns of `_under`."""

    def query(case: Case) -> Select[Any]:
        under = _under(case.id).c
        return select(under.id, under.reference).where(condition(under))

    return query


# Authority that rests on hearsay is a gap of its own kind, said once.
hearsay = elements_where(lambda on: and_(on.hearsay, on.code.not_in(authority_codes())))
unverified = elements_where(lambda on: on.unverified)
lead_only = elements_where(lambda on: on.lead_only)
authority = elements_where(lambda on: and_(on.code.in_(authority_codes()), or_(on.supporting == 0, on.hearsay)))
knowledge = elements_where(lambda on: and_(on.part == Part.MENTAL, on.position))
measures = elements_where(lambda on: and_(on.code.in_(codes_about(Need.MEASURES)), on.linked == 0))


def stale(case: Case) -> Select[Any]:
    """The elements whose assessment rested on something else than what is there now, or that adopt an old finding."""
    if not has_charges(case):
        return chosen([])
    mine = (ChargeElement.case_id == case.id, ChargeElement.applicable)
    held = adopted_of(*mine)
    older = db.session.execute(select(held.c.element_id).where(held.c.stale)).scalars()
    live = select(Charge.id).where(Charge.case_id == case.id, Charge.status.in_(LIVE))
    return chosen([*stale_among(*mine), *older]).where(ChargeElement.charge_id.in_(live))


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
