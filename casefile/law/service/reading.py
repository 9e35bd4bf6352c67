"""Read a charge as a practitioner would: which legal traps has it met?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from casefile.cases.models import Case
from casefile.core.db import db
from casefile.core.edtf import Standing
from casefile.core.uncertain import DateEntry
from casefile.incidents.models import Incident
from casefile.law.framework import ContextTest, Crime, Ground, Mode, Text, TrapRule
from casefile.law.models import Charge, ChargeElement, ChargeIncident, ChargeOfficial
from casefile.law.pleading import LIVE
from casefile.law.rules import Advisory, Plea, UnknownCode, traps
from casefile.law.service.counting import tally
from casefile.officials.models import Holding
from casefile.officials.service import holdings_of, in_post

Bounds = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Advice:
    """A trap as the law words it, the title of what it concerns, the officials it was met with (none: the charge)."""

    advisory: Advisory
    rule: TrapRule
    title: Text
    officials: list[ChargeOfficial]


def pleas_of(charge: Charge) -> list[tuple[ChargeOfficial | None, Plea]]:
    """One plea for each official; one without a person while nobody is named. Three questions to the database."""
    earliest, latest = bounds_of(charge)
    plea = Plea(charge.crime, persecution_grounds=frozenset(charge.persecution_grounds),
                connected=charge.connected_charge_id is not None, earliest=earliest, latest=latest)
    if not charge.officials:
        return [(None, plea)]
    posts, supported = _posts_of(charge), _supported(charge)
    return [(named, replace(plea, **_about(named), others=len(charge.officials) - 1,
                            posts=tuple(posts.get(named.official_id, ())),
                            supported=frozenset(code for code, whose in supported
                                                if whose in (None, named.official_id))))
            for named in charge.officials]


def advice_on(charge: Charge) -> list[Advice]:
    """Every trap the charge has met: blocking ones, those to settle, reminders. Met by everybody: of the charge."""
    met: dict[Advisory, list[ChargeOfficial]] = {}
    for named, plea in pleas_of(charge):
        for advisory in traps(charge.law, plea):
            met.setdefault(advisory, []).extend([named] if named else [])
    everybody, rules = len(charge.officials), charge.law.trap_rules
    found = [Advice(advisory, rules[advisory.trap], _title(charge, advisory.subject),
                    people if len(people) < everybody else []) for advisory, people in met.items()]
    return sorted(found, key=lambda advice: (not advice.advisory.blocking, advice.advisory.reminder))


def bounds_of(charge: Charge) -> Bounds:
    """The first and last possible day of the dated incidents, else of the period pleaded."""
    query = select(Incident).join(ChargeIncident, ChargeIncident.incident_id == Incident.id)
    query = query.where(ChargeIncident.charge_id == charge.id)
    entries = [incident.when for incident in db.session.execute(query).scalars() if incident.is_dated]
    entries = entries or ([charge.period] if charge.period else [])
    dated = [entry for entry in entries if entry and (entry.earliest or entry.latest)]
    firsts, lasts = [entry.earliest for entry in dated], [entry.latest for entry in dated]
    return (min(day for day in firsts if day) if firsts and all(firsts) else None,
            max(day for day in lasts if day) if lasts and all(lasts) else None)


def out_of_post(case: Case) -> set[UUID]:
    """The live charges that name an official who was in none of the posts recorded when an incident happened.

    Three questions, however many charges there are. Of an official without any post recorded nothing is said.
    """
    query = select(ChargeOfficial.charge_id, ChargeOfficial.official_id).join(
        Charge, Charge.id == ChargeOfficial.charge_id).where(Charge.case_id == case.id, Charge.status.in_(LIVE))
    named = db.session.execute(query).all()
    posts = holdings_of({row.official_id for row in named})
    when: dict[UUID, list[DateEntry]] = defaultdict(list)
    dated = select(ChargeIncident.charge_id, Incident).join(Incident, Incident.id == ChargeIncident.incident_id)
    for charge_id, incident in db.session.execute(dated.where(ChargeIncident.case_id == case.id)):
        if incident.when is not None and incident.is_dated:
            when[charge_id].append(incident.when)
    return {row.charge_id for row in named for entry in when[row.charge_id]
            if in_post(posts[row.official_id], entry.earliest, entry.latest) is Standing.NOT}


def _about(named: ChargeOfficial) -> dict[str, Any]:
    """What the traps ask about one person."""
    return {"modes": tuple(entry.mode for entry in named.modes), "cumulative": frozenset(named.cumulative),
            "grounds": frozenset(named.grounds), "superior_basis": bool(named.superior_basis),
            "leader": bool(named.leader_basis), "born": _span(named.official.birth)}


def _span(entry: DateEntry | None) -> Bounds:
    return (entry.earliest, entry.latest) if entry else (None, None)


def _posts_of(charge: Charge) -> dict[UUID, list[Bounds]]:
    """The times in posts, where a mode rests on a position."""
    if not any(charge.law.mode(entry.mode).position for named in charge.officials for entry in named.modes):
        return {}
    query = select(Holding).where(Holding.official_id.in_(charge.official_ids))
    found: dict[UUID, list[Bounds]] = {}
    for holding in db.session.execute(query).scalars():
        found.setdefault(holding.official_id, []).append(_span(holding.during))
    return found


def _supported(charge: Charge) -> Sequence[tuple[str, UUID | None]]:
    """The rows that something supports, where the crime has tracks: (code, whose)."""
    if not any(element.track for element in charge.crime_data.elements):
        return []
    counted = tally(ChargeElement.charge_id == charge.id)
    query = select(ChargeElement.code, ChargeElement.official_id).join(
        counted, counted.c.element_id == ChargeElement.id).where(counted.c.supporting > 0)
    return [(row.code, row.official_id) for row in db.session.execute(query)]


def _title(charge: Charge, code: str) -> Text:
    """The title of a crime, mode, test or ground; of an element, its text."""
    kinds: tuple[type[Crime | Mode | Ground | ContextTest], ...] = (Crime, Mode, Ground, ContextTest)
    for kind in kinds:
        try:
            return charge.law.get(kind, code).title
        except UnknownCode:
            continue
    element = next((one for one in charge.crime_data.elements if one.code == code), None)
    return element.text if element and element.text else Text(code, code)
