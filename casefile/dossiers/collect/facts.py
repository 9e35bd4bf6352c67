"""The chronology: incidents of the case in order, with whom they touch and what speaks of them."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from casefile.cases.models import Case
from casefile.core.db import db
from casefile.dossiers import view
from casefile.evidence.models import Evidence, EvidenceSubject
from casefile.incidents import labels as words
from casefile.incidents.models import Incident
from casefile.officials.models import CaseOfficial, Involvement, Official
from casefile.people.models import IncidentPerson, Person


def chronology(case: Case, exhibits: set[str]) -> tuple[view.Event, ...]:
    """Every incident of the case, earliest first, undated last. exhibits: numbers that may be cited."""
    filing = Incident.Filing
    first = func.coalesce(Incident.when_earliest, Incident.when_latest)
    query = (select(Incident).join(filing, filing.record_id == Incident.id).where(filing.case_id == case.id)
             .options(joinedload(Incident.place)).order_by(first.asc().nulls_last(), Incident.reference))
    incidents = list(db.session.execute(query).scalars().unique())
    persons, sources = _persons(case, incidents), _sources(incidents)
    return tuple(_event(incident, persons[incident.id], [n for n in sources[incident.id] if n in exhibits])
                 for incident in incidents)


def _event(incident: Incident, persons: list[str], sources: list[str]) -> view.Event:
    when = incident.when
    return view.Event(
        incident=incident.reference,
        when=words.date_words(incident),
        earliest=when.earliest if when else None,
        latest=when.latest if when else None,
        title=incident.title,
        description=incident.description or "",
        place=words.place_words(incident.place) if incident.place else _("place not recorded"),
        victims=words.victims_words(incident),
        victims_source=incident.victims_source or "",
        status=str(words.STATUS[incident.status]),
        persons=tuple(persons),
        sources=tuple(view.Pinpoint(number, _("whole item")) for number in sources),
    )


def _persons(case: Case, incidents: list[Incident]) -> dict[UUID, list[str]]:
    """Incident id -> references of the case's officials and codes of witnesses."""
    ids = [incident.id for incident in incidents]
    found: dict[UUID, list[str]] = defaultdict(list)
    named = (select(Involvement.incident_id, Official.reference).join(Official, Official.id == Involvement.official_id)
             .join(CaseOfficial, CaseOfficial.official_id == Official.id)
             .where(CaseOfficial.case_id == case.id, Involvement.incident_id.in_(ids))
             .distinct().order_by(Official.reference))
    filing = Person.Filing
    coded = (select(IncidentPerson.incident_id, Person.reference).join(Person, Person.id == IncidentPerson.person_id)
             .join(filing, filing.record_id == Person.id)
             .where(filing.case_id == case.id, IncidentPerson.incident_id.in_(ids), IncidentPerson.ended_at.is_(None))
             .distinct().order_by(Person.reference))
    for query in (named, coded):
        for incident_id, reference in db.session.execute(query):
            found[incident_id].append(reference)
    return found


def _sources(incidents: list[Incident]) -> dict[UUID, list[str]]:
    """Incident id -> numbers of the items said to speak of it."""
    found: dict[UUID, list[str]] = defaultdict(list)
    query = (select(EvidenceSubject.incident_id, Evidence.reference)
             .join(Evidence, Evidence.id == EvidenceSubject.evidence_id)
             .where(EvidenceSubject.incident_id.in_([incident.id for incident in incidents]),
                    EvidenceSubject.ended_at.is_(None)).order_by(Evidence.reference))
    for incident_id, number in db.session.execute(query):
        if incident_id is not None:
            found[incident_id].append(number)
    return found
