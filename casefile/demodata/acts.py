"""What was done to which group of people, with the source of each number, and how incidents belong together."""

from __future__ import annotations

from casefile.demodata.world import World
from casefile.incidents import service
from casefile.incidents.rules import LinkKind, Violation


def enter(world: World) -> None:
    """Enter two acts of the first incident, and a link to the second."""
    first, second = world.incidents["a01"], world.incidents["a02"]
    with world.acting_as("taeyun"):
        service.add_act(first, act=Violation.FORCED_LABOUR, people="Adults of the mine section", lowest=120,
                        lowest_source="Quota sheet of March 2005", highest=300, highest_source="Two accounts",
                        source="Quota sheet of March 2005")
        service.add_act(first, act=Violation.FORCED_LABOUR, people="Children from twelve years on", lowest=15,
                        lowest_source="One account", source="One account")
        service.link_incidents(first, second.id, LinkKind.SAME_ORDER, "Quota order with signature")
