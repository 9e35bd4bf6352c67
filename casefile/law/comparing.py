"""What differs between two versions of a body of law, entry by entry and field by field."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

from casefile.law.framework import Crime, Framework, Mode, Standard, Text, TrapRule

GROUPS = ("crimes", "modes", "contexts", "mental", "grounds", "standards", "general_rules", "persecution_grounds",
          "traps")


class Change(StrEnum):
    """What happened to an entry."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Difference:
    """One entry that differs. field: which part of it; before and after: that part, in words or as codes."""

    change: Change
    code: str
    title: Text
    field: str = ""
    before: Text | str = ""
    after: Text | str = ""


def differences(old: Framework | None, new: Framework) -> list[Difference]:
    """What is added, removed and changed; everything is added where there is no old version."""
    before, after = entries_of(old) if old else {}, entries_of(new)
    found = [Difference(Change.REMOVED, code, title_of(entry)) for code, entry in before.items() if code not in after]
    for code, entry in after.items():
        if code not in before:
            found.append(Difference(Change.ADDED, code, title_of(entry)))
        else:
            found += _changed(code, before[code], entry)
    return found + (_changed(new.id, old, new) if old else [])


def touching(found: Collection[Difference], law: Framework, crime: str, modes: Collection[str]) -> list[Difference]:
    """Those differences that concern a charge of this crime with these modes."""
    every: tuple[Crime | Mode, ...] = (*law.crimes, *law.modes)
    owners = [entry for entry in every if entry.code in {crime, *modes}]
    refs = {ref for owner in owners for element in owner.elements for ref in (*element.shared_ref, *element.mens_rea)}
    return [one for one in found if one.code in refs or one.code.partition(".")[0] in {crime, *modes}]


def entries_of(law: Framework) -> dict[str, Any]:
    """Every entry with a code, elements beside the crimes and modes they belong to."""
    found: dict[str, Any] = {}
    for group in GROUPS:
        for entry in getattr(law, group):
            found[entry.code] = entry
            found.update({element.code: element for element in getattr(entry, "elements", ())})
    return found


def title_of(entry: Any) -> Text:
    """What an entry is called: its title, else its text, else its code."""
    if isinstance(entry, Standard | TrapRule):
        return entry.stage if isinstance(entry, Standard) else entry.text
    found = getattr(entry, "title", None) or getattr(entry, "text", None)
    return found if isinstance(found, Text) else Text(getattr(entry, "code", ""), getattr(entry, "code", ""))


def _changed(code: str, before: Any, after: Any) -> list[Difference]:
    if type(before) is not type(after):
        return [Difference(Change.CHANGED, code, title_of(after), "kind", type(before).__name__, type(after).__name__)]
    found = []
    for field in fields(after):
        if field.name in {"id", *GROUPS} or (isinstance(after, Crime | Mode) and field.name == "elements"):
            continue
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old != new:
            found.append(Difference(Change.CHANGED, code, title_of(after), field.name, plain(old), plain(new)))
    return found


def plain(value: Any) -> Text | str:
    """A part of an entry as people read it."""
    if isinstance(value, Text):
        return value
    if isinstance(value, tuple):
        parts = [plain(part) for part in value]
        return Text("; ".join(_in(part, "en") for part in parts), "; ".join(_in(part, "ko") for part in parts))
    if is_dataclass(value):
        return title_of(value)
    return "" if value is None else str(value)


def _in(part: Text | str, language: str) -> str:
    return part.to(language) if isinstance(part, Text) else part
