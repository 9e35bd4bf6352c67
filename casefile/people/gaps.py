"""What a case is missing about its witnesses and victims."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import ColumnElement, Select, or_, select

from casefile.cases.gaps import GapRule, Severity, case_without
from casefile.cases.models import Case
from casefile.core.access import Permission, can
from casefile.core.actor import current
from casefile.core.panels import offer
from casefile.people.models import ConsentVersion, IncidentPerson, Person, today
from casefile.people.rules import Consent
from casefile.people.rules.consent import Version
from casefile.people.service.consent import soon
from casefile.people.service.lists import consents, protection_is_overdue


def _without_witness(case: Case) -> Select[Any]:
    return case_without(case, select(Person.Filing.record_id).where(Person.Filing.case_id == case.id))


def _people(*conditions: Callable[[], ColumnElement[bool]]) -> Callable[[Case], Select[Any]]:
    """The people of a case that meet the conditions, which are worked out anew each day."""

    def query(case: Case) -> Select[Any]:
        filing = Person.Filing
        chosen = select(Person.id, Person.reference).join(filing, filing.record_id == Person.id)
        return chosen.where(filing.case_id == case.id, Person.merged_into_id.is_(None),
                            *(condition() for condition in conditions))

    return query


def _no_usable_consent() -> ColumnElement[bool]:
    return or_(*(consents(state) for state in (Consent.NOT_SOUGHT, Consent.EXPIRED, Consent.WITHDRAWN)))


def _ends_soon() -> ColumnElement[bool]:
    return Person.consent_until.between(today(), soon()) & (Person.consent == Consent.ACTIVE)


def _conditions_open() -> ColumnElement[bool]:
    version = ConsentVersion
    return select(version.id).where(version.person_id == Person.id, version.status == Version.ACTIVE,
                                    version.conditions.is_not(None), version.settled_on.is_(None)).exists()


def _in_no_incident() -> ColumnElement[bool]:
    standing = select(IncidentPerson.id).where(IncidentPerson.person_id == Person.id, IncidentPerson.ended_at.is_(None))
    return ~standing.exists()


def _to(endpoint: str) -> Callable[[Case, UUID], str]:
    return lambda case, id: url_for(endpoint, id=id, case=case.id)


RULES = [
    GapRule(
        "GAP-CONSENT", Severity.BLOCKING, _people(_no_usable_consent),
        lambda n, reference: ngettext("No consent of %(reference)s can be relied on",
                                      "No consent of %(num)s people can be relied on", n, reference=reference),
        _l("Consent is not recorded, expired or withdrawn: nothing of these people may be shared."),
        _l("Record consent"), _to("people.consent")),
    GapRule(
        "GAP-CONDITIONS", Severity.BLOCKING, _people(_conditions_open),
        lambda n, reference: ngettext("Special conditions of %(reference)s wait to be turned into limits",
                                      "Special conditions of %(num)s people wait to be turned into limits", n,
                                      reference=reference),
        _l("Until then nothing of these people may be shared."),
        _l("Open the consent"), lambda case, id: url_for("people.show", id=id, case=case.id, _anchor="permitted")),
    GapRule(
        "GAP-LOSS-CONSENT", Severity.ADVISORY, _people(_ends_soon),
        lambda n, reference: ngettext("The consent of %(reference)s ends within 90 days",
                                      "The consents of %(num)s people end within 90 days", n, reference=reference),
        _l("After that nothing of these people may be shared; ask in time whether they renew it."),
        _l("Record consent"), _to("people.consent")),
    GapRule(
        "GAP-PROTECTION", Severity.BLOCKING, _people(protection_is_overdue),
        lambda n, reference: ngettext("The protection review of %(reference)s is due",
                                      "The protection reviews of %(num)s people are due", n, reference=reference),
        _l("The risk was never assessed, or so long ago that nobody may rely on it."),
        _l("Assess protection"), _to("people.protection")),
    GapRule(
        "GAP-WITNESS", Severity.ADVISORY, _without_witness,
        lambda n, reference: _("No witness or victim is recorded"),
        _l("Somebody saw it, lived through it or knows the structure: enter them by code."),
        _l("Add a witness"), lambda case, id: url_for("people.new", id=case.id)),
    GapRule(
        "GAP-SPEAKS-TO", Severity.ADVISORY, _people(_in_no_incident),
        lambda n, reference: ngettext("%(reference)s is linked to no incident",
                                      "%(num)s people are linked to no incident", n, reference=reference),
        _l("Say which incidents a person can speak to, and how they know of them."),
        _l("Link to an incident"), _to("people.link_incident")),
]


@offer(Case, "gaps")
def gaps(case: Case) -> list[GapRule]:
    """The rules of this slice; none for those who may not read about people."""
    return RULES if can(current(), Permission.PERSON_READ, case) else []
