"""Charges on paper: which elements must be shown, how strong a charge is, what is missing.

Plain functions on plain values; framework data and legal traps are reached from here too. Nothing here
computes a percentage or calls anybody responsible.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from casefile.law.framework import (
    ContextTest,
    Crime,
    Element,
    Family,
    Framework,
    Ground,
    Kind,
    MentalElement,
    Mode,
    Need,
    Scope,
    Source,
    Standard,
    Text,
    UnknownCode,
    cite,
)
from casefile.law.loading import FrameworkError, frameworks, load
from casefile.law.traps import Advisory, Plea, Trap, traps

__all__ = [
    "GUARDS", "Advisory", "ContextTest", "Crime", "Direction", "Directness", "Element", "Family",
    "Framework", "FrameworkError", "Ground", "Guard", "Kind", "Level", "MentalElement", "Missing", "Mode",
    "Need", "NotChargeable", "Part", "Plea", "RequiredElement", "Scope", "Source", "Standard", "Text",
    "Trap", "UnknownCode", "Weight", "charge_level", "cite", "frameworks", "load", "missing",
    "required_elements", "traps",
]


class NotChargeable(ValueError):
    """The framework has the crime by title only, so that no charge can be assessed on it."""


class Level(StrEnum):
    """The assessed strength of one element (§4.3), in order."""

    NOT_ASSESSED = "NA"
    NONE = "NONE"
    LEAD = "LEAD"
    WEAK = "WEAK"
    ARGUABLE = "ARGUABLE"
    SUFFICIENT = "SUFFICIENT"
    STRONG = "STRONG"
    NEGATED = "NEGATED"

    @property
    def rank(self) -> int:
        """Place for comparing: a negated element is worse for a charge than one nobody has looked at."""
        return -1 if self is Level.NEGATED else list(Level).index(self)


class Guard(StrEnum):
    """What must accompany a level when it is set (§4.3)."""

    NO_SUPPORT = "no_support"
    REASON = "reason"
    CONTRARY = "contrary_view"
    SECOND = "second_reviewer"
    REMOVE_ONE = "remove_one_item"
    CHARGE_REVIEW = "charge_review"


GUARDS: Mapping[Level, frozenset[Guard]] = {
    Level.NOT_ASSESSED: frozenset(),
    Level.NONE: frozenset({Guard.NO_SUPPORT}),
    Level.LEAD: frozenset(),
    Level.WEAK: frozenset({Guard.REASON}),
    Level.ARGUABLE: frozenset({Guard.REASON, Guard.CONTRARY}),
    Level.SUFFICIENT: frozenset({Guard.SECOND}),
    Level.STRONG: frozenset({Guard.SECOND, Guard.REMOVE_ONE}),
    Level.NEGATED: frozenset({Guard.SECOND, Guard.CHARGE_REVIEW}),
}


class Direction(StrEnum):
    """What a piece of evidence does to a proposition."""

    SUPPORTS = "supports"
    UNDERMINES = "undermines"
    NEUTRAL = "neutral_context"


class Directness(StrEnum):
    """How near the evidence is to the fact."""

    DIRECT = "direct"
    CIRCUMSTANTIAL = "circumstantial"
    HEARSAY_FIRST = "hearsay_first"
    HEARSAY_MULTI = "hearsay_multi"
    EXPERT = "expert"
    DOCUMENTARY = "documentary"


class Weight(StrEnum):
    """How much a link counts, always with a reason."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Part(StrEnum):
    """The groups of rows of an element matrix, in order."""

    CONTEXTUAL = "contextual"
    SPECIFIC = "specific"
    MENTAL = "mental"
    MODE = "mode"


MENTAL = frozenset({Kind.MENTAL, Kind.CONTEXTUAL_MENTAL})


@dataclass(frozen=True)
class RequiredElement:
    """One row of a charge.

    `code` is unique within the charge: an element that points at shared tests gives one row for each test,
    under the test's own code, so that an assessment of "CTX7-3" in a structural case can be adopted as it
    is (`shared`); `origin` keeps the element it came from.

    `per_official`: rows of a mode of liability and rows about a state of mind are shown for each suspect; what
    happened, to whom and in which context is shown once for the charge. A row that mixes both (confining a
    woman *with an intent*) is per suspect, since the intent must be.
    """

    code: str
    group: Part
    kinds: tuple[Kind, ...]
    text: Text
    reference: Text
    per_official: bool
    origin: str
    title: Text | None = None
    mode: str = ""
    alt_group: str = ""
    track: str = ""
    shared: bool = False
    conditional: bool = False
    mens_rea: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    source: Source = Source.TEXT


