"""What a person must give with a level, what the strongest item leaves behind, and what changed since (§4.3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from casefile.law.rules.proof import GUARDS, Directness, Guard, Level, Weight


class PropositionStatus(StrEnum):
    """Where a sentence of fact stands."""

    PROPOSED = "proposed"
    SUPPORTED = "supported"
    CONTESTED = "contested"
    ESTABLISHED = "established"
    REFUTED = "refuted"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"


_S = PropositionStatus
PROPOSITION_ARROWS: Mapping[PropositionStatus, frozenset[PropositionStatus]] = {
    _S.PROPOSED: frozenset({_S.SUPPORTED, _S.CONTESTED, _S.REFUTED, _S.AGREED, _S.WITHDRAWN}),
    _S.SUPPORTED: frozenset({_S.PROPOSED, _S.CONTESTED, _S.ESTABLISHED, _S.REFUTED, _S.AGREED, _S.WITHDRAWN}),
    _S.CONTESTED: frozenset({_S.SUPPORTED, _S.ESTABLISHED, _S.REFUTED, _S.AGREED, _S.WITHDRAWN}),
    _S.ESTABLISHED: frozenset({_S.CONTESTED, _S.REFUTED, _S.AGREED, _S.WITHDRAWN}),
    _S.REFUTED: frozenset({_S.CONTESTED, _S.WITHDRAWN}),
    _S.AGREED: frozenset({_S.CONTESTED, _S.WITHDRAWN}),
    _S.WITHDRAWN: frozenset(),
}
# What must be linked before somebody says so.
NEEDS_SUPPORT = frozenset({_S.SUPPORTED, _S.ESTABLISHED})
NEEDS_AGAINST = frozenset({_S.CONTESTED, _S.REFUTED})


class Corroboration(StrEnum):
    """In what way an item bears out what another source says (§4.4)."""

    SAME_FACT = "same_fact"
    PATTERN = "consistent_pattern"
    PHYSICAL = "physical_documentary"
    EXPERT = "expert_medical"
    CONTEXTUAL = "contextual_only"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A level and what is given with it. left: supporting items that remain when the strongest falls away."""

    level: Level
    supporting: int
    undermining: int
    left: int
    reasoning: bool
    contrary: bool
    remove_one: bool
    meets_target: bool


def guards_unmet(given: Judgement) -> frozenset[Guard]:
    """The guards of the level that what is given does not satisfy; the second person is asked elsewhere."""
    met = {
        Guard.NO_SUPPORT: given.supporting == 0,
        Guard.REASON: given.reasoning,
        Guard.CONTRARY: given.contrary,
        Guard.SUPPORT: given.supporting > 0,
        Guard.AGAINST: given.undermining > 0,
        Guard.TARGET: given.meets_target,
        Guard.REMOVE_ONE: given.remove_one and given.left > 0,
    }
    return frozenset(guard for guard in GUARDS[given.level] if not met.get(guard, True))


def second_needed(level: Level) -> bool:
    """Whether another person must agree before the level stands."""
    return Guard.SECOND in GUARDS[level]


_WEIGHTS = {Weight.HIGH: 3, Weight.MEDIUM: 2, None: 1, Weight.LOW: 0}
_NEAR = {Directness.DIRECT: 3, Directness.DOCUMENTARY: 3, Directness.EXPERT: 2, Directness.CIRCUMSTANTIAL: 1, None: 1,
         Directness.HEARSAY_FIRST: 0, Directness.HEARSAY_MULTI: -1}


@dataclass(frozen=True, slots=True)
class Leg:
    """A supporting link, as the check asks about it: the item it rests on, its weight and directness."""

    item: str
    weight: Weight | None
    directness: Directness | None


def strongest(legs: Iterable[Leg]) -> str | None:
    """The item whose best link weighs most, nearest to the fact first; None when nothing supports."""
    ranked = sorted(legs, key=lambda leg: (-_WEIGHTS[leg.weight], -_NEAR[leg.directness], leg.item))
    return ranked[0].item if ranked else None


_DIRECT = (Directness.DIRECT, Directness.DOCUMENTARY, Directness.EXPERT, Directness.CIRCUMSTANTIAL,
           Directness.HEARSAY_FIRST, Directness.HEARSAY_MULTI)
HEARSAY = frozenset({Directness.HEARSAY_FIRST, Directness.HEARSAY_MULTI})


def best_directness(found: Collection[Directness | None]) -> Directness | None:
    """The nearest to the fact among what is linked."""
    return next((kind for kind in _DIRECT if kind in found), None)


class Difference(StrEnum):
    """What happened to something an assessment rested on."""

    PROPOSITION_ADDED = "proposition_added"
    PROPOSITION_GONE = "proposition_gone"
    PROPOSITION_CHANGED = "proposition_changed"
    LINK_ADDED = "link_added"
    LINK_GONE = "link_gone"
    LINK_CHANGED = "link_changed"
    ITEM_CHANGED = "item_changed"


# The places in a kept entry; `service.basis` builds them in this order.
PROPOSITION_PARTS = ("reference", "sentence", "polarity", "type", "status")
LINK_PARTS = ("item", "proposition", "direction", "directness", "weight", "pinpoint", "quote")
ITEM_PARTS = ("verification_state", "admissibility_state", "use_restriction", "custody_state", "disclosure_class",
              "integrity_alert", "draft")


@dataclass(frozen=True, slots=True)
class Since:
    """One difference: of what, by reference, and (part, before, after) where that can be said."""

    kind: Difference
    reference: str
    part: str = ""
    before: Any = None
    after: Any = None


def changes_since(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Since]:
    """What changed between what an assessment rested on and what is there now, in a stable order."""
    found = list(_compare(then["propositions"], now["propositions"], PROPOSITION_PARTS, (
        Difference.PROPOSITION_ADDED, Difference.PROPOSITION_GONE, Difference.PROPOSITION_CHANGED)))
    found += _compare(then["links"], now["links"], LINK_PARTS + ITEM_PARTS, (
        Difference.LINK_ADDED, Difference.LINK_GONE, Difference.LINK_CHANGED))
    whole = [Since(Difference.ITEM_CHANGED, one.reference, one.part, one.before, one.after)
             if one.part in ITEM_PARTS else one for one in found]
    return list(dict.fromkeys(sorted(whole, key=lambda one: (one.kind, one.reference, one.part))))


def sharing_since(then: Mapping[str, Sequence[Any]], now: Mapping[str, str]) -> list[Since]:
    """The items of which something else is allowed now than when an assessment was made."""
    return sorted((Since(Difference.ITEM_CHANGED, reference, "sharing", before, now[id])
                   for id, (reference, before) in then.items() if now.get(id, before) != before),
                  key=lambda one: one.reference)


def _compare(then: Mapping[str, Sequence[Any]], now: Mapping[str, Sequence[Any]], parts: Sequence[str],
             kinds: tuple[Difference, Difference, Difference]) -> Iterable[Since]:
    added, gone, changed = kinds
    yield from (Since(added, now[key][0]) for key in now.keys() - then.keys())
    yield from (Since(gone, then[key][0]) for key in then.keys() - now.keys())
    for key in then.keys() & now.keys():
        yield from (Since(changed, now[key][0], part, before, after)
                    for part, before, after in zip(parts, then[key], now[key], strict=False) if before != after)
