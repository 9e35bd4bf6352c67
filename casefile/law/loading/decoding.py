"""Turn plain JSON into the types that a framework declares, noting every fault with its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from casefile.law.framework import Text
from casefile.law.loading.faults import Fault, Problem

HANGUL = re.compile("[가-힣]")
LATIN = re.compile("[A-Za-z]")
LONGEST = 2000
BAD = object()


class Decoder:
    """Decodes one document; `problems` holds what was wrong."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def decode(self, kind: Any, raw: Any, path: str, subject: str) -> Any:
        """The value of a type; BAD (and a problem noted) when it is none."""
        if isinstance(kind, UnionType):
            return None if raw is None else self.decode(get_args(kind)[0], raw, path, subject)
        if get_origin(kind) is tuple:
            return self._list(get_args(kind)[0], raw, path, subject)
        if is_dataclass(kind):
            return self._record(kind, raw, path, subject)
        return self._scalar(kind, raw, path, subject)

    def _bad(self, path: str, subject: str, fault: Fault, value: object = "") -> Any:
        self.problems.append(Problem(path, subject, fault, str(value)[:80]))
        return BAD

    def _list(self, kind: Any, raw: Any, path: str, subject: str) -> Any:
        if not isinstance(raw, list):
            return self._bad(path, subject, Fault.NOT_LIST)
        return tuple(self.decode(kind, entry, f"{path}[{place}]", subject) for place, entry in enumerate(raw))

    def _scalar(self, kind: Any, raw: Any, path: str, subject: str) -> Any:
        if issubclass(kind, StrEnum | date):
            try:
                return kind.fromisoformat(raw) if kind is date else kind(raw)
            except (TypeError, ValueError):
                return self._bad(path, subject, Fault.UNKNOWN_WORD, repr(raw))
        if type(raw) is not kind:
            return self._bad(path, subject, Fault.WRONG_TYPE, repr(raw))
        return raw

    def _record(self, kind: Any, raw: Any, path: str, subject: str) -> Any:
        if not isinstance(raw, dict):
            return self._bad(path, subject, Fault.NOT_OBJECT)
        if kind is not Text:
            named = raw.get("code") or raw.get("id")
            subject = named[:60] if isinstance(named, str) else f"{subject} {path.rpartition('.')[2]}".strip()
        declared = {field.name: field for field in fields(kind)}
        for key in raw:
            if key not in declared:
                self._bad(f"{path}.{key}".lstrip("."), subject, Fault.UNKNOWN_KEY, repr(key))
        values = self._values(kind, raw, path, subject)
        if BAD in values.values() or any(BAD in value for value in values.values() if isinstance(value, tuple)):
            return BAD
        return self._text(Text(**values), path, subject) if kind is Text else kind(**values)

    def _values(self, kind: Any, raw: dict[str, Any], path: str, subject: str) -> dict[str, Any]:
        values: dict[str, Any] = {}
        hints = _hints(kind)
        for field in fields(kind):
            if field.name in raw:
                inside = f"{path}.{field.name}".lstrip(".")
                about = subject if kind is Text else f"{subject}: {field.name}"
                values[field.name] = self.decode(hints[field.name], raw[field.name], inside, about)
            elif _required(field):
                fault = Fault.MISSING_LANGUAGE if kind is Text else Fault.MISSING_KEY
                values[field.name] = self._bad(path, subject, fault, repr(field.name))
        return values

    def _text(self, text: Text, path: str, subject: str) -> Any:
        """A wording is there in both languages, each written in its own."""
        if not LATIN.search(text.en) or HANGUL.search(text.en):
            return self._bad(f"{path}.en", subject, Fault.WRONG_LANGUAGE, "'en'")
        if not HANGUL.search(text.ko):
            return self._bad(f"{path}.ko", subject, Fault.WRONG_LANGUAGE, "'ko'")
        if max(len(text.en), len(text.ko)) > LONGEST:
            return self._bad(path, subject, Fault.TOO_LONG)
        odd = next((letter for letter in text.en + text.ko if unicodedata.category(letter)[0] == "C"), None)
        return self._bad(path, subject, Fault.BAD_CHARACTER, f"U+{ord(odd):04X}") if odd else text


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING
