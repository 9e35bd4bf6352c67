"""What identities cost: an opening against a bare page, and a new master key for 10,000 data keys."""

from __future__ import annotations

import secrets
import statistics
import time
from collections.abc import Callable
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from casefile.accounts.models import User
from casefile.core import vault
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.sessions import WebSession, _hash
from casefile.core.vault import DataKey, Keyring
from tests.factories.base import a_case, a_member
from tests.factories.people import a_person, an_identity

KEYS, RUNS = 10_000, 30
Say = Callable[[str, str, str], None]


def run(say: Say, app: Flask) -> None:
    """Measure on an application of its own database; its form tokens must be switched off."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        case = a_case()
        person = a_person(case)
        an_identity(person)
        officer, stranger = a_member(case, Role.PROTECTION_OFFICER), a_member(a_case(), Role.COORDINATOR)
        db.session.remove()
    client = signed_in(app, officer)
    bare = median(lambda: client.get("/help"))
    data = {"group": "names", "reason": "measured"}
    opening = median(lambda: client.post(f"/witnesses/{person.id}/identity", data=data, follow_redirects=True))
    say("identity: put on record, committed, shown", f"{opening / bare:.1f} x bare page", "<= 6.0 x")
    outside(say, signed_in(app, stranger), person.id)
    rewrap(say, app)


def signed_in(app: Flask, user: User) -> FlaskClient:
    """A browser whose person gave the password again."""
    client, token = app.test_client(), secrets.token_urlsafe(32)
    data = {"_user_id": str(user.id), "_fresh": True, "confirmed_at": time.time()}
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(insert(WebSession.__table__).values(token_hash=_hash(token), user_id=user.id, data=data))
    client.set_cookie("casefile", token, domain="localhost")
    return client


def median(act: Callable[[], object]) -> float:
    """Seconds of the middle one of some runs, after a few to warm up."""
    return statistics.median(timed(act) for _n in range(RUNS + 3))


def timed(act: Callable[[], object]) -> float:
    """Seconds of one run."""
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def outside(say: Say, client: FlaskClient, person: UUID) -> None:
    """Whether the time of an answer tells the coordinator of another case that a person exists; interleaved."""
    theirs, nobody = [], []
    for _n in range(RUNS):
        theirs.append(timed(lambda: client.get(f"/witnesses/{person}")))
        nobody.append(timed(lambda: client.get(f"/witnesses/{uuid4()}")))
    apart = abs(statistics.median(theirs) - statistics.median(nobody)) * 1000
    say("somebody else's person against nobody, medians apart", f"{apart:.2f} ms", "<= 5 ms")


def rewrap(say: Say, app: Flask) -> None:
    """Wrap every key anew; nothing is kept."""
    with app.app_context(), acting(SYSTEM):
        ring = app.extensions["vault"]
        rows = []
        for _n in range(KEYS):
            owner, key = uuid4(), uuid4()
            rows.append({"owner_id": owner, "key_id": key, "kek_id": ring.current,
                         "wrapped": vault.wrap(ring, owner, key, vault.new_secret())})
        db.session.execute(insert(DataKey.__table__), rows)
        app.extensions["vault"] = Keyring("bench", {**ring.keys, "bench": secrets.token_bytes(32)})
        took = timed(vault.rewrap)
        db.session.rollback()
        app.extensions["vault"] = ring
    say("a new master key for 10,000 data keys", f"{took:.1f} s", "<= 10 s")
