"""One running demonstration for one data folder."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casefile.servers.child import PAUSE, birth, is_alive
from casefile.servers.problems import ServerProblem


@contextmanager
def locked(folder: Path, patience: float = 15.0) -> Iterator[int]:
    """Hold the lock of the folder; yields the open file, so that a guard can hold it too.

    A holder that is alive is refused at once. One that was killed is being cleaned up after: wait for that.
    """
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline = time.monotonic() + patience
        while not _try(handle):
            _refuse(folder, handle, is_late=time.monotonic() > deadline)
            time.sleep(PAUSE)
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()} {birth(os.getpid())}\n".encode(), 0)
        yield handle
    finally:
        os.close(handle)


def _try(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _refuse(folder: Path, handle: int, is_late: bool) -> None:
    pid, _, born = os.pread(handle, 100, 0).decode().strip().partition(" ")
    if pid.isdigit() and is_alive(int(pid)) and birth(int(pid)) == born:
        raise ServerProblem(f"Process {pid} already runs on {folder}. End it first, or choose another folder with "
                            "CASEFILE_DATA and another PORT.")
    if is_late:
        raise ServerProblem(f"{folder} is still in use by what an earlier run left behind.")
