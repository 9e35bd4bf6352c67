"""Run several programs as one: shared output, restarts, and one end for all of them.

One thread and one loop. Children are started from it alone, because the kernel's word about a dead parent is about
the thread that started the child.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import FrameType, TracebackType
from typing import IO, Self

from casefile.servers.child import PAUSE, Process, kill_group, spawn
from casefile.servers.guard import Guard
from casefile.servers.problems import ServerProblem, StopAsked

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LONGEST_LINE = 65_536
# Make and a terminal may both pass on one key press.
SAME_REQUEST = 0.5


@dataclass(slots=True)
class Child:
    """A process, the program that runs it now, and its history."""

    process: Process
    running: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float | None = None  # when it is to be started again
    quick_deaths: int = 0
    tail: bytes = field(default=b"")  # output without its end of line yet


class Supervisor:
    """Starts processes, keeps them running, and ends them in the reverse order of their layers."""

    def __init__(self, guard: Guard, *, quick: float = 10.0, pause: float = 0.5, tries: int = 5) -> None:
        """A child that dies `tries` times in a row, each time within `quick` seconds, ends everything."""
        self._guard = guard
        self._quick, self._pause, self._tries = quick, pause, tries
        self._children: list[Child] = []
        self._selector = selectors.DefaultSelector()
        self._asked = 0
        self._last_asked = 0.0
        self._is_stopping = False
        self._is_mute = False
        self._former: dict[int, object] = {}

    def __enter__(self) -> Self:
        self._wake_reader, self._wake_writer = os.pipe()
        for end in (self._wake_reader, self._wake_writer):
            os.set_blocking(end, False)
        self._selector.register(self._wake_reader, selectors.EVENT_READ)
        self._former_wake = signal.set_wakeup_fd(self._wake_writer, warn_on_full_buffer=False)
        for number in SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN or number == signal.SIGINT:  # nohup stays in force
                self._former[number] = signal.signal(number, self._ask)
        self._former[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        try:
            self.stop()
        finally:
            for number, handler in self._former.items():
                signal.signal(number, handler)  # type: ignore[arg-type]
            signal.set_wakeup_fd(self._former_wake)
            self._selector.close()
            os.close(self._wake_reader)
            os.close(self._wake_writer)

    def start(self, *processes: Process, timeout: float = 60.0) -> None:
        """Start the processes together and wait until each can be used."""
        for process in processes:
            child = Child(process)
            self._children.append(child)
            self._launch(child)
        for process in processes:
            if process.ready is not None:
                self.wait(process.ready, timeout, process.name)

    def wait(self, ready: Callable[[], bool], timeout: float, name: str) -> None:
        """Keep everything going until `ready` says yes."""
        deadline = time.monotonic() + timeout
        while not ready():
            if time.monotonic() > deadline:
                raise ServerProblem(f"{name} did not answer within {timeout:.0f} seconds. Its messages are above.")
            self._turn(PAUSE)

    def run_once(self, process: Process) -> None:
        """Run a command to its end, keeping everything else going. A failure ends all."""
        child = Child(process)
        self._launch(child)
        try:
            while child.running is not None and child.running.poll() is None:
                self._turn(PAUSE)
        finally:
            status = self._bury(child)
        if status != 0:
            raise ServerProblem(f"{process.name} failed (exit status {status}). Its messages are above.")

    def supervise(self) -> None:
        """Keep everything going until somebody asks to stop."""
        try:
            while True:
                self._turn(1.0)
        except StopAsked:
            return

    def stop(self) -> None:
        """End all children, the highest layer first. A second request to stop kills them."""
        self._is_stopping = True
        asked = self._asked
        for layer in sorted({child.process.layer for child in self._children}, reverse=True):
            members = [child for child in self._children if child.process.layer == layer]
            for child in members:
                child.due = None
                if child.running is not None and child.running.poll() is None:
                    child.running.send_signal(child.process.stop)
            begun = time.monotonic()
            while left := [child for child in members if child.running is not None]:
                self._turn(PAUSE)
                for child in left:
                    is_late = time.monotonic() - begun > child.process.patience
                    if child.running is not None and (is_late or self._asked > max(asked, 1)):
                        kill_group(child.running.pid)
        self._children.clear()

    def say(self, text: str) -> None:
        """Print a line. When nobody reads any more, that is a request to stop."""
        if self._is_mute:
            return
        try:
            sys.stdout.write(text + "\n")
            sys.stdout.flush()
        except BrokenPipeError:
            self._is_mute = True
            self._asked += 1
            # The interpreter flushes standard output once more at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        now = time.monotonic()
        if now - self._last_asked > SAME_REQUEST:
            self._asked += 1
            self._last_asked = now

    def _launch(self, child: Child) -> None:
        child.due = None
        child.started = time.monotonic()
        child.running = spawn(child.process, subprocess.PIPE)
        self._guard.watch(child.running.pid)
        output = _output(child.running)
        os.set_blocking(output.fileno(), False)
        self._selector.register(output, selectors.EVENT_READ, child)

    def _turn(self, timeout: float) -> None:
        """Wait for something to happen and deal with it."""
        due = [child.due - time.monotonic() for child in self._children if child.due is not None]
        for key, _events in self._selector.select(max(0.0, min([timeout, *due]))):
            if isinstance(key.data, Child):
                self._read(key.data)
            else:
                os.read(self._wake_reader, 1024)
        if self._asked and not self._is_stopping:
            raise StopAsked
        for child in self._children:
            if child.running is not None and child.running.poll() is not None:
                self._died(child)
            elif child.due is not None and child.due <= time.monotonic():
                self._launch(child)

    def _died(self, child: Child) -> None:
        status = self._bury(child)
        if self._is_stopping:
            return
        name, lived = child.process.name, time.monotonic() - child.started
        child.quick_deaths = child.quick_deaths + 1 if lived < self._quick else 0
        if child.quick_deaths >= self._tries:
            raise ServerProblem(f"{name} ended {self._tries} times in a row within {self._quick:g} seconds of its "
                                f"start (exit status {status}). Its messages are above.")
        wait = self._pause * 2**child.quick_deaths
        self.say(f"{name} ended (exit status {status}); it starts again in {wait:g} seconds.")
        child.due = time.monotonic() + wait

    def _bury(self, child: Child) -> int | None:
        """Take in the last output and the exit status; end what the child left in its group."""
        if child.running is None:
            return None
        kill_group(child.running.pid)
        status = child.running.wait()
        self._read(child)
        output = _output(child.running)
        if not output.closed:
            self._close(child, output)
        self._guard.forget(child.running.pid)
        child.running = None
        return status

    def _read(self, child: Child) -> None:
        if child.running is None:
            return
        output = _output(child.running)
        while not output.closed and (data := output.read(LONGEST_LINE)) is not None:
            if not data:
                self._close(child, output)
                return
            *lines, child.tail = (child.tail + data).split(b"\n")
            if len(child.tail) > LONGEST_LINE:
                lines, child.tail = [*lines, child.tail], b""
            self._print(child, lines)

    def _close(self, child: Child, output: IO[bytes]) -> None:
        self._selector.unregister(output)
        output.close()
        if child.tail:
            self._print(child, [child.tail])
        child.tail = b""

    def _print(self, child: Child, lines: Iterable[bytes]) -> None:
        for line in lines:
            self.say(f"{child.process.name:<9} | {line.decode(errors='replace').rstrip()}")


def _output(running: subprocess.Popen[bytes]) -> IO[bytes]:
    assert running.stdout is not None
    return running.stdout
