"""Lists of new files that wait: the demonstration has no time authority, and shows no time stamp that nobody gave."""

from __future__ import annotations

from casefile.core.actor import SYSTEM, acting
from casefile.demodata.world import World
from casefile.evidence.service.manifests import make_manifest


def enter(world: World) -> None:
    """What the daily job does for each case."""
    with acting(SYSTEM):
        for case in world.cases.values():
            make_manifest(case)
