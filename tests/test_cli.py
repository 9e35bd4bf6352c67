"""The command: what it prints, where faults go, and its exit codes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from casefile.accounts.models import User
from casefile.cli import main
from casefile.core import storage
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.evidence.models import Evidence
from tests.factories.base import a_case
from tests.factories.evidence import an_item


@pytest.fixture
def run(live, live_environment, monkeypatch):
    """Run the command on a database of its own."""
    for name, value in live_environment.items():
        monkeypatch.setenv(name, value)

    def command(*arguments: str) -> Result:
        return CliRunner().invoke(main, list(arguments), catch_exceptions=False)

    return command


COMMANDS = [(), ("demo",), ("serve",), ("worker",), ("scheduler",), ("db",), ("db", "upgrade"), ("users",),
            ("users", "add"), ("cases",), ("cases", "list"), ("dossier",), ("dossier", "build"), ("verify",),
            ("vault",), ("vault", "rotate")]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    result = CliRunner().invoke(main, [*command, "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.output


WRONG = [("fly",), ("serve", "--port", "0"), ("dossier", "build"), ("users", "add", "a@b.org")]


@pytest.mark.parametrize("command", WRONG)
def test_wrong_usage_is_exit_code_2(command):
    assert CliRunner().invoke(main, list(command)).exit_code == 2


def test_a_faulty_configuration_is_named_line_by_line(monkeypatch):
    for name in ("CASEFILE_DATABASE_URL", "CASEFILE_REDIS_URL", "CASEFILE_SECRET_KEY_FILE", "CASEFILE_VAULT_KEYS_FILE",
                 "CASEFILE_PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)
    result = CliRunner().invoke(main, ["cases", "list"])
    assert result.exit_code == 1
    assert "CASEFILE_SECRET_KEY_FILE is not set" in result.output
    assert "Traceback" not in result.output


def test_a_database_that_is_away_is_said_so(run, monkeypatch):
    monkeypatch.setenv("CASEFILE_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    result = run("cases", "list")
    assert result.exit_code == 1
    assert "cannot be reached" in result.output


def test_an_account_is_added_with_a_link_and_no_password(run, live):
    result = run("users", "add", "New.Person@example.org", "--name", "New Person", "--role", "coordinator")
    assert result.exit_code == 0
    assert "/activate/" in result.output
    with live.app_context(), acting(SYSTEM):
        user = db.session.execute(select(User).filter_by(email="new.person@example.org")).scalar_one()
        assert (user.office_roles, user.password_hash) == (["coordinator"], None)


def test_an_address_that_has_an_account_is_refused(run):
    run("users", "add", "twice@example.org", "--name", "One")
    result = run("users", "add", "twice@example.org", "--name", "Two")
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_cases_are_listed_by_code_and_never_by_title(run, live):
    with live.app_context():
        case = a_case(title="A title that stays inside")
    result = run("cases", "list")
    assert case.reference in result.output
    assert "stays inside" not in result.output


def test_a_dossier_is_built_into_a_folder(run, live, tmp_path):
    with live.app_context():
        case = a_case()
        an_item(case)
    out = tmp_path / "out"
    result = run("dossier", "build", case.reference, "--kind", "internal", "--out", str(out))
    assert result.exit_code == 0, result.output
    digest, path = result.output.split()
    assert hashlib.sha256(Path(path).read_bytes()).hexdigest() == digest
    assert Path(path).read_bytes().startswith(b"%PDF-")


def test_a_case_that_is_not_there_is_said_so(run, tmp_path):
    result = run("dossier", "build", "CF-1999-001", "--out", str(tmp_path))
    assert result.exit_code == 1
    assert "CF-1999-001" in result.output


def test_verify_counts_what_it_checked_and_exits_0_only_if_all_is_whole(run, live):
    with live.app_context():
        case = a_case()
        an_item(case)
        an_item(case, content=b"another file")
    whole = run("verify")
    assert whole.exit_code == 0, whole.output
    assert "checked 2 of 2 expected" in whole.output
    with live.app_context(), acting(SYSTEM):
        item = db.session.execute(select(Evidence).limit(1)).scalar_one()
        path = storage.place().path(item.sha256)
        path.chmod(0o600)
        path.write_bytes(path.read_bytes()[:-1] + b"\x00")
        stray = path.parent.parent / "ff" / ("f" * 64)
        stray.parent.mkdir(exist_ok=True)
        stray.write_bytes(b"nobody speaks of me")
        reference = item.reference
    broken = run("verify")
    assert broken.exit_code == 1
    assert f"bytes changed: {reference}" in broken.output
    assert f"file without row: {'f' * 64}" in broken.output
