"""JSON that is the same, byte for byte, wherever it is written."""

import json
from datetime import UTC, date, datetime


def _plain(value: object) -> str:
    """Write dates and moments the same way on every machine."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"A dossier view holds plain values only, not {type(value).__name__}.")


def canonical(data: object) -> bytes:
    """Write plain data as JSON: sorted keys, no spare space, UTF-8."""
    text = json.dumps(data, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")  # a lone surrogate becomes \udXXX, which JSON reads back
