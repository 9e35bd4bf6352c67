"""What sources say of the authority, knowledge, conduct and measures of invented officials, for and against."""

from __future__ import annotations

from typing import NamedTuple

from casefile.demodata.world import World, when
from casefile.officials import service
from casefile.officials.rules import Confidence, Direction, Indicator, Known

FOR, AGAINST = Direction.FOR, Direction.AGAINST


class Fact(NamedTuple):
    """One fact; unit: the key of an organisation; within, taken, result: of a measure."""

    person: str
    indicator: Indicator
    direction: Direction
    statement: str
    source: str
    during: str | None = None
    unit: str = ""
    within: Known | None = None
    taken: Known | None = None
    result: str | None = None


FACTS = (
    Fact("director", Indicator.EC1, FOR, "The appointment notice names the person as head of the facility.",
         "Copy of an appointment notice", "2002/2009", "f9-office"),
    Fact("director", Indicator.EC2, FOR, "Quotas rose on the day after the order was read out.", "Quota order with "
         "signature", "2005-03", "f9-office"),
    Fact("director", Indicator.ECX1, AGAINST, "From 2007 the guard took orders from another department.",
         "Account of an insider", "2007/..", "f9-office"),
    Fact("director", Indicator.KN1, FOR, "Monthly reports of deaths went to the office of the head.",
         "Report of the medical section", "2004/2008", "f9-office"),
    Fact("director", Indicator.ORDER, FOR, "An order of March 2005 sets daily quotas by age.", "Quota order with "
         "signature", "2005-03-14", "f9-office"),
    Fact("director", Indicator.ME3, AGAINST, "Said to have stopped night shifts after the collapse of the gallery.",
         "One account", "2006-21", "f9-office", Known.YES, Known.YES, "Night shifts came back in the autumn."),
    Fact("guard", Indicator.INSPECTION, FOR, "Walked through the lower gallery before the collapse.", "Guard rota",
         "2006-03", "f9-office"),
    Fact("prisons", Indicator.EC7, FOR, "Received the monthly reports of the facilities.", "Official notice",
         "2003/2011", "prisons"),
    Fact("f3-head", Indicator.KN6, FOR, "Had the office in the building in which people were questioned.",
         "Sketch by a witness", "2006/2012", "f3-office"),
    Fact("f3-head", Indicator.ECX4, AGAINST, "Is said to have been in hospital in the winter of 2009.", "One account",
         "2009-24~", "f3-office"),
)


def enter(world: World) -> None:
    """Enter the facts."""
    with world.acting_as("taeyun"):
        for fact in FACTS:
            unit = world.organisations.get(fact.unit)
            service.record_fact(
                world.officials[fact.person], indicator=fact.indicator, direction=fact.direction,
                statement=fact.statement, source=fact.source, during=when(fact.during),
                organisation_id=unit.id if unit else None, within_power=fact.within, taken=fact.taken,
                result=fact.result, confidence=Confidence.MODERATE)
