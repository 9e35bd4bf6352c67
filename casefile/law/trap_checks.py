"""The checks behind the legal traps: each takes the framework and a plea and yields (trap, code concerned)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from casefile.law.framework import ContextTest, Crime, Framework, Ground, Mode
from casefile.law.vocabulary import Need, Trap

Found = Iterator[tuple[Trap, str]]


@dataclass(frozen=True)
class Plea:
    """One charge against one suspect, as far as the traps look at it.

    earliest and latest bound the incidents (None: not known on that side; both None: nothing dated yet).
    jurisdiction_from: the day from which the target forum has jurisdiction when that is later than the framework's
    entry into force, as for a State that became a party afterwards. leader: it is recorded that the suspect could
    control or direct the political or military action of a State. cumulative: the modes that must each hold.
    others: how many further officials the charge names. supported: codes of rows that something supports.
    born: bounds of the date of birth. posts: bounds of each time in a post; None: nobody has looked.
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
    cumulative: frozenset[str] = frozenset()
    others: int = 0
    supported: frozenset[str] = frozenset()
    born: tuple[date | None, date | None] | None = None
    posts: tuple[tuple[date | None, date | None], ...] | None = None

    @property
    def dated(self) -> bool:
        """Whether anything is known of when it happened."""
        return self.earliest is not None or self.latest is not None


def temporal(framework: Framework, plea: Plea) -> Found:
    """What lies before jurisdiction is outside it; what lies across must be split; some attacks must lie after."""
    starts = [day for day in (framework.entry_into_force, plea.jurisdiction_from) if day]
    if not starts or not plea.dated:
        return
    begins = max(starts)
    if (plea.latest or date.max) < begins:
        yield Trap.BEFORE_ENTRY, plea.crime
    elif (plea.earliest or date.min) < begins:
        yield Trap.ACROSS_ENTRY, plea.crime
    if (plea.earliest or date.min) < begins and framework.crime(plea.crime).attack_after_entry:
        yield Trap.ATTACK_BEFORE_ENTRY, plea.crime


def leadership(framework: Framework, plea: Plea) -> Found:
    """Aggression is a crime of leaders in every mode (Art. 25(3 bis))."""
    if framework.crime(plea.crime).leaders_only and not plea.leader:
        yield Trap.LEADERS_ONLY, plea.crime


def incitement(framework: Framework, plea: Plea) -> Found:
    """Incitement is a mode for genocide alone, and a charge of its own since the crime need not follow."""
    family = framework.crime(plea.crime).family
    for mode in modes_of(framework, plea):
        if mode.only_for and family not in mode.only_for:
            yield Trap.GENOCIDE_ONLY, mode.code
        elif mode.inchoate and len(set(plea.modes)) > 1:
            yield Trap.INCITEMENT_APART, mode.code


def attempt(framework: Framework, plea: Plea) -> Found:
    """In an attempt the crime did not come about: rows about its consequence cannot be met, other modes do not fit."""
    for mode in modes_of(framework, plea):
        if mode.attempt:
            yield Trap.ATTEMPT_CONSEQUENCE, mode.code
            if mode.code in plea.cumulative and len(set(plea.modes)) > 1:
                yield Trap.ATTEMPT_BESIDE, mode.code


def jointly(framework: Framework, plea: Plea) -> Found:
    """A common plan takes two or more people."""
    for mode in modes_of(framework, plea):
        if mode.jointly and not plea.others:
            yield Trap.JOINT_ALONE, mode.code


def superior_type(framework: Framework, plea: Plea) -> Found:
    """Each kind of superior has its own test: it needs its basis, and the two exclude each other."""
    kinds = [mode.code for mode in modes_of(framework, plea) if needs(mode, Need.SUPERIOR_BASIS)]
    if kinds and not plea.superior_basis:
        yield Trap.SUPERIOR_BASIS, kinds[-1]
    if len(plea.cumulative & set(kinds)) > 1:
        yield Trap.SUPERIOR_BOTH, kinds[-1]


def others(framework: Framework, plea: Plea) -> Found:
    """Where others commit the crime, it is proved first (Art. 28), and its mental element is theirs."""
    for mode in modes_of(framework, plea):
        if needs(mode, Need.CRIME_FIRST):
            yield Trap.CRIMES_FIRST, mode.code
        if needs(mode, Need.MEASURES):
            yield Trap.MEASURES, mode.code
        if mode.crime_of_others:
            yield Trap.PRINCIPAL_MENTAL, mode.code


