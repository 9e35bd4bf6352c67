"""The suite's own servers, one application, a database that forgets each test, and signed-in clients."""

from __future__ import annotations

import base64
import itertools
import json
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as examples
from sqlalchemy import create_engine, event, text
from sqlalchemy.orm import scoped_session, sessionmaker

from casefile import create_app, demodata, migrations
from casefile.accounts.models import User
from casefile.core import jobs
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.sessions import WebSession, _hash
from casefile.servers.testing import Servers, test_servers

# How fast a busy machine makes up examples says nothing about the rule they are made for.
examples.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("suite")

_queues = itertools.cycle(range(1, 16))  # database 0 is the session's


# What takes longest begins first, so that nothing long is left when everything else is done.
LONGEST = ("test_isolation.py", "journeys/", "test_canaries.py", "test_demodata.py", "evidence/test_browser.py",
           "evidence/test_copies.py", "evidence/test_viewer_browser.py", "frontend/test_browser.py", "test_workers.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest first; the order is else as it was."""
    items.sort(key=lambda item: next((n for n, part in enumerate(LONGEST) if part in item.nodeid), len(LONGEST)))


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """PostgreSQL and Valkey of the suite's own."""
    with test_servers() as running:
        yield running


def database_url(servers: Servers, name: str) -> str:
    """The address of another database on the suite's server."""
    return f"{servers.database_url.rpartition('/')[0]}/{name}"


def settings(servers: Servers, folder: Path, database: str) -> dict[str, str]:
    """The environment of an application on the suite's servers, with its data in `folder`."""
    secret, vault = folder / "secret", folder / "vault.json"
    if not secret.exists():
        secret.write_text(secrets.token_hex(32))
        key = base64.b64encode(secrets.token_bytes(32)).decode()
        vault.write_text(json.dumps({"current": "k1", "keys": {"k1": key}}))
        secret.chmod(0o400)
        vault.chmod(0o400)
    return {
        "CASEFILE_DATABASE_URL": database_url(servers, database), "CASEFILE_REDIS_URL": servers.redis_url,
        "CASEFILE_SECRET_KEY_FILE": str(secret), "CASEFILE_VAULT_KEYS_FILE": str(vault),
        "CASEFILE_PUBLIC_URL": "http://localhost", "CASEFILE_DATA": str(folder / "data"),
        "CASEFILE_MAIL": f"folder:{folder / 'mail'}", "CASEFILE_SECOND_FACTOR": "optional",
    }


def new_database(servers: Servers, name: str, template: str | None = None) -> None:
    """Create a database, empty or as a copy of another one."""
    engine = create_engine(database_url(servers, "postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else "")))
    engine.dispose()


def drop_database(servers: Servers, name: str) -> None:
    """Remove a database, whoever is connected to it."""
    engine = create_engine(database_url(servers, "postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    engine.dispose()


@pytest.fixture(scope="session")
def migrated(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database at the newest revision, used as a template only."""
    new_database(servers, "migrated")
    app = create_app(settings(servers, tmp_path_factory.mktemp("migrated"), "migrated"))
    with app.app_context():
        migrations.upgrade()
        db.engine.dispose()
    return "migrated"


@pytest.fixture(scope="session")
def app(servers: Servers, migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on a database of its own; form tokens are checked in the security tests only."""
    new_database(servers, "shared", migrated)
    app = create_app(settings(servers, tmp_path_factory.mktemp("app"), "shared"))
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def demonstrations(servers: Servers, migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """Applications with the demonstration, each with a copy of one database and one data folder."""
    template = tmp_path_factory.mktemp("demonstration")
    new_database(servers, "demonstration", migrated)
    app = create_app(settings(servers, template, "demonstration"))
    with app.app_context(), acting(SYSTEM):
        demodata.load_once(template / "data")
        db.session.execute(text("ANALYZE"))  # as the server does by itself in the first minute
        db.session.commit()
        db.session.remove()
        db.engine.dispose()

    @contextmanager
    def copy() -> Iterator[tuple[Flask, Path]]:
        folder, name = tmp_path_factory.mktemp("copy"), f"demonstration_{secrets.token_hex(4)}"
        new_database(servers, name, "demonstration")
        shutil.copytree(template, folder, dirs_exist_ok=True)
        app = create_app(settings(servers, folder, name))
        app.config.update(WTF_CSRF_ENABLED=False)
        yield app, folder / "data"
        with app.app_context():
            db.engine.dispose()

    return copy


@pytest.fixture
def live_environment(servers: Servers, migrated: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of an application on a database of its own, for processes that a test starts."""
    name = f"live_{secrets.token_hex(4)}"
    new_database(servers, name, migrated)
    environment = settings(servers, tmp_path, name)
    # A queue of its own: a worker of the journeys, on another database, must not take this test's messages.
    environment["CASEFILE_REDIS_URL"] = f"{servers.redis_url.rpartition('/')[0]}/{next(_queues)}"
    yield environment
    drop_database(servers, name)


@pytest.fixture
def live(live_environment: dict[str, str]) -> Iterator[Flask]:
    """An application on a database of its own whose commits are real: for workers, threads and processes."""
    app = create_app(live_environment)
    app.config.update(WTF_CSRF_ENABLED=False)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The job ids put on the broker (which is not asked)."""
    ids: list[Any] = []
    monkeypatch.setattr(jobs, "_sender", ids.append)
    return ids


@pytest.fixture
def database(app: Flask, sent: list[Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everything the test commits is undone: its commits are savepoints of one transaction."""
    with app.app_context():
        engine = db.engine
    connection = engine.connect()
    outer = connection.begin()
    session = scoped_session(sessionmaker(bind=connection, join_transaction_mode="create_savepoint"), lambda: "test")
    monkeypatch.setattr(db, "session", session)
    yield
    session.remove()
    outer.rollback()
    connection.close()


@pytest.fixture
def context(app: Flask, database: None) -> Iterator[Flask]:
    """A request context for service tests and factories. Route tests must not hold one: use `client_for` alone."""
    with app.test_request_context():
        yield app


@pytest.fixture
def make(app: Flask, database: None) -> Callable[..., Any]:
    """Run a factory outside any request: `make(a_case)`, `make(a_member, case, Role.LEAD)`."""

    def run(factory: Callable[..., Any], *args: Any, **values: Any) -> Any:
        with app.app_context():
            return factory(*args, **values)

    return run


@pytest.fixture
def client_for(app: Flask, database: None) -> Callable[..., FlaskClient]:
    """A browser signed in as the user (or as nobody); `confirmed`: the password was given again a moment ago."""

    def open_browser(user: User | None = None, *, confirmed: bool = False) -> FlaskClient:
        client = app.test_client()
        if user is not None:
            token = secrets.token_urlsafe(32)
            data = {"_user_id": str(user.id), "_fresh": True, **({"confirmed_at": time.time()} if confirmed else {})}
            row = {"token_hash": _hash(token), "user_id": user.id, "data": data}
            with app.app_context(), db.engine.begin() as connection:
                connection.execute(WebSession.__table__.insert().values(**row))
            client.set_cookie("casefile", token, domain="localhost")
        return client

    return open_browser


@pytest.fixture
def queries(app: Flask) -> Iterator[list[str]]:
    """The statements sent to the database since the last `clear()`; savepoints are not counted."""
    seen: list[str] = []
    with app.app_context():
        engine = db.engine

    def count(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK TO")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    yield seen
    event.remove(engine, "before_cursor_execute", count)


