"""What a claim of the registers rests on: places in items of evidence, tied by a higher slice, shown on lower pages.

A claim is one record that says one thing with a source: a post held, a line between units, a name, an act. Whatever
ties evidence to claims answers `Claims` under the slot "basis" (core/panels.py), for all claims of a page at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from casefile.core.db import Record
from casefile.core.panels import offers


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in an item. url: the item's page; end: where the tie is ended, for those who may."""

    reference: str
    place: str
    quote: str
    against: bool
    url: str
    end: str | None

    @property
    def words(self) -> str:
        """The item and the place, and whether it contradicts."""
        said = f"{self.reference} {self.place}".strip()
        return _("%(item)s (contradicts)", item=said) if self.against else said


@dataclass(frozen=True, slots=True)
class Basis:
    """What one claim rests on and what contradicts it. add: where evidence is added, for those who may."""

    cited: tuple[Cited, ...] = ()
    add: str | None = None

    @property
    def contradicting(self) -> int:
        """How many places contradict the claim."""
        return sum(each.against for each in self.cited)

    @property
    def mark(self) -> str:
        """How many places support it and how many contradict it, for a chart: "+2 −1"; empty when nothing is tied."""
        n = self.contradicting
        parts = [f"+{len(self.cited) - n}" if len(self.cited) > n else "", f"−{n}" if n else ""]
        return " ".join(part for part in parts if part)

    @property
    def words(self) -> str:
        """Every place, for a table."""
        return "; ".join(each.words for each in self.cited)


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims a page shows. may_tie: whether the reader may tie evidence to them."""

    records: tuple[Record, ...]
    may_tie: bool


Bases = defaultdict[UUID, Basis]


def basis_of(records: Iterable[Record], may_tie: bool = False) -> Bases:
    """Claim -> what it rests on; a fixed number of questions, however many claims there are."""
    found: Bases = defaultdict(Basis)
    for answer in offers(Claims(tuple(records), may_tie), "basis"):
        found.update(answer)
    return found
