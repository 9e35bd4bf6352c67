"""Typeset a dossier view into a PDF/A-3a, PDF/UA-1 file, in a process of its own.

The same view gives the same bytes. Nothing of the case is ever in a named file but the result: the view goes
in, and the document comes out, through files without a name, which the system frees even after a kill.
"""

import hashlib
import json
import math
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Timer
from typing import BinaryIO, cast

from casefile.dossiers.glyphs import FONTS, FontsMissing, Json, Printer, printable
from casefile.dossiers.view import DossierView, to_json
from casefile.dossiers.words import N_

TEMPLATE = Path(__file__).parents[2] / "templates" / "dossier"
PROCESS = Path(__file__).with_name("typeset_process.py")
THREADS = 2
MEMORY_LIMIT = 4 * 1024**3  # bytes of address space
TIME_LIMIT = 300.0  # seconds
CHUNK = 1024 * 1024

Step = Callable[[str], None]


class Reason(StrEnum):
    """Why a dossier could not be typeset."""

    MEMORY = "memory"
    TIME = "time"
    FONTS = "fonts"
    REFUSED = "refused"
    UNSETTLED = "unsettled"
    STOPPED = "stopped"


SENTENCES: dict[Reason, str] = {
    Reason.MEMORY: N_("The dossier needs more memory than typesetting is allowed."),
    Reason.TIME: N_("Typesetting the dossier took longer than is allowed."),
    Reason.FONTS: N_("The print fonts are not installed. Build the assets and try again."),
    Reason.REFUSED: N_(
        "The typesetter refused the dossier: it would break the PDF/A-3a or PDF/UA-1 standard."
    ),
    Reason.UNSETTLED: N_("The page references of the dossier could not be settled."),
    Reason.STOPPED: N_("The typesetter stopped without a result."),
}


class TypesetFailed(Exception):
    """No file was written; `reason` says why and the message, in English, is a plain sentence."""

    def __init__(self, reason: Reason) -> None:
        """Take the sentence that belongs to the reason; it never repeats text of the case."""
        super().__init__(SENTENCES[reason])
        self.reason = reason


@dataclass(frozen=True)
class Typeset:
    """What was written."""

    pages: int
    sha256: str
    size: int
    replaced: list[str]  # "[U+1F600]", …: characters shown by number


def typeset(
    view: DossierView,
    out: Path,
    *,
    memory_limit: int = MEMORY_LIMIT,
    time_limit: float = TIME_LIMIT,
    on_step: Step | None = None,
) -> Typeset:
    """Write the dossier to `out`, whole or not at all."""
    try:
        printer = Printer(printable(FONTS))
    except FontsMissing as error:
        raise TypesetFailed(Reason.FONTS) from error
    data = cast(dict[str, Json], printer.tree(json.loads(to_json(view))))
    job = {
        "main": str(TEMPLATE / "dossier.typ"),
        "root": str(TEMPLATE),
        "fonts": str(FONTS),
        "view": json.dumps({**data, "replaced": printer.legend()}, ensure_ascii=False),
        "manifest": manifest(view),
        "memory_limit": memory_limit,
        "cpu_limit": math.ceil(time_limit * THREADS),
    }
    with TemporaryFile() as paper:
        pages = _run(job, paper.fileno(), time_limit, on_step or (lambda step: None))
        paper.seek(0)
        sha256, size = _keep(paper, out)
    return Typeset(pages, sha256, size, [str(entry["shown"]) for entry in printer.legend()])


def manifest(view: DossierView) -> str:
    """Return the list of hashes as `sha256sum -c` reads it."""
    return "".join(f"{exhibit.sha256}  {exhibit.number}\n" for exhibit in view.exhibits)


def _run(job: dict[str, object], paper: int, time_limit: float, on_step: Step) -> int:
    """Run the process on the job and return the number of pages it wrote to `paper`."""
    with TemporaryFile() as order:
        order.write(json.dumps(job).encode())
        order.seek(0)
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and file
            [sys.executable, "-I", str(PROCESS), str(os.getpid()), str(paper)],
            stdin=order,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=(paper,),
            env=_environment(),
            cwd="/",
        )
    timed_out = Event()

    def stop() -> None:
        timed_out.set()  # said before the kill: whoever sees the process gone knows why
        process.kill()

    watch = Timer(time_limit, stop)
    watch.daemon = True
    watch.start()
    try:
        said = _listen(process, on_step)
        if "pages" in said and process.wait() == 0:
            return int(said["pages"])
        raise TypesetFailed(_reason(said, process.wait(), timed_out=timed_out.is_set()))
    finally:
        watch.cancel()
        process.kill()
        process.communicate()


def _listen(process: subprocess.Popen[bytes], on_step: Step) -> dict[str, str]:
    """Follow what the process says until it says no more; return all but the steps."""
    said: dict[str, str] = {}
    for line in process.stdout or ():
        message: dict[str, object] = json.loads(line) if line.endswith(b"\n") else {}  # cut off by a kill
        if "step" in message:
            on_step(str(message["step"]))
        else:
            said.update({key: str(value) for key, value in message.items()})
    return said


def _reason(said: dict[str, str], status: int, *, timed_out: bool) -> Reason:
    """Tell why the process gave no document."""
    if "failed" in said:
        return Reason(said["failed"])
    if status == -signal.SIGXCPU or (timed_out and status == -signal.SIGKILL):
        return Reason.TIME
    # An allocation that fails aborts the typesetter; the system's own memory guard kills it.
    if status in {-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGKILL}:
        return Reason.MEMORY
    return Reason.STOPPED


def _environment() -> dict[str, str]:
    """Hand over no setting and no secret; fix what could change memory use or the clock."""
    return {"LANG": "C.UTF-8", "TZ": "UTC", "RAYON_NUM_THREADS": str(THREADS), "MALLOC_ARENA_MAX": "2"}


def _keep(paper: BinaryIO, out: Path) -> tuple[str, int]:
    """Copy the document to its place in one step; return its SHA-256 and size."""
    part = out.with_name(out.name + ".part")
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            while chunk := paper.read(CHUNK):
                digest.update(chunk)
                size += file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
    except BaseException:
        with suppress(FileNotFoundError):
            part.unlink()
        raise
    return digest.hexdigest(), size
