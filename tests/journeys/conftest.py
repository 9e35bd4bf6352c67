"""The whole application as people use it: web, worker and scheduler as processes, and a browser."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from casefile import create_app
from casefile.accounts import service as accounts
from casefile.accounts.models import User
from casefile.core.access import Role
from casefile.core.db import db
from casefile.servers.testing import Servers
from tests import browser as browsers
from tests.architecture import ROOT
from tests.conftest import new_database, settings
from tests.factories.base import a_user, acting_as
from tests.waiting import until

expect.set_options(timeout=20_000)  # two cores shared with the rest of the suite

PASSWORD = "a quiet lighthouse over seven hills"  # pragma: allowlist secret


@dataclass
class Site:
    """The running application. app: the same database from inside the test; people: e-mail by short name."""

    address: str
    app: Flask
    environment: dict[str, str]
    processes: dict[str, subprocess.Popen[bytes]]
    people: dict[str, User] = field(default_factory=dict)

    def start(self, name: str, *arguments: str) -> None:
        """Start one of the application's processes."""
        command = [sys.executable, "-c", "from casefile.cli import main; main()", *arguments]
        self.processes[name] = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **self.environment},
                                                start_new_session=True)

    def kill(self, name: str) -> None:
        """End a process and its children at once."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def person(self, name: str, *office_roles: Role, locale: str = "en") -> User:
        """An account with the common password, made on first use."""
        key = f"{name}-{locale}"
        if key not in self.people:
            with self.app.app_context():
                user = a_user(name=f"{name} ({locale})", office_roles=office_roles, locale=locale)
                with acting_as(user):
                    user = db.session.get_one(User, user.id)
                    user.password_hash = accounts.HASHER.hash(PASSWORD)
                    db.session.commit()
                    db.session.refresh(user)
                    db.session.expunge(user)
            self.people[key] = user
        return self.people[key]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def healthy(port: int) -> bool:
    """The web process answers and reaches its database."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@pytest.fixture(scope="session")
def site(servers: Servers, migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Web, worker and scheduler on a database of their own."""
    folder: Path = tmp_path_factory.mktemp("site")
    new_database(servers, "journeys", migrated)
    port = free_port()
    environment = settings(servers, folder, "journeys")
    environment["CASEFILE_PUBLIC_URL"] = f"http://127.0.0.1:{port}"
    environment["CASEFILE_LOGIN_LIMIT"] = environment["CASEFILE_ADDRESS_LIMIT"] = "1000 per minute"
    running = Site(f"http://127.0.0.1:{port}", create_app(environment), environment, {})
    try:
        running.start("web", "serve", "--port", str(port))
        running.start("worker", "worker", "--processes", "1")
        running.start("scheduler", "scheduler")
        until(lambda: healthy(port))
        yield running
    finally:
        for name in list(running.processes):
            running.kill(name)
        with running.app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    with browsers.chromium() as browser:
        yield browser


@dataclass
class Desk:
    """A person at a browser. faults: content policy violations and requests that left for elsewhere."""

    page: Page
    context: BrowserContext
    site: Site
    faults: list[str]

    def go(self, path: str) -> None:
        """Open a page of the site."""
        self.page.goto(self.site.address + path if path.startswith("/") else path)

    def check(self) -> None:
        """No accessibility fault, no policy violation, no request to anybody else."""
        assert browsers.violations(self.page) == []
        assert self.faults == []


@pytest.fixture
def desk(site: Site, chromium: Browser) -> Iterator[Callable[..., Desk]]:
    """Sign a person in at a browser of their own: `desk(user)`; `javascript=False` for one without scripts."""
    contexts: list[BrowserContext] = []

    def sit_down(user: User, *, javascript: bool = True, dark: bool = False) -> Desk:
        context = chromium.new_context(viewport={"width": 1366, "height": 768}, java_script_enabled=javascript,
                                       color_scheme="dark" if dark else "light", accept_downloads=True)
        contexts.append(context)
        faults: list[str] = []
        page = context.new_page()
        page.on("console", lambda message: "Content Security Policy" in message.text and faults.append(message.text))
        page.on("request", lambda request: not request.url.startswith((site.address, "data:", "blob:"))
                and faults.append(f"left for {request.url}"))
        sitting = Desk(page, context, site, faults)
        sitting.go("/sign-in")
        page.locator("input[name=email]").fill(user.email)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main form button[type=submit]").last.click()
        page.wait_for_url(lambda url: "/sign-in" not in url)
        return sitting

    yield sit_down
    for context in contexts:
        context.close()
