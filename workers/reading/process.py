"""The process that looks into one file and ends.

It is run as a script, by path, with an empty environment. It loads what the kind of file needs, gives up root where
the worker is root, lets the kernel take everything else away, and only then touches the file. Input: an open file
without a name, and one JSON object on standard input. Output: frames into another open file without a name.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

sys.path.insert(0, str(Path(__file__).parents[2]))

from workers.reading import jail, plain
from workers.reading.budget import Unreadable
from workers.reading.examine import PAGED, examine
from workers.reading.frames import Out
from workers.reading.kinds import kind_of
from workers.reading.unpack import unpack

TOO_MUCH = 3


def load(order: dict[str, Any], head: bytes) -> tuple[Any, Any]:
    """(the module for files with pages, the engine that reads scans), as far as this file may need them."""
    plain.load()
    if order["found"] not in PAGED and b"%PDF-" not in head and head[4:12] != b"ftypavif":
        return None, None
    pages = import_module("workers.reading.pages")  # large: not for a text or an archive
    return pages, pages.load(bool(order.get("ocr")))


def work(order: dict[str, Any], file: BinaryIO, out: Out, pages: Any, engine: Any) -> None:
    """Do what is asked."""
    kind = order.get("kind") or kind_of(file, order["found"])
    if order["task"] == "examine":
        examine(file, kind, out, pages)
    elif order["task"] == "pages":
        pages.make(file, kind, range(order["first"], order["last"] + 1), out, engine)
    else:
        unpack(file, kind, set(order["wanted"]), out)


def main() -> int:
    """Do the one job on standard input."""
    parent, given, paper = (int(word) for word in sys.argv[1:4])
    jail.die_with(parent)
    order = json.load(sys.stdin)
    with os.fdopen(given, "rb") as file, os.fdopen(paper, "wb") as written:
        out = Out(written)
        try:
            jail.limit(order["memory"], order["seconds"], order["output"])
            pages, engine = load(order, file.read(1024))
            jail.drop(parent)
            jail.lock()
            work(order, file, out, pages, engine)
        except Unreadable as problem:
            out.say("problem", code=problem.code)
        except jail.CannotConfine:
            out.say("problem", code="unconfined")
        except (MemoryError, RecursionError):
            out.say("problem", code="memory")
        except OSError:  # more was written than may be
            return TOO_MUCH
        out.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
