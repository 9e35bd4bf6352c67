"""Drafting the charges and putting the sentences of fact under their elements."""

from __future__ import annotations

from sqlalchemy import select

from casefile.core.db import db
from casefile.demodata import laws, proof
from casefile.demodata.charge_table import FACTS, PLEAS, Fact, Plea
from casefile.demodata.world import World, ago, in_days, when
from casefile.evidence.pinpoints import read
from casefile.law import service
from casefile.law.models import Charge, ChargeElement
from casefile.law.pleading import ChargeStatus, usual_pleading

LINKED = 40  # days ago


def enter(world: World) -> None:
    """Draft each charge, plead the modes, link the evidence and move it on."""
    for plea in PLEAS:
        with world.acting_as(plea.by):
            world.charges[plea.key] = _draft(world, plea)
    writers = {plea.key: plea.by for plea in PLEAS}
    for fact in world.by_person(FACTS, lambda fact: writers[fact.charge]):
        _state(world, fact)
    for plea in PLEAS:
        if plea.status is not ChargeStatus.DRAFT:
            with world.acting_as(plea.by):
                service.move_charge(world.charges[plea.key], plea.status, "Drafted as far as the evidence goes; "
                    "gaps are open.")
    laws.enter(world)
    proof.enter(world)


def _draft(world: World, plea: Plea) -> Charge:
    search, days = plea.search or (None, 0)
    charge = service.draft_charge(
        world.cases[plea.case], plea.crime, official_ids=[world.officials[key].id for key in plea.modes],
        incident_ids=[world.incidents[key].id for key in plea.incidents], facts=plea.facts, period=when(plea.period),
        victim_group=plea.group)
    if search:
        service.record_search(charge, sought=search, places="Every source of the case.", searched_on=in_days(-days),
                              result="What was found is linked.")
    modes = {world.officials[key].id: codes for key, codes in plea.modes.items()}
    for named in list(charge.officials):
        codes = modes[named.official_id]
        service.plead(named, dict.fromkeys(codes, usual_pleading(len(codes))),
                      superior_basis=plea.basis if "MOL-28-b" in codes else None)
    db.session.flush()
    return charge


def _state(world: World, fact: Fact) -> None:
    charge = world.charges[fact.charge]
    elements = [_element(world, charge, code) for code in fact.elements]
    proposition = service.state_proposition(charge.case, fact.sentence, fact.type)
    db.session.flush()
    for element in elements:
        service.attach(element, proposition)
    for entry in fact.support:
        link = service.link_evidence(
            elements[0], world.items[entry.item], proposition, entry.direction, pinpoint=read(entry.pin),
            quote=entry.quote, directness=entry.directness, weight=entry.weight, weight_reason=entry.why,
            note=entry.note)
        link.created_at = ago(LINKED)  # long enough for what speaks against a charge to wait for an answer


def _element(world: World, charge: Charge, code: str) -> ChargeElement:
    code, _at, official = code.partition("@")
    query = select(ChargeElement).filter_by(
        charge_id=charge.id, code=code, official_id=world.officials[official].id if official else None)
    return db.session.execute(query).scalar_one()
