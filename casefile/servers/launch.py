"""Become another program that ends when its parent ends. Run as a script, before anything else is imported.

A wrapper of its own instead of `preexec_fn`: no Python code runs between fork and exec in a process with threads.

Arguments: signal on the parent's death, the parent's id, uid:gid to become or -, then the command.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
# Python ignores the first two, a shell may have ignored the others: the new program starts with the defaults.
DEFAULTS = (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT, signal.SIGQUIT)


def main(orphaned: str, parent: str, account: str, *command: str) -> None:
    """Drop privileges, ask for the signal, make sure that the parent still lives, and become the command."""
    if account != "-":
        uid, gid = map(int, account.split(":"))
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if sys.platform == "linux":  # only after setuid, which clears it
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(PR_SET_PDEATHSIG, int(orphaned), 0, 0, 0):
            raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != int(parent):
        sys.exit("the parent has already ended")
    for number in DEFAULTS:
        signal.signal(number, signal.SIG_DFL)
    os.execvp(command[0], command)  # noqa: S606 - this is what the file is for


if __name__ == "__main__":
    main(*sys.argv[1:])
