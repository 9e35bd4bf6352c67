"""Charges under other laws, a finding of the structural case that another case adopts, and the forum planner."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from casefile.cases.rules import Forum, Standard
from casefile.core.db import db
from casefile.demodata.world import World, when
from casefile.law import service
from casefile.law.models import Charge, ChargeElement
from casefile.law.planning import Absentia, DeathPenalty, EventKind, Viability
from casefile.law.pleading import ChargeStatus
from casefile.law.rules import Level


def enter(world: World) -> None:
    """Everything of this module."""
    with world.acting_as("seoa"):
        _other_laws(world)
        structural = service.draft_charge(
            world.cases["order"], "RS7-1-e", facts="The context that the cases of the situation share; nobody is "
            "charged here.", period=when("1994/2020"))
        tried = service.draft_charge(
            world.cases["f3"], "RS7-1-k", facts="Search of the body on return, as first described.",
            period=when("2010/2012"))
        db.session.flush()
        service.move_charge(tried, ChargeStatus.DROPPED, "The same conduct is charged as torture; the similar gravity "
                            "that (k) asks for is not shown apart from it.")
        _adopt(world, structural)
        _plan(world)


def _other_laws(world: World) -> None:
    """The director under a law that knows joint criminal enterprise, and an ordinary offence of a State."""
    world.charges["jce"] = service.draft_charge(
        world.cases["order"], "AH4-b", framework="ADHOC-JCE@1", modes=["AHM-JCE-2", "AHM-SUP"],
        facts="Drafted for the case that a tribunal is set up: the facilities as one system of ill-treatment.",
        period=when("1994/2009"))
    world.charges["ordinary"] = service.draft_charge(
        world.cases["f3"], "EXD-277", framework="DOM-EX@1", facts="Two people taken away at night, as an ordinary "
        "offence of the State whose national one of them is.", period=when("2012-11"),
        incident_ids=[world.incidents["b05"].id])
    db.session.flush()


def _element(charge: Charge, code: str) -> ChargeElement:
    return db.session.execute(select(ChargeElement).filter_by(charge_id=charge.id, code=code)).scalar_one()


def _adopt(world: World, structural: Charge) -> None:
    """The structural case has found something on two tests; the torture charge adopts one of them."""
    for code, level in (("CTX7-1", Level.ARGUABLE), ("CTX7-2", Level.ARGUABLE)):
        service.report_finding(_element(structural, code), level, Standard.FACT_FINDING)
    db.session.flush()
    element = _element(world.charges["torture"], "CTX7-2")
    (finding,) = service.findings_for(element)
    service.adopt(element, finding, "The people returned in 2010 to 2012 belong to the population the finding names.")


def _plan(world: World) -> None:
    """What is recorded of two forums, and a suspension."""
    service.record_forum(world.cases["f3"], Forum.UJ, None, viability=Viability.OPEN, in_absentia=Absentia.LIMITED,
                         death_penalty=DeathPenalty.NO, personal_basis="One of the victims lives there.")
    service.record_forum(world.cases["f9"], Forum.ICC_UNSC, None, viability=Viability.CONTINGENT,
                         admissibility_note="No national proceedings are known; the number of people held is large.")
    service.record_event(world.charges["ordinary"], Forum.UJ, kind=EventKind.SUSPENSION, began_on=date(2020, 3, 16),
                         ended_on=date(2020, 9, 15), basis="Example: the courts did not sit.")
