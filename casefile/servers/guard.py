"""The process that cleans up when this one is killed, and how to tell it what there is to clean up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

SCRIPT = Path(__file__).with_name("guard_process.py")


class Guard:
    """A small process that outlives this one by as long as it takes to end its children."""

    def __init__(self, keep: tuple[int, ...] = (), patience: float = 6.0) -> None:
        """Start it; it also holds the open files of `keep`."""
        self._keep = keep
        self._patience = patience  # seconds until what does not end by itself is killed
        self._lines: list[str] = []
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-I", "-S", str(SCRIPT), str(self._patience)]
        return subprocess.Popen(  # noqa: S603 - a program of ours
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, bufsize=0, pass_fds=self._keep,
            start_new_session=True, cwd="/",
        )

    def watch(self, group: int) -> None:
        """End this process group when we end."""
        self._tell(f"+{group}")

    def forget(self, group: int) -> None:
        """It has ended; its number may be used again by somebody else."""
        self._tell(f"-{group}")

    def remove(self, folder: Path) -> None:
        """Remove this folder when we end."""
        self._tell(str(folder.absolute()))

    def _tell(self, line: str) -> None:
        self._lines.append(line)
        try:
            self._write([line])
        except BrokenPipeError:  # somebody killed it: a new one learns everything from the start
            self._process.communicate()
            self._process = self._start()
            self._write(self._lines)

    def _write(self, lines: list[str]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("".join(line + "\n" for line in lines).encode())

    def close(self) -> None:
        """Let it do its work and wait for it."""
        self._process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()
