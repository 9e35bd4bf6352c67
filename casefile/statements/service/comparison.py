"""Accounts side by side: aligned by what their paragraphs are about; what differs is left to the reader."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from casefile.core.actor import current
from casefile.core.db import db
from casefile.incidents.models import Incident
from casefile.statements import labels
from casefile.statements.models import ConsistencyNote, Paragraph, Statement
from casefile.statements.rules import Finding, Topic
from casefile.statements.service.paragraphs import Read, read
from casefile.statements.service.statements import opens

MOST = 6


@dataclass(frozen=True, slots=True)
class Row:
    """What the accounts say of one matter. cells: one list of paragraphs for each statement, in order."""

    incident: Incident | None
    topic: Topic | None
    cells: list[list[Read]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Statements side by side."""

    statements: Sequence[Statement]
    rows: list[Row]


def statements_on(incident: Incident) -> Sequence[Statement]:
    """The statements that speak of an incident."""
    speaking = select(Paragraph.statement_id).where(Paragraph.incident_id == incident.id,
                                                    Paragraph.struck_reason.is_(None))
    query = select(Statement).where(Statement.id.in_(speaking)).order_by(Statement.taken_on, Statement.reference)
    return db.session.execute(query.limit(100)).scalars().all()


def compare(ids: Collection[UUID], incident: Incident | None = None) -> Comparison:
    """Put the statements side by side, one row for each incident and topic; of one incident alone if it is given."""
    query = select(Statement).where(Statement.id.in_(sorted(ids))).order_by(Statement.taken_on, Statement.reference)
    statements = db.session.execute(query.limit(MOST)).scalars().all()
    wanted = select(Paragraph).where(Paragraph.statement_id.in_([one.id for one in statements]),
                                     Paragraph.struck_reason.is_(None))
    if incident is not None:
        wanted = wanted.where(Paragraph.incident_id == incident.id)
    wanted = wanted.options(joinedload(Paragraph.incident)).order_by(Paragraph.number)
    return Comparison(statements, _aligned(statements, read(db.session.execute(wanted).scalars().all())))


def _aligned(statements: Sequence[Statement], found: Sequence[Read]) -> list[Row]:
    columns = {one.id: at for at, one in enumerate(statements)}
    rows: dict[tuple[UUID | None, Topic | None], Row] = {}
    for one in found:
        paragraph = one.paragraph
        incident = paragraph.incident
        key = (incident.id if incident else None, paragraph.topic)
        row = rows.setdefault(key, Row(incident, paragraph.topic, [[] for _column in statements]))
        row.cells[columns[paragraph.statement_id]].append(one)
    order = list(Topic)
    return sorted(rows.values(), key=lambda row: (
        row.incident is None, row.incident.reference if row.incident else "",
        order.index(row.topic) if row.topic else len(order)))


def note_consistency(first: Statement, other: Statement, finding: Finding, reason: str,
                     topic: Topic | None = None) -> ConsistencyNote:
    """Record what was found on two accounts, and why."""
    note = ConsistencyNote(person=first.person, person_id=first.person_id, statement=first, statement_id=first.id,
                           other=other, other_id=other.id, key_owner=first.key_owner, finding=finding, topic=topic,
                           noted_by=current().id)
    note.reason = reason
    db.session.add(note)
    return note


def notes_on(statements: Sequence[Statement]) -> Sequence[ConsistencyNote]:
    """The notes on any of the statements, oldest first."""
    ids = [one.id for one in statements]
    query = select(ConsistencyNote).where(or_(ConsistencyNote.statement_id.in_(ids), ConsistencyNote.other_id.in_(ids)))
    query = query.options(joinedload(ConsistencyNote.statement), joinedload(ConsistencyNote.other))
    return db.session.execute(query.order_by(ConsistencyNote.noted_at).limit(200)).scalars().all()


def offered(statements: Sequence[Statement]) -> list[tuple[UUID, str]]:
    """(id, words) of statements, for a picker."""
    return [(one.id, f"{one.reference} · {one.person.reference} · {labels.TYPE[one.type]} · {one.taken_on}")
            for one in statements]


def readable_notes(statements: Sequence[Statement]) -> list[tuple[ConsistencyNote, str | None]]:
    """The notes on any of the statements, each with its reason if that opens."""
    return [(note, note.reason if opens(note) else None) for note in notes_on(statements)]
