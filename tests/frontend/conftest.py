"""A small application that has the page frame and nothing behind it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from .sample import make_app

ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-extensions",
]


@pytest.fixture(scope="module")
def sample() -> Flask:
    """The application of the sample pages."""
    return make_app()


@pytest.fixture
def client(sample: Flask) -> Any:
    """A client without a browser."""
    return sample.test_client()


@pytest.fixture(scope="module")
def address(sample: Flask) -> Iterator[str]:
    """The sample pages on a port of their own."""
    server = make_server("127.0.0.1", 0, sample, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            chromium_sandbox=os.geteuid() != 0,
            args=ARGUMENTS,
        )
        yield browser
        browser.close()
