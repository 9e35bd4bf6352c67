"""Record what people decided: versions, their end, and what follows from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.panels import offers
from casefile.people.models import ConsentGrant, ConsentVersion, Person, today
from casefile.people.rules import Consent, may_follow
from casefile.people.rules.consent import Version
from casefile.people.rules.grants import Given, Grant
from casefile.people.service import consent_dates
from casefile.people.service.telling import tell

# What a higher slice does when somebody's consent ends: `offer(Person, "consent_ended")`.
ENDED = "consent_ended"
AT_ONCE = 200


def lock(people: Collection[Any], *, share: bool) -> None:
    """Hold these people's rows until the transaction ends: who shares waits for who withdraws, and then sees it.

    Rows are taken in one order, so that two of us never wait for each other in a ring.
    """
    if people:
        held = select(Person.id).where(Person.id.in_(sorted(people))).order_by(Person.id)
        with acting(SYSTEM):
            db.session.execute(held.with_for_update(read=share)).all()


def record_consent(person: Person, consent: Consent, consent_on: date, reason: str,
                   consent_until: date | None = None, *, grants: Iterable[Grant] = (), **details: Any) -> None:
    """Record what the person decided: a new version, or the end of the one that stands.

    details: columns of ConsentVersion. Raises Refused for what cannot follow the consent that counts today.
    """
    if person.merged_into_id is not None:
        raise Refused(_("This record was merged into another one: record the decision there."))
    if consent not in may_follow(person.consent_now):
        raise Refused(_("This cannot follow the consent that is recorded. Open the page again to see it."))
    db.session.flush()
    same = _merged_into(person)
    lock([person.id, *(one.id for one in same)], share=False)
    version = current_version(person)
    if person.consent is not person.consent_now:
        _expire(person, version)
    if consent in (Consent.ACTIVE, Consent.REFUSED):
        last = consent_until if consent is Consent.ACTIVE else None
        _decide(version, ConsentVersion(
            person=person, person_id=person.id, number=version.number + 1 if version else 1,
            status=Version(consent.value), decided_on=consent_on, basis=reason, until=last, **details), grants)
    else:
        _end(version, Version(consent.value), consent_on, reason)
    _sum_up(person, consent, consent_on, consent_until, reason)
    if consent in (Consent.WITHDRAWN, Consent.EXPIRED):
        _block(person, consent, version)
    if consent is Consent.WITHDRAWN:
        for one in same:
            _withdraw_with(one, consent_on, reason)


def _merged_into(person: Person) -> list[Person]:
    """Other records of the person, also such as the actor may not know of: whoever withdraws, withdraws as a whole."""
    with acting(SYSTEM):
        query = select(Person).where(Person.merged_into_id == person.id).order_by(Person.id)
        return list(db.session.execute(query).scalars().unique())


def _withdraw_with(one: Person, on: date, reason: str) -> None:
    """End what was permitted under another code of the person."""
    if one.consent_now not in (Consent.ACTIVE, Consent.EXPIRED):
        return
    with acting(SYSTEM):
        version = current_version(one)
    _end(version, Version.WITHDRAWN, on, reason)
    _sum_up(one, Consent.WITHDRAWN, on, None, reason)
    _block(one, Consent.WITHDRAWN, version)


def _decide(before: ConsentVersion | None, version: ConsentVersion, grants: Iterable[Grant]) -> None:
    person = version.person
    if before is not None and Version.SUPERSEDED in before.next_states("status"):
        _end(before, Version.SUPERSEDED, version.decided_on, version.basis)
    db.session.flush()  # only one version counts: the earlier one ends first
    version.reason_for_change = version.basis
    db.session.add(version)
    _add_rows(version, grants, limits=False)
    for name in ("contact", "testify"):
        if getattr(version, name) is not None:
            setattr(person, name, getattr(version, name))
    consent_dates.settle(person, version)


def _add_rows(version: ConsentVersion, grants: Iterable[Grant], *, limits: bool) -> None:
    for number, row in enumerate(grants, len(version.rows) + 1):
        version.rows.append(ConsentGrant(
            person=version.person, person_id=version.person_id, consent_id=version.id, number=number, limits=limits,
            recipient=row.recipient, purpose=row.purpose, level=int(row.level), since=row.since, until=row.until,
            consult=row.consult))


def _sum_up(person: Person, consent: Consent, on: date, until: date | None, reason: str) -> None:
    """Keep on the person what lists show."""
    person.move("consent", consent, reason)
    person.consent_on = on
    person.consent_until = until if consent is Consent.ACTIVE else None


def _end(version: ConsentVersion | None, status: Version, on: date, reason: str) -> None:
    if version is not None:
        version.move("status", status, reason)
        version.ended_on = on


def _expire(person: Person, version: ConsentVersion | None) -> None:
    person.consent = Consent.EXPIRED
    if version is not None and version.status is Version.ACTIVE:
        _end(version, Version.EXPIRED, person.consent_until or today(), "its last day has passed")
    db.session.flush()


def _block(person: Person, consent: Consent, version: ConsentVersion | None) -> None:
    """What follows at once: those responsible are told, and every higher slice does its part."""
    db.session.flush()
    kind = "consent_withdrawn" if consent is Consent.WITHDRAWN else "consent_expired"
    tell(person, kind, Role.PROTECTION_OFFICER, Role.LEAD, Role.COORDINATOR)
    consent_dates.follow_up(person, consent, version)
    offers(person, ENDED)


def settle_conditions(version: ConsentVersion, limits: Iterable[Grant], how: str) -> None:
    """Turn the special conditions into limits. Raises Refused when there is nothing to settle."""
    if not version.conditions_open or version.status is not Version.ACTIVE:
        raise Refused(_("There are no special conditions to settle."))
    _add_rows(version, limits, limits=True)
    version.settled_on, version.settled_how, version.reason_for_change = today(), how, how


def expire_due() -> int:
    """End every consent whose last day has passed; returns how many. Runs as the system, and may run twice."""
    due = (select(Person).where(Person.consent == Consent.ACTIVE, Person.consent_until < today())
           .order_by(Person.id).limit(AT_ONCE).with_for_update(of=Person, skip_locked=True))
    people = db.session.execute(due).scalars().unique().all()
    for person in people:
        until, version = person.consent_until, current_version(person)
        _expire(person, version)
        person.consent_on = until
        person.consent_until = None
        person.reason_for_change = "its last day has passed"
        _block(person, Consent.EXPIRED, version)
    return len(people)


# --- questions ---


def versions_of(person: Person) -> list[ConsentVersion]:
    """Every version, the newest first."""
    query = select(ConsentVersion).where(ConsentVersion.person_id == person.id)
    return list(db.session.execute(query.order_by(ConsentVersion.number.desc())).scalars().unique())


def current_version(person: Person) -> ConsentVersion | None:
    """The version that counts last, whatever became of it."""
    return next(iter(versions_of(person)), None)


def given(person: Person, version: ConsentVersion | None) -> Given:
    """The consent of a person as the rules take it."""
    if version is None:
        return Given(person.reference)
    state = Consent.NOT_SOUGHT if version.status is Version.SUPERSEDED else Consent(version.status.value)
    return Given(person.reference, state, version.until, tuple(row.grant for row in version.grants),
                 tuple(row.grant for row in version.limits), version.conditions_open)


def soon() -> date:
    """Until when a consent that ends is worth a warning in the gaps."""
    return today() + timedelta(days=90)
