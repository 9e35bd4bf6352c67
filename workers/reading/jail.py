"""What the reader gives up before it touches a file: memory, time, files, the network, other processes.

Everything it needs is loaded first. Then the kernel lets it read and write what is already open, ask for memory and
the time, and end: it can open no file, no socket, and start no process, whatever the file makes a library do.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, FILTER_MODE = 1, 38, 22, 2
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050001, 0x80000000  # REFUSE answers EPERM
LOAD, JUMP_EQUAL, RETURN = 0x20, 0x15, 0x06
NOBODY = 65_534
SYSCALL, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16

# read write close fstat poll lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask rt_sigreturn pread64 readv
# writev sched_yield mremap madvise dup getpid exit fcntl getrusage times sigaltstack gettid futex sched_getaffinity
# clock_gettime clock_getres clock_nanosleep exit_group getrandom membarrier rseq
_ALLOWED = {
    "x86_64": (0xC000003E, 234, (0, 1, 3, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 19, 20, 24, 25, 28, 32, 39, 60, 72,
                                 98, 100, 131, 186, 202, 204, 228, 229, 230, 231, 318, 324, 334)),
    "aarch64": (0xC00000B7, 131, (63, 64, 57, 80, 73, 62, 222, 226, 215, 214, 134, 135, 139, 67, 65, 66, 124, 216, 233,
                                  23, 172, 93, 25, 165, 153, 132, 178, 98, 123, 113, 114, 115, 94, 278, 283, 293)),
}


class CannotConfine(Exception):
    """This machine has no way to confine the reader, so it reads nothing."""


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def die_with(parent: int) -> None:
    """End when the parent ends, even when the parent is killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we asked
        os._exit(1)


def limit(memory: int, seconds: int, output: int) -> None:
    """Give up the right to more memory, time, output, open files and core dumps."""
    for what, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, output),
                       (resource.RLIMIT_NOFILE, 64)):
        resource.setrlimit(what, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing too much is an error we can tell of


def drop(parent: int) -> None:
    """Root becomes somebody who owns nothing; the promise to end with the parent has to be renewed then."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    die_with(parent)


def lock() -> None:
    """Let the kernel refuse everything but reading, writing, memory and the time, from here on for good."""
    if platform.machine() not in _ALLOWED:
        raise CannotConfine
    program = _program(*_ALLOWED[platform.machine()])
    libc = ctypes.CDLL(None, use_errno=True)
    given = _Program(len(program) // 8, program)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(PR_SET_SECCOMP, FILTER_MODE, ctypes.byref(given)):
        raise CannotConfine


def _program(architecture: int, tgkill: int, allowed: tuple[int, ...]) -> bytes:
    """The filter as the kernel reads it: the right machine, then one comparison a call."""
    steps = [_step(LOAD, 0, 0, ARCHITECTURE), _step(JUMP_EQUAL, 1, 0, architecture), _step(RETURN, 0, 0, KILL),
             _step(LOAD, 0, 0, SYSCALL)]
    for number in allowed:
        steps += [_step(JUMP_EQUAL, 0, 1, number), _step(RETURN, 0, 0, ALLOW)]
    # abort() signals the process itself; nobody else can be signalled
    steps += [_step(JUMP_EQUAL, 0, 3, tgkill), _step(LOAD, 0, 0, FIRST_ARGUMENT), _step(JUMP_EQUAL, 0, 1, os.getpid()),
              _step(RETURN, 0, 0, ALLOW), _step(RETURN, 0, 0, REFUSE)]
    return b"".join(steps)


def _step(code: int, if_true: int, if_false: int, value: int) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
