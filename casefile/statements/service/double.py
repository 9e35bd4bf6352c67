"""What statements say about double records: which of their rows move along, and who shares a record."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select

from casefile.cases.models import Case
from casefile.core.db import db
from casefile.core.panels import offer
from casefile.evidence.models import EvidenceSubject
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

people.moves_along(
    people.Link(EvidenceSubject, same=("evidence_id",), ended="ended_at"),
    people.Link(Statement), people.Link(PriorAccount), people.Link(OpenQuestion), people.Link(PlannedInterview),
    people.Link(ConsistencyNote), people.Link(Paragraph, relation="about"))


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
