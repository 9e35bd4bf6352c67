"""The states that no path leads to: lost, returned, disposed of, refuted, at risk, excluded, not disclosable."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from casefile.cases.decisions import decide
from casefile.demodata.world import World, today
from casefile.evidence import service
from casefile.evidence.rules import Admissibility, Code, Custody, Disclosure, Lawfulness, Privilege, Verification


def enter(world: World) -> None:
    """Move a few items on, each by those whose part that is."""
    _move(world, "suan", "rooms.2", "abroad", ("custody_state", Custody.LOST), "The memory card was not found again.")
    _move(world, "taeyun", "pages-f3.2", "f3", ("verification_state", Verification.REFUTED),
          "화면의 건물은 위성사진의 시기와 맞지 않는다.", support=world.items["imagery-f3.1"])
    _move(world, "rahel", "advice.1", "f9", ("disclosure_class", Disclosure.NOT_DISCLOSABLE),
          "Advice to the team.", code=Code.WORK_PRODUCT)
    _at_risk(world)
    review = _move(world, "rahel", "captures.3", "f9", ("admissibility_state", Admissibility.EXCLUDED),
                   "Nothing shows who made the page.", code=Code.AUTHENTICITY)
    _agree(world, "benoit", review)
    _given_away(world)


def _move(world: World, by: str, item: str, case: str, change: tuple[str, StrEnum],  # noqa: PLR0917 - a row
          reason: str, **said: Any) -> Any:
    with world.acting_as(by):
        return service.change_status(world.items[item], world.cases[case], change, reason, **said)


def _agree(world: World, by: str, review: Any) -> None:
    with world.acting_as(by):
        decide(review, True, "Seen, and agreed.")


def _at_risk(world: World) -> None:
    item = world.items["arrivals.3"]
    with world.acting_as("rahel"):
        item.relevance, item.probative, item.prejudice = "Who arrived, and when.", "Low: a copy.", "None."
        item.lawful, item.lawfulness_memo = Lawfulness.IN_DOUBT, "How the partner came by it is not known."
        item.privilege = Privilege.NONE
    _move(world, "rahel", "arrivals.3", "f3", ("admissibility_state", Admissibility.AT_RISK),
          "Its way to the partner is not known.")


def _given_away(world: World) -> None:
    """One original went back to its library, one copy was destroyed: the lead proposes, the coordinator decides."""
    for key, state, paper in (("laws.2", Custody.RETURNED, "Certificate of return 4"),
                              ("laws.4", Custody.DISPOSED, "Certificate of destruction 5")):
        with world.acting_as("jiwon"):
            service.set_hold(world.items[key], None, today(), "보존 기간이 끝났다.")
        review = _move(world, "jiwon", key, "order", ("custody_state", state), "보존 기간이 끝났다.",
                       paper=paper)
        _agree(world, "minjae", review)
