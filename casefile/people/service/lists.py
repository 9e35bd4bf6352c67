"""Lists of people: what matches, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from casefile.cases.models import Case
from casefile.people.models import Person, today
from casefile.people.rules import Consent, PersonRole, Protection

SORTS = {"reference": Person.reference, "review": Person.protection_until}


@dataclass(frozen=True, slots=True)
class Matching:
    """What a list of people is filtered by; consent is the one that counts today."""

    text: str | None = None
    role: PersonRole | None = None
    protection: Protection | None = None
    consent: Consent | None = None
    overdue: bool = False

    def __bool__(self) -> bool:
        return any((self.text, self.role, self.protection, self.consent, self.overdue))


def people_matching(matching: Matching, case: Case | None = None) -> Select[Any]:
    """The actor's people, or those of one case; a merged record is found by its code alone."""
    query = select(Person)
    if not matching.text:
        query = query.where(Person.merged_into_id.is_(None))
    if case is not None:
        filing = Person.Filing
        query = query.join(filing, filing.record_id == Person.id).where(filing.case_id == case.id)
    return query.where(*_conditions(matching)) if matching else query


def _conditions(wanted: Matching) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.text:
        conditions.append(Person.reference.icontains(wanted.text, autoescape=True))
    if wanted.role:
        conditions.append(Person.roles.contains([wanted.role.value]))
    if wanted.protection:
        conditions.append(Person.protection == wanted.protection)
    if wanted.consent:
        conditions.append(consents(wanted.consent))
    if wanted.overdue:
        conditions.append(protection_is_overdue())
    return conditions


def consents(wanted: Consent) -> ColumnElement[bool]:
    """People whose consent today is the wanted one."""
    lapsed = and_(Person.consent == Consent.ACTIVE, Person.consent_until < today())
    if wanted is Consent.EXPIRED:
        return or_(Person.consent == Consent.EXPIRED, lapsed)
    if wanted is Consent.ACTIVE:
        return and_(Person.consent == Consent.ACTIVE, or_(Person.consent_until.is_(None),
                                                          Person.consent_until >= today()))
    return Person.consent == wanted


def protection_is_overdue() -> ColumnElement[bool]:
    """People whose risk was never assessed or whose assessment ran out."""
    return or_(Person.protection_until.is_(None), Person.protection_until < today())
