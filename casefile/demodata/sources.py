"""Which sources of the demonstration are one: who told whom, who lives together, what was copied from what."""

from __future__ import annotations

from casefile.demodata.world import World
from casefile.evidence.service import independence
from casefile.evidence.sources import Tie

# (one, relation, other, what one knew may have reached the other, how it is known)
PEOPLE = (
    ("p02", Tie.TOLD, "p01", True, "Said so in the first interview: what is told of the mine comes from the other."),
    ("p03", Tie.HOUSEHOLD, "p04", True, "Brother and sister; they spoke of it before they were interviewed."),
    ("p11", Tie.INTERMEDIARY, "p12", False, "Both came through the same person; no sign that they met."),
)
ITEMS = (("wages.2", Tie.COPIED, "wages.1", "The same hand; the second part repeats totals of the first."),)


def tie(world: World) -> None:
    """Enter the relations."""
    with world.acting_as("daniel"):
        for one, kind, other, spread, basis in PEOPLE:
            independence.tie(world.people[one], [world.people[other]], kind, basis, spread)
        for item, kind, origin, basis in ITEMS:
            independence.tie(world.items[item], [world.items[origin]], kind, basis, True)
