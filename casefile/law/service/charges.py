"""Draft a charge, change it, plead modes of liability, move it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, lazyload
from sqlalchemy.orm.attributes import flag_modified

from casefile.cases.decisions import Change, ask_for_decision, shows
from casefile.cases.models import Case
from casefile.core.db import db, next_number
from casefile.core.errors import Refused
from casefile.core.review import Action, Review, second_person
from casefile.incidents.labels import place_words
from casefile.incidents.models import Incident, Place
from casefile.incidents.service import places_used_in
from casefile.law.labels import CHARGE_STATUSES
from casefile.law.models import Charge, ChargeIncident, ChargeMode, ChargeOfficial, ChargePlace
from casefile.law.pleading import LIVE, ChargeStatus, Pleading, needs_second_person, usual_pleading
from casefile.law.rules import NotChargeable, UnknownCode, frameworks
from casefile.law.service.elements import lay_out
from casefile.officials.models import CaseOfficial, Official

DEFAULT_FRAMEWORK = "RS-ICC@2010"


def draft_charge(case: Case, crime: str, *, official_ids: Iterable[UUID] = (), modes: Collection[str] = (),
                 incident_ids: Iterable[UUID] = (), place_ids: Iterable[UUID] = (), framework: str = DEFAULT_FRAMEWORK,
                 **fields: Any) -> Charge:
    """Draft a charge, with the same modes against every official, and lay out what must be shown.

    Raises Refused for a crime or mode that the law does not have, and for what does not belong to the case.
    """
    _check_codes(framework, crime, modes)
    fields["target_standard"] = fields.get("target_standard") or case.target_standard
    charge = Charge(case_id=case.id, case=case, reference=f"C-{next_number('C'):04d}", framework=framework,
                    crime=crime, **fields)
    db.session.add(charge)
    _name(charge, official_ids)
    _rest_on(charge, incident_ids)
    _lie_in(charge, place_ids)
    pleading = usual_pleading(len(set(modes)))
    for named in charge.officials:
        _set_modes(named, dict.fromkeys(modes, pleading))
    db.session.flush()
    lay_out(charge)
    return charge


def change_charge(charge: Charge, *, official_ids: Iterable[UUID], incident_ids: Iterable[UUID],
                  place_ids: Iterable[UUID] = (), **fields: Any) -> None:
    """Change a charge; the rows of an official taken out stay, with what hangs on them, as not applicable."""
    must_be_open(charge)
    fields["target_standard"] = fields.get("target_standard") or charge.target_standard
    for name, value in fields.items():
        setattr(charge, name, value)
    _name(charge, official_ids)
    _rest_on(charge, incident_ids)
    _lie_in(charge, place_ids)
    _touch(charge)
    lay_out(charge)


def plead(named: ChargeOfficial, modes: Mapping[str, Pleading], *, superior_basis: str | None = None,
          leader_basis: str | None = None, grounds: Iterable[str] = ()) -> None:
    """Say which modes of liability are pleaded against an official, and what the traps ask about that person."""
    charge = named.charge
    must_be_open(charge)
    _check_codes(charge.framework, charge.crime, modes)
    named.superior_basis, named.leader_basis, named.grounds = superior_basis, leader_basis, sorted(grounds)
    _set_modes(named, modes)
    _touch(named)
    _touch(charge)
    lay_out(charge)


def move_charge(charge: Charge, status: ChargeStatus, reason: str,
                superseded_by_id: UUID | None = None) -> Review | None:
    """Move a charge, or propose the move (and return the proposal) where a second person decides it."""
    if status not in charge.next_states("status"):
        raise Refused(_("The charge cannot move there from its present status."))
    if needs_second_person(charge.status, status):
        return ask_for_decision(Action.CHARGE_APPROVED, charge, charge.case, reason, version=charge.version,
                                status=status.value, instead=str(superseded_by_id) if superseded_by_id else None)
    _settle(charge, status, reason, superseded_by_id)
    return None


def _settle(charge: Charge, status: ChargeStatus, reason: str, instead: UUID | None) -> None:
    charge.superseded_by_id = instead if status is ChargeStatus.SUPERSEDED else None
    charge.status_reason = reason
    charge.move("status", status, reason)


@shows(Action.CHARGE_APPROVED)
def move_in_words(charge: Charge, args: dict[str, Any]) -> list[Change]:
    """How a proposed move reads in the queue."""
    status = ChargeStatus(args.get("status", ChargeStatus.APPROVED))
    moved = Change(_("Status"), str(CHARGE_STATUSES[charge.status]), str(CHARGE_STATUSES[status]))
    other = db.session.get(Charge, UUID(args["instead"])) if args.get("instead") else None
    return [moved, Change(_("Replaced by"), "", other.reference)] if other else [moved]


@second_person(Action.CHARGE_APPROVED)
def settle_charge(charge: Charge, reason: str, version: int, status: str = ChargeStatus.APPROVED,
                  instead: str | None = None) -> None:
    """Approve a charge, drop or replace one that was approved. Raises Refused when it was changed meanwhile."""
    if charge.version != version:
        raise Refused(_("The charge was changed after it was proposed. Return it; it can be proposed as it is now."))
    _settle(charge, ChargeStatus(status), reason, UUID(instead) if instead else None)


def charges_of(case: Case) -> Sequence[Charge]:
    """The charges of a case with their officials and modes, by reference; one question to the database."""
    query = (select(Charge).where(Charge.case_id == case.id).order_by(Charge.reference)
             .options(lazyload(Charge.case), *_with_officials()))
    return db.session.execute(query).scalars().unique().all()


def with_people(charge: Charge) -> Charge:
    """The charge with its officials and modes loaded, in one question to the database."""
    query = select(Charge).where(Charge.id == charge.id).options(*_with_officials())
    return db.session.execute(query).unique().scalar_one()


def charges_naming(official: Official) -> Sequence[Charge]:
    """The charges of the actor's cases that name an official."""
    query = select(Charge).join(ChargeOfficial, ChargeOfficial.charge_id == Charge.id)
    query = query.where(ChargeOfficial.official_id == official.id).order_by(Charge.reference)
    return db.session.execute(query).scalars().unique().all()


