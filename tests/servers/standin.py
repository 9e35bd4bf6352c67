"""Stands in for the `casefile` command: `python standin.py NAME DATA [PORT]`. Uses the real database."""

from __future__ import annotations

import http.server
import os
import signal
import sys
from pathlib import Path


class Health(http.server.BaseHTTPRequestHandler):
    """Answers every address."""

    def do_GET(self) -> None:
        """Say that all is well."""
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing about requests."""


def main(name: str, data: str, port: str = "0") -> None:
    """Note that it ran, then do what its name says."""
    with (Path(data) / "ran").open("a") as file:
        file.write(f"{name}\n")
    if name == "prepare":
        (Path(data) / "demo-accounts.json").write_text("[]")
    elif name == "web":
        server = http.server.ThreadingHTTPServer(("127.0.0.1", int(port)), Health)
        sys.stdout.write("listening\n")
        sys.stdout.flush()
        server.serve_forever()
    elif name in ("worker", "scheduler"):
        sys.stdout.write(f"{name} knows {os.environ['CASEFILE_REDIS_URL'][:8]}\n")
        sys.stdout.flush()
        signal.pause()


if __name__ == "__main__":
    main(*sys.argv[1:])
