"""Where servers keep their files, as root and as somebody else."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from casefile.servers import places
from casefile.servers.guard import Guard
from casefile.servers.places import Account
from casefile.servers.postgres import Postgres
from casefile.servers.problems import ServerProblem
from casefile.servers.testing import await_ready, running

IS_ROOT = os.geteuid() == 0
ROOT = pytest.mark.skipif(not IS_ROOT, reason="only root can run as somebody else")
START = """
import sys
from pathlib import Path
from casefile.servers.testing import test_servers
with test_servers() as servers:
    print(servers.database_url.startswith("postgresql+psycopg://"), flush=True)
"""


@pytest.fixture
def other_place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A stand-in for /var/lib/casefile."""
    folder = Path(tempfile.mkdtemp(prefix="casefile-elsewhere-"))
    folder.chmod(0o711)
    monkeypatch.setattr(places, "ELSEWHERE", folder / "casefile")
    yield folder / "casefile"
    shutil.rmtree(folder)


@ROOT
def test_root_runs_the_server_as_nobody_in_the_data_folder(data: Path) -> None:
    """The data folder may be passed through, no more; the server's own folder is closed."""
    home = places.home(data, "postgres")
    assert home.folder == data / "postgres"
    assert home.account == places.unprivileged()
    assert stat.S_IMODE(data.stat().st_mode) == 0o701
    assert stat.S_IMODE(home.folder.stat().st_mode) == 0o700


@ROOT
def test_a_folder_below_a_closed_one_goes_elsewhere(tmp_path: Path, other_place: Path) -> None:
    """What lies above the data folder is not touched, and the same data folder finds its files again."""
    tmp_path.chmod(0o700)
    home = places.home(tmp_path / "var", "postgres")
    assert home.folder.is_relative_to(other_place)
    assert home == places.home(tmp_path / "var", "postgres")
    assert home.folder != places.home(tmp_path / "var2", "postgres").folder
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    assert home.account
    assert places.may_reach(home.account, home.folder)


@ROOT
def test_the_database_of_a_removed_data_folder_is_put_aside(tmp_path: Path, other_place: Path, guard: Guard) -> None:
    """It cannot be opened without the password that was removed with the folder."""
    tmp_path.chmod(0o700)
    data = tmp_path / "var"
    Postgres(data, durable=False)
    shutil.rmtree(data)
    server = Postgres(data, durable=False)
    assert len(list(server.home.folder.glob("left-behind-*"))) == 1
    with running(server.process, guard, data) as child:
        await_ready(server.process, child, data)
        with psycopg.connect(server.url().replace("+psycopg", "")) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


@ROOT
def test_a_program_nobody_can_reach_is_copied(tmp_path: Path, other_place: Path) -> None:
    """As when the whole project lies below /root."""
    tmp_path.chmod(0o700)
    program = tmp_path / "package/bin/tool"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\necho done\n")
    program.chmod(0o700)
    nobody = places.unprivileged()
    assert nobody
    copy = places.runnable(program, tmp_path, ["package"], "tool-1", nobody)
    assert copy == other_place / "programs/tool-1/package/bin/tool"
    assert copy == places.runnable(program, tmp_path, ["package"], "tool-1", nobody)
    done = subprocess.run([copy], user=nobody.uid, group=nobody.gid, extra_groups=[], capture_output=True, cwd="/",
                          check=True)
    assert done.stdout == b"done\n"


@ROOT
def test_a_folder_elsewhere_that_is_not_ours_is_refused(other_place: Path, data: Path) -> None:
    """Another account must not be able to put a link there first."""
    other_place.symlink_to(data)
    with pytest.raises(ServerProblem, match="not a folder of this account"):
        places.elsewhere("key")


def interpreter(account: Account) -> str:
    """A Python of this version that the account can run; ours may lie below /root."""
    for path in (Path(sys.executable), Path(f"/usr/bin/python3.{sys.version_info.minor}")):
        if path.exists() and all(places.may_reach(account, step.parent) for step in (path, path.resolve())):
            return str(path)
    pytest.skip("every Python of this version is closed to other accounts")


@ROOT
def test_an_ordinary_account_can_do_it_all(data: Path) -> None:
    """The same programs, started by somebody who is not root."""
    nobody = places.unprivileged()
    assert nobody
    libraries = os.pathsep.join([os.getcwd(), *(entry for entry in sys.path if "site-packages" in entry)])
    os.chown(data, nobody.uid, nobody.gid)
    done = subprocess.run(
        [interpreter(nobody), "-B", "-c", START], user=nobody.uid, group=nobody.gid, extra_groups=[],
        env={**os.environ, "TMPDIR": str(data), "HOME": str(data), "PYTHONPATH": libraries},
        capture_output=True, text=True, check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("True\n", "", 0)
    assert list(data.glob("casefile-test-*")) == []


def test_rights_by_mode() -> None:
    """Owner, group, others: the first that fits decides."""
    folder = Path(tempfile.mkdtemp())
    try:
        folder.chmod(0o705)
        found = folder.stat()
        assert places.may(Account(found.st_uid, 1), folder, 7)
        assert not places.may(Account(found.st_uid + 1, found.st_gid), folder, 1)
        assert places.may(Account(found.st_uid + 1, found.st_gid + 1), folder, 5)
        assert not places.may(Account(found.st_uid + 1, found.st_gid + 1), folder, 2)
    finally:
        folder.rmdir()


def test_a_data_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """Said in one sentence."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ServerProblem, match="cannot be made"):
        places.data_folder(tmp_path / "file/var")
