"""A legal framework (crimes, elements, modes of liability, standards) as checked, immutable data.

A correction makes a new framework id; assessments keep the edition they were made under. Wording is the
project's own, never that of the official texts. `loading` reads and checks the files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

T = TypeVar("T")


class UnknownCode(LookupError):
    """The framework has no crime, mode or other entry of that code."""


class Family(StrEnum):
    """The four families of crimes."""

    GENOCIDE = "genocide"
    HUMANITY = "humanity"
    WAR = "war"
    AGGRESSION = "aggression"


class Kind(StrEnum):
    """What an element is about; NEGATIVE is something that must be absent."""

    CONDUCT = "conduct"
    CONSEQUENCE = "consequence"
    CIRCUMSTANCE = "circumstance"
    MENTAL = "mental"
    CONTEXTUAL = "contextual"
    CONTEXTUAL_MENTAL = "contextual_mental"
    NEGATIVE = "negative"


class Scope(StrEnum):
    """How often a shared test is proved: once a situation, once a charge, or for each suspect."""

    SITUATION = "situation"
    CHARGE = "charge"
    SUSPECT = "suspect"


class Source(StrEnum):
    """Where an entry comes from when it is not the text of the Statute or of the Elements."""

    TEXT = "text"
    CASE_LAW = "case_law"
    PRACTICE = "practice"


class Need(StrEnum):
    """What a charge must record before the element can be called met."""

    CONNECTED_CHARGE = "connected_charge"
    PERSECUTION_GROUND = "persecution_ground"
    MEASURES = "measures"
    CRIME_FIRST = "crime_first"
    SUPERIOR_BASIS = "superior_basis"


class ElementsStatus(StrEnum):
    """Whether a crime comes with its elements or as a title only."""

    COMPLETE = "complete"
    TITLES = "titles"


class GroundKind(StrEnum):
    """Kinds of grounds and bars that are tested for each suspect and charge."""

    GROUND = "ground"
    BAR = "bar"
    IMMUNITY = "immunity"
    LIMITATION = "limitation"
    FITNESS = "fitness"


@dataclass(frozen=True)
class Text:
    """One wording in both languages of the application."""

    en: str
    ko: str

    def to(self, locale: str) -> str:
        """Give the wording for a locale such as "ko" or "en_GB"."""
        return self.ko if locale.startswith("ko") else self.en


@dataclass(frozen=True)
class Option:
    """A choice to tick: a policy indicator, a ground of persecution."""

    code: str
    title: Text


@dataclass(frozen=True)
class Rule:
    """A general rule for reading elements, shown as help."""

    code: str
    text: Text


@dataclass(frozen=True)
class ContextTest:
    """A test that many crimes share, such as "policy"; proved once and reused."""

    code: str
    scope: Scope
    articles: tuple[str, ...]
    title: Text
    text: Text
    alt_group: str = ""
    mens_rea: tuple[str, ...] = ()
    indicators: tuple[Option, ...] = ()
    source: Source = Source.TEXT


@dataclass(frozen=True)
class Element:
    """One element; it has either a text of its own or points at shared tests.

    `mens_rea` says which state of mind goes with it: the written one, or by default that of Art. 30.
    """

    code: str
    number: str
    kinds: tuple[Kind, ...]
    text: Text | None = None
    shared_ref: tuple[str, ...] = ()
    alt_group: str = ""
    track: str = ""
    mens_rea: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    conditional: bool = False
    source: Source = Source.TEXT


@dataclass(frozen=True)
class Crime:
    """A crime with its elements in the order of the Elements of Crimes."""

    code: str
    family: Family
    article: str
    title: Text
    elements_status: ElementsStatus
    elements: tuple[Element, ...]
    shared_ref: tuple[str, ...] = ()
    definition: str = ""
    conflict: str = ""
    amendment: int | None = None
    leaders_only: bool = False
    prompts: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    source: Source = Source.TEXT

    @property
    def chargeable(self) -> bool:
        """Whether a charge can be built on it: its elements are all here."""
        return self.elements_status is ElementsStatus.COMPLETE


@dataclass(frozen=True)
class Mode:
    """A mode of liability; `crime_of_others` when somebody else commits the crime."""

    code: str
    article: str
    title: Text
    elements: tuple[Element, ...]
    crime_of_others: bool = False
    inchoate: bool = False
    attempt: bool = False
    only_for: tuple[Family, ...] = ()
    source: Source = Source.TEXT


@dataclass(frozen=True)
class MentalElement:
    """A state of mind and when it is given."""

    code: str
    title: Text
    applies_to: Text
    text: Text


@dataclass(frozen=True)
class Ground:
    """A ground excluding responsibility, a bar or an immunity; never open to families in `never_for`."""

    code: str
    kind: GroundKind
    title: Text
    text: Text
    articles: tuple[str, ...]
    never_for: tuple[Family, ...] = ()
    source: Source = Source.TEXT


@dataclass(frozen=True)
class Standard:
    """A rung of the ladder of standards of proof; a domestic one has no rank."""

    code: str
    rank: int | None
    stage: Text
    text: Text
    articles: tuple[str, ...]
    source: Source = Source.TEXT


@dataclass(frozen=True)
class Framework:
    """One edition of one body of law."""

    id: str
    title: Text
    edition: Text
    crimes: tuple[Crime, ...]
    modes: tuple[Mode, ...]
    contexts: tuple[ContextTest, ...]
    mental: tuple[MentalElement, ...]
    grounds: tuple[Ground, ...]
    standards: tuple[Standard, ...]
    general_rules: tuple[Rule, ...] = ()
    persecution_grounds: tuple[Option, ...] = ()
    entry_into_force: date | None = None

    @cached_property
    def _entries(self) -> Mapping[tuple[type, str], Any]:
        groups = (self.crimes, self.modes, self.contexts, self.mental, self.grounds, self.standards)
        return {(type(entry), entry.code): entry for group in groups for entry in group}

    def get(self, kind: type[T], code: str) -> T:
        """Find an entry of a kind, such as `get(Ground, "DEF-33")`."""
        try:
            found: T = self._entries[kind, code]
        except KeyError:
            raise UnknownCode(f"{self.id} has no {kind.__name__} {code!r}") from None
        return found

    def crime(self, code: str) -> Crime:
        """Find a crime."""
        return self.get(Crime, code)

    def mode(self, code: str) -> Mode:
        """Find a mode of liability."""
        return self.get(Mode, code)


def cite(article: str, element: str = "") -> Text:
    """Write a reference in the one form of each language: "Art. 7(1)(f)", "EoC 7(1)(f) element 3"."""
    korean = _korean(article)
    if element:
        return Text(f"EoC {article} element {element}", f"범죄구성요건 {korean} 요건 {element}")
    return Text(article if article.startswith("Rule") else f"Art. {article}", korean)


def _korean(article: str) -> str:
    if rule := re.fullmatch(r"Rule (\d+)", article):
        return f"절차및증거규칙 제{rule[1]}조"
    parts = re.fullmatch(r"(\d+)( bis)?(?:\((\d+)\))?(.*)", article)
    if parts is None:
        raise ValueError(f"not an article: {article!r}")
    number, bis, paragraph, rest = parts.groups()
    words = f"제{number}조" + ("의2" if bis else "") + (f" 제{paragraph}항" if paragraph else "")
    return f"{words} {rest}" if rest else words
