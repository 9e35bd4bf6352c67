"""Dates that follow from a consent: its last day, its review, asking again, calling back what was shared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from casefile.cases.models import Case, Membership
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.deadlines import service as deadlines
from casefile.deadlines.models import Deadline
from casefile.deadlines.rules import OPEN_STATES, Kind, Priority, State
from casefile.people.models import ConsentVersion, Person, today
from casefile.people.rules import Consent

_FIRST = (Role.PROTECTION_OFFICER, Role.LEAD, Role.COORDINATOR, Role.LEGAL_OFFICER, Role.LEGAL_EXPERT, Role.ANALYST)
_OF_A_VERSION = (Kind.CONSENT_EXPIRY, Kind.CONSENT_REVIEW, Kind.CONSENT_RENEWAL)


def settle(person: Person, version: ConsentVersion) -> None:
    """Set the dates of a new version; those of the one before are closed."""
    close(person, _("A new version of the consent was recorded."))
    for kind, day, title in ((Kind.CONSENT_EXPIRY, version.until, _("A consent ends")),
                             (Kind.CONSENT_REVIEW, version.review_on, _("Review a consent"))):
        if day is not None and day >= today():
            set_date(person, kind, day, title)


def follow_up(person: Person, consent: Consent, version: ConsentVersion | None) -> None:
    """Tasks after a consent ended: to say what cannot be undone, to decide on the files, to ask again if allowed."""
    close(person, _("The consent ended."))
    if consent is Consent.WITHDRAWN:
        set_date(person, Kind.RETENTION_DECISION, today() + timedelta(days=14),
                 _("Consent withdrawn: decide what becomes of the items, and tell the person what cannot be undone"),
                 priority=Priority.HIGH)
    elif version is not None and version.recontact:
        set_date(person, Kind.RECONTACT, today() + timedelta(days=14), _("Consent ended: ask whether it is renewed"))


def set_date(person: Person, kind: Kind, day: date, title: str, *, priority: Priority = Priority.NORMAL,
             case_ids: Iterable[UUID] | None = None) -> None:
    """Set a date in every case the person is filed in (or those named), for whoever is responsible for people there.

    Nobody of a case that is hidden from the actor is left out; a case without a team has nobody to do it.
    """
    db.session.flush()
    with acting(SYSTEM), db.session.no_autoflush:  # found by the system, entered by whoever recorded the consent
        wanted = person.scopes() if case_ids is None else set(case_ids)
        cases = db.session.execute(select(Case).where(Case.id.in_(wanted)).order_by(Case.reference)).scalars().unique()
        for case, owner in _owners(list(cases)):
            deadlines.add_deadline(case, day, title=title, kind=kind, priority=priority, owner_id=owner,
                                   linked_reference=person.reference)
    db.session.flush()


def _owners(cases: list[Case]) -> list[tuple[Case, UUID]]:
    """Each case with the person of its team who is nearest to witnesses."""
    query = select(Membership).where(Membership.case_id.in_([case.id for case in cases]), Membership.ended_at.is_(None),
                                     Membership.role.in_(_FIRST)).order_by(Membership.since, Membership.id)
    members = [one for one in db.session.execute(query).scalars().unique() if one.user.disabled_at is None]
    found = []
    for case in cases:
        team = sorted((one for one in members if one.case_id == case.id), key=lambda one: _FIRST.index(one.role))
        found += [(case, team[0].user_id)] if team else []
    return found


def close(person: Person, reason: str) -> None:
    """Cancel the open dates of the version that no longer counts."""
    query = select(Deadline).where(Deadline.linked_reference == person.reference, Deadline.kind.in_(_OF_A_VERSION),
                                   Deadline.state.in_(OPEN_STATES))
    db.session.flush()
    with acting(SYSTEM), db.session.no_autoflush:
        for deadline in db.session.execute(query).scalars():
            deadlines.move(deadline, State.CANCELLED, reason)
    db.session.flush()
