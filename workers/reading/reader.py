"""Starting the reader on a stored file, and taking what it says with distrust."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Event, Timer
from typing import Any, BinaryIO

from workers.reading import frames
from workers.reading.frames import Frame

PROCESS = Path(__file__).with_name("process.py")
LARGEST = 512 * 1024 * 1024
CHUNK = 1024 * 1024
KINDS = {"facts", "text", "image", "thumbnail", "member", "problem"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may use: bytes of address space, seconds of CPU and of the clock, bytes of output."""

    memory: int = 1536 * 1024 * 1024
    cpu: int = 60
    wall: float = 120.0
    output: int = 300 * 1024 * 1024


class ReaderFailed(Exception):
    """The reader ended without finishing; `code` is a reason there are words for."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Changed(Exception):
    """The stored bytes are not what was received: nothing is made of them."""


class Said:
    """What the reader said, read from its file piece by piece."""

    def __init__(self, paper: BinaryIO) -> None:
        self.paper = paper

    def __iter__(self) -> Iterator[Frame]:
        for frame in frames.read(self.paper):
            if frame.kind not in KINDS:
                raise frames.Broken("unknown frame")
            yield frame

    def body(self, frame: Frame) -> bytes:
        """The bytes of a frame."""
        return frames.body(self.paper, frame)


@contextmanager
def plaintext(stored: BinaryIO, sha256: str) -> Iterator[BinaryIO]:
    """The stored bytes in a file without a name, proved to be the ones received."""
    with TemporaryFile() as copy:
        digest = hashlib.sha256()
        with _room():
            while chunk := stored.read(CHUNK):
                digest.update(chunk)
                copy.write(chunk)
                if copy.tell() > LARGEST:
                    raise ReaderFailed("too_large")
            copy.flush()
        if digest.hexdigest() != sha256:
            raise Changed
        yield copy


@contextmanager
def _room() -> Iterator[None]:
    """The temporary folder is memory in production, and smaller than some files."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ReaderFailed("too_large") from None
        raise


@contextmanager
def reading(copy: BinaryIO, limits: Limits, **order: Any) -> Iterator[Said]:
    """Run the reader once. Raises ReaderFailed when it was stopped or broke; what it said before is not given out."""
    with TemporaryFile() as paper, TemporaryDirectory(prefix="casefile-reader-") as empty:
        status, late = _run(copy, paper, limits, order, empty)
        if status != 0:
            raise ReaderFailed(_reason(status, late))
        said = Said(paper)
        try:
            for _frame in said:
                pass
        except frames.Broken:
            raise ReaderFailed("crashed") from None
        yield said


def _run(copy: BinaryIO, paper: BinaryIO, limits: Limits, order: dict[str, Any], empty: str) -> tuple[int, bool]:
    """(exit status, whether it was stopped for taking too long)."""
    given = os.open(f"/proc/self/fd/{copy.fileno()}", os.O_RDONLY)  # the reader cannot write to it
    words = {**order, "memory": limits.memory, "seconds": limits.cpu, "output": limits.output}
    late = Event()
    try:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and file
            [sys.executable, "-I", "-B", str(PROCESS), str(os.getpid()), str(given), str(paper.fileno())],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=empty,
            pass_fds=(given, paper.fileno()), env=_environment())
    finally:
        os.close(given)

    def stop() -> None:
        late.set()  # said before the kill: whoever sees the process gone knows why
        process.kill()

    watch = Timer(limits.wall, stop)
    watch.daemon = True
    watch.start()
    try:
        process.communicate(json.dumps(words).encode())
    finally:
        watch.cancel()
        process.kill()
        process.wait()
    return process.returncode, late.is_set()


def _environment() -> dict[str, str]:
    """No setting and no secret."""
    return {"LANG": "C.UTF-8", "TZ": "UTC", "OMP_THREAD_LIMIT": "1", "MALLOC_ARENA_MAX": "2"}


def _reason(status: int, late: bool) -> str:
    if status == -signal.SIGXCPU or (late and status == -signal.SIGKILL):
        return "time"
    return "too_much" if status == 3 else "crashed"
