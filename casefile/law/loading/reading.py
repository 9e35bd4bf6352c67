"""Read JSON that somebody sent: small enough, flat enough, no key twice, and with the line of every value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from casefile.law.loading.faults import Fault, FrameworkError, Problem

LARGEST = 2 * 1024 * 1024
DEEPEST = 12
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


class _Twice(ValueError):
    """An object has a key twice, so that one of the two would be lost in silence."""


def read_json(content: bytes, name: str) -> dict[str, Any]:
    """The object in a file. Raises FrameworkError for anything else, in words that say what it is."""
    if len(content) > LARGEST:
        raise _refused(name, Fault.TOO_LARGE, f"{len(content) // 1024} KiB, {LARGEST // 1024} KiB")
    try:
        text = content.decode("utf-8-sig")
        if _depth(text) > DEEPEST:
            raise _refused(name, Fault.TOO_DEEP)
        document = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except _Twice as twice:
        raise _refused(name, Fault.TWICE_KEY, str(twice)) from None
    except json.JSONDecodeError as error:
        raise _refused(name, Fault.NOT_JSON, error.msg, error.lineno) from None
    except FrameworkError:
        raise
    except ValueError as error:
        raise _refused(name, Fault.NOT_JSON, str(error)) from None
    if not isinstance(document, dict):
        raise _refused(name, Fault.NOT_OBJECT)
    return document


def _refused(name: str, fault: Fault, value: str = "", line: int = 0) -> FrameworkError:
    return FrameworkError([Problem("", name, fault, value, line)])


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _value in pairs]
        raise _Twice(next(key for key in keys if keys.count(key) > 1)[:80])
    return found


def _no_constant(word: str) -> Any:
    raise ValueError(f"{word} is no value")


def _depth(text: str) -> int:
    """How deep it is nested, without nesting ourselves."""
    deepest = depth = 0
    for token in _TOKEN.finditer(text):
        if token[0] in "{[":
            depth += 1
            deepest = max(deepest, depth)
        elif token[0] in "}]":
            depth -= 1
    return deepest


def lines_of(text: str) -> dict[str, int]:
    """The line of every value of a JSON text by its path: "crimes[0].elements[2].text.ko"."""
    return dict(_walk(text))


def _walk(text: str) -> Iterator[tuple[str, int]]:
    stack: list[list[Any]] = []  # [path, index or None, key]
    line, at, key_next = 1, 0, False
    for token in _TOKEN.finditer(text):
        line, at = line + text.count("\n", at, token.start()), token.start()
        word = token[0]
        if word in "}]":
            stack.pop()
        elif word == ",":
            key_next = stack[-1][1] is None
            if not key_next:
                stack[-1][1] += 1
        elif word == ":":
            key_next = False
        elif key_next:
            stack[-1][2] = json.loads(word)
        else:
            path = _path(stack)
            yield path, line
            if word in "{[":
                stack.append([path, 0 if word == "[" else None, ""])
                key_next = word == "{"


def _path(stack: list[list[Any]]) -> str:
    if not stack:
        return ""
    path, index, key = stack[-1]
    return f"{path}[{index}]" if index is not None else f"{path}.{key}" if path else str(key)
