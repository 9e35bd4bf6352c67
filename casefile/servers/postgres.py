"""PostgreSQL as a child of this process, on a free port of this machine alone, with a generated password."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import time
from pathlib import Path
from signal import SIGINT

import psycopg
from psycopg import sql

from casefile.servers.child import Process, clear_pid_file, end, spawn
from casefile.servers.places import Home, data_folder, home, secret_file
from casefile.servers.problems import ServerProblem
from casefile.servers.programs import major, postgres_bin

OWNER = "casefile"
ADMIN = "postgres"
SECRET = "postgres-password"  # noqa: S105 - the name of a file  # pragma: allowlist secret
CHECK = "김정은"
REVISIONS = "SELECT version_num FROM alembic_version"
IDENTITY = "SELECT system_identifier, oid FROM pg_control_system(), pg_database WHERE datname = %s"
# The log must never show what people typed: no parameters, no statements, no error texts, no key values.
QUIET = {
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_checkpoints": "off",
}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def server_environment() -> dict[str, str]:
    """What a server may see of our environment: nothing that changes how it works."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


class Postgres:
    """A PostgreSQL server with its files below the data folder (or where `places` says)."""

    def __init__(self, data: Path, *, durable: bool = True, port: int | None = None) -> None:
        """Make the cluster if there is none; durable=False is for tests: a power cut may lose everything."""
        self.data = data_folder(data)
        self.durable = durable
        self.home: Home = home(self.data, "postgres")
        self.port = port or free_port()
        self._cluster = self.home.folder / "cluster"
        self._bin = postgres_bin(self.home.account)
        self._password = self._prepare_cluster()
        self._checked = False

    @property
    def process(self) -> Process:
        """How to run the server. SIGINT: a fast shutdown that does not wait for clients."""
        settings = {**QUIET, **({} if self.durable else FAST), "timezone": "UTC", "log_timezone": "UTC"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        place = ["-D", str(self._cluster), "-h", "127.0.0.1", "-p", str(self.port), "-k", ""]
        return Process(
            "postgres", (str(self._bin / "postgres"), *place, *options), server_environment(), self.home.account,
            stop=SIGINT, orphaned=SIGINT, layer=0, prepare=self._clear_pid_file, ready=self.is_ready,
        )

    def url(self, database: str = OWNER) -> str:
        """Address of a database for SQLAlchemy, with the password of the role that owns it (no superuser)."""
        return f"postgresql+psycopg://{OWNER}:{self._password}@127.0.0.1:{self.port}/{database}"

    def is_ready(self) -> bool:
        """Whether the server answers and has what the application needs."""
        try:
            with self._connect(ADMIN) as connection:
                if not self._checked:
                    self._set_up(connection)
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise ServerProblem(f"The password in {self.data / 'secrets' / SECRET} is not that of the database in "
                                    f"{self._cluster}. Put back the file, or move the data folder away.") from error
            return False
        self._checked = True
        return True

    def create_database(self, name: str) -> None:
        """Create a database owned by the application's role, when missing."""
        with self._connect(ADMIN) as connection:
            _create_database(connection, name)

    def identity(self, name: str = OWNER) -> str:
        """A word that changes when the database is another one, or when it was migrated."""
        with self._connect(ADMIN) as connection:
            row = connection.execute(IDENTITY, [name]).fetchone()
        with self._connect(name) as connection:
            known = connection.execute("SELECT to_regclass('alembic_version')").fetchone()
            revisions = [] if known == (None,) else connection.execute(REVISIONS).fetchall()
        return f"{row} {revisions}"

    def _connect(self, database: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(host="127.0.0.1", port=self.port, user=ADMIN, password=self._password, dbname=database,
                               connect_timeout=5, autocommit=True)

    def _clear_pid_file(self) -> None:
        clear_pid_file(self._cluster / "postmaster.pid", ("postgres",))

    def _prepare_cluster(self) -> str:
        lost = self._cluster.exists() and not (self.data / "secrets" / SECRET).exists()
        if lost and self.home.folder.parent == self.data:
            raise ServerProblem(f"{self.data / 'secrets' / SECRET} is missing, the password of the database in "
                                f"{self._cluster}. Put it back, or move the data folder away.")
        if lost:  # kept outside the data folder, which was removed
            self._cluster.rename(self.home.folder / f"left-behind-{int(time.time())}")
        password = secret_file(self.data, SECRET).read_text().strip()
        if not self._cluster.exists():
            self._init(password)
        made_by, ours = (self._cluster / "PG_VERSION").read_text().strip(), major(self._bin / "postgres")
        if made_by != str(ours):
            raise ServerProblem(f"The database in {self._cluster} was made by PostgreSQL {made_by}; {self._bin} has "
                                f"{ours}. Name the older one's folder in CASEFILE_PG_BIN.")
        return password

    def _init(self, password: str) -> None:
        """Make the cluster beside its place and rename it when it is whole."""
        partial = self.home.folder / "cluster.partial"
        if partial.exists():
            shutil.rmtree(partial)
        with tempfile.NamedTemporaryFile("w", dir=self.home.folder) as pwfile:
            pwfile.write(password + "\n")
            pwfile.flush()
            if self.home.account:
                os.chown(pwfile.name, self.home.account.uid, self.home.account.gid)
            # libc's C.UTF-8: with C, or PostgreSQL's own C.UTF-8, pg_trgm finds no letters in Korean.
            argv = [str(self._bin / "initdb"), "-D", str(partial), "-U", ADMIN, f"--pwfile={pwfile.name}",
                    "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--lc-messages=C",
                    *([] if self.durable else ["--no-sync"])]
            process = Process("initdb", tuple(argv), server_environment(), self.home.account)
            with tempfile.TemporaryFile() as output:
                running = spawn(process, output.fileno())
                if running.wait() != 0:
                    output.seek(0)
                    raise ServerProblem("initdb failed:\n" + output.read().decode(errors="replace"))
                end(process, running)
        partial.rename(self._cluster)

    def _set_up(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        """Make the role and the database of the application; check that Korean can be searched."""
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER]).fetchone():
            extra = sql.SQL("CREATEDB" if not self.durable else "NOCREATEDB")
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER {} PASSWORD {}").format(
                sql.Identifier(OWNER), extra, sql.Literal(self._password)))
        _create_database(connection, OWNER)
        if not connection.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'").fetchone():
            return
        with connection.transaction(force_rollback=True):
            connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            found = connection.execute("SELECT show_trgm(%s)", [CHECK]).fetchone()
        if found is None or not found[0]:
            raise ServerProblem("This PostgreSQL finds no letters in Korean words: its locale must be a UTF-8 one of "
                                "the system (C.UTF-8), not C.")


def _create_database(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(OWNER)))
