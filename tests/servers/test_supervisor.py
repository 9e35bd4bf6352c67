"""Children of the supervisor: restarted, ended in order, never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from casefile.servers.child import Process
from casefile.servers.guard import Guard
from casefile.servers.problems import ServerProblem
from casefile.servers.supervisor import Supervisor
from tests.servers.conftest import descendants, eventually, still_running

STUBBORN = "trap '' TERM QUIT INT HUP; sleep 600 & echo begun; wait; wait"
PARENT = """
import sys
from casefile.servers.child import Process
from casefile.servers.guard import Guard
from casefile.servers.supervisor import Supervisor
with Guard(patience=0.3) as guard, Supervisor(guard) as supervisor:
    supervisor.start(Process("mild", ("sleep", "600")), Process("stubborn", ("sh", "-c", sys.argv[1]), patience=30.0))
    supervisor.supervise()
"""


def shell(name: str, script: str, **options: object) -> Process:
    """A child that runs a few lines of shell."""
    return Process(name, ("sh", "-c", script), **options)  # type: ignore[arg-type]


def lines(path: Path) -> list[str]:
    """What the children wrote."""
    return path.read_text().split() if path.exists() else []


def test_a_child_that_dies_is_started_again(tmp_path: Path, guard: Guard, capsys: pytest.CaptureFixture[str]) -> None:
    """With its output under its name, whole lines only, and a word about the restart."""
    log = tmp_path / "log"
    script = f"printf 'two \\nlines'; echo $$ >> {log}; [ $(wc -l < {log}) -ge 3 ] && exec sleep 600; exit 7"
    with Supervisor(guard, pause=0.01) as supervisor:
        supervisor.start(shell("worker", script))
        supervisor.wait(lambda: len(lines(log)) == 3, 10, "worker")
        assert len(set(lines(log))) == 3
    printed = capsys.readouterr().out.splitlines()
    assert printed.count("worker    | two") >= 2
    assert printed.count("worker    | lines") >= 2
    assert "worker ended (exit status 7); it starts again in 0.02 seconds." in printed


def test_it_gives_up_after_five_quick_deaths(tmp_path: Path, guard: Guard) -> None:
    """And ends the others."""
    log = tmp_path / "log"
    with Supervisor(guard, pause=0.001) as supervisor:
        supervisor.start(shell("good", f"echo $$ > {tmp_path}/good; exec sleep 600"),
                         shell("broken", f"echo x >> {log}; exit 3"))
        with pytest.raises(ServerProblem, match=r"broken ended 5 times in a row .*exit status 3"):
            supervisor.supervise()
    assert lines(log) == ["x"] * 5
    assert not Path(f"/proc/{lines(tmp_path / 'good')[0]}").exists()


def test_the_highest_layer_ends_first(tmp_path: Path, guard: Guard) -> None:
    """Web and worker before the servers they need."""
    log = tmp_path / "log"
    script = "trap 'echo {0} >> {1}; exit 0' TERM; echo begun >> {1}; while :; do sleep 0.02; done"
    with Supervisor(guard) as supervisor:
        supervisor.start(*(shell(name, script.format(name, log), layer=layer)
                           for name, layer in (("server", 0), ("web", 1), ("top", 2))))
        supervisor.wait(lambda: len(lines(log)) == 3, 10, "all")
    assert lines(log)[3:] == ["top", "web", "server"]


def new(before: dict[int, str]) -> dict[int, str]:
    """Processes of this test run that were not there before."""
    return {pid: born for pid, born in descendants(os.getpid()).items() if before.get(pid) != born}


def test_a_stubborn_child_and_its_children_are_killed(tmp_path: Path, guard: Guard) -> None:
    """After its patience, with its whole group."""
    before = descendants(os.getpid())  # the guard of this test, and the suite's own servers when they run
    with Supervisor(guard) as supervisor:
        supervisor.start(shell("stubborn", STUBBORN, patience=0.1))
        eventually(lambda: len(new(before)) >= 2)  # the shell and its child
        processes = new(before)
    eventually(lambda: still_running(processes) == {})


def test_a_command_that_fails_ends_everything(guard: Guard, capsys: pytest.CaptureFixture[str]) -> None:
    """A migration that fails is not followed by a web server."""
    with pytest.raises(ServerProblem, match=r"upgrade failed \(exit status 4\)"), Supervisor(guard) as supervisor:
        supervisor.run_once(shell("upgrade", "echo reason; exit 4"))
    assert "upgrade   | reason" in capsys.readouterr().out
    with Supervisor(guard) as supervisor:
        supervisor.run_once(shell("upgrade", "exit 0"))


def test_what_never_answers_is_named(guard: Guard) -> None:
    """Instead of waiting for ever."""
    with pytest.raises(ServerProblem, match="web did not answer within 0 seconds"), Supervisor(guard) as supervisor:
        supervisor.start(shell("web", "exec sleep 600", ready=lambda: False), timeout=0.1)


def start_parent() -> tuple[subprocess.Popen[str], dict[int, str]]:
    """A supervisor of its own, with a mild and a stubborn child and grandchild."""
    parent = subprocess.Popen([sys.executable, "-c", PARENT, STUBBORN], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    assert parent.stdout.readline() == "stubborn  | begun\n"
    eventually(lambda: len(descendants(parent.pid)) == 4)
    return parent, descendants(parent.pid)


def test_kill_minus_nine_of_the_supervisor_leaves_nothing() -> None:
    """The kernel tells the children, the guard ends the rest."""
    parent, processes = start_parent()
    parent.kill()
    parent.communicate()
    eventually(lambda: not still_running(processes))


def test_the_second_interrupt_kills() -> None:
    """The first one waits 30 seconds for the stubborn child."""
    parent, processes = start_parent()
    parent.send_signal(signal.SIGINT)
    eventually(lambda: len(still_running(processes)) == 3)  # the mild one has ended
    with pytest.raises(subprocess.TimeoutExpired):
        parent.wait(0.6)  # one request does not kill, however long ago it was
    parent.send_signal(signal.SIGINT)
    parent.communicate()
    assert parent.returncode == 0
    eventually(lambda: not still_running(processes))


def test_a_killed_guard_is_replaced(guard: Guard) -> None:
    """And learns what its predecessor knew."""
    first = guard._process.pid
    child = subprocess.Popen(["sleep", "600"], start_new_session=True)
    guard.watch(child.pid)
    os.kill(first, signal.SIGKILL)
    guard._process.wait()
    guard.watch(child.pid)
    assert guard._process.pid != first
    guard.close()
    assert child.wait() == -signal.SIGKILL
