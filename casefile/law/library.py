"""Find an entry of the law by its code, and how its elements read."""

from __future__ import annotations

from dataclasses import dataclass

from casefile.law.framework import (
    ContextTest,
    Crime,
    Element,
    Framework,
    Ground,
    MentalElement,
    Mode,
    Standard,
    Text,
    TrapRule,
    UnknownCode,
    cite,
)

Entry = Crime | Mode | ContextTest | MentalElement | Ground | Standard | TrapRule
KINDS: dict[str, type[Entry]] = {
    "crime": Crime, "mode": Mode, "context": ContextTest, "mental": MentalElement, "ground": Ground,
    "standard": Standard, "trap": TrapRule,
}


@dataclass(frozen=True, slots=True)
class Found:
    """An entry of the law and of which kind it is."""

    kind: str
    entry: Entry
    law: Framework

    @property
    def title(self) -> Text:
        """Its heading; a standard is known by its stage, a trap by what it says."""
        if isinstance(self.entry, TrapRule):
            return self.entry.text
        return self.entry.stage if isinstance(self.entry, Standard) else self.entry.title

    @property
    def articles(self) -> list[Text]:
        """Where it stands in the law."""
        if isinstance(self.entry, Crime | Mode):
            return [cite(self.entry.article)]
        return [cite(article) for article in getattr(self.entry, "articles", ())]

    @property
    def elements(self) -> tuple[Element, ...]:
        """What must be shown; only crimes and modes have elements."""
        return self.entry.elements if isinstance(self.entry, Crime | Mode) else ()

    def reference(self, element: Element) -> Text:
        """Where an element stands."""
        assert isinstance(self.entry, Crime | Mode)  # nothing else has elements
        if isinstance(self.entry, Crime):
            return cite(self.entry.article, element.number, self.law.elements_in)
        return cite(self.entry.article)

    def tests(self, element: Element) -> list[ContextTest]:
        """The shared tests an element points at."""
        return [self.law.get(ContextTest, code) for code in element.shared_ref]

    def states_of_mind(self, codes: tuple[str, ...]) -> list[MentalElement]:
        """The states of mind of these codes."""
        return [self.law.get(MentalElement, code) for code in codes]


def entry_of(law: Framework, code: str) -> Found | None:
    """The entry of a code; an element's code leads to the crime or mode it belongs to."""
    for kind, type_ in KINDS.items():
        try:
            return Found(kind, law.get(type_, code), law)
        except UnknownCode:
            continue
    owners: tuple[Crime | Mode, ...] = (*law.crimes, *law.modes)
    owner = next((one for one in owners if any(element.code == code for element in one.elements)), None)
    return Found("crime" if isinstance(owner, Crime) else "mode", owner, law) if owner else None
