"""The parts of the chronology: one SELECT for each kind of line, all with the same columns, and what leads to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, distinct, exists, false, func, literal, or_, select

from casefile.cases.models import Case
from casefile.chronology.rules import Kind
from casefile.incidents.models import Incident, Place
from casefile.law.models import Charge, ChargeElement, ChargeIncident, ChargeOfficial
from casefile.officials.models import CaseOfficial, Holding, Involvement, Official, OfficialFact, Organisation, Post
from casefile.people.models import IncidentPerson, Person

Condition = ColumnElement[bool]
TEXTS = ("name_latin", "name_hangul", "what_latin", "what_hangul", "where_latin", "where_hangul", "units", "state")
OF_OFFICIAL = {"name_latin": Official.name_latin, "name_hangul": Official.name_hangul,
               "where_latin": Organisation.name_latin, "where_hangul": Organisation.name_hangul}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the chronology is filtered by. about: the reference of a person, official, place or unit, or an element."""

    about: str | None = None
    kind: Kind | None = None
    first_year: int | None = None
    last_year: int | None = None


def _line(kind: Kind, row: Any, when: str, page: Any, **texts: Any) -> list[Any]:
    """The columns of one part of the union, in one order.

    row: the record; when: the name of its uncertain date; page: the record whose page shows it; texts: by name.
    """
    date = [getattr(row, f"{when}_{each}").label(name) for each, name in (
        ("earliest", "earliest"), ("latest", "latest"), ("code", "code_"), ("wording", "wording"))]
    return [literal(kind.value).label("kind"), row.id.label("row"), page.id.label("id"),
            page.reference.label("reference"), *date, *(cast(texts.get(name), String).label(name) for name in TEXTS)]


def _units() -> Any:
    """The units that sources name in an incident, in one text."""
    name = func.coalesce(Organisation.name_latin, Organisation.name_hangul)
    said = func.concat_ws(" ", Organisation.reference, name)
    query = select(func.string_agg(distinct(said), "; ")).join(
        Involvement, Involvement.organisation_id == Organisation.id)
    return query.where(Involvement.incident_id == Incident.id).correlate(Incident).scalar_subquery()


def _incidents(case: Case, wanted: Wanted) -> Select[Any]:
    filing = Incident.Filing
    query = select(*_line(Kind.INCIDENT, Incident, "when", Incident, name_latin=Incident.title, state=Incident.status,
                          where_latin=Place.name_latin, where_hangul=Place.name_hangul, units=_units()))
    query = query.select_from(Incident).join(filing, filing.record_id == Incident.id)
    query = query.outerjoin(Place, Place.id == Incident.place_id).where(filing.case_id == case.id)
    return query.where(_about(wanted, INCIDENT_LEADS))


def _posts(case: Case, wanted: Wanted) -> Select[Any]:
    query = select(*_line(Kind.POST, Holding, "during", Official, **OF_OFFICIAL, what_latin=Post.title_english,
                          what_hangul=Post.title_korean, state=Holding.capacity))
    query = query.select_from(Holding).join(Official, Official.id == Holding.official_id)
    query = query.join(Post, Post.id == Holding.post_id).join(Organisation, Organisation.id == Post.organisation_id)
    return query.where(_matters_in(case), _about(wanted, OFFICIAL_LEADS))


def _facts(case: Case, wanted: Wanted) -> Select[Any]:
    query = select(*_line(Kind.FACT, OfficialFact, "during", Official, **OF_OFFICIAL,
                          what_latin=OfficialFact.statement, state=OfficialFact.indicator))
    query = query.select_from(OfficialFact).join(Official, Official.id == OfficialFact.official_id)
    query = query.outerjoin(Organisation, Organisation.id == OfficialFact.organisation_id)
    return query.where(_matters_in(case), _about(wanted, OFFICIAL_LEADS))


def _operations(case: Case, wanted: Wanted) -> Select[Any]:
    filing = Incident.Filing
    used = (select(Incident.place_id).join(filing, filing.record_id == Incident.id)
            .where(filing.case_id == case.id, Incident.place_id.is_not(None)))
    query = select(*_line(Kind.OPERATION, Place, "operated", Place, name_latin=Place.name_latin,
                          name_hangul=Place.name_hangul))
    query = query.where(Place.id.in_(used), Place.operated_code.is_not(None))
    return query.where(_about(wanted, PLACE_LEADS))


PARTS: dict[Kind, Callable[[Case, Wanted], Select[Any]]] = {
    Kind.INCIDENT: _incidents, Kind.POST: _posts, Kind.FACT: _facts, Kind.OPERATION: _operations}


def _matters_in(case: Case) -> Condition:
    return Official.id.in_(select(CaseOfficial.official_id).where(CaseOfficial.case_id == case.id))


def _of_element(model: Any, column: Any, code: str) -> Select[Any]:
    """What the charges that hold an element of this code name."""
    return (select(column).join(ChargeElement, ChargeElement.charge_id == model.charge_id)
            .join(Charge, Charge.id == ChargeElement.charge_id).where(ChargeElement.code == code))


# How each kind of reference leads to a line of a kind: prefix -> condition. "" is an element's code.
Leads = dict[str, Callable[[str], Condition]]
INCIDENT_LEADS: Leads = {
    "O": lambda code: exists().where(Involvement.incident_id == Incident.id, Official.id == Involvement.official_id,
                                     Official.reference == code).correlate(Incident),
    "W": lambda code: Incident.id.in_(
        select(IncidentPerson.incident_id).join(Person, Person.id == IncidentPerson.person_id)
        .where(Person.reference == code, IncidentPerson.ended_at.is_(None))),
    "P": lambda code: Place.reference == code,
    "ORG": lambda code: or_(
        Incident.place_id.in_(select(Organisation.place_id).where(Organisation.reference == code)),
        Incident.id.in_(select(Involvement.incident_id)
                        .join(Organisation, Organisation.id == Involvement.organisation_id)
                        .where(Organisation.reference == code))),
    "I": lambda code: Incident.reference == code,
    "": lambda code: Incident.id.in_(_of_element(ChargeIncident, ChargeIncident.incident_id, code)),
}
INCIDENT_LEADS["V"] = INCIDENT_LEADS["W"]
OFFICIAL_LEADS: Leads = {
    "O": lambda code: Official.reference == code,
    "ORG": lambda code: Organisation.reference == code,
    "P": lambda code: Organisation.place_id.in_(select(Place.id).where(Place.reference == code)),
    "": lambda code: Official.id.in_(_of_element(ChargeOfficial, ChargeOfficial.official_id, code)),
}
PLACE_LEADS: Leads = {
    "P": lambda code: Place.reference == code,
    "ORG": lambda code: Place.id.in_(select(Organisation.place_id).where(Organisation.reference == code)),
}


def _about(wanted: Wanted, leads: Leads) -> Condition:
    """The condition of the reference asked for; nothing of a kind to which it does not lead."""
    if not wanted.about:
        return literal(True)
    code = wanted.about.strip()
    prefix = code.partition("-")[0].upper()
    known = {*INCIDENT_LEADS, *OFFICIAL_LEADS} - {""}
    lead = leads.get(prefix if prefix in known else "")
    return lead(code.upper() if prefix in known else code) if lead else false()
