"""Originals on their way, pages with numbers, a family, and two people who graded the same item apart."""

from __future__ import annotations

from casefile.demodata import manifests, standing
from casefile.demodata.world import World, in_days
from casefile.evidence import service
from casefile.evidence.rules import Information, Source
from casefile.evidence.service import privilege

PAGES = {"quota-order.1": 2, "ink.1": 6, "roof-falls.1": 14, "press.1": 3}
ATTACHMENTS = (("letters.2", "letters.1"), ("captures.2", "captures.1"))


def enter(world: World) -> None:
    """Number pages, join families, hand originals over, grade a second time."""
    with world.acting_as("freya"):
        for key, pages in PAGES.items():
            service.assign_pages(world.items[key], pages)
        for child, parent in ATTACHMENTS:
            service.join_family(world.items[child], world.items[parent])
        service.set_hold(world.items["slips.1"], "A court abroad has asked for it.", in_days(3650),
                         "Letter of request.")
    with world.acting_as("rahel"):
        privilege.appoint(world.items["advice.1"], world.users["yujin"].id,
                          "Is this advice of counsel, or only an invoice for it?")
    _hand_over(world)
    _grade_again(world)
    standing.enter(world)
    manifests.enter(world)


def _hand_over(world: World) -> None:
    """One is at an institute, one waits for its receiver, one was refused."""
    with world.acting_as("freya"):
        for key in ("tally.1", "slips.1", "sketch.1"):
            service.record_check(world.items[key].id, world.items[key].sha256)
        away = service.give(world.items["tally.1"], in_days(7), to_body="Institute for wood and paint",
                            purpose="Examination of wood and paint.", place="Office", condition="Dry, two cracks",
                            seal="S-0417")
        service.give(world.items["slips.1"], in_days(3), to_user_id=world.users["taeyun"].id,
                     purpose="Photographs under ultraviolet light.", place="Evidence room",
                     condition="Envelope closed, no tears", seal="S-0418")
        refused = service.give(world.items["sketch.1"], in_days(2), to_user_id=world.users["taeyun"].id,
                               purpose="Comparison with imagery.", place="Evidence room", condition="Folded once",
                               seal="S-0419")
    with world.acting_as("taeyun"):
        service.confirm(away, "Dry, two cracks, seal whole", "S-0417", "Receipt of the institute, no. 88")
        service.refuse(refused, "봉인 번호가 서류와 다르다.")


def _grade_again(world: World) -> None:
    """A second analyst grades without having seen the first grade."""
    with world.acting_as("daniel"):
        service.grade(world.items["quota-2005.1"], Information.PROBABLE, "Two accounts and the rota say the same.",
                      source=Source.C, source_reason="The clerk left in anger; what else he gave was right.")
