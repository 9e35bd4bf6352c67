"""Entering the people of the table: their consent, the risk to them, their parts, and twelve sealed identities."""

from __future__ import annotations

from casefile.core.db import db
from casefile.demodata import consents
from casefile.demodata.identities import IDENTITIES
from casefile.demodata.people_table import ROWS, Row
from casefile.demodata.world import World, in_days
from casefile.people import service
from casefile.people.models import Person
from casefile.people.rules import AgeBand, Consent, Contact, Part, Protection, Sex, Testify

MET_BY = {"f9": "daniel", "f3": "seoa", "order": "seoa", "abroad": "yujin"}
# Where a case has no protection officer yet, the legal expert looks after it.
GUARDED_BY = {"f9": "haeun", "f3": "haeun", "order": "haeun", "abroad": "yujin"}
GIVEN = "Explained with the checklist; form signed and read back."
WITHDRAWN = "The person asked us to stop; what was shared cannot be recalled and this was said."
LAPSED = "The last day passed; the person could not be reached."
REFUSED = "The person does not wish that anything is shared outside the office."


def enter(world: World) -> None:
    """Enter everybody, case by case."""
    for row in world.by_person(ROWS, lambda row: MET_BY[row.cases[0]]):
        world.people[row.key] = _add(world, row)
    for row in world.by_person(ROWS, lambda row: GUARDED_BY[row.cases[0]]):
        _protect(world.people[row.key], row)
    with world.acting_as("haeun"):
        for key, fields in IDENTITIES.items():
            service.record_identity(world.people[key], dict(fields))


def _add(world: World, row: Row) -> Person:
    first, *others = row.cases
    person = service.add_person(
        world.cases[first], row.roles, sex=Sex(row.sex) if row.sex else None,
        age_band=AgeBand(row.age) if row.age else None, languages=list(row.languages),
        vulnerabilities=list(row.vulnerable), contact=Contact(row.contact),
        testify=Testify(row.testify) if row.testify else None)
    db.session.flush()
    for case in others:
        service.file_into(person, world.cases[case], "The person can speak to both cases.")
    _record_consent(person, row)
    return person


def _record_consent(person: Person, row: Row) -> None:
    if row.consent is None:
        return
    state, since, until = row.consent
    day, last = in_days(-since), in_days(until) if until is not None else None
    if state == Consent.REFUSED:
        service.record_consent(person, Consent.REFUSED, day, REFUSED)
        return
    if state == Consent.ACTIVE:
        service.record_consent(person, Consent.ACTIVE, day, GIVEN, last, **consents.details(row, day))
        return
    given = in_days(-since - 400)
    service.record_consent(person, Consent.ACTIVE, given, GIVEN, in_days(700), **consents.details(row, given))
    reason = WITHDRAWN if state == Consent.WITHDRAWN else LAPSED
    service.record_consent(person, Consent(state), day, reason)


def _protect(person: Person, row: Row) -> None:
    if row.risk is not None:
        level, days = row.risk
        service.assess_protection(person, Protection(level), "Assessment with the person, by the office's sheet.",
                                  in_days(days))


def link_to_incidents(world: World) -> None:
    """Give people their parts in incidents."""
    for row in world.by_person(ROWS, lambda row: MET_BY[row.cases[0]]):
        for part in filter(None, row.parts.split(", ")):
            incident, kind = part.split(" ")
            service.give_part(world.people[row.key], world.incidents[incident], Part(kind))
