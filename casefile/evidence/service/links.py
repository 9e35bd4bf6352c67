"""What items are about: links to incidents, people and officials."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casefile.cases.models import Case, Registered
from casefile.core.access import Permission, can
from casefile.core.actor import current
from casefile.core.db import Record, db
from casefile.core.errors import Refused
from casefile.evidence.models import Evidence, EvidenceSubject
from casefile.evidence.pinpoints import Pinpoint
from casefile.evidence.service.queries import filed_in
from casefile.evidence.service.sharing import reopen_review
from casefile.evidence.sources import Role
from casefile.incidents.models import Incident
from casefile.officials.models import CaseOfficial, Official
from casefile.people.models import Person

SUBJECTS: dict[type[Record], str] = {Incident: "incident", Person: "person", Official: "official"}
OFFERED = 500


def subjects_of(item: Evidence) -> list[EvidenceSubject]:
    """What the item is about now, as far as the actor may know of it."""
    query = (select(EvidenceSubject).where(EvidenceSubject.evidence_id == item.id, EvidenceSubject.ended_at.is_(None))
             .options(joinedload(EvidenceSubject.incident), joinedload(EvidenceSubject.person),
                      joinedload(EvidenceSubject.official)).order_by(EvidenceSubject.created_at))
    return list(db.session.execute(query).scalars())


def evidence_about(record: Incident | Person | Official) -> list[EvidenceSubject]:
    """The links to the items that are about a record, by reference of the item."""
    column = getattr(EvidenceSubject, f"{SUBJECTS[type(record)]}_id")
    query = (select(EvidenceSubject).join(Evidence, Evidence.id == EvidenceSubject.evidence_id)
             .where(column == record.id, EvidenceSubject.ended_at.is_(None))
             .options(joinedload(EvidenceSubject.evidence)).order_by(Evidence.serial))
    return list(db.session.execute(query).scalars())


def subjects_named(references: Collection[str]) -> tuple[list[Any], list[str]]:
    """(the incidents, people and officials of these references, the references nothing answers to)."""
    found = [record for model in SUBJECTS for record in db.session.execute(
        select(model).where(model.__table__.c.reference.in_(references))).scalars()]
    known = {record.reference for record in found}
    return found, [reference for reference in references if reference not in known]


def items_named(references: Collection[str]) -> tuple[list[Evidence], list[str]]:
    """(the items of these references that the actor may link, the references nothing answers to)."""
    query = select(Evidence).where(Evidence.reference.in_(references)).order_by(Evidence.serial)
    found = [item for item in db.session.execute(query).scalars() if can(current(), Permission.EVIDENCE_LINK, item)]
    known = {item.reference for item in found}
    return found, [reference for reference in references if reference not in known]


def items_named_for_reading(references: Collection[str]) -> tuple[list[Evidence], list[str]]:
    """(the items of these references that the actor may know of, the references nothing answers to)."""
    query = select(Evidence).where(Evidence.reference.in_(references)).order_by(Evidence.serial)
    found = list(db.session.execute(query).scalars())
    known = {item.reference for item in found}
    return found, [reference for reference in references if reference not in known]


def link(item: Evidence, subjects: Iterable[Any], role: Role = Role.SUBJECT, pinpoint: Pinpoint | None = None,
         quote: str | None = None) -> int:
    """Say what the item, or a place in it, is about; what is linked already stays. Returns how many links are new.

    role: how the people among them can be recognised in it.
    """
    held = {(link.subject.id, link.pinpoint) for link in subjects_of(item)}
    new = [subject for subject in subjects if (subject.id, pinpoint) not in held]
    for subject in new:
        name = SUBJECTS[type(subject)]
        db.session.add(EvidenceSubject(evidence=item, evidence_id=item.id, linked_by=current().id,
                                       role=role if isinstance(subject, Person) else None, pinpoint=pinpoint,
                                       quote=quote or None, **{name: subject, f"{name}_id": subject.id}))
    return len(new)


def case_about(record: Record, wanted: str | None) -> Case:
    """The case from which to offer items for a record: the one asked for, else the first of the actor's.

    What stands in the register of a situation may be asked for from every case of it.
    """
    query = select(Case).order_by(Case.reference)
    scopes = sorted(record.scopes())
    query = query.where(Case.situation_id.in_(scopes) if isinstance(record, Registered) else Case.id.in_(scopes))
    cases = list(db.session.execute(query).scalars())
    return next((case for case in cases if str(case.id) == wanted), cases[0])


def unlink(subject: EvidenceSubject, reason: str) -> None:
    """End a link; it stays in the history."""
    if subject.ended_at:
        raise Refused(_("This link was ended before."))
    subject.ended_at, subject.end_reason = datetime.now(UTC), reason
    subject.reason_for_change = reason
    if subject.person_id is not None:
        reopen_review(subject.evidence)


def offered_subjects(case: Case) -> list[tuple[str, str]]:
    """(reference, words) of the incidents, people and officials of a case, for a picker."""
    people = (select(Person).where(Person.id.in_(_ids(Person, case.id)), Person.merged_into_id.is_(None))
              .order_by(Person.reference))
    offered = offered_incidents(case)
    if can(current(), Permission.PERSON_READ, case):
        offered += [(row.reference, "") for row in db.session.execute(people.limit(OFFERED)).scalars()]
    return offered + offered_officials(case)


def offered_incidents(case: Case) -> list[tuple[str, str]]:
    """(reference, title) of the incidents of a case."""
    incidents = select(Incident).where(Incident.id.in_(_ids(Incident, case.id))).order_by(Incident.reference)
    return [(row.reference, row.title) for row in db.session.execute(incidents.limit(OFFERED)).scalars()]


def offered_officials(case: Case) -> list[tuple[str, str]]:
    """(reference, name) of the officials of a case."""
    officials = (select(Official).join(CaseOfficial, CaseOfficial.official_id == Official.id)
                 .where(CaseOfficial.case_id == case.id).order_by(Official.reference))
    names = db.session.execute(officials.limit(OFFERED)).scalars()
    return [(row.reference, row.name_latin or row.name_hangul or "") for row in names]


def offered_items(case: Case) -> list[tuple[str, str]]:
    """(reference, title) of the newest items of a case, for a picker."""
    query = select(Evidence.reference, Evidence.title).where(filed_in(case)).order_by(Evidence.serial.desc())
    return [(row.reference, row.title) for row in db.session.execute(query.limit(OFFERED))]


def _ids(model: Any, case_id: UUID) -> Any:
    filing = model.Filing.__table__.c
    return select(filing.record_id).where(filing.case_id == case_id)
