"""A real S3-compatible server for the tests: nanio, from PyPI, a process of its own that can be stopped."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

KEY, SECRET, BUCKET = "casefile", "a secret of the tests alone", "originals"


class ObjectStore:
    """One server on a folder: what it stored is there again after a stop."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / BUCKET).mkdir(parents=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None

    def url(self, prefix: str = "") -> str:
        """What CASEFILE_STORE says."""
        return f"s3://{BUCKET}/{prefix}?endpoint=http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "nanio", "serve", "--host", "127.0.0.1", "--port", str(self.port), "--data-dir",
             str(self.folder)],
            env=os.environ | {"NANIO_ACCESS_KEY": KEY, "NANIO_SECRET_KEY": SECRET}, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        until = time.monotonic() + 30
        while time.monotonic() < until and self.process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)
        raise RuntimeError("the object store does not start")

    def stop(self) -> None:
        """Stop it at once."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
            self.process = None


@contextlib.contextmanager
def an_object_store(folder: Path) -> Iterator[ObjectStore]:
    """A running server, stopped in the end."""
    store = ObjectStore(folder)
    store.start()
    try:
        yield store
    finally:
        store.stop()
