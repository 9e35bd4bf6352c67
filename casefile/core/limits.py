"""How often: sign-in attempts for an account and from an address, counted in Redis."""

from __future__ import annotations

import hashlib

from flask import Flask, abort, current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse

limiter = Limiter(get_remote_address, strategy="moving-window", in_memory_fallback_enabled=True, default_limits=[])


def init_app(app: Flask) -> None:
    """Count in the Redis of the configuration; in memory while it is away."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", app.config["REDIS_URL"])
    app.config.setdefault("RATELIMIT_IN_MEMORY_FALLBACK", [])
    limiter.init_app(app)


def spend(limit: str, *keys: str) -> bool:
    """Use one of the allowed attempts; False when none is left. Keys are hashed: no address in Redis."""
    hashed = [hashlib.sha256(key.encode()).hexdigest()[:32] for key in keys]
    return limiter.limiter.hit(parse(limit), *hashed)


def spend_code(user: str) -> None:
    """Answer 429 when codes were tried too often for an account or from an address."""
    account = spend(current_app.config["LOGIN_LIMIT"], "code", user)
    address = spend(current_app.config["ADDRESS_LIMIT"], "address", get_remote_address())
    if not (account and address):
        abort(429)


def spend_sign_in(email: str) -> None:
    """Answer 429 when an account or an address was tried too often."""
    config = current_app.config
    account = spend(config["LOGIN_LIMIT"], "account", email.strip().lower())
    address = spend(config["ADDRESS_LIMIT"], "address", get_remote_address())
    if not (account and address):
        abort(429)
