"""A program to run as a child of this process, and questions about processes that may be zombies."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL, SIGTERM, Signals
from typing import IO

from casefile.servers.places import Account
from casefile.servers.problems import ServerProblem

LAUNCH = Path(__file__).with_name("launch.py")
PAUSE = 0.05


def _nothing() -> None:
    """There is nothing to do before this program starts."""


@dataclass(frozen=True, slots=True)
class Process:
    """What to run, as whom, and how to end it."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str] | None = None
    account: Account | None = None
    stop: Signals = SIGTERM  # asks it to end
    orphaned: Signals = SIGTERM  # sent by the kernel when we die
    layer: int = 1  # the highest is stopped first
    patience: float = 10.0  # seconds between asking and killing
    prepare: Callable[[], None] = _nothing  # before every start
    ready: Callable[[], bool] | None = None  # whether it can be used


def spawn(process: Process, output: IO[bytes] | int) -> subprocess.Popen[bytes]:
    """Start the process in a session of its own. Call it from a thread that lives on: the kernel watches the thread."""
    process.prepare()
    account = f"{process.account.uid}:{process.account.gid}" if process.account else "-"
    wrapper = [sys.executable, "-I", "-S", str(LAUNCH), str(int(process.orphaned)), str(os.getpid()), account]
    return subprocess.Popen(  # noqa: S603 - programs are named by us
        [*wrapper, *process.argv], env=process.env, stdin=subprocess.DEVNULL, stdout=output,
        stderr=subprocess.STDOUT, start_new_session=True, cwd="/" if process.account else None,
    )


def end(process: Process, running: subprocess.Popen[bytes]) -> None:
    """Ask it to end, wait, and kill what is left of its group."""
    if running.poll() is None:
        running.send_signal(process.stop)
        try:
            running.wait(process.patience)
        except subprocess.TimeoutExpired:
            kill_group(running.pid)
            running.wait()
    kill_group(running.pid)


def kill_group(group: int) -> None:
    """Kill every process of the group. The group may be gone already."""
    try:
        os.killpg(group, SIGKILL)
    except ProcessLookupError:
        return


def stat_fields(pid: int) -> list[str]:
    """The fields of /proc/ID/stat from the state on; empty when there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def birth(pid: int) -> str:
    """A word that tells two processes with the same id apart."""
    fields = stat_fields(pid)
    return fields[19] if fields else ""


def is_alive(pid: int) -> bool:
    """Whether the process runs; a zombie that nobody reaps does not."""
    if Path("/proc/self/stat").exists():
        return stat_fields(pid)[:1] not in ([], ["Z"], ["X"])
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def program_of(pid: int) -> str:
    """Name of the program the process runs; empty when it cannot be told."""
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def clear_pid_file(path: Path, programs: tuple[str, ...], patience: float = 15.0) -> None:
    """Wait for a server of an earlier run that is still ending, then remove the note it left."""
    try:
        pid = int(path.read_text().split()[0])
    except FileNotFoundError:
        return
    except (ValueError, IndexError):  # half written when the machine stopped
        path.unlink()
        return
    deadline = time.monotonic() + patience
    while is_alive(pid) and program_of(pid) in (*programs, ""):
        if time.monotonic() > deadline:
            raise ServerProblem(f"{path.parent} is still used by process {pid} ({programs[0]}). "
                                "End it, then start again.")
        time.sleep(PAUSE)
    path.unlink(missing_ok=True)
