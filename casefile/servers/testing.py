"""Real servers for a test run, thrown away afterwards.

Every pytest-xdist worker starts its own pair: that costs about a second each and nothing has to be shared.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from casefile.servers.child import PAUSE, Process, end, spawn
from casefile.servers.guard import Guard
from casefile.servers.postgres import Postgres
from casefile.servers.problems import ServerProblem
from casefile.servers.valkey import Valkey

ROOM = 3 * 2**30  # bytes for one run of the suite


@dataclass(frozen=True, slots=True)
class Servers:
    """Addresses of the servers of this test run."""

    database_url: str
    redis_url: str


@contextmanager
def test_servers() -> Iterator[Servers]:
    """PostgreSQL and Valkey: those named in the environment, or fresh ones without durability.

    When the test run is killed, the guard ends them and removes their folder.
    """
    database = os.environ.get("CASEFILE_TEST_DATABASE_URL")
    redis = os.environ.get("CASEFILE_TEST_REDIS_URL")
    if database and redis:
        yield Servers(database, redis)
        return
    folder = Path(tempfile.mkdtemp(prefix="casefile-test-", dir=memory()))
    with Guard() as guard, ExitStack() as stack:
        guard.remove(folder)
        postgres = None if database else Postgres(folder, durable=False)
        valkey = None if redis else Valkey(folder, durable=False)
        started = [(one, stack.enter_context(running(one.process, guard, folder)))
                   for one in (postgres, valkey) if one is not None]
        for server, child in started:
            await_ready(server.process, child, folder)
        yield Servers(database or (postgres.url() if postgres else ""), redis or (valkey.url() if valkey else ""))


def memory() -> str | None:
    """A file system in memory with room for the suite's databases, or None: hundreds of them are made and dropped."""
    place = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    return str(place) if place.is_dir() and shutil.disk_usage(place).free > ROOM else None


test_servers.__test__ = False  # type: ignore[attr-defined]  # pytest: the name is not that of a test


@contextmanager
def running(process: Process, guard: Guard, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The process as a child, its messages in a file of the folder; ended on leaving."""
    with (folder / f"{process.name}.log").open("ab") as output:
        child = spawn(process, output)
    guard.watch(child.pid)
    try:
        yield child
    finally:
        end(process, child)
        guard.forget(child.pid)


def await_ready(process: Process, child: subprocess.Popen[bytes], folder: Path, patience: float = 30.0) -> None:
    """Wait until the process can be used; show its messages when it cannot."""
    deadline = time.monotonic() + patience
    while process.ready is not None and not process.ready():
        if child.poll() is not None or time.monotonic() > deadline:
            log = (folder / f"{process.name}.log").read_text(errors="replace")[-2000:]
            raise ServerProblem(f"{process.name} did not start:\n{log}")
        time.sleep(PAUSE)
