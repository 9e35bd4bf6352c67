"""Charges on paper: which elements must be shown, and which of them nothing supports yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from casefile.law.framework import (
    ContextTest,
    Crime,
    Element,
    Framework,
    Kind,
    Mode,
    Need,
    Scope,
    Source,
    Text,
    cite,
)


class NotChargeable(ValueError):
    """The framework has the crime by title only, so that no charge can be assessed on it."""


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
    notes: tuple[Text, ...] = ()
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
    number = element.number if element.source is Source.TEXT else ""
    reference = cite(crime.article, number, framework.elements_in)
    if element.text is not None:
        yield _row(element, element.text, reference)
    for ref in element.shared_ref:
        test = framework.get(ContextTest, ref)
        yield replace(
            _row(element, test.text, reference), code=test.code, title=test.title, alt_group=test.alt_group,
            shared=test.scope is Scope.SITUATION, mens_rea=test.mens_rea, notes=test.notes, source=test.source,
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
        notes=element.notes, source=element.source,
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


def requirements(elements: Iterable[RequiredElement]) -> tuple[tuple[tuple[RequiredElement, ...], ...], ...]:
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
    for ways in requirements(elements):
        left = tuple(tuple(row for row in way if row.code not in supported_codes) for way in ways)
        if all(left):
            gaps.append(Missing(left))
    return tuple(gaps)