def required_elements(
    framework: Framework, crime_code: str, mode_codes: Iterable[str]
) -> tuple[RequiredElement, ...]:
    """List the rows of a charge: contextual, specific, mental, then mode by mode.

    A mode that needs no crime to have happened (incitement), pleaded alone, stands without its rows.
    """
    crime = framework.crime(crime_code)
    if not crime.chargeable:
        raise NotChargeable(f"{crime.code} has no elements in {framework.id}")
    modes = [framework.mode(code) for code in dict.fromkeys(mode_codes)]
    rows: list[RequiredElement] = []
    if not modes or not all(mode.inchoate for mode in modes):
        rows = [row for element in crime.elements for row in _crime_rows(framework, crime, element)]
        rows.sort(key=lambda row: list(Part).index(row.group))
    return (*rows, *(row for mode in modes for row in _mode_rows(mode)))


def _crime_rows(framework: Framework, crime: Crime, element: Element) -> Iterator[RequiredElement]:
    """Give the row of an element, or one row for each shared test it points at."""
    reference = cite(crime.article, element.number if element.source is Source.TEXT else "")
    if element.text is not None:
        yield _row(element, element.text, reference)
    for ref in element.shared_ref:
        test = framework.get(ContextTest, ref)
        yield replace(
            _row(element, test.text, reference), code=test.code, title=test.title, alt_group=test.alt_group,
            shared=test.scope is Scope.SITUATION, mens_rea=test.mens_rea, source=test.source,
        )


def _mode_rows(mode: Mode) -> Iterator[RequiredElement]:
    rows = (_row(element, element.text, cite(mode.article)) for element in mode.elements if element.text)
    for row in rows:
        yield replace(row, group=Part.MODE, per_official=True, mode=mode.code, source=mode.source)


def _row(element: Element, text: Text, reference: Text) -> RequiredElement:
    return RequiredElement(
        code=element.code, origin=element.code, group=_part(element), kinds=element.kinds, text=text,
        reference=reference, per_official=not MENTAL.isdisjoint(element.kinds), alt_group=element.alt_group,
        track=element.track, conditional=element.conditional, mens_rea=element.mens_rea, needs=element.needs,
        source=element.source,
    )


def _part(element: Element) -> Part:
    """Place an element by its leading kind."""
    if element.kinds[0] is Kind.CONTEXTUAL:
        return Part.CONTEXTUAL
    return Part.MENTAL if element.kinds[0] in MENTAL else Part.SPECIFIC


@dataclass(frozen=True)
class Missing:
    """A requirement without support, and every way to meet it.

    Each way is the list of rows still to be supported; one whole way is enough. A plain element has one way
    of one row, an alternative group one way for each alternative, parallel tracks one way for each track.
    """

    ways: tuple[tuple[RequiredElement, ...], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every row named in any way, in order."""
        return tuple(dict.fromkeys(row.code for way in self.ways for row in way))


def _requirements(elements: Iterable[RequiredElement]) -> tuple[tuple[tuple[RequiredElement, ...], ...], ...]:
    """Sort rows into requirements, each a choice of ways; tracks keep their letters together."""
    found: dict[str, dict[str, list[RequiredElement]]] = {}
    for row in elements:
        choice, way = row.code, ""
        if row.track:
            choice, way = "track", row.track
        elif row.alt_group:
            choice, way = f"alternative {row.alt_group}", row.code
        found.setdefault(choice, {}).setdefault(way, []).append(row)
    return tuple(tuple(tuple(rows) for rows in ways.values()) for ways in found.values())


def missing(elements: Iterable[RequiredElement], supported_codes: Collection[str]) -> tuple[Missing, ...]:
    """List the requirements that nothing supports, in the order of the rows."""
    gaps = []
    for ways in _requirements(elements):
        left = tuple(tuple(row for row in way if row.code not in supported_codes) for way in ways)
        if all(left):
            gaps.append(Missing(left))
    return tuple(gaps)


def charge_level(
    elements: Iterable[RequiredElement],
    levels: Mapping[str, Level],
    alternative_modes: Collection[str] = (),
) -> Level:
    """Give the level of a charge against one suspect: that of its weakest requirement.

    Alternatives count with the better one, tracks with the better whole track, and modes of liability pleaded
    in the alternative with the better mode; all other modes must hold. A negated requirement negates the
    charge, but a negated alternative only leaves the other one. Rows without a level count as not assessed.
    """
    fixed: list[RequiredElement] = []
    apart: dict[str, list[RequiredElement]] = {}
    for row in elements:
        (apart.setdefault(row.mode, []) if row.mode in alternative_modes else fixed).append(row)
    results = [_weakest(fixed, levels)] if fixed else []
    if apart:
        results.append(_best(_weakest(rows, levels) for rows in apart.values()))
    return _worst(results)


def _weakest(elements: Iterable[RequiredElement], levels: Mapping[str, Level]) -> Level:
    def of(way: Iterable[RequiredElement]) -> Level:
        return _worst(levels.get(row.code, Level.NOT_ASSESSED) for row in way)

    return _worst(_best(of(way) for way in ways) for ways in _requirements(elements))


def _best(levels: Iterable[Level]) -> Level:
    return max(levels, key=lambda level: level.rank)


def _worst(levels: Iterable[Level]) -> Level:
    return min(levels, key=lambda level: level.rank, default=Level.NOT_ASSESSED)
