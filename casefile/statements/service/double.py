"""What statements say about people as records: which of their rows move along, who shares a record, who was where."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from sqlalchemy import func, or_, select

from casefile.cases.models import Case
from casefile.core.db import db
from casefile.core.merging import Link
from casefile.core.panels import offer
from casefile.evidence.models import EvidenceSubject
from casefile.incidents.models import Incident
from casefile.people import service as people
from casefile.people.models import Person
from casefile.people.rules.duplicates import Reason, pairs_in
from casefile.statements.models import (
    ConsistencyNote,
    OpenQuestion,
    Paragraph,
    PlannedInterview,
    PriorAccount,
    Statement,
)
from casefile.statements.rules import Knowledge

MOST_PRESENCES = 20_000

people.moves_along(
    Link(EvidenceSubject, same=("evidence_id",), ended="ended_at"),
    Link(Statement), Link(PriorAccount), Link(OpenQuestion), Link(PlannedInterview),
    Link(ConsistencyNote), Link(Paragraph, relation="about"))


@offer(Case, "same_person")
def same_statement(case: Case) -> list[tuple[UUID, UUID, Reason]]:
    """People of the case whose statements, or accounts given elsewhere, are the same item."""
    filed = select(Person.Filing.record_id).where(Person.Filing.case_id == case.id)
    buckets: dict[UUID, set[UUID]] = defaultdict(set)
    for model in (Statement, PriorAccount):
        query = select(model.evidence_id, model.person_id).where(model.person_id.in_(filed),
                                                                 model.evidence_id.is_not(None))
        for evidence_id, person_id in db.session.execute(query.limit(20_000)):
            if evidence_id is not None:
                buckets[evidence_id].add(person_id)
    return [(one, other, Reason.SAME_STATEMENT) for one, other in pairs_in(buckets.values())]


@offer(Case, "people_were_at")
def people_were_at(case: Case) -> list[people.Presence]:
    """Where and when people of the case were, by what they or others said at first hand; paragraphs stay sealed."""
    filed = select(Person.Filing.record_id).where(Person.Filing.case_id == case.id)
    query = (select(Statement.person_id, Paragraph.about_id, func.coalesce(Paragraph.place_id, Incident.place_id),
                    Incident.when_earliest, Incident.when_latest)
             .join(Statement, Statement.id == Paragraph.statement_id)
             .outerjoin(Incident, Incident.id == Paragraph.incident_id)
             .where(Statement.person_id.in_(filed), Paragraph.struck_reason.is_(None),
                    Paragraph.knowledge == Knowledge.FIRST_HAND,
                    or_(Paragraph.place_id.is_not(None), Paragraph.incident_id.is_not(None))).distinct())
    rows = db.session.execute(query.limit(MOST_PRESENCES))
    return [(person, *at) for speaker, about, *at in rows for person in (speaker, about) if person is not None]
