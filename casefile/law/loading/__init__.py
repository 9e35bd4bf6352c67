"""Read a framework from JSON, or refuse it by naming every place that is wrong.

A framework is refused as a whole: a matrix built on a broken one would silently lack an element.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from casefile.law.framework import Framework
from casefile.law.loading.checking import problems_of
from casefile.law.loading.decoding import BAD, Decoder
from casefile.law.loading.faults import Fault, FrameworkError, Problem
from casefile.law.loading.reading import lines_of, read_json
from casefile.law.loading.registry import REGISTRY, Registry

__all__ = ["FOLDER", "Fault", "FrameworkError", "Problem", "document_of", "frameworks", "load", "read"]

FOLDER = Path(__file__).parents[1] / "frameworks"


def frameworks() -> Registry:
    """The frameworks that ship with the application and those an administrator added, by id."""
    return REGISTRY


def read(content: bytes, name: str = "file") -> Framework:
    """The framework in one file. Raises FrameworkError with every problem, each with its line."""
    document = read_json(content, name)
    try:
        return _framework(document, name)
    except FrameworkError as error:
        lines = lines_of(content.decode("utf-8-sig"))
        raise FrameworkError([replace(one, line=_line(lines, one.path)) for one in error.problems]) from None


def _line(lines: dict[str, int], path: str) -> int:
    """The line of the place, or of what surrounds it."""
    while path and path not in lines:
        path = path[:max(path.rfind("."), path.rfind("["), 0)]
    return lines.get(path, 1)


def load(path: Path) -> Framework:
    """Read and check the framework in a folder (or in one file)."""
    return _framework(document_of(path), path.name)


def document_of(path: Path) -> dict[str, Any]:
    """The files of a folder as one document; a list may be continued in a further file, anything else stands once."""
    merged: dict[str, Any] = {}
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        for key, value in read_json(file.read_bytes(), file.name).items():
            if key not in merged:
                merged[key] = value
            elif isinstance(value, list) and isinstance(merged[key], list):
                merged[key] = merged[key] + value
            else:
                raise FrameworkError([Problem(key, file.name, Fault.STANDS_IN_TWO_FILES, key)])
    return merged


def _framework(document: dict[str, Any], name: str) -> Framework:
    decoder = Decoder()
    framework = decoder.decode(Framework, document, "", name)
    if framework is BAD or decoder.problems:
        raise FrameworkError(decoder.problems)
    found: Framework = framework
    problems = list(problems_of(found))
    if problems:
        raise FrameworkError(problems)
    return found


REGISTRY.ships(lambda: [load(folder) for folder in sorted(FOLDER.iterdir()) if folder.is_dir()])
