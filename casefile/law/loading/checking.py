"""What must fit together in a framework; every fault is named with the place of what is wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from casefile.law.framework import ARTICLE, RULE, Crime, Element, Framework, Mode, Need
from casefile.law.loading.faults import Fault, Problem

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,39}")
ID = re.compile(r"[A-Z][A-Z0-9-]{0,30}@\d{1,5}(\.\d{1,5}){0,3}")
GROUPS = ("crimes", "modes", "contexts", "mental", "grounds", "standards", "general_rules", "persecution_grounds",
          "traps")
Entries = Iterator[tuple[str, Any]]


def problems_of(law: Framework) -> Iterator[Problem]:
    """Say what does not fit together."""
    if not ID.fullmatch(law.id):
        yield Problem("id", law.id, Fault.BAD_ID, repr(law.id))
    for group in ("crimes", "modes"):
        if not getattr(law, group):
            yield Problem(group, law.id, Fault.EMPTY)
    yield from _codes(law)
    yield from _articles(law)
    tests = [(path, test) for path, test in _entries(law) if path.startswith("contexts")]
    yield from _lonely(tests)
    for path, test in tests:
        yield from _dangling(law, path, test.code, (), test.mens_rea)
    for path, owner in _entries(law):
        if isinstance(owner, Crime):
            yield from _crime(law, path, owner)
        elif isinstance(owner, Mode):
            yield from _mode(law, path, owner)


def _entries(law: Framework) -> Entries:
    for group in GROUPS:
        for place, entry in enumerate(getattr(law, group)):
            yield f"{group}[{place}]", entry


def _with_elements(law: Framework) -> Entries:
    for path, entry in _entries(law):
        yield path, entry
        for place, element in enumerate(getattr(entry, "elements", ())):
            yield f"{path}.elements[{place}]", element


def _codes(law: Framework) -> Iterator[Problem]:
    """Every code is a code, and stands once; so does every trap."""
    seen: set[str] = set()
    traps: Counter[Any] = Counter(rule.trap for rule in law.traps)
    for path, entry in _with_elements(law):
        if not CODE.fullmatch(entry.code):
            yield Problem(f"{path}.code", entry.code, Fault.BAD_CODE, repr(entry.code))
        if entry.code in seen or traps[getattr(entry, "trap", None)] > 1:
            yield Problem(f"{path}.code", entry.code, Fault.TWICE)
        seen.add(entry.code)


def _articles(law: Framework) -> Iterator[Problem]:
    for path, entry in _entries(law):
        cited = [entry.article] if isinstance(entry, Crime | Mode) else list(getattr(entry, "articles", ()))
        for article in [*cited, *([entry.definition] if getattr(entry, "definition", "") else [])]:
            if len(article) > 40 or not (ARTICLE.fullmatch(article) or RULE.fullmatch(article)):
                yield Problem(path, entry.code, Fault.BAD_ARTICLE, repr(article[:40]))


def _dangling(law: Framework, path: str, code: str, refs: Iterable[str],
              mens_rea: Iterable[str]) -> Iterator[Problem]:
    tests, states = {test.code for test in law.contexts}, {state.code for state in law.mental}
    for key, known, named in (("shared_ref", tests, refs), ("mens_rea", states, mens_rea)):
        for ref in named:
            if ref not in known:
                yield Problem(f"{path}.{key}", code, Fault.DANGLING, f"{key} {ref!r}")


def _lonely(members: Iterable[tuple[str, Any]]) -> Iterator[Problem]:
    members = list(members)
    sizes = Counter(one.alt_group for _path, one in members if one.alt_group)
    for path, one in members:
        if sizes[one.alt_group] == 1:
            yield Problem(f"{path}.alt_group", one.code, Fault.LONELY, repr(one.alt_group))


def _elements(law: Framework, path: str, owner: Crime | Mode) -> Iterator[Problem]:
    places = [(f"{path}.elements[{place}]", element) for place, element in enumerate(owner.elements)]
    yield from _lonely(places)
    for inside, element in places:
        yield from _element(inside, owner.code, element)
        yield from _dangling(law, inside, element.code, element.shared_ref, element.mens_rea)
        if Need.PERSECUTION_GROUND in element.needs and not law.persecution_grounds:
            yield Problem(f"{inside}.needs", element.code, Fault.NO_GROUNDS)


def _element(path: str, owner: str, element: Element) -> Iterator[Problem]:
    if not element.code.startswith(f"{owner}."):
        yield Problem(f"{path}.code", element.code, Fault.PREFIX, f"{owner}.")
    if (element.text is None) != bool(element.shared_ref):
        yield Problem(path, element.code, Fault.TEXT_OR_TEST)
    if not element.kinds:
        yield Problem(f"{path}.kinds", element.code, Fault.NO_KIND)


def _mode(law: Framework, path: str, mode: Mode) -> Iterator[Problem]:
    yield from _elements(law, path, mode)
    for place, element in enumerate(mode.elements):
        if element.track:
            yield Problem(f"{path}.elements[{place}].track", element.code, Fault.MODE_TRACK)
        if not element.text:
            yield Problem(f"{path}.elements[{place}]", element.code, Fault.NO_TEXT)


def _crime(law: Framework, path: str, crime: Crime) -> Iterator[Problem]:
    if crime.chargeable != bool(crime.elements):
        yield Problem(f"{path}.elements_status", crime.code, Fault.STATUS, repr(crime.elements_status.value))
    yield from _dangling(law, path, crime.code, crime.shared_ref, ())
    yield from _elements(law, path, crime)
    tracks: dict[str, list[str]] = {}
    for element in crime.elements:
        if element.track:
            tracks.setdefault(element.track, []).append(element.alt_group)
    if len(tracks) == 1:
        yield Problem(path, crime.code, Fault.ONE_TRACK)
    if len({tuple(sorted(groups)) for groups in tracks.values()}) > 1:
        yield Problem(path, crime.code, Fault.TRACKS_DIFFER)
