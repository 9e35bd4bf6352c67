"""Read a framework from its folder of JSON files, or refuse it by naming the code that is wrong.

A framework is refused as a whole: a matrix built on a broken one would silently lack an element.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from casefile.law.framework import Crime, Element, Framework, Mode, Text

FOLDER = Path(__file__).parent / "frameworks"
HANGUL = re.compile("[가-힣]")


class FrameworkError(ValueError):
    """The data of a framework is wrong; the message begins with the code concerned."""


@cache
def frameworks() -> Mapping[str, Framework]:
    """Give the frameworks that ship with the application, by id."""
    shipped = [load(folder) for folder in sorted(FOLDER.iterdir()) if folder.is_dir()]
    return MappingProxyType({framework.id: framework for framework in shipped})


def load(path: Path) -> Framework:
    """Read and check the framework in a folder (or in one file)."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    merged: dict[str, Any] = {}
    for file in files:
        _merge(merged, _read(file), file.name)
    framework: Framework = _decode(Framework, merged, path.name)
    for fault in _faults(framework):
        raise FrameworkError(fault)
    return framework


def _read(file: Path) -> dict[str, Any]:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise FrameworkError(f"{file.name}: not JSON in UTF-8: {error}") from error
    if not isinstance(document, dict):
        raise FrameworkError(f"{file.name}: must be an object")
    return document


def _merge(merged: dict[str, Any], document: dict[str, Any], name: str) -> None:
    """Add one file; a list may be continued in a further file, anything else stands once."""
    for key, value in document.items():
        if key not in merged:
            merged[key] = value
        elif isinstance(value, list) and isinstance(merged[key], list):
            merged[key] = merged[key] + value
        else:
            raise FrameworkError(f"{name}: {key} stands in two files")


def _decode(kind: Any, raw: Any, where: str) -> Any:
    """Turn plain JSON into the type that a field declares."""
    if isinstance(kind, UnionType):
        return None if raw is None else _decode(get_args(kind)[0], raw, where)
    if get_origin(kind) is tuple:
        if not isinstance(raw, list):
            raise FrameworkError(f"{where}: must be a list")
        return tuple(_decode(get_args(kind)[0], entry, where) for entry in raw)
    if is_dataclass(kind):
        return _record(kind, raw, where)
    return _scalar(kind, raw, where)


def _scalar(kind: Any, raw: Any, where: str) -> Any:
    if issubclass(kind, StrEnum | date):
        try:
            return kind.fromisoformat(raw) if kind is date else kind(raw)
        except (TypeError, ValueError):
            raise FrameworkError(f"{where}: unknown {kind.__name__.lower()} {raw!r}") from None
    if type(raw) is not kind:
        raise FrameworkError(f"{where}: {raw!r} is not of type {kind.__name__}")
    return raw


def _record(kind: Any, raw: Any, where: str) -> Any:
    if not isinstance(raw, dict):
        raise FrameworkError(f"{where}: must be an object")
    where = str(raw.get("code") or raw.get("id") or where)
    declared = {field.name: field for field in fields(kind)}
    for key in raw:
        if key not in declared:
            raise FrameworkError(f"{where}: unknown key {key!r}")
    hints = get_type_hints(kind)
    values = {}
    for name, field in declared.items():
        if name in raw:
            values[name] = _decode(hints[name], raw[name], f"{where}: {name}" if kind is not Text else where)
        elif field.default is MISSING:
            raise FrameworkError(f"{where}: {'translation' if kind is Text else 'key'} {name!r} is missing")
    record = kind(**values)
    if isinstance(record, Text) and not (record.en.strip() and HANGUL.search(record.ko)):
        raise FrameworkError(f"{where}: a translation is missing or not in its language")
    return record


def _faults(framework: Framework) -> Iterator[str]:
    """Say what does not fit together."""
    yield from _doubles(framework)
    for test in framework.contexts:
        yield from _dangling(framework, test.code, (), test.mens_rea)
    yield from _lonely(tuple((test.code, test.alt_group) for test in framework.contexts))
    for crime in framework.crimes:
        if crime.chargeable != bool(crime.elements):
            yield f"{crime.code}: elements_status {crime.elements_status.value!r} does not fit its elements"
        yield from _dangling(framework, crime.code, crime.shared_ref, ())
        yield from _owner_faults(framework, crime)
        yield from _track_faults(crime)
    for mode in framework.modes:
        yield from _owner_faults(framework, mode)
        yield from (f"{element.code}: a mode has no tracks" for element in mode.elements if element.track)
        yield from (f"{element.code}: needs a text of its own" for element in mode.elements if not element.text)


def _doubles(framework: Framework) -> Iterator[str]:
    owners: tuple[Crime | Mode, ...] = (*framework.crimes, *framework.modes)
    codes = [entry.code for owner in owners for entry in (owner, *owner.elements)]
    for group in (framework.contexts, framework.mental, framework.grounds, framework.standards,
                  framework.general_rules, framework.persecution_grounds):
        codes += [entry.code for entry in group]
    for code, times in Counter(codes).items():
        if times > 1:
            yield f"{code}: stands {times} times"


def _dangling(
    framework: Framework, code: str, refs: tuple[str, ...], mens_rea: tuple[str, ...]
) -> Iterator[str]:
    tests = {test.code for test in framework.contexts}
    yield from (f"{code}: shared_ref {ref!r} does not exist" for ref in refs if ref not in tests)
    states = {state.code for state in framework.mental}
    yield from (f"{code}: mens_rea {ref!r} does not exist" for ref in mens_rea if ref not in states)


def _lonely(members: tuple[tuple[str, str], ...]) -> Iterator[str]:
    sizes = Counter(group for _, group in members if group)
    yield from (f"{code}: alone in alt_group {group!r}" for code, group in members if sizes[group] == 1)


def _owner_faults(framework: Framework, owner: Crime | Mode) -> Iterator[str]:
    yield from _lonely(tuple((element.code, element.alt_group) for element in owner.elements))
    for element in owner.elements:
        yield from _element_faults(owner.code, element)
        yield from _dangling(framework, element.code, element.shared_ref, element.mens_rea)


def _element_faults(owner: str, element: Element) -> Iterator[str]:
    if not element.code.startswith(f"{owner}."):
        yield f"{element.code}: does not begin with {owner}."
    if (element.text is None) != bool(element.shared_ref):
        yield f"{element.code}: needs either a text or a shared_ref"
    if not element.kinds:
        yield f"{element.code}: has no kind"


def _track_faults(crime: Crime) -> Iterator[str]:
    """Tracks are whole parallel sets: at least two, and each answers every alternative of the others."""
    tracks: dict[str, list[str]] = {}
    for element in crime.elements:
        if element.track:
            tracks.setdefault(element.track, []).append(element.alt_group)
    if len(tracks) == 1:
        yield f"{crime.code}: only one track"
    if len({tuple(sorted(groups)) for groups in tracks.values()}) > 1:
        yield f"{crime.code}: the tracks do not match"
