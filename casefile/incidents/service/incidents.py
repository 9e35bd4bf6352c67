"""Log, change, move and file incidents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from casefile.cases.decisions import Change, ask_for_decision, shows
from casefile.cases.models import Case
from casefile.core import audit
from casefile.core.access import Permission, can
from casefile.core.actor import current
from casefile.core.db import db, next_number
from casefile.core.errors import Refused
from casefile.core.review import Action, Review, second_person
from casefile.incidents.labels import STATUS
from casefile.incidents.models import Incident
from casefile.incidents.rules import Precision, Status, in_order, needs_second_person
from casefile.incidents.service.places import place_named


def log_incident(case: Case, **fields: Any) -> Incident:
    """Log an incident and file it in the case. new_place: the name of a place that is not in the register yet."""
    incident = Incident(reference=f"I-{next_number('I'):04d}", **_with_place(case, fields))
    db.session.add(incident)
    incident.file_into(case)
    return incident


def change_incident(incident: Incident, case: Case, **fields: Any) -> None:
    """Change what is recorded; new_place as for log_incident."""
    for name, value in _with_place(case, fields).items():
        setattr(incident, name, value)


def _with_place(case: Case, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of the record: violations in the order of the vocabulary, a new place entered in the register."""
    fields["violations"] = [violation.value for violation in in_order(fields["violations"])]
    name: str | None = fields.pop("new_place", None)
    precision: Precision | None = fields.pop("new_place_precision", None)
    if name:
        fields["place_id"] = place_named(case.situation_id, name, precision).id
    return fields


def change_status(incident: Incident, case: Case, status: Status, reason: str,
                  duplicate_of_id: UUID | None = None) -> Review | None:
    """Move the incident, or propose the move (and return the proposal) where a second person decides it."""
    if status not in incident.next_states("status"):
        raise Refused(_("The incident cannot move there from its present status."))
    if needs_second_person(incident.status, status):
        return ask_for_decision(Action.INCIDENT_STATUS, incident, case, reason, status=status.value)
    incident.duplicate_of_id = duplicate_of_id if status is Status.DUPLICATE else None
    incident.move("status", status, reason)
    return None


@shows(Action.INCIDENT_STATUS)
def status_in_words(incident: Incident, args: dict[str, Any]) -> list[Change]:
    """How a proposed move reads in the queue."""
    return [Change(_("Status"), str(STATUS[incident.status]), str(STATUS[Status(args["status"])]))]


@second_person(Action.INCIDENT_STATUS)
def settle_status(incident: Incident, reason: str, status: str) -> None:
    """Carry out a move that a second person has approved."""
    incident.move("status", Status(status), reason)


def cases_of(incident: Incident) -> Sequence[Case]:
    """The actor's cases in which the incident is filed, by reference."""
    filed = select(Incident.Filing.case_id).where(Incident.Filing.record_id == incident.id)
    return db.session.execute(select(Case).where(Case.id.in_(filed)).order_by(Case.reference)).scalars().all()


def case_of(incident: Incident, wanted: str | None) -> Case:
    """The case to show the incident in: the one asked for if it is filed there, else the first."""
    cases = cases_of(incident)
    return next((case for case in cases if str(case.id) == wanted), cases[0])


def cases_to_file_into(incident: Incident) -> list[tuple[UUID, str]]:
    """Where the actor may file the incident: (id, words). Cases of the same situation, whose places it can name."""
    filed = cases_of(incident)
    query = select(Case).where(Case.situation_id == filed[0].situation_id, Case.id.not_in(sorted(incident.scopes())))
    found = db.session.execute(query.order_by(Case.reference)).scalars()
    return [(case.id, f"{case.reference} {case.title}") for case in found
            if can(current(), Permission.FILE_INTO, case)]


def file_into(incident: Incident, case: Case, reason: str) -> None:
    """File the incident in another case: its team sees all of the record from now on."""
    incident.file_into(case, reason)
    audit.note("filed", incident, reason=reason)


def others_in_case(incident: Incident, case: Case) -> list[tuple[UUID, str]]:
    """What the incident may be a duplicate of: (id, words)."""
    filing = Incident.Filing
    query = select(Incident.id, Incident.reference, Incident.title).join(filing, filing.record_id == Incident.id)
    query = query.where(filing.case_id == case.id, Incident.id != incident.id, Incident.status != Status.DUPLICATE)
    rows = db.session.execute(query.order_by(Incident.reference.desc()).limit(500))
    return [(row.id, f"{row.reference} {row.title}") for row in rows]
