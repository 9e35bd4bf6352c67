"""Read a gazetteer: the project's own shape, or a list of divisions as open data sites publish it. Plain Python."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from casefile.incidents.rules import PlaceKind, Precision

MOST = 5_000
LONGEST = 200

_KINDS = {
    "capital_city": PlaceKind.SPECIAL_CITY, "special_city": PlaceKind.SPECIAL_CITY, "province": PlaceKind.DO,
    "city": PlaceKind.SI, "county": PlaceKind.GUN, "country": PlaceKind.COUNTRY, "district": PlaceKind.KUYOK,
}
_SUFFIX = re.compile(r"(?:[ -](?:city|county|province|district|do|si|gun|kuyok|dong|ri))$")
_HANGUL_SUFFIX = re.compile(r"(?<=..)(?:특별시|직할시|시|군|구역|도)$")


class BadGazetteer(ValueError):
    """The text is no gazetteer; `reason` is not_json, shape, too_many, or entry, and `entry` the number at fault."""

    def __init__(self, reason: str, entry: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.entry = entry


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of a gazetteer. parent: the code of the place it lies in, which comes before it."""

    code: str
    parent: str | None
    kind: PlaceKind
    precision: Precision
    latin: str | None
    hangul: str | None
    other_names: tuple[str, ...]
    latitude: float | None
    longitude: float | None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name."""
        return tuple(name for name in (self.latin, self.hangul, *self.other_names) if name)


def key(name: str) -> str:
    """A name without case, marks and the word for its level, to see that two gazetteers mean the same place."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name.casefold())
                    if not unicodedata.combining(char) and char not in "'’‘")
    plain = unicodedata.normalize("NFC", plain)
    return re.sub(r"[ -]", "", _HANGUL_SUFFIX.sub("", _SUFFIX.sub("", plain)))


def read(text: str) -> list[Entry]:
    """The entries, each after the one it lies in. Raises BadGazetteer."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise BadGazetteer("not_json") from None
    rows = found.get("places") if isinstance(found, dict) else found
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise BadGazetteer("shape")
    if len(rows) > MOST:
        raise BadGazetteer("too_many")
    own = isinstance(found, dict)
    entries: dict[str, Entry] = {}
    for number, row in enumerate(rows, 1):
        try:
            entry = _own(row) if own else _published(row)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            raise BadGazetteer("entry", number) from None
        entries.setdefault(entry.code, entry)
    return list(_parents_first(entries))


def write(entries: Sequence[Entry]) -> str:
    """The entries in the project's own shape, so that what was shown is what is imported."""
    rows = [{"code": e.code, "parent": e.parent, "type": e.kind.value, "precision": e.precision.value,
             "english": e.latin, "hangul": e.hangul, "aliases": list(e.other_names),
             "lat": e.latitude, "lon": e.longitude} for e in entries]
    return json.dumps({"places": rows}, ensure_ascii=False, separators=(",", ":"))


def _own(row: dict[str, Any]) -> Entry:
    others = [row.get(name) for name in ("roman_dprk", "roman_rr", "hanja")] + list(row.get("aliases") or [])
    latin, hangul = _text(row.get("english")), _text(row.get("hangul"))
    if not latin and not hangul:
        raise ValueError("no name")
    latitude, longitude = _point(row.get("lat"), row.get("lon"))
    kind = _KINDS.get(row["type"]) or PlaceKind(row["type"])
    return Entry(_code(row["code"]), _code(row["parent"]) if row.get("parent") else None, kind,
                 Precision(row["precision"]), latin, hangul, _apart(others, latin, hangul), latitude, longitude)


def _published(row: dict[str, Any]) -> Entry:
    level, name = int(row["level"]), row["name"]
    latin = _text(name["en"])
    if not latin or level not in (1, 2):
        raise ValueError("no name or level")
    is_city = latin.endswith(" City")
    kind = PlaceKind.DO if level == 1 else PlaceKind.SI if is_city else PlaceKind.GUN
    parent = row.get("parent")
    geo = row.get("geo") or {}
    latitude, longitude = _point(geo.get("lat"), geo.get("lon"))
    return Entry(_code(row["id"]), _code(parent["id"]) if parent else None, kind,
                 Precision.PROVINCE if level == 1 else Precision.CITY_OR_COUNTY, latin, None,
                 _apart([name.get("local")], latin, None), latitude, longitude)


def _text(value: Any) -> str | None:
    """A name, NFC; refused when it is no text, too long, or has characters that cannot be seen."""
    if value is None:
        return None
    text = unicodedata.normalize("NFC", value).strip()
    if len(text) > LONGEST or any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Cn") for char in text):
        raise ValueError("unfit")
    return text or None


def _code(value: Any) -> str:
    text = _text(value)
    if not text or len(text) > 40:
        raise ValueError("no code")
    return text


def _apart(values: list[Any], *already: str | None) -> tuple[str, ...]:
    texts = [text for text in map(_text, values) if text]
    return tuple(dict.fromkeys(text for text in texts if text not in already))


def _point(lat: Any, lon: Any) -> tuple[float | None, float | None]:
    if lat is None or lon is None:
        return None, None
    latitude, longitude = float(lat), float(lon)
    if not (math.isfinite(latitude) and abs(latitude) <= 90 and math.isfinite(longitude) and abs(longitude) <= 180):
        raise ValueError("not on earth")
    return latitude, longitude


def _parents_first(entries: dict[str, Entry]) -> Iterator[Entry]:
    """Every entry after its parent; one in a ring of parents is refused."""
    given: set[str] = set()
    rest = list(entries.values())
    while rest:
        ready = [entry for entry in rest if entry.parent in given or entry.parent not in entries]
        if not ready:
            raise BadGazetteer("shape")
        yield from ready
        given.update(entry.code for entry in ready)
        rest = [entry for entry in rest if entry.code not in given]
