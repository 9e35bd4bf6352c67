"""What lies inside a file: messages, attachments, packed files, captured pages; listed first, then taken out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from workers.reading.budget import UNPACKED, Unreadable

LARGEST = 200 * 1024 * 1024


@dataclass(slots=True)
class Member:
    """One thing inside. place: its number in the file, for good. problem: why it cannot be taken out.

    url, captured, digest, matches: of a capture: where it was, when it was taken, the digest that the capture gives,
    and whether its bytes still have it.
    """

    place: int
    name: str
    length: int | None = None
    mime: str | None = None
    made: str | None = None
    problem: str | None = None
    url: str | None = None
    captured: str | None = None
    digest: str | None = None
    matches: bool | None = None

    def told(self) -> dict[str, Any]:
        """What is known of it, for the parent."""
        return {name: value for name, value in asdict(self).items() if value is not None}


class Measure:
    """Counts what comes out of one file; raises Unreadable("bomb") when it is more than may come out."""

    def __init__(self, most: int = UNPACKED) -> None:
        self.left = most

    def take(self, size: int) -> None:
        """So many bytes came out."""
        self.left -= size
        if self.left < 0:
            raise Unreadable("bomb")
