"""The process that typesets one dossier and ends.

It is run as a script, by path, with an empty environment: it imports nothing of the application, opens no
network connection and writes only to the file it is handed. One process per document, because the typesetter
never gives its memory back.

Input (standard input): one JSON object. Output (standard output): one JSON object a line, either
`{"step": …}`, `{"failed": …}` or `{"pages": n}`. Nothing it prints repeats text of the case.
"""

from __future__ import annotations

import ctypes
import io
import json
import os
import resource
import signal
import sys
from typing import Any

import pikepdf
import typst

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
PR_SET_PDEATHSIG = 1


class Refusal(Exception):
    """The document cannot be made; the argument is one of the reasons the parent knows."""


def say(**message: object) -> None:
    """Tell the parent something."""
    print(json.dumps(message), flush=True)  # noqa: T201 - the parent reads it


def die_with(parent: int) -> None:
    """End when the parent ends, even when the parent is killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we asked
        os._exit(1)


def limit(memory: int, seconds: int) -> None:
    """Give up the right to more memory, time and core dumps."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))


def compile_pdf(job: dict[str, Any]) -> bytes:
    """Typeset the view; refuse rather than write a file that breaks the standards it claims."""
    compiler = typst.Compiler(
        job["main"],
        root=job["root"],
        font_paths=[job["fonts"]],
        ignore_system_fonts=True,
        sys_inputs={"view": job["view"], "manifest": job["manifest"]},
    )
    try:
        pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=STANDARDS)
    except typst.TypstError as error:
        raise Refusal("refused") from error
    if any("converge" in str(warning) for warning in warnings):
        raise Refusal("unsettled")  # page references could be wrong
    if not isinstance(pdf, bytes):
        raise Refusal("refused")
    return pdf


def pack(pdf: bytes, paper: int) -> int:
    """Write the PDF in its small, reproducible form and return its number of pages."""
    with pikepdf.open(io.BytesIO(pdf)) as document, os.fdopen(paper, "w+b") as file:
        document.save(
            file,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
        )
        return len(document.pages)


def main() -> int:
    """Typeset and pack the job on standard input."""
    parent, paper = int(sys.argv[1]), int(sys.argv[2])
    die_with(parent)
    try:
        job = json.load(sys.stdin)
        limit(job["memory_limit"], job["cpu_limit"])
        say(step="typesetting")
        pdf = compile_pdf(job)
        say(step="packing")
        say(pages=pack(pdf, paper))
    except Refusal as refusal:
        say(failed=str(refusal))
    except MemoryError:
        say(failed="memory")
    return 0


if __name__ == "__main__":
    sys.exit(main())
