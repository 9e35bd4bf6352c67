"""Units in incidents, and which place in which item supports or contradicts what the registers say."""

from __future__ import annotations

from typing import Any

from casefile.demodata.world import World
from casefile.evidence import service as evidence
from casefile.evidence.bearing import Bearing
from casefile.evidence.pinpoints import read
from casefile.incidents import service as incidents
from casefile.officials import service
from casefile.officials.rules import Degree, Direction

FOR, AGAINST = Direction.FOR, Direction.AGAINST
SUPPORTS, CONTRADICTS = Bearing.SUPPORTS, Bearing.CONTRADICTS

# (unit, incident, degree, source, direction)
UNITS = (
    ("f9-office", "a01", Degree.ORDERED, "Quota order with signature", FOR),
    ("f9-guards", "a02", Degree.PRESENT, "Two accounts", FOR),
    ("f9-office", "a12", Degree.IMPLEMENTED, "Account of an insider: another department ran the facility", AGAINST),
    ("f3-office", "b01", Degree.CARRIED_OUT, "Three accounts", FOR),
)

# (official, post, item, pinpoint, bearing, quote)
HOLDINGS = (
    ("director", "f9-director", "appointment.1", "p. 1", SUPPORTS, "소장으로 임명한다"),
    ("director", "f9-director", "quota-order.1", "p. 2", SUPPORTS, None),
    ("director", "f9-director", "int-p06.1", "para. 7", CONTRADICTS, "From 2007 he was no longer seen in the office."),
    ("hwi-older", "f9-director", "int-p06.1", "para. 8", SUPPORTS, "The man from the province gave the orders."),
    ("deputy", "f9-deputy", "quota-2005.1", "p. 3", SUPPORTS, None),
    ("guard", "f9-guard", "rota.1", "p. 1", SUPPORTS, None),
)
# (child, parent, item, pinpoint, bearing, quote)
RELATIONS = (
    ("f9-office", "prisons", "structure.1", "para. 2", SUPPORTS, None),
    ("f9-office", "prisons", "int-p06.1", "para. 9", CONTRADICTS, "Nobody from the bureau came any more."),
    ("f9-office", "hamnam-bureau", "int-p06.1", "para. 9", SUPPORTS, None),
    ("f9-guards", "f9-office", "rota.1", "p. 1", SUPPORTS, None),
)


def enter(world: World) -> None:
    """Enter what sources say of units, then the evidence of posts, lines, facts, acts and involvement."""
    with world.acting_as("seoa"):
        for unit, incident, degree, source, direction in UNITS:
            service.link_unit(world.incidents[incident], world.organisations[unit].id, degree, source, direction)
    with world.acting_as("taeyun"):
        for official, post, *rest in HOLDINGS:
            held = world.officials[official].holdings
            _back(world, next(one for one in held if one.post_id == world.posts[post].id), *rest)
        for child, parent, *rest in RELATIONS:
            lines = service.relations_of(world.organisations[child])
            _back(world, next(one for one in lines if one.parent_id == world.organisations[parent].id), *rest)
        _of_the_quota_order(world)


def _of_the_quota_order(world: World) -> None:
    """The order itself: what it says of the head of the facility, the unit, those who worked, two incidents."""
    first = world.incidents["a01"]
    (order,) = [one for one in service.facts_of(world.officials["director"]) if one.indicator == "CD-ORDER"]
    for claim in (order, *service.links_of_incident(first)[:1], *service.units_in(first), *incidents.acts_of(first)[:1],
                  *(link for link, _other in incidents.links_of(first)[:1]), world.posts["f9-director"]):
        _back(world, claim, "quota-order.1", "p. 1", SUPPORTS, None)
    renamed = world.organisations["social-security"]
    _back(world, renamed.names[-1], "reports.1", "p. 1", SUPPORTS, None)
    _back(world, world.organisations["f9-guards"], "rota.2", "p. 1", SUPPORTS, None)


def _back(world: World, claim: Any, item: str, place: str, *said: Any) -> None:
    bearing, quote = said
    evidence.back(world.items[item], [claim], bearing, read(place), quote)