def charges_on(incident: Incident) -> Sequence[Charge]:
    """The charges of the actor's cases that rest on an incident."""
    query = select(Charge).join(ChargeIncident, ChargeIncident.charge_id == Charge.id)
    query = query.where(ChargeIncident.incident_id == incident.id).order_by(Charge.reference)
    return db.session.execute(query).scalars().unique().all()


def official_offers(case: Case) -> list[tuple[UUID, str]]:
    """The officials of a case: (id, words)."""
    query = select(Official).join(CaseOfficial, CaseOfficial.official_id == Official.id)
    query = query.where(CaseOfficial.case_id == case.id).order_by(Official.reference)
    found = db.session.execute(query).scalars()
    return [(official.id, " ".join(name for name in (official.reference, official.name_latin, official.name_hangul)
                                   if name)) for official in found]


def incident_offers(case: Case) -> list[tuple[UUID, str]]:
    """The incidents of a case: (id, words)."""
    filing = Incident.Filing
    query = select(Incident.id, Incident.reference, Incident.title).join(filing, filing.record_id == Incident.id)
    query = query.where(filing.case_id == case.id).order_by(Incident.reference)
    return [(row.id, f"{row.reference} {row.title}") for row in db.session.execute(query)]


def place_offers(case: Case, charge: Charge | None = None) -> list[tuple[UUID, str]]:
    """The places of the case's incidents, and those the charge names already: (id, words)."""
    used = dict(places_used_in(case))
    named = [entry.place for entry in charge.places if entry.place_id not in used] if charge else []
    return [*used.items(), *((place.id, place_words(place)) for place in named)]


