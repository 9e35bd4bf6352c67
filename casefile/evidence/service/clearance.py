"""What an item still lacks before it may stand in a dossier, and who does the next thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from casefile.evidence.models import Evidence
from casefile.evidence.rules import (
    BY_TRANSFER,
    Admissibility,
    Custody,
    Disclosure,
    Need,
    Step,
    Verification,
    guard_of,
    missing_for_clearance,
)
from casefile.evidence.service.guards import is_for, unmet


@dataclass(frozen=True, slots=True)
class ToDo:
    """One step. axis, to: the move that takes it (none: no move does). needs: what the move waits for.

    who: roles that make the move; second: of which another person decides. mine: whether this person may.
    """

    step: Step
    axis: str | None = None
    to: StrEnum | None = None
    needs: tuple[Need, ...] = ()
    who: frozenset[str] = frozenset()
    second: frozenset[str] = frozenset()
    mine: bool = False


def clearance(item: Evidence) -> list[ToDo]:
    """What is missing, in the order of the work; empty when it is cleared or nothing can clear it."""
    return [_todo(item, step) for step in missing_for_clearance(item.standing)]


def _next_move(item: Evidence, step: Step) -> tuple[str, StrEnum] | None:
    """The arrow that leads on, from where the item stands."""
    in_hand = item.verification_state is Verification.IN_VERIFICATION
    return {
        Step.PRESERVED: ("custody_state", Custody.PRESERVED),
        Step.VERIFIED: ("verification_state", Verification.VERIFIED if in_hand else Verification.IN_VERIFICATION),
        Step.UNDISPUTED: ("verification_state", Verification.IN_VERIFICATION),
        Step.ADMISSIBLE: ("admissibility_state", Admissibility.LIKELY),
        Step.CLASSIFIED: ("disclosure_class", Disclosure.INCRIM),
    }.get(step)


_ALONE = {Step.PRIVILEGE: (Need.PRIVILEGE,), Step.REVISED: (Need.REVISED,), Step.INTACT: (Need.INTACT,)}


def _todo(item: Evidence, step: Step) -> ToDo:
    found = _next_move(item, step)
    if found is None:
        return ToDo(step, needs=_ALONE.get(step, ()))
    axis, to = found
    if (getattr(item, axis), to) in BY_TRANSFER:
        return ToDo(step, needs=(Need.BACK,))
    if to not in item.next_states(axis):
        return ToDo(step)
    guard = guard_of(getattr(item, axis), to)
    missing = tuple(need for need in unmet(item, guard) if need is not Need.NO_FLAG)
    return ToDo(step, axis, to, missing, guard.who, guard.second, is_for(guard, item))
