"""The whole application on one machine: servers, migration, demo data, web, worker and scheduler."""

from __future__ import annotations

import base64
import http.client
import json
import os
import secrets
import socket
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from signal import SIGKILL, SIGQUIT

from casefile.servers.child import Process
from casefile.servers.guard import Guard
from casefile.servers.lock import locked
from casefile.servers.places import data_folder, secret_file
from casefile.servers.postgres import Postgres
from casefile.servers.problems import ServerProblem, StopAsked
from casefile.servers.supervisor import Supervisor
from casefile.servers.valkey import Valkey

LINE = "-" * 72
ACCOUNTS = "demo-accounts.json"


@dataclass(frozen=True, slots=True)
class Commands:
    """What is run: once before the others, and for as long as the demo lasts."""

    prepare: tuple[str, ...]  # migrates and loads the demo, once
    web: tuple[str, ...]
    worker: tuple[str, ...]
    scheduler: tuple[str, ...]


def casefile_commands(port: int) -> Commands:
    """The application's own commands, from the environment that runs this."""
    program = str(Path(sys.executable).with_name("casefile"))
    return Commands(
        prepare=(program, "demo-data"),
        web=(program, "serve", "--port", str(port)),
        worker=(program, "worker"),
        scheduler=(program, "scheduler"),
    )


def run_demo(port: int, data: Path, commands: Commands | None = None) -> int:
    """Run the demo until it is stopped; returns the exit status. What is wrong is said on standard error."""
    os.umask(0o077)
    try:
        _run(port, data_folder(data), commands or casefile_commands(port))
    except ServerProblem as problem:
        sys.stderr.write(f"\n{problem}\n")
        return 1
    except (StopAsked, KeyboardInterrupt):
        return 0
    return 0


def _run(port: int, data: Path, commands: Commands) -> None:
    with ExitStack() as stack:
        lock = stack.enter_context(locked(data))
        guard = stack.enter_context(Guard(keep=(lock,)))
        supervisor = stack.enter_context(Supervisor(guard))
        _require_free(port)
        postgres = None if os.environ.get("CASEFILE_DATABASE_URL") else Postgres(data)
        valkey = None if os.environ.get("CASEFILE_REDIS_URL") else Valkey(data)
        supervisor.start(*(server.process for server in (postgres, valkey) if server))
        env = environment(port, data, postgres, valkey)
        _bring_up_to_date(supervisor, data, postgres, commands, env)
        # When all of this is killed: the web process closes, the worker stops at once, for its jobs survive that.
        supervisor.start(
            Process("web", commands.web, env, orphaned=SIGQUIT, ready=lambda: is_healthy(port)),
            Process("worker", commands.worker, env, orphaned=SIGKILL),
            Process("scheduler", commands.scheduler, env),
        )
        supervisor.say(_welcome(env["CASEFILE_PUBLIC_URL"], data))
        supervisor.supervise()
        supervisor.say("Stopping. Press Ctrl-C again to stop at once.")


def environment(port: int, data: Path, postgres: Postgres | None, valkey: Valkey | None) -> dict[str, str]:
    """The settings of the demo; what the caller has set stays, but for what points to the servers started here."""
    env = {name: value for name, value in os.environ.items() if not (postgres and name.startswith("PG"))}
    env |= {
        "CASEFILE_SECRET_KEY_FILE": str(secret_file(data, "secret-key")),
        "CASEFILE_VAULT_KEYS_FILE": str(secret_file(data, "vault-keys.json", _vault_keys)),
        "CASEFILE_DATA": str(data),
        "CASEFILE_DEMO": "1",
    }
    env.setdefault("CASEFILE_PUBLIC_URL", f"http://127.0.0.1:{port}")
    env.setdefault("CASEFILE_MAIL", f"folder:{data / 'mail'}")
    env.setdefault("PYTHONUNBUFFERED", "1")
    if postgres:
        env["CASEFILE_DATABASE_URL"] = postgres.url()
    if valkey:
        env["CASEFILE_REDIS_URL"] = valkey.url()
    return env


def is_healthy(port: int) -> bool:
    """Whether the web process answers on this machine."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what just closed is no obstacle
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ServerProblem(f"Port {port} cannot be used: {error.strerror}. Choose another, such as "
                                f"PORT={port + 1 if port < 65_535 else 8000}.") from error


def _bring_up_to_date(supervisor: Supervisor, data: Path, postgres: Postgres | None, commands: Commands,
                      env: dict[str, str]) -> None:
    """Migrate and load the demo, unless this very database has had both: one start-up of Python less.

    Without the file of accounts nobody could sign in: it is then written again.
    """
    note = data / "prepared"
    whole = note.is_file() and (data / ACCOUNTS).is_file()
    if postgres and whole and note.read_text() == _state(postgres):
        return
    supervisor.run_once(Process("demo data", commands.prepare, env))
    note.write_text(_state(postgres) if postgres else "")


def _state(postgres: Postgres) -> str:
    """Which database this is, its revision, and what the migrations are; without importing any of them."""
    spec = find_spec("casefile")
    folder = Path(next(iter(spec.submodule_search_locations or [""]))) / "migrations/versions" if spec else Path()
    files = b"\0".join(path.read_bytes() for path in sorted(folder.glob("*.py")))
    return f"{postgres.identity()} {sha256(files).hexdigest()}"


def _vault_keys() -> str:
    return json.dumps({"current": "k1", "keys": {"k1": base64.b64encode(secrets.token_bytes(32)).decode()}})


def _welcome(address: str, data: Path) -> str:
    return "\n".join([
        "", LINE,
        f"  The demo is ready:   {address}",
        f"  Accounts to sign in: {data / ACCOUNTS}",
        f"  E-mail it would send: {data / 'mail'}",
        "  Stop with Ctrl-C. Everything is kept for the next start.",
        LINE, "",
    ])