def other_charges(case: Case, beside: Charge | None = None) -> list[tuple[UUID, str]]:
    """The live charges of a case but one: (id, words)."""
    query = select(Charge.id, Charge.reference, Charge.framework, Charge.crime).where(
        Charge.case_id == case.id, Charge.status.in_(LIVE))
    if beside is not None:
        query = query.where(Charge.id != beside.id)
    rows = db.session.execute(query.order_by(Charge.reference))
    return [(row.id, f"{row.reference} {row.crime}") for row in rows]


def _with_officials() -> tuple[Any, ...]:
    named = joinedload(Charge.officials)
    return (named.joinedload(ChargeOfficial.official), named.joinedload(ChargeOfficial.modes))


def must_be_open(charge: Charge) -> None:
    """Raise Refused unless the charge may be changed; asked before a form is shown that could not be saved."""
    if not charge.is_open:
        raise Refused(_("This charge is not open. Move it back to draft before you change it."))


def _check_codes(framework: str, crime: str, modes: Iterable[str]) -> None:
    law = frameworks().get(framework)
    try:
        if law is None or not law.crime(crime).chargeable:
            raise NotChargeable(crime)
        for mode in modes:
            law.mode(mode)
    except (NotChargeable, UnknownCode):
        raise Refused(_("Choose a crime and modes of liability that the law has with their elements.")) from None


def _name(charge: Charge, official_ids: Iterable[UUID]) -> None:
    """Name these officials and no others; whoever is named already keeps the modes pleaded."""
    wanted = set(official_ids)
    held = {named.official_id for named in charge.officials}
    known = select(CaseOfficial.official_id).where(CaseOfficial.case_id == charge.case_id)
    if wanted - held - set(db.session.execute(known).scalars()):
        raise Refused(_("Choose officials of this case."))
    for named in [named for named in charge.officials if named.official_id not in wanted]:
        charge.officials.remove(named)
    charge.officials.extend(ChargeOfficial(case_id=charge.case_id, official_id=id) for id in sorted(wanted - held))


def _rest_on(charge: Charge, incident_ids: Iterable[UUID]) -> None:
    """Rest the charge on these incidents and no others."""
    wanted = set(incident_ids)
    held = {entry.incident_id for entry in charge.incidents}
    known = select(Incident.Filing.record_id).where(Incident.Filing.case_id == charge.case_id)
    if wanted - held - set(db.session.execute(known).scalars()):
        raise Refused(_("Choose incidents of this case."))
    for entry in [entry for entry in charge.incidents if entry.incident_id not in wanted]:
        charge.incidents.remove(entry)
    charge.incidents.extend(ChargeIncident(case_id=charge.case_id, incident_id=id) for id in sorted(wanted - held))


def _lie_in(charge: Charge, place_ids: Iterable[UUID]) -> None:
    """Say it happened at these places and no others: places of the situation."""
    wanted, held = set(place_ids), set(charge.place_ids)
    known = select(Place.id).where(Place.id.in_(wanted - held), Place.situation_id == charge.case.situation_id)
    if wanted - held - set(db.session.execute(known).scalars()):
        raise Refused(_("Choose places of this situation."))
    for entry in [entry for entry in charge.places if entry.place_id not in wanted]:
        charge.places.remove(entry)
    charge.places.extend(ChargePlace(case_id=charge.case_id, place_id=id) for id in sorted(wanted - held))


def _set_modes(named: ChargeOfficial, modes: Mapping[str, Pleading]) -> None:
    for entry in [entry for entry in named.modes if entry.mode not in modes]:
        named.modes.remove(entry)
    held = {entry.mode: entry for entry in named.modes}
    for mode, pleading in modes.items():
        if mode in held:
            held[mode].pleading = pleading
        else:
            named.modes.append(ChargeMode(case_id=named.case_id, mode=mode, pleading=pleading))


def _touch(record: Charge | ChargeOfficial) -> None:
    """Count a new version although only rows beneath changed, so that a form opened before meets the conflict page."""
    flag_modified(record, "case_id")
