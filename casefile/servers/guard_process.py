"""Wait for the end of the process that started this one, then end what it left behind. Run as a script.

The kernel tells each direct child that its parent died; this also reaches grandchildren and the stubborn. It
holds the lock of the data folder until all are gone, so that the next start waits exactly as long as needed.

Reads lines from standard input: `+ID` and `-ID` of process groups, `/path` of a folder to remove at the end.
"""

import os
import shutil
import signal
import sys
import time
from collections.abc import Iterable
from pathlib import Path

PAUSE = 0.05


def living(groups: set[int]) -> dict[int, bool]:
    """Those of the process groups that have a member which is not a zombie, and whether their leader is one."""
    found: dict[int, bool] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, group = path.read_text().rpartition(")")[2].split()[:3]
        except (OSError, ValueError):  # it ended while we looked
            continue
        if state not in "ZX" and int(group) in groups:
            found[int(group)] = found.get(int(group), False) or path.parent.name == group
    return found


def kill(groups: Iterable[int]) -> None:
    """Kill the groups; one may end by itself meanwhile."""
    for group in groups:
        try:
            os.killpg(group, signal.SIGKILL)
        except ProcessLookupError:
            continue


def main(patience: float) -> None:
    """Read until the other end is closed, then clean up."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: set[int] = set()
    folders = []
    for line in sys.stdin:
        sign, text = line[0], line.rstrip("\n")
        if sign == "+":
            groups.add(int(text[1:]))
        elif sign == "-":
            groups.discard(int(text[1:]))
        else:
            folders.append(text)
    deadline = time.monotonic() + patience
    while left := living(groups):
        # A leader may end in order, until patience is over; whom it left behind has nobody to tell them.
        is_late = time.monotonic() > deadline
        kill(group for group, has_leader in left.items() if is_late or not has_leader)
        time.sleep(PAUSE)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)  # nobody is left to tell


if __name__ == "__main__":
    main(float(sys.argv[1]))
