"""What the reader says: frames of one JSON line and so many bytes, checked by the side that does not trust it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

LONGEST_LINE = 16_384
MOST_FRAMES = 20_000
END = "end"


class Broken(Exception):
    """What the reader wrote is not what a reader writes, or it ended too early."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One thing the reader says. kind: "facts", "text", "image", "member" or "problem"; body: where its bytes are."""

    kind: str
    head: dict[str, Any]
    start: int
    size: int


class Out:
    """The side of the reader."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def say(self, frame: str, body: bytes = b"", **head: Any) -> None:
        """Write one frame."""
        line = json.dumps({"frame": frame, "size": len(body), **head}).encode()
        self.file.write(line + b"\n" + body)

    def end(self) -> None:
        """Say that this is all."""
        self.say(END)
        self.file.flush()


def read(file: BinaryIO) -> Iterator[Frame]:
    """The frames in order; Broken when they do not end as they should. The file may be read between two of them."""
    at = 0
    for _n in range(MOST_FRAMES):
        file.seek(at)
        line = file.readline(LONGEST_LINE)
        head, size = _head(line)
        start = at + len(line)
        kind = head.pop("frame")
        if kind == END:
            return
        yield Frame(kind, head, start, size)
        at = start + size
    raise Broken("too many frames")


def body(file: BinaryIO, frame: Frame) -> bytes:
    """The bytes of a frame; Broken when the file ends before them."""
    file.seek(frame.start)
    found = file.read(frame.size)
    if len(found) != frame.size:
        raise Broken("cut off")
    return found


def _head(line: bytes) -> tuple[dict[str, Any], int]:
    if not line.endswith(b"\n"):
        raise Broken("cut off")
    try:
        head = json.loads(line)
    except ValueError:
        raise Broken("not JSON") from None
    size = head.pop("size", None) if isinstance(head, dict) else None
    if not isinstance(size, int) or size < 0 or not isinstance(head.get("frame"), str):
        raise Broken("not a frame")
    return head, size
