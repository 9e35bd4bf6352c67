"""What we hold ourselves to, measured: `make bench`.

Every speed is a ratio to something measured in the same run on the same machine; only sizes and memory are absolute.
Nothing here fails the suite: the figures are read by people, in a closing note or a review.
"""

from __future__ import annotations

import gzip
import hashlib
import http.client
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import event, text

from casefile import create_app, migrations
from casefile.accounts.models import User
from casefile.cases.models import Case
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.sessions import WebSession, _hash
from casefile.servers.testing import Servers, test_servers
from tests import bench_consent, bench_items, bench_proof, bench_store, bench_vault
from tests.architecture import ROOT
from tests.conftest import new_database, settings
from tests.factories.base import a_case, a_situation, a_user, on_team
from tests.factories.evidence import an_item

CASES, ITEMS, RUNS = 1_000, 100_000, 120
MIB = 1024 * 1024


def say(name: str, figure: str, goal: str) -> None:
    """One line of the report."""
    print(f"{name:<58} {figure:>24}   goal {goal}", flush=True)  # noqa: T201 - this is a report


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[int(len(times) * 0.95) - 1]


class Browser:
    """A keep-alive connection with a signed-in session."""

    def __init__(self, port: int, token: str) -> None:
        self.port, self.cookie = port, f"casefile={token}"
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def get(self, path: str) -> bytes:
        """The body of a page; anything but 200 ends the run."""
        self.connection.request("GET", path, headers={"Cookie": self.cookie, "Accept": "text/html"})
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}")
        return body

    def times(self, path: str, runs: int = RUNS) -> list[float]:
        """Seconds of each request after a few to warm up."""
        for _ in range(10):
            self.get(path)
        found = []
        for _ in range(runs):
            begin = time.perf_counter()
            self.get(path)
            found.append(time.perf_counter() - begin)
        return found


