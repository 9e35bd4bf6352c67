"""A real PostgreSQL: data that survives, notes left by the dead, what others may see."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from casefile.servers import programs
from casefile.servers.child import clear_pid_file
from casefile.servers.guard import Guard
from casefile.servers.postgres import Postgres
from casefile.servers.problems import ServerProblem
from casefile.servers.testing import await_ready, running
from tests.servers.conftest import eventually


def connect(server: Postgres) -> psycopg.Connection[tuple[object, ...]]:
    """As the application does."""
    return psycopg.connect(server.url().replace("+psycopg", ""), autocommit=True)


def test_a_committed_row_survives_sigkill_and_a_note_of_a_zombie(data: Path, guard: Guard) -> None:
    """Durable: kill -9 loses nothing, and what the killed server left does not prevent the next start."""
    server = Postgres(data)
    with running(server.process, guard, data) as child:
        await_ready(server.process, child, data)
        with connect(server) as connection:
            connection.execute("CREATE TABLE kept (word text)")
            connection.execute("INSERT INTO kept VALUES ('김정은')")
        child.send_signal(signal.SIGKILL)
        # Not reaped yet: the note names a zombie, for which kill(pid, 0) succeeds.
        note = server.home.folder / "cluster/postmaster.pid"
        assert int(note.read_text().split()[0]) == child.pid
        again = Postgres(data)
        with running(again.process, guard, data) as second:
            await_ready(again.process, second, data)
            with connect(again) as connection:
                assert connection.execute("SELECT word FROM kept").fetchall() == [("김정은",)]


def test_what_the_application_gets(data: Path, guard: Guard) -> None:
    """An ordinary role with a password, on this machine alone; Korean trigrams; a log without what people typed."""
    server = Postgres(data, durable=False)
    with running(server.process, guard, data) as child:
        await_ready(server.process, child, data)
        assert server.is_ready()
        with connect(server) as connection:
            role = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
            assert role == (False,)
            for extension in ("pg_trgm", "btree_gist", "unaccent"):
                connection.execute(f"CREATE EXTENSION {extension}")
            row = connection.execute("SELECT cardinality(show_trgm('김정은'))").fetchone()
            assert row == (4,)
            connection.execute("CREATE TABLE person (name text UNIQUE)")
            for error in (psycopg.errors.UniqueViolation, psycopg.errors.InvalidTextRepresentation):
                with pytest.raises(error):
                    connection.execute("INSERT INTO person SELECT 'canary-1' FROM generate_series(1, 2)"
                                       if error is psycopg.errors.UniqueViolation else "SELECT 'canary-2'::uuid")
            assert connection.execute("SHOW log_parameter_max_length_on_error").fetchone() == ("0",)
        note = (server.home.folder / "cluster/postmaster.pid").read_text().splitlines()
        assert note[3:6] == [str(server.port), "", "127.0.0.1"], "port, no socket, this machine alone"
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(host="127.0.0.1", port=server.port, user="postgres", password="postgres", dbname="postgres")
        server.create_database("second")
        server.create_database("second")
        first = server.identity()
        assert server.identity() == first
        with connect(server) as connection:
            connection.execute("CREATE TABLE alembic_version (version_num text)")
            connection.execute("INSERT INTO alembic_version VALUES ('0001')")
        assert server.identity() not in (first, server.identity("second"))
    assert "canary" not in (data / "postgres.log").read_text()
    assert "ready to accept connections" in (data / "postgres.log").read_text()


def test_what_is_refused_and_what_is_made_again(data: Path, guard: Guard) -> None:
    """No start on a guess: another version, a lost password. A kill during initdb is no obstacle."""
    server = Postgres(data, durable=False)
    secret, cluster = data / "secrets/postgres-password", server.home.folder / "cluster"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert stat.S_IMODE(secret.parent.stat().st_mode) == 0o700
    made_by = (cluster / "PG_VERSION").read_text()
    (cluster / "PG_VERSION").write_text("13\n")
    with pytest.raises(ServerProblem, match=r"made by PostgreSQL 13.*CASEFILE_PG_BIN"):
        Postgres(data, durable=False)
    (cluster / "PG_VERSION").write_text(made_by)
    secret.rename(secret.with_name("away"))
    with pytest.raises(ServerProblem, match="postgres-password is missing"):
        Postgres(data, durable=False)
    secret.with_name("away").rename(secret)
    cluster.rename(cluster.with_name("cluster.partial"))
    (cluster.with_name("cluster.partial") / "PG_VERSION").unlink()
    again = Postgres(data, durable=False)
    assert not cluster.with_name("cluster.partial").exists()
    secret.write_text("another\n")
    with running(again.process, guard, data) as child:
        await_ready(again.process, child, data)
        with pytest.raises(ServerProblem, match="is not that of the database"):
            await_ready(Postgres(data, durable=False, port=again.port).process, child, data)


def test_notes_of_processes(tmp_path: Path) -> None:
    """Removed: of a dead, a zombie, another program, a torn one. Kept: of the same program that runs."""
    note = tmp_path / "pid"
    zombie = subprocess.Popen(["true"])
    eventually(lambda: Path(f"/proc/{zombie.pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z")
    for text in (f"{zombie.pid}\n", f"{os.getpid()}\n", "99999999\n", "", "12x"):
        note.write_text(text)
        clear_pid_file(note, ("postgres",))
        assert not note.exists()
    zombie.wait()
    clear_pid_file(note, ("postgres",))
    sleeper = subprocess.Popen(["sleep", "60"])
    try:
        note.write_text(f"{sleeper.pid}\n")
        eventually(lambda: Path(f"/proc/{sleeper.pid}/comm").read_text().strip() == "sleep")
        with pytest.raises(ServerProblem, match=f"process {sleeper.pid}"):
            clear_pid_file(note, ("sleep",), patience=0.0)
        assert note.exists()
    finally:
        sleeper.kill()
        sleeper.wait()


def test_which_programs_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The named folder first; too old or missing ones are refused by name."""
    wheel = programs.postgres_bin(None)
    assert (wheel / "initdb").is_file()
    monkeypatch.setenv("CASEFILE_PG_BIN", str(wheel))
    assert programs.postgres_bin(None) == wheel
    monkeypatch.setenv("CASEFILE_PG_BIN", str(tmp_path))
    with pytest.raises(ServerProblem, match="cannot be run"):
        programs.postgres_bin(None)
    for text, message in (("postgres (PostgreSQL) 14.2", "version 14; 15 or newer"), ("?", "does not tell")):
        (tmp_path / "postgres").write_text(f"#!{sys.executable}\nprint({text!r})\n")
        (tmp_path / "postgres").chmod(0o755)
        with pytest.raises(ServerProblem, match=message):
            programs.postgres_bin(None)


def test_no_programs_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install."""
    monkeypatch.delenv("CASEFILE_PG_BIN", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(programs, "find_spec", lambda _name: None)
    monkeypatch.setattr(Path, "glob", lambda *_args: iter(()))
    with pytest.raises(ServerProblem, match=r"No PostgreSQL found.*extra 'embedded'"):
        programs.postgres_bin(None)
    with pytest.raises(ServerProblem, match="No Valkey or Redis found"):
        programs.valkey_server(None)
