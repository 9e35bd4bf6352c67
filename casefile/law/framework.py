"""A legal framework (crimes, elements, modes of liability, standards) as checked, immutable data.

A correction makes a new framework id; assessments keep the edition they were made under. Wording is the
project's own, never that of the official texts. `loading` reads and checks the files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from casefile.law.vocabulary import ElementsStatus, Family, Force, GroundKind, Kind, Need, Scope, Source, Trap

__all__ = [
    "ARTICLE", "RULE", "ContextTest", "Crime", "Element", "ElementsStatus", "Family", "Force", "Framework", "Ground",
    "GroundKind", "Kind", "MentalElement", "Mode", "Need", "Option", "Rule", "Scope", "Source", "Standard", "Text",
    "Trap", "TrapRule", "UnknownCode", "cite",
]

T = TypeVar("T")
ARTICLE = re.compile(r"(\d+)( bis)?(?:\((\d+)\))?(.*)")
RULE = re.compile(r"Rule (\d+)")


class UnknownCode(LookupError):
    """The framework has no crime, mode or other entry of that code."""


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
class TrapRule:
    """A trap as this body of law has it: where it stands, what to say, what it means for a charge that met it."""

    code: str
    trap: Trap
    articles: tuple[str, ...]
    text: Text
    force: Force = Force.ADVISORY


@dataclass(frozen=True)
class ContextTest:
    """A test that many crimes share, such as "policy"; proved once and reused.

    not_by_inaction: it may not be inferred from the absence of action alone. closed_groups: it protects only the
    groups the law names.
    """

    code: str
    scope: Scope
    articles: tuple[str, ...]
    title: Text
    text: Text
    alt_group: str = ""
    mens_rea: tuple[str, ...] = ()
    indicators: tuple[Option, ...] = ()
    not_by_inaction: bool = False
    closed_groups: bool = False
    notes: tuple[Text, ...] = ()
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
    notes: tuple[Text, ...] = ()
    source: Source = Source.TEXT


@dataclass(frozen=True)
class Crime:
    """A crime with its elements in the order of the law.

    attack_after_entry: the whole attack, not only the act, must lie after the entry into force. sexual: the special
    rules on evidence of sexual violence apply.
    """

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
    attack_after_entry: bool = False
    sexual: bool = False
    prompts: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    source: Source = Source.TEXT

    @property
    def chargeable(self) -> bool:
        """Whether a charge can be built on it: its elements are all here."""
        return self.elements_status is ElementsStatus.COMPLETE


@dataclass(frozen=True)
class Mode:
    """A mode of liability.

    crime_of_others: somebody else commits the crime. jointly: it takes two or more people. position: it rests on the
    post or authority the person had at the time.
    """

    code: str
    article: str
    title: Text
    elements: tuple[Element, ...]
    crime_of_others: bool = False
    inchoate: bool = False
    attempt: bool = False
    jointly: bool = False
    position: bool = False
    only_for: tuple[Family, ...] = ()
    notes: tuple[Text, ...] = ()
    source: Source = Source.TEXT


@dataclass(frozen=True)
class MentalElement:
    """A state of mind and when it is given."""

    code: str
    title: Text
    applies_to: Text
    text: Text
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Ground:
    """A ground excluding responsibility, a bar or an immunity; never open to families in `never_for`.

    always_assess: it is looked into whether or not anybody raises it.
    """

    code: str
    kind: GroundKind
    title: Text
    text: Text
    articles: tuple[str, ...]
    never_for: tuple[Family, ...] = ()
    always_assess: bool = False
    notes: tuple[Text, ...] = ()
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
    """One version of one body of law.

    id: the body and its version, "RS-ICC@2010". elements_in: how the document that lists the elements is cited, when
    it is not the law itself. age_of_responsibility: below it nobody can be charged. change: what this version
    corrects, in words.
    """

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
    elements_in: Text | None = None
    age_of_responsibility: int | None = None
    change: Text | None = None
    traps: tuple[TrapRule, ...] = ()

    @property
    def body(self) -> str:
        """The body of law, whatever the version."""
        return self.id.partition("@")[0]

    @property
    def version(self) -> tuple[int, ...]:
        """The version, for putting versions in order."""
        return tuple(int(part) for part in self.id.partition("@")[2].split("."))

    @cached_property
    def trap_rules(self) -> Mapping[Trap, TrapRule]:
        """The traps this body of law has."""
        return {rule.trap: rule for rule in self.traps}

    @cached_property
    def _entries(self) -> Mapping[tuple[type, str], Any]:
        groups = (self.crimes, self.modes, self.contexts, self.mental, self.grounds, self.standards, self.traps)
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


def cite(article: str, element: str = "", within: Text | None = None) -> Text:
    """Write a reference in the one form of each language: "Art. 7(1)(f)", "EoC 7(1)(f) element 3".

    within: how the document that lists the elements is cited, when it is not the law itself.
    """
    korean = _korean(article)
    if element and within:
        return Text(f"{within.en} {article} element {element}", f"{within.ko} {korean} 요건 {element}")
    plain = Text(article if article.startswith("Rule") else f"Art. {article}", korean)
    return Text(f"{plain.en} element {element}", f"{plain.ko} 요건 {element}") if element else plain


def _korean(article: str) -> str:
    if rule := RULE.fullmatch(article):
        return f"절차및증거규칙 제{rule[1]}조"
    parts = ARTICLE.fullmatch(article)
    if parts is None:
        raise ValueError(f"not an article: {article!r}")
    number, bis, paragraph, rest = parts.groups()
    words = f"제{number}조" + ("의2" if bis else "") + (f" 제{paragraph}항" if paragraph else "")
    return f"{words} {rest}" if rest else words
