"""Valkey (or Redis) as a child of this process, on a free port of this machine alone, with a generated password."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from casefile.servers.child import Process, clear_pid_file
from casefile.servers.places import Home, data_folder, home, secret_file
from casefile.servers.postgres import free_port, server_environment
from casefile.servers.problems import ServerProblem
from casefile.servers.programs import valkey_server

SECRET = "valkey-password"  # noqa: S105 - the name of a file  # pragma: allowlist secret


class Valkey:
    """A Valkey server with its files below the data folder (or where `places` says)."""

    def __init__(self, data: Path, *, durable: bool = True) -> None:
        """durable=False is for tests: nothing is written to disk."""
        self.data = data_folder(data)
        self.durable = durable
        self.home: Home = home(self.data, "valkey")
        self.port = free_port()
        self._program = valkey_server(self.home.account)
        self._password = secret_file(self.data, SECRET).read_text().strip()

    @property
    def process(self) -> Process:
        """How to run the server."""
        return Process(
            "valkey", (str(self._program), str(self._settings_file)), server_environment(), self.home.account, layer=0,
            prepare=self._prepare, ready=self.is_ready,
        )

    def url(self, number: int = 0) -> str:
        """Address of one of its numbered databases, with the password."""
        return f"redis://:{self._password}@127.0.0.1:{self.port}/{number}"

    def is_ready(self) -> bool:
        """Whether the server answers; while it reads its file it does not."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), 5) as connection:
                connection.sendall(f"AUTH {self._password}\r\nPING\r\nQUIT\r\n".encode())
                answer = b"".join(iter(lambda: connection.recv(1024), b""))
        except OSError:
            return False
        if b"WRONGPASS" in answer:
            raise ServerProblem(f"Another server took port {self.port} of this machine. Start again.")
        return b"+PONG" in answer

    @property
    def _settings_file(self) -> Path:
        return self.home.folder / "valkey.conf"

    def _prepare(self) -> None:
        clear_pid_file(self.home.folder / "valkey.pid", ("valkey-server", "redis-server"))
        folder = self.home.folder
        lines = [
            "bind 127.0.0.1", f"port {self.port}", "protected-mode yes", f"requirepass {self._password}",
            f'dir "{folder}"', f'pidfile "{folder}/valkey.pid"', 'logfile ""', "loglevel warning", "daemonize no",
            'save ""', f"appendonly {'yes' if self.durable else 'no'}", "appendfsync everysec",
            "maxmemory-policy noeviction",  # a queue must never lose what it holds
        ]
        handle = os.open(self._settings_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            if self.home.account:
                os.fchown(handle, self.home.account.uid, self.home.account.gid)
            file.write("\n".join(lines) + "\n")