def persecution(framework: Framework, plea: Plea) -> Found:
    """Persecution needs a connected charge and a ground."""
    for element in framework.crime(plea.crime).elements:
        if Need.CONNECTED_CHARGE in element.needs and not plea.connected:
            yield Trap.CONNECTED_CHARGE, element.code
        if Need.PERSECUTION_GROUND in element.needs and not plea.persecution_grounds:
            yield Trap.PERSECUTION_GROUND, element.code


def tracks(framework: Framework, plea: Plea) -> Found:
    """One whole track is needed: support spread over two tracks makes none of them."""
    crime = framework.crime(plea.crime)
    letters: dict[str, set[str]] = {}
    for element in crime.elements:
        if element.track:
            letters.setdefault(element.track, set()).add(element.code)
    if letters:
        yield Trap.TRACKS_APART, crime.code
    begun = [codes for codes in letters.values() if codes & plea.supported]
    if len(begun) > 1 and not any(codes <= plea.supported for codes in begun):
        yield Trap.TRACKS_MIXED, crime.code


def context(framework: Framework, plea: Plea) -> Found:
    """What the contextual tests of the crime do not allow."""
    for test in tests_of(framework, framework.crime(plea.crime)):
        if test.not_by_inaction:
            yield Trap.POLICY_INACTION, test.code
        if test.closed_groups:
            yield Trap.PROTECTED_GROUP, test.code


def sexual_evidence(framework: Framework, plea: Plea) -> Found:
    """Consent is not inferred from silence, and conduct at other times is no evidence."""
    if framework.crime(plea.crime).sexual:
        yield Trap.SEXUAL_EVIDENCE, plea.crime


def grounds(framework: Framework, plea: Plea) -> Found:
    """Some grounds are never open to a family of crimes; others are always looked into."""
    family = framework.crime(plea.crime).family
    for code in sorted(plea.grounds):
        if family in framework.get(Ground, code).never_for:
            yield Trap.ORDERS_NO_DEFENCE, code
    for ground in framework.grounds:
        if ground.always_assess and plea.modes and ground.code not in plea.grounds:
            yield Trap.GROUND_UNTESTED, ground.code


def age(framework: Framework, plea: Plea) -> Found:
    """Nobody is charged with what was done below the age of responsibility; the day of the birthday counts as of age.

    Certainly below it: the earliest possible birth still makes the person too young on the last possible day.
    """
    years, (first, last) = framework.age_of_responsibility, plea.born or (None, None)
    if not years or not plea.dated:
        return
    if first and plea.latest and plea.latest < birthday(first, years):
        yield Trap.UNDER_AGE, plea.crime
    elif last and (plea.earliest or date.min) < birthday(last, years):
        yield Trap.MAYBE_UNDER_AGE, plea.crime


def birthday(born: date, years: int) -> date:
    """The day on which somebody becomes so many years old; born on 29 February: 1 March in other years."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def in_post(framework: Framework, plea: Plea) -> Found:
    """A mode that rests on position needs the person in a post while it happened."""
    resting = [mode.code for mode in modes_of(framework, plea) if mode.position]
    if not resting or not plea.dated or plea.posts is None:
        return
    overlapping = any((until or date.max) >= (plea.earliest or date.min) and (since or date.min) <= (
        plea.latest or date.max) for since, until in plea.posts)
    if not plea.posts:
        yield Trap.POST_UNKNOWN, resting[0]
    elif not overlapping:
        yield Trap.OUT_OF_POST, resting[0]


CHECKS: tuple[Callable[[Framework, Plea], Found], ...] = (
    temporal, leadership, age, incitement, attempt, jointly, superior_type, in_post, others, persecution, tracks,
    grounds, context, sexual_evidence)


def modes_of(framework: Framework, plea: Plea) -> tuple[Mode, ...]:
    """The modes pleaded, each once."""
    return tuple(framework.mode(code) for code in dict.fromkeys(plea.modes))


def needs(mode: Mode, need: Need) -> bool:
    """Whether an element of the mode asks for it."""
    return any(need in element.needs for element in mode.elements)


def tests_of(framework: Framework, crime: Crime) -> tuple[ContextTest, ...]:
    """The shared tests of a crime, each once."""
    codes = [ref for element in crime.elements for ref in element.shared_ref]
    return tuple(framework.get(ContextTest, code) for code in dict.fromkeys([*crime.shared_ref, *codes]))
