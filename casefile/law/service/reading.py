"""Read a charge as a practitioner would: which legal traps has it met?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from casefile.core.db import db
from casefile.incidents.models import Incident
from casefile.law.framework import Crime, Ground, Mode, Text
from casefile.law.models import Charge, ChargeIncident, ChargeOfficial
from casefile.law.rules import Advisory, Plea, UnknownCode, traps
from casefile.officials.models import Official


@dataclass(frozen=True, slots=True)
class Advice:
    """A trap, the title of what it concerns, and the officials it was met with (none: the charge as a whole)."""

    advisory: Advisory
    title: Text
    officials: list[Official]


def pleas_of(charge: Charge) -> list[tuple[ChargeOfficial | None, Plea]]:
    """One plea for each official; one without a person while nobody is named."""
    earliest, latest = _bounds(charge)
    plea = Plea(charge.crime, persecution_grounds=frozenset(charge.persecution_grounds),
                connected=charge.connected_charge_id is not None, earliest=earliest, latest=latest)
    if not charge.officials:
        return [(None, plea)]
    return [(named, replace(plea, modes=tuple(entry.mode for entry in named.modes), grounds=frozenset(named.grounds),
                            superior_basis=bool(named.superior_basis), leader=bool(named.leader_basis)))
            for named in charge.officials]


def advice_on(charge: Charge) -> list[Advice]:
    """Every trap the charge has met, blocking ones first; one met by everybody concerns the charge."""
    met: dict[Advisory, list[Official]] = {}
    for named, plea in pleas_of(charge):
        for advisory in traps(charge.law, plea):
            met.setdefault(advisory, []).extend([named.official] if named else [])
    everybody = len(charge.officials)
    found = [Advice(advisory, _title(charge, advisory.subject), people if len(people) < everybody else [])
             for advisory, people in met.items()]
    return sorted(found, key=lambda advice: not advice.advisory.blocking)


def _bounds(charge: Charge) -> tuple[date | None, date | None]:
    """The first and last possible day of the dated incidents, else of the period pleaded."""
    query = select(Incident).join(ChargeIncident, ChargeIncident.incident_id == Incident.id)
    query = query.where(ChargeIncident.charge_id == charge.id)
    entries = [incident.when for incident in db.session.execute(query).scalars() if incident.is_dated]
    entries = entries or ([charge.period] if charge.period else [])
    dated = [entry for entry in entries if entry and (entry.earliest or entry.latest)]
    firsts, lasts = [entry.earliest for entry in dated], [entry.latest for entry in dated]
    return (min(day for day in firsts if day) if firsts and all(firsts) else None,
            max(day for day in lasts if day) if lasts and all(lasts) else None)


def _title(charge: Charge, code: str) -> Text:
    """The title of a crime, mode or ground; of an element, its text."""
    kinds: tuple[type[Crime | Mode | Ground], ...] = (Crime, Mode, Ground)
    for kind in kinds:
        try:
            return charge.law.get(kind, code).title
        except UnknownCode:
            continue
    element = next((one for one in charge.crime_data.elements if one.code == code), None)
    return element.text if element and element.text else Text(code, code)
