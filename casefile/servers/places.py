"""Where a server keeps its files, as whom it runs, and the secrets made for it.

PostgreSQL refuses to run as root. When we are root, servers run as the account that owns their folder, at first
`nobody`. Nobody must be able to reach the folder: the data folder gets the right to be passed through (o+x), what
lies above it is never touched. When something above is closed (a project below /root), the server's files go to
/var/lib/casefile/KEY instead, KEY being made from the path of the data folder; and a program that nobody can reach
is copied to /var/lib/casefile/programs.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from casefile.servers.problems import ServerProblem

ELSEWHERE = Path("/var/lib/casefile")
OPEN = 0o711


@dataclass(frozen=True, slots=True)
class Account:
    """Whom a server runs as."""

    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one server, and who owns it; account None: whoever we are."""

    folder: Path
    account: Account | None


def unprivileged() -> Account | None:
    """The account for servers when we are root, else None."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise ServerProblem("As root the servers run as the account 'nobody', which does not exist here.") from None
    return Account(entry.pw_uid, entry.pw_gid)


def may(account: Account, path: Path, wanted: int) -> bool:
    """Whether the account has the wanted rights (4 read, 2 write, 1 execute) by the mode of the file alone."""
    found = path.stat()
    if found.st_uid == account.uid:
        return stat.S_IMODE(found.st_mode) >> 6 & wanted == wanted
    if found.st_gid == account.gid:
        return stat.S_IMODE(found.st_mode) >> 3 & wanted == wanted
    return found.st_mode & wanted == wanted


def may_reach(account: Account, folder: Path) -> bool:
    """Whether the account can pass through the folder and everything above it."""
    return all(may(account, step, 1) for step in (folder, *folder.parents))


def data_folder(data: Path) -> Path:
    """Make the data folder; others may at most pass through it."""
    data = data.resolve()
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ServerProblem(f"The data folder {data} cannot be made: {error.strerror}.") from error
    if not os.access(data, os.W_OK | os.X_OK):
        raise ServerProblem(f"The data folder {data} belongs to somebody else. Choose another with CASEFILE_DATA.")
    return data


def home(data: Path, name: str) -> Home:
    """The folder for a server's files, made if missing, and the account that owns it."""
    data = data_folder(data)
    nobody = unprivileged()
    if nobody is None:
        folder = data / name
        folder.mkdir(mode=0o700, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise ServerProblem(f"{folder} belongs to another account. Start as that account or as root, "
                                "or choose another folder with CASEFILE_DATA.")
        return Home(folder, None)
    if may_reach(nobody, data.parent):
        data.chmod(stat.S_IMODE(data.stat().st_mode) | 0o001)
        folder = data / name
    else:
        folder = elsewhere(sha256(os.fsencode(data)).hexdigest()[:16]) / name
    if not folder.exists():
        folder.mkdir(mode=0o700)
        os.chown(folder, nobody.uid, nobody.gid)
    owner = folder.stat()
    return Home(folder, Account(owner.st_uid, owner.st_gid) if owner.st_uid else nobody)


def elsewhere(name: str) -> Path:
    """A folder outside the data folder, which only root can change and everybody can pass through."""
    for folder in (ELSEWHERE, ELSEWHERE / name):
        folder.mkdir(mode=OPEN, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
            raise ServerProblem(f"{folder} is not a folder of this account. Move it away.")
        folder.chmod(OPEN)
    return ELSEWHERE / name


def runnable(program: Path, root: Path, parts: Iterable[str], label: str, account: Account | None) -> Path:
    """The program where the account can run it: where it is, or in a copy of `parts` of `root`."""
    if account is None or (may_reach(account, program.parent) and may(account, program, 5)):
        return program
    folder = elsewhere("programs") / label
    if not folder.is_dir():
        partial = Path(tempfile.mkdtemp(dir=folder.parent))
        for part in parts:
            shutil.copytree(root / part, partial / part)
        for path in (partial, *partial.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        partial.rename(folder)
    return folder / program.relative_to(root)


def secret_file(data: Path, name: str, make: Callable[[], str] = lambda: secrets.token_urlsafe(32)) -> Path:
    """A file with a secret that nobody else can read, made the first time."""
    folder = data / "secrets"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / name
    if not path.exists():
        handle, partial = tempfile.mkstemp(dir=folder)  # mkstemp: mode 0600
        with os.fdopen(handle, "w") as file:
            file.write(make() + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.rename(partial, path)
    return path
