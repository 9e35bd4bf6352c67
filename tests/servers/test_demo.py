"""The demo from start to end, with real servers and stand-ins for the application's commands."""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from casefile.servers.demo import casefile_commands, environment, is_healthy
from casefile.servers.lock import locked
from casefile.servers.postgres import free_port
from tests.servers.conftest import descendants, eventually, still_running

STANDIN = Path(__file__).with_name("standin.py")
RUN = """
import sys
from pathlib import Path
from casefile.servers.demo import Commands, run_demo
program, data, port = sys.argv[1:]
names = ("prepare", "web", "worker", "scheduler")
commands = Commands(**{name: (sys.executable, "-I", "-S", program, name, data, port) for name in names})
sys.exit(run_demo(int(port), Path(data), commands))
"""


class Demo:
    """One run of the demo in a process of its own."""

    def __init__(self, data: Path, port: int) -> None:
        """Start it; its output goes to a file."""
        handle, name = tempfile.mkstemp(prefix="casefile-demo-", suffix=".log")
        os.close(handle)
        self.log = Path(name)
        self.port = port
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-c", RUN, str(STANDIN), str(data), str(port)], stdout=output, stderr=output,
                env={name: value for name, value in os.environ.items() if not name.startswith("CASEFILE_")},
            )
        self.children: dict[int, str] = {}

    def text(self) -> str:
        """What it printed until now."""
        return self.log.read_text()

    def await_start(self) -> None:
        """Until it says so."""
        eventually(lambda: self.process.poll() is not None or "Stop with Ctrl-C" in self.text(), 60)
        assert self.process.poll() is None, self.text()
        self.children = descendants(self.process.pid)

    def finish(self, number: signal.Signals) -> int:
        """Send the signal; everything must be gone in ten seconds."""
        self.children |= descendants(self.process.pid)
        self.process.send_signal(number)
        status = self.process.wait(30)
        eventually(lambda: not still_running(self.children), 10)
        return status


@pytest.fixture
def start(data: Path) -> Iterator[Callable[[int], Demo]]:
    """Starts demos on the data folder, and ends what a failed test left running."""
    demos = []

    def one(port: int) -> Demo:
        demos.append(Demo(data, port))
        return demos[-1]

    yield one
    for demo in demos:
        demo.process.kill()
        demo.process.wait()
        demo.log.unlink()
    with locked(data):
        """The guard of the last one is gone too."""


def database(demo: Demo) -> psycopg.Connection[tuple[object, ...]]:
    """As the application finds it: in the environment of the web process."""
    for pid in demo.children:
        settings = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        for setting in settings:
            if setting.startswith(b"CASEFILE_DATABASE_URL="):
                return psycopg.connect(setting.decode().partition("=")[2].replace("+psycopg", ""), autocommit=True)
    raise AssertionError("no child knows the database")


def ran(data: Path) -> list[str]:
    """Names of the commands that ran, in order; the last three start together."""
    names = (data / "ran").read_text().split()
    return [*names[:-3], *sorted(names[-3:])]


def test_from_the_first_start_to_the_last(data: Path, start: Callable[[int], Demo]) -> None:
    """First start, second demo refused, crash of a server, kill -9, start again, Ctrl-C, start again."""
    demo = start(free_port())
    demo.await_start()
    eventually(lambda: ran(data) == ["prepare", "scheduler", "web", "worker"])
    assert f"http://127.0.0.1:{demo.port}" in demo.text()
    assert str(data / "demo-accounts.json") in demo.text()
    assert "worker    | worker knows redis://" in demo.text()
    with database(demo) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS number")

    second = start(free_port())
    assert second.process.wait(30) == 1
    assert f"Process {demo.process.pid} already runs on {data}" in second.text()

    postgres = int((data / "postgres/cluster/postmaster.pid").read_text().split()[0])
    os.kill(postgres, signal.SIGKILL)
    eventually(lambda: "postgres ended (exit status -9); it starts again" in demo.text())
    eventually(lambda: demo.text().count("database system is ready to accept") == 2, 30)

    assert demo.finish(signal.SIGKILL) == -signal.SIGKILL
    again = start(demo.port)
    again.await_start()
    with database(again) as connection:
        assert connection.execute("SELECT number FROM kept").fetchall() == [(1,)]
    eventually(lambda: ran(data)[4:] == ["scheduler", "web", "worker"])  # migrated and loaded once

    for pid in (*descendants(again.process.pid), again.process.pid):  # everything at once, the guard too
        os.kill(pid, signal.SIGKILL)
    again.process.wait()
    third = start(demo.port)
    third.await_start()
    assert third.finish(signal.SIGINT) == 0
    assert "Stopping." in third.text()
    assert not (data / "postgres/cluster/postmaster.pid").exists(), "it was shut down in order"

    before = len(ran(data))
    (data / "demo-accounts.json").unlink()
    fourth = start(demo.port)
    fourth.await_start()
    eventually(lambda: ran(data)[before:] == ["prepare", "scheduler", "web", "worker"])  # or nobody could sign in
    assert fourth.finish(signal.SIGINT) == 0


def test_a_port_in_use(data: Path, start: Callable[[int], Demo]) -> None:
    """Said before anything is started."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        demo = start(taken.getsockname()[1])
        assert demo.process.wait(30) == 1
    assert f"Port {demo.port} cannot be used: Address already in use. Choose another" in demo.text()
    assert not (data / "postgres").exists()


def test_the_settings_of_the_demo(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Generated secrets, closed to others, the same at each start; what the caller set stays."""
    monkeypatch.setenv("CASEFILE_PUBLIC_URL", "http://localhost:9")
    env = environment(9, data, None, None)
    assert env["CASEFILE_PUBLIC_URL"] == "http://localhost:9"
    assert env["CASEFILE_MAIL"] == f"folder:{data}/mail"
    keys = json.loads(Path(env["CASEFILE_VAULT_KEYS_FILE"]).read_text())
    assert len(base64.b64decode(keys["keys"][keys["current"]])) == 32
    secret = Path(env["CASEFILE_SECRET_KEY_FILE"])
    assert len(secret.read_text().strip()) >= 32
    assert {path.stat().st_mode & 0o777 for path in secret.parent.iterdir()} == {0o600}
    assert environment(9, data, None, None) == env
    assert casefile_commands(9).web[1:] == ("serve", "--port", "9")


def test_nobody_answers() -> None:
    """A port without a listener is not healthy."""
    assert not is_healthy(free_port())