@contextmanager
def web(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """The web server on a free port; (port, pid of the process that serves)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from casefile.cli import main; main()", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env={**os.environ, **environment}, cwd=ROOT)
    try:
        wait_for(port)
        yield port, child_of(server.pid)
    finally:
        server.terminate()
        server.wait(30)


def wait_for(port: int, seconds: float = 60) -> None:
    """Until the health page answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the web server did not start")


def child_of(pid: int) -> int:
    """The worker of a gunicorn master."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(children[0])


def resident(pid: int) -> float:
    """MiB in memory."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def seed() -> tuple[User, Case, str]:
    """A thousand cases and a hundred thousand items for one person; (user, the big case, session token)."""
    user = a_user(name="Bench", office_roles=[Role.COORDINATOR])
    situation = a_situation()
    case = a_case(situation)
    on_team(user, case, Role.COORDINATOR, Role.LEGAL_EXPERT)
    an_item(case)
    with acting(SYSTEM):
        db.session.execute(text("ALTER TABLE evidence_filing DISABLE TRIGGER USER"))
        _copies("case", case.id, CASES - 1, "reference", "title")
        db.session.execute(text("INSERT INTO membership (id, version, case_id, user_id, role) SELECT gen_random_uuid(),"
                                " 1, id, :user, 'coordinator' FROM \"case\" WHERE id <> :case"),
                           {"user": user.id, "case": case.id})
        item = db.session.execute(text("SELECT id FROM evidence LIMIT 1")).scalar_one()
        _copies("evidence", item, ITEMS - 1, "reference", "title", "serial", "ern_start", "ern_end")
        db.session.execute(text("INSERT INTO evidence_filing (record_id, case_id) SELECT id, :case FROM evidence "
                                "WHERE id <> :item"), {"case": case.id, "item": item})
        db.session.execute(text("UPDATE case_count SET n = :n WHERE case_id = :case AND kind = 'evidence'"),
                           {"n": ITEMS, "case": case.id})
        db.session.execute(text("ALTER TABLE evidence_filing ENABLE TRIGGER USER"))
        db.session.execute(text("UPDATE counter SET n = :n WHERE key = 'EV'"), {"n": ITEMS + 1})
        db.session.commit()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
    token = secrets.token_urlsafe(32)
    row = {"token_hash": _hash(token), "user_id": user.id, "data": {"_user_id": str(user.id), "_fresh": True}}
    with db.engine.begin() as connection:
        connection.execute(WebSession.__table__.insert().values(**row))
    return user, case, token


def _copies(table: str, id: UUID, n: int, *own: str) -> None:
    """n copies of a row, with columns of their own made unlike."""
    columns = [row[0] for row in db.session.execute(text(
        "SELECT column_name FROM information_schema.columns WHERE table_name = :t AND is_generated = 'NEVER'"),
        {"t": table})]
    chosen = ", ".join(_value(column, own) for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    db.session.execute(text(f'INSERT INTO "{table}" ({names}) SELECT {chosen} FROM "{table}" t, '
                            "generate_series(1, :n) AS g WHERE t.id = :id"), {"n": n, "id": id})


def _value(column: str, own: tuple[str, ...]) -> str:
    if column == "id":
        return "gen_random_uuid()"
    if column == "serial":
        return "t.serial + g"
    if column in own:
        return f't."{column}" || \'-\' || g'
    if column in ("created_at", "received_at"):
        return f't."{column}" + g * interval \'1 second\''
    return f't."{column}"'


def count_queries(app: Any, paths: dict[str, str], token: str) -> None:
    """How many questions each page asks the database."""
    seen: list[str] = []

    def listen(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", listen)
    client = app.test_client()
    client.set_cookie("casefile", token, domain="localhost")
    for name, path in paths.items():
        client.get(path)
        seen.clear()
        client.get(path)
        say(f"queries: {name}", str(len(seen)), "<= 8")
    event.remove(engine, "before_cursor_execute", listen)


def sizes(browser: Browser) -> None:
    """What a first visit and a next page weigh, compressed."""
    page = browser.get("/")
    assets = set(re.findall(rb'(?:href|src)="(/static/[^"#]+)', page))
    modules = [path for path in assets if path.endswith(b"app.js")]
    for module in modules:
        folder = module.rsplit(b"/", 1)[0]
        assets |= {folder + b"/" + name for name in re.findall(rb'"\./([^"]+)"', browser.get(module.decode()))}
    first = len(gzip.compress(page)) + sum(len(gzip.compress(browser.get(path.decode()))) for path in assets)
    say("first view, compressed", f"{first / 1000:.0f} kB", "<= 120 kB")


def upload(browser: Browser, case: Case, pid: int, environment: dict[str, str]) -> None:
    """A file of 2 GiB through the web process, against hashing the same bytes alone."""
    size = 2048 * MIB
    block = os.urandom(MIB)
    begin = time.perf_counter()
    digest = hashlib.sha256()
    for _ in range(size // MIB):
        digest.update(block)
    alone = time.perf_counter() - begin
    page = browser.get(f"/cases/{case.id}/evidence/add").decode()
    token = re.search(r'name="csrf-token" content="([^"]+)"', page)[1]  # type: ignore[index]
    before, put = resident(pid), begin_batch(browser, page, token, case)
    begin = time.perf_counter()
    peak = send(browser, put, token, block, size, pid)
    took = time.perf_counter() - begin
    say("upload of 2 GiB: speed as a part of hashing alone", f"{alone / took:.2f}", ">= 0.50")
    say("upload of 2 GiB: memory above idle", f"{peak - before:.0f} MiB", "<= 64 MiB")


def begin_batch(browser: Browser, page: str, token: str, case: Case) -> str:
    """Send the common fields; the address to which the files go."""
    from urllib.parse import urlencode

    fields = {"csrf_token": token, "title": "Bench", "kind": "dataset", "origin": "bench", "acquisition": "found",
              "sensitivity": "none"}
    address = re.search(r'data-batch="([^"]+)"', page)
    path = address[1] if address else f"/cases/{case.id}/evidence/add"
    browser.connection.request("POST", path, urlencode(fields), {
        "Cookie": browser.cookie, "Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded",
        "X-CSRFToken": token})
    answer = browser.connection.getresponse()
    body = answer.read().decode()
    if answer.status != 303:
        raise SystemExit(f"the batch was not begun: {answer.status} {body[:300]}")
    browser.connection.request("GET", answer.headers["Location"], headers={
        "Cookie": browser.cookie, "Accept": "application/json"})
    said = json.loads(browser.connection.getresponse().read())
    return str(said["put"])


def send(browser: Browser, path: str, token: str, block: bytes, size: int, pid: int) -> float:
    """PUT the bytes in blocks; the highest memory seen on the way."""
    connection = http.client.HTTPConnection("127.0.0.1", browser.port, timeout=300)
    connection.putrequest("PUT", path)
    for name, value in {"Cookie": browser.cookie, "X-CSRFToken": token, "X-Filename": "bench.bin",
                        "Accept": "application/json", "Content-Length": str(size),
                        "Content-Type": "application/octet-stream"}.items():
        connection.putheader(name, value)
    connection.endheaders()
    peak = 0.0
    for number in range(size // MIB):
        connection.send(block)
        if number % 16 == 0:
            peak = max(peak, resident(pid))
    answer = connection.getresponse()
    body = answer.read()
    if answer.status >= 300:
        raise SystemExit(f"the upload answered {answer.status} {body[:300]!r}")
    return max(peak, resident(pid))


def demo_start() -> None:
    """How long a second start of the demonstration takes."""
    with tempfile.TemporaryDirectory(prefix="casefile-bench-") as folder:
        for _start in ("first", "second"):
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            begin = time.perf_counter()
            command = [sys.executable, "-c", "from casefile.cli import main; main()", "demo", "--port", str(port),
                       "--data", folder]
            demo = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
            try:
                wait_for(port, 300)
                took = time.perf_counter() - begin
            finally:
                demo.terminate()
                demo.wait(60)
        say("start of the demonstration after the first time", f"{took:.1f} s", "<= 10 s")


def measure(label: str, browser: Browser, bare: float, path: str) -> None:
    """A page's p95 as a multiple of the bare page's."""
    say(label, f"{p95(browser.times(path)) / bare:.1f} x bare page", "<= 3.0 x")


def line(text: str) -> None:
    """One line that tells its own name: "what: figures"."""
    name, _colon, figures = text.partition(": ")
    say(name, figures, "-")


def proof(servers: Servers, folder: Path) -> None:
    """The matrix of a charge with many links, on a database of its own."""
    new_database(servers, "bench_proof")
    app = create_app(settings(servers, folder, "bench_proof"))
    with app.app_context():
        migrations.upgrade()
        case, charge = bench_proof.a_large_charge()
        user = on_team(a_user(name="Proof"), case, Role.LEAD)
        db.session.remove()
    bench_proof.run(line, app, bench_vault.signed_in(app, user), case, charge)
    with app.app_context():
        db.engine.dispose()


def main() -> None:
    """Print the report."""
    with test_servers() as servers, tempfile.TemporaryDirectory(prefix="casefile-bench-") as folder:
        new_database(servers, "bench")
        environment = settings(servers, Path(folder), "bench")
        app = create_app(environment)
        with app.app_context():
            migrations.upgrade()
            _user, case, token = seed()
        pages = {"case list, 1,000 cases": "/cases/", "case page": f"/cases/{case.id}",
                 "evidence list, 100,000 items": f"/cases/{case.id}/evidence", "dashboard": "/",
                 "incident list": f"/cases/{case.id}/incidents", "witness list": f"/cases/{case.id}/witnesses",
                 "officials": f"/cases/{case.id}/officials", "element matrix": f"/cases/{case.id}/matrix",
                 "tasks and dates": f"/cases/{case.id}/deadlines", "dossiers": f"/cases/{case.id}/dossiers",
                 **bench_items.pages(case)}
        count_queries(app, pages, token)
        bench_vault.run(say, create_app(environment))
        bench_consent.run(line, create_app(environment))
        with app.app_context():
            db.engine.dispose()
        proof(servers, Path(folder))
        with web(environment) as (port, pid):
            browser = Browser(port, token)
            bare = p95(browser.times("/help"))
            for name, path in list(pages.items())[:3]:
                measure(f"p95: {name}", browser, bare, path)
            bench_items.run(lambda name, path: measure(name, browser, bare, path), case)
            sizes(browser)
            for name, path in list(pages.items())[:3]:
                weight = len(gzip.compress(browser.get(path))) / 1000
                say(f"next page, compressed: {name}", f"{weight:.1f} kB", "<= 15 kB")
            say("web process in memory", f"{resident(pid):.0f} MiB", "<= 150 MB")
            upload(browser, case, pid, environment)
        with app.app_context():
            db.engine.dispose()
    bench_store.run(say)
    demo_start()


if __name__ == "__main__":
    main()
