"""Legal traps: what a practitioner would say on reading a charge, as coded advisories.

Every function takes the framework and the plea (one suspect, one charge) and yields what it finds. The data
of the framework decide, so that another body of law brings its own traps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casefile.law.framework import Framework, Ground, Mode, Need


class Trap(StrEnum):
    """What is wrong, or easily goes wrong."""

    ORDERS_NO_DEFENCE = "orders_no_defence"
    GENOCIDE_ONLY = "genocide_only"
    INCITEMENT_APART = "incitement_apart"
    ATTEMPT_CONSEQUENCE = "attempt_consequence"
    SUPERIOR_BASIS = "superior_basis"
    CRIMES_FIRST = "crimes_first"
    PRINCIPAL_MENTAL = "principal_mental"
    CONNECTED_CHARGE = "connected_charge"
    PERSECUTION_GROUND = "persecution_ground"
    BEFORE_ENTRY = "before_entry"
    ACROSS_ENTRY = "across_entry"
    LEADERS_ONLY = "leaders_only"


BLOCKING = frozenset({
    Trap.GENOCIDE_ONLY, Trap.CONNECTED_CHARGE, Trap.PERSECUTION_GROUND, Trap.BEFORE_ENTRY, Trap.LEADERS_ONLY,
})


@dataclass(frozen=True)
class Advisory:
    """A trap that a charge has met; `subject` is the code of the crime, mode, element or ground concerned."""

    trap: Trap
    subject: str

    @property
    def blocking(self) -> bool:
        """Whether the charge cannot stand as it is; otherwise it is advice."""
        return self.trap in BLOCKING


@dataclass(frozen=True)
class Plea:
    """One charge against one suspect, as far as the traps look at it.

    `earliest` and `latest` bound the incidents (None: not known on that side; both None: nothing dated yet).
    `jurisdiction_from` is the day from which the target forum has jurisdiction when that is later than the
    framework's entry into force, as for a State that became a party afterwards. `leader`: it is recorded that
    the suspect could control or direct the political or military action of a State.
    """

    crime: str
    modes: tuple[str, ...] = ()
    grounds: frozenset[str] = frozenset()
    persecution_grounds: frozenset[str] = frozenset()
    connected: bool = False
    superior_basis: bool = False
    leader: bool = False
    earliest: date | None = None
    latest: date | None = None
    jurisdiction_from: date | None = None


def traps(framework: Framework, plea: Plea) -> tuple[Advisory, ...]:
    """List every trap the plea has met, in a fixed order."""
    return tuple(advisory for check in CHECKS for advisory in check(framework, plea))


def superior_orders(framework: Framework, plea: Plea) -> Iterator[Advisory]:
    """Superior orders never excuse genocide or crimes against humanity (Art. 33(2))."""
    family = framework.crime(plea.crime).family
    for code in sorted(plea.grounds):
        if family in framework.get(Ground, code).never_for:
            yield Advisory(Trap.ORDERS_NO_DEFENCE, code)


def incitement(framework: Framework, plea: Plea) -> Iterator[Advisory]:
    """Incitement is a mode for genocide alone, and a charge of its own since the crime need not follow."""
    family = framework.crime(plea.crime).family
    for mode in _modes(framework, plea):
        if mode.only_for and family not in mode.only_for:
            yield Advisory(Trap.GENOCIDE_ONLY, mode.code)
        elif mode.inchoate and len(set(plea.modes)) > 1:
            yield Advisory(Trap.INCITEMENT_APART, mode.code)


def attempt(framework: Framework, plea: Plea) -> Iterator[Advisory]:
    """In an attempt the crime did not come about, so rows about its consequence cannot be met."""
    for mode in _modes(framework, plea):
        if mode.attempt:
            yield Advisory(Trap.ATTEMPT_CONSEQUENCE, mode.code)


def superior_type(framework: Framework, plea: Plea) -> Iterator[Advisory]:
    """Pleading 28(a) and 28(b) together needs the basis for each kind of superior."""
    kinds = [mode.code for mode in _modes(framework, plea) if _needs(mode, Need.SUPERIOR_BASIS)]
    if len(kinds) > 1 and not plea.superior_basis:
        yield Advisory(Trap.SUPERIOR_BASIS, kinds[-1])


def others(framework: Framework, plea: Plea) -> Iterator[Advisory]:
    """Where others commit the crime, it is proved first (Art. 28), and its mental element is theirs."""
    for mode in _modes(framework, plea):
        if _needs(mode, Need.CRIME_FIRST):
            yield Advisory(Trap.CRIMES_FIRST, mode.code)
        if mode.crime_of_others:
            yield Advisory(Trap.PRINCIPAL_MENTAL, mode.code)


def persecution(framework: Framework, plea: Plea) -> Iterator[Advisory]:
    """Persecution needs a connected charge and a ground."""
    for element in framework.crime(plea.crime).elements:
        if Need.CONNECTED_CHARGE in element.needs and not plea.connected:
            yield Advisory(Trap.CONNECTED_CHARGE, element.code)
        if Need.PERSECUTION_GROUND in element.needs and not plea.persecution_grounds:
            yield Advisory(Trap.PERSECUTION_GROUND, element.code)


def temporal(framework: Framework, plea: Plea) -> Iterator[Advisory]:
    """Incidents before the entry into force are outside jurisdiction; those across it must be split."""
    starts = [day for day in (framework.entry_into_force, plea.jurisdiction_from) if day]
    if not starts or (plea.earliest is None and plea.latest is None):
        return
    if (plea.latest or date.max) < max(starts):
        yield Advisory(Trap.BEFORE_ENTRY, plea.crime)
    elif (plea.earliest or date.min) < max(starts):
        yield Advisory(Trap.ACROSS_ENTRY, plea.crime)


def leadership(framework: Framework, plea: Plea) -> Iterator[Advisory]:
    """Aggression is a crime of leaders in every mode (Art. 25(3 bis))."""
    if framework.crime(plea.crime).leaders_only and not plea.leader:
        yield Advisory(Trap.LEADERS_ONLY, plea.crime)


CHECKS = (temporal, leadership, incitement, attempt, superior_type, others, persecution, superior_orders)


def _modes(framework: Framework, plea: Plea) -> tuple[Mode, ...]:
    return tuple(framework.mode(code) for code in dict.fromkeys(plea.modes))


def _needs(mode: Mode, need: Need) -> bool:
    return any(need in element.needs for element in mode.elements)
