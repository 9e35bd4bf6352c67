"""Officials in cases and in incidents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from casefile.cases.models import Case
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.incidents.models import Incident
from casefile.officials.labels import official_words
from casefile.officials.models import CaseOfficial, Holding, Official, Post
from casefile.officials.service.names import with_posts


def add_to_case(case: Case, official: Official, role: str | None = None) -> CaseOfficial:
    """Say that an official of the register matters in a case. Raises Refused when that is said already."""
    there = select(CaseOfficial.id).filter_by(case_id=case.id, official_id=official.id)
    if db.session.execute(there).first():
        raise Refused(_("Official %(reference)s is in this case already.", reference=official.reference))
    entry = CaseOfficial(case_id=case.id, official_id=official.id, role=role)
    db.session.add(entry)
    return entry


def change_role(entry: CaseOfficial, role: str | None) -> None:
    """Change why the official matters in the case."""
    entry.role = role


def remove_from_case(entry: CaseOfficial, reason: str) -> None:
    """The official no longer matters in the case; the register keeps the person, the history the reason."""
    entry.reason_for_change = reason
    db.session.delete(entry)


def case_officials(case: Case) -> Select[Any]:
    """The officials of a case, each with the posts they have held."""
    posts = joinedload(CaseOfficial.official).joinedload(Official.holdings)
    query = select(CaseOfficial).join(Official, Official.id == CaseOfficial.official_id)
    query = query.options(posts.joinedload(Holding.post).joinedload(Post.organisation))
    return query.where(CaseOfficial.case_id == case.id)


def cases_of(official: Official) -> Sequence[CaseOfficial]:
    """The actor's cases in which the official matters, by reference."""
    query = select(CaseOfficial).join(Case, Case.id == CaseOfficial.case_id).options(contains_eager(CaseOfficial.case))
    query = query.where(CaseOfficial.official_id == official.id).order_by(Case.reference)
    return db.session.execute(query).scalars().all()


def offers_for_incident(incident: Incident) -> list[tuple[UUID, str]]:
    """The officials of the actor's cases in which the incident is filed: (id, words), by reference."""
    filed = select(Incident.Filing.case_id).where(Incident.Filing.record_id == incident.id)
    matters = select(CaseOfficial.official_id).where(CaseOfficial.case_id.in_(filed))
    query = select(Official).options(with_posts()).where(Official.id.in_(matters)).order_by(Official.reference)
    return [(official.id, official_words(official)) for official in db.session.execute(query).unique().scalars()]
