"""Assess the risk to a person, log what happened to their safety, refer them to help."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select

from casefile.cases.models import Case
from casefile.core.access import Role
from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.mail import Template
from casefile.deadlines import service as deadlines
from casefile.deadlines.models import Deadline
from casefile.deadlines.rules import Kind, Priority
from casefile.people.models import Person, ProtectionEvent, Referral, RiskAssessment, today
from casefile.people.rules import Protection, latest_review
from casefile.people.rules.risk import Happening, ReferralState
from casefile.people.service.telling import tell, write_to

ALARMED = (Role.PROTECTION_OFFICER, Role.LEAD, Role.COORDINATOR)
_URGENT = (Protection.HIGH, Protection.EXTREME)
_SEALED = ("likelihood_text", "impact_text", "mitigation")


def assess_protection(person: Person, protection: Protection, reason: str, protection_until: date | None = None, *,
                      case: Case | None = None, owner_id: UUID | None = None, **details: Any) -> RiskAssessment:
    """Add an assessment of the risk that remains, which from now on holds: by default as long as its level allows.

    With a case its review becomes a date of that case, and the date of the assessment before is done.
    details: threats, exposures, likelihood, impact and their texts, mitigation, decision.
    """
    until = protection_until or latest_review(protection, today())
    before = latest_assessment(person)
    found = RiskAssessment(
        person=person, person_id=person.id, number=before.number + 1 if before else 1, level=protection, basis=reason,
        assessed_on=min(today(), until), assessed_by=current().id, valid_until=until, owner_id=owner_id,
        **{name: value for name, value in details.items() if name not in _SEALED})
    for name in _SEALED:
        setattr(found, name, details.get(name))
    person.protection, person.protection_until, person.reason_for_change = protection, until, reason
    if case is not None and owner_id is not None:
        _set_review(person, case, found, owner_id)
    db.session.add(found)
    return found


def _set_review(person: Person, case: Case, found: RiskAssessment, owner_id: UUID) -> None:
    """The review is a date of the case from now on; those it replaces are done."""
    for date_before in open_reviews(person, case):
        deadlines.finish(date_before)
    priority = Priority.URGENT if found.level in _URGENT else Priority.NORMAL
    made = deadlines.add_deadline(
        case, found.valid_until, title=_("Protection review of %(reference)s", reference=person.reference),
        kind=Kind.PROTECTION_REVIEW, priority=priority, owner_id=owner_id, backup_id=None,
        linked_reference=person.reference)
    found.deadline_id = made.id
    db.session.flush()


def open_reviews(person: Person, case: Case) -> Sequence[Deadline]:
    """The dates of the case on which the protection of the person is to be reviewed."""
    query = select(Deadline).where(Deadline.case_id == case.id, Deadline.kind == Kind.PROTECTION_REVIEW,
                                   Deadline.linked_reference == person.reference, deadlines.is_open())
    return db.session.execute(query).scalars().all()


def latest_assessment(person: Person) -> RiskAssessment | None:
    """The assessment that holds."""
    query = select(RiskAssessment).where(RiskAssessment.person_id == person.id)
    return db.session.execute(query.order_by(RiskAssessment.number.desc()).limit(1)).scalar_one_or_none()


def assessments_of(person: Person) -> Sequence[RiskAssessment]:
    """Every assessment of the person, newest first."""
    query = select(RiskAssessment).where(RiskAssessment.person_id == person.id)
    return db.session.execute(query.order_by(RiskAssessment.number.desc()).limit(50)).scalars().all()


def log_event(person: Person, case: Case, kind: Happening, happened_on: date, *, description: str,
              measures: str | None = None) -> ProtectionEvent:
    """Log what happened, and tell the protection officers, leads and coordinators at once, with codes only."""
    happened = ProtectionEvent(person=person, person_id=person.id, key_owner=person.id, kind=kind,
                               happened_on=happened_on, logged_by=current().id)
    happened.description, happened.measures = description, measures
    db.session.add(happened)
    tell(person, "protection_alert", *ALARMED)
    write_to(person, Template.PROTECTION_ALERT, *ALARMED)
    return happened


def settle_event(happened: ProtectionEvent, outcome: str) -> None:
    """Say what was done and how it ended. Raises Refused when that was said before."""
    if happened.settled_on is not None:
        raise Refused(_("This was settled before."))
    happened.outcome = outcome  # sealed first: fetching its key must not save half of this
    happened.settled_on = today()


def events_of(person: Person) -> Sequence[ProtectionEvent]:
    """What happened to the person's safety, newest first."""
    query = select(ProtectionEvent).where(ProtectionEvent.person_id == person.id)
    return db.session.execute(query.order_by(ProtectionEvent.happened_on.desc()).limit(100)).scalars().all()


def refer(person: Person, referral: Referral | None = None, state: ReferralState | None = None,
          **fields: Any) -> Referral:
    """Enter a referral, or what has become of it. Raises Refused for a step that cannot follow."""
    entry = referral or Referral(person=person, person_id=person.id, key_owner=person.id,
                                 state=state or ReferralState.OFFERED)
    if state is not None and entry.state is not state:
        entry.state = state
    with db.session.no_autoflush:  # fetching a key must not save half of the fields
        for name, value in fields.items():
            setattr(entry, name, value)
    db.session.add(entry)
    return entry


def referrals_of(person: Person) -> Sequence[Referral]:
    """What the person was referred to, newest first."""
    query = select(Referral).where(Referral.person_id == person.id)
    return db.session.execute(query.order_by(Referral.referred_on.desc()).limit(100)).scalars().all()


def owners_of(case: Case) -> list[tuple[UUID, str]]:
    """Who may own the review: (id, name) of the people of the case."""
    return list(deadlines.people_of(case.id).items())


def protection_in(case: Case) -> Any:
    """(person, number of open alerts, follow-ups due) of the people of a case."""
    filing = Person.Filing
    alerts = select(func.count(ProtectionEvent.id)).where(ProtectionEvent.person_id == Person.id,
                                                          ProtectionEvent.settled_on.is_(None))
    due = select(func.count(Referral.id)).where(Referral.person_id == Person.id, Referral.follow_up_on <= today(),
                                                Referral.state.in_([ReferralState.OFFERED, ReferralState.MADE,
                                                                    ReferralState.UNDER_WAY]))
    query = select(Person, alerts.correlate(Person).scalar_subquery().label("alerts"),
                   due.correlate(Person).scalar_subquery().label("due"))
    return query.join(filing, filing.record_id == Person.id).where(filing.case_id == case.id,
                                                                                 Person.merged_into_id.is_(None))
