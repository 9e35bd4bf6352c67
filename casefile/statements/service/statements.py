"""Record statements, who was present at them, and what belongs to them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from casefile.cases.models import Case
from casefile.core.db import Record, db, get_visible, next_number
from casefile.core.errors import Refused
from casefile.core.vault import Sealed, VaultError
from casefile.evidence.models import Evidence
from casefile.incidents.models import Incident, Place
from casefile.people.models import Person
from casefile.statements.models import Annex, Attendance, Paragraph, PlannedInterview, Statement
from casefile.statements.rules import CLOSED, Present
from casefile.statements.service.holding import hold

log = logging.getLogger(__name__)


def take_statement(case: Case, person: Person, interview_id: UUID | None = None, **fields: Any) -> Statement:
    """Record a conversation with a person; its paragraphs are entered next."""
    statement = Statement(person=person, person_id=person.id, key_owner=person.id, case_id=case.id,
                          reference=f"ST-{next_number('ST'):04d}")
    _fill(statement, fields)
    db.session.add(statement)
    db.session.flush()
    if interview_id is not None:
        plan = get_visible(PlannedInterview, interview_id)
        if plan is not None:
            hold(plan, statement)
    return statement


def _fill(record: Record, fields: dict[str, Any]) -> None:
    """Set the fields one by one: what is sealed needs the record's id and key first."""
    with db.session.no_autoflush:  # fetching a key must not save half of the fields
        for name, value in fields.items():
            setattr(record, name, value)


def change_statement(statement: Statement, reason: str | None = None, **fields: Any) -> None:
    """Correct what is recorded of a statement. Raises Refused without a reason once it was signed or refused."""
    if statement.signature in CLOSED and not reason:
        raise Refused(_("The statement was signed or refused: say why it is corrected."))
    _fill(statement, fields)
    statement.reason_for_change = reason


def opens(record: Record) -> bool:
    """Whether everything sealed in the record can be read; it cannot once the person's key was destroyed."""
    names = [name for kind in type(record).__mro__ for name, value in vars(kind).items() if isinstance(value, Sealed)]
    try:
        for name in names:
            getattr(record, name)
    except VaultError:
        log.warning("record %s does not open", record.id)
        return False
    return True


def statements_of(person: Person) -> Sequence[Statement]:
    """The statements of a person, oldest first."""
    query = select(Statement).where(Statement.person_id == person.id)
    return db.session.execute(query.order_by(Statement.taken_on, Statement.reference)).scalars().all()


def must_open(record: Record) -> None:
    """Raise Refused when what is sealed in the record cannot be read any more."""
    if not opens(record):
        raise Refused(_("This does not open: its key was destroyed, or the stored text was changed. Nothing is shown."))


SORTS = {"reference": Statement.reference, "taken": Statement.taken_on, "person": Person.reference}


def of_case(case: Case) -> Select[Any]:
    """(statement, number of its paragraphs) of everybody filed in the case."""
    filing = Person.Filing
    count = select(func.count(Paragraph.id)).where(Paragraph.statement_id == Statement.id,
                                                   Paragraph.struck_reason.is_(None))
    query = select(Statement, count.correlate(Statement).scalar_subquery().label("n"))
    return (query.join(Person, Person.id == Statement.person_id).join(filing, filing.record_id == Person.id)
            .where(filing.case_id == case.id))


def add_attendance(statement: Statement, role: Present, who: str | None, reason: str | None) -> Attendance:
    """Record somebody who was present."""
    entry = Attendance(statement=statement, statement_id=statement.id, key_owner=statement.key_owner, role=role,
                       reason=reason)
    entry.who = who
    db.session.add(entry)
    return entry


def attendances_of(statement: Statement) -> Sequence[Attendance]:
    """Who was present, in the order it was entered."""
    query = select(Attendance).where(Attendance.statement_id == statement.id).order_by(Attendance.created_at)
    return db.session.execute(query).scalars().all()


def add_annex(statement: Statement, item: Evidence, paragraph: int | None) -> Annex:
    """Attach an item: a sketch, or a document that was shown. Raises Refused when it is attached already."""
    same = select(Annex.id).where(Annex.statement_id == statement.id, Annex.evidence_id == item.id,
                                  Annex.removed_reason.is_(None))
    if db.session.execute(same).first():
        raise Refused(_("%(reference)s is annexed already.", reference=item.reference))
    annex = Annex(statement=statement, statement_id=statement.id, evidence=item, evidence_id=item.id,
                  paragraph=paragraph)
    db.session.add(annex)
    return annex


def remove_annex(annex: Annex, reason: str) -> None:
    """Take an annex out; the row stays, with the reason."""
    if annex.removed_reason is not None:
        raise Refused(_("This was taken out before."))
    annex.removed_reason = annex.reason_for_change = reason


def annexes_of(statement: Statement) -> list[Annex]:
    """The annexed items the actor may know of."""
    query = select(Annex).where(Annex.statement_id == statement.id, Annex.removed_reason.is_(None))
    found = db.session.execute(query.options(joinedload(Annex.evidence)).order_by(Annex.created_at)).scalars()
    return [annex for annex in found if annex.evidence is not None]


def items_for(case: Case) -> list[tuple[UUID, str]]:
    """(id, words) of the newest items of a case, for a picker."""
    filing = Evidence.Filing
    query = select(Evidence.id, Evidence.reference, Evidence.title).join(filing, filing.record_id == Evidence.id)
    rows = db.session.execute(query.where(filing.case_id == case.id).order_by(Evidence.serial.desc()).limit(500))
    return [(row.id, f"{row.reference} {row.title}") for row in rows]


def places_for(case: Case) -> list[tuple[UUID, str]]:
    """(id, words) of the places that incidents of the case name, for a picker."""
    filed = select(Incident.Filing.record_id).where(Incident.Filing.case_id == case.id)
    named = select(Incident.place_id).where(Incident.id.in_(filed))
    query = select(Place).where(Place.id.in_(named)).order_by(Place.reference).limit(500)
    return [(place.id, f"{place.reference} {place.name_latin or place.name_hangul}")
            for place in db.session.execute(query).scalars()]


def beside(statement: Statement) -> Sequence[Statement]:
    """The statements one would compare this one with: of the same person, then of others on the same incidents."""
    about = select(Paragraph.incident_id).where(Paragraph.statement_id == statement.id)
    speaking = select(Paragraph.statement_id).where(Paragraph.incident_id.in_(about))
    query = select(Statement).where(Statement.id != statement.id, or_(
        Statement.person_id == statement.person_id, Statement.id.in_(speaking)))
    return db.session.execute(query.order_by(Statement.reference).limit(200)).scalars().all()
