"""A folder that servers of another account can reach, and questions about processes."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casefile.servers.child import stat_fields
from casefile.servers.guard import Guard


@pytest.fixture
def data() -> Iterator[Path]:
    """An empty data folder below /tmp: pytest's own is closed to other accounts."""
    folder = Path(tempfile.mkdtemp(prefix="casefile-servers-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def guard() -> Iterator[Guard]:
    """A guard that does not wait long."""
    with Guard(patience=0.3) as one:
        yield one


def make_secrets(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the script of the deployment, with another folder."""
    script = Path(__file__).parents[2] / "deploy/make-secrets"
    return subprocess.run([script, "--self-signed", "localhost"], capture_output=True, text=True, check=False,
                          env={**os.environ, "CASEFILE_SECRETS": str(folder)})


def eventually(question: Callable[[], object], patience: float = 10.0) -> None:
    """Fail when the answer is not yes before the time is over."""
    deadline = time.monotonic() + patience
    while not question():
        assert time.monotonic() < deadline, "this did not happen in time"
        time.sleep(0.02)


def descendants(pid: int) -> dict[int, str]:
    """All processes below this one, with the time of their birth."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*"):
        fields = stat_fields(int(path.name))
        if fields:
            parents[int(path.name)] = (int(fields[1]), fields[19])
    found: dict[int, str] = {}
    waiting = [pid]
    while waiting:
        above = waiting.pop()
        below = {child: born for child, (parent, born) in parents.items() if parent == above}
        found |= below
        waiting += below
    return found


def still_running(processes: dict[int, str]) -> dict[int, str]:
    """Those that have not ended; a zombie has."""
    fields = {pid: stat_fields(pid) for pid in processes}
    return {pid: " ".join(found[:4]) for pid, found in fields.items()
            if found and found[0] not in "ZX" and found[19] == processes[pid]}
