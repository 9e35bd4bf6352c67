"""A real Valkey: password, and what survives."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from casefile.servers.guard import Guard
from casefile.servers.testing import await_ready, running
from casefile.servers.valkey import Valkey


def test_what_is_stored_survives_sigkill(data: Path, guard: Guard) -> None:
    """Durable: what was answered is there again."""
    server = Valkey(data)
    with running(server.process, guard, data) as child:
        await_ready(server.process, child, data)
        with redis.Redis.from_url(server.url()) as client:
            client.rpush("queue", "one")
        child.send_signal(signal.SIGKILL)
        again = Valkey(data)
        with running(again.process, guard, data) as second:
            await_ready(again.process, second, data)
            with redis.Redis.from_url(again.url(), decode_responses=True) as client:
                assert client.lrange("queue", 0, -1) == ["one"]


def test_a_password_is_needed_and_nothing_is_written(data: Path, guard: Guard) -> None:
    """For tests: no file of data, and no way in without the password."""
    server = Valkey(data, durable=False)
    with running(server.process, guard, data) as child:
        await_ready(server.process, child, data)
        once = Retry(NoBackoff(), 0)
        with redis.Redis(port=server.port, retry=once) as stranger, pytest.raises(redis.AuthenticationError):
            stranger.ping()
        with redis.Redis.from_url(server.url()) as client:
            client.set("word", "1")
            assert client.config_get("bind") == {"bind": "127.0.0.1"}
        password = (data / "secrets/valkey-password").read_text().strip()
        assert password not in Path(f"/proc/{child.pid}/cmdline").read_text()
    assert {path.name for path in (data / "valkey").iterdir()} == {"valkey.conf"}
    assert (data / "valkey/valkey.conf").stat().st_mode & 0o077 == 0
