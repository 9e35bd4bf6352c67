"""What evaluating consent costs: 1,000 items with two people each, in questions and against a bare page."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import event, select

from casefile.cases.models import Case
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.evidence.models import Evidence
from casefile.evidence.service import independence, sharing
from casefile.people.models import today
from casefile.people.rules.grants import Level, Purpose
from casefile.people.service import telling_in

ITEMS = 1000


def run(say: Callable[[str], Any], app: Flask) -> None:
    """Say how many questions 1,000 items take and how long, beside a page that asks nothing; of the items held."""
    client, seen = app.test_client(), []
    started = time.perf_counter()
    for _n in range(10):
        client.get("/sign-in")
    bare = (time.perf_counter() - started) / 10
    with app.app_context(), acting(SYSTEM):
        case = db.session.execute(select(Case).order_by(Case.reference)).scalars().first()
        assert case is not None  # the bench fills one before
        ids = list(db.session.execute(select(Evidence.id).limit(ITEMS)).scalars())
        event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
        for name, ask in (("consent", lambda: sharing.may_share(ids, "icc_otp", Purpose.TRIAL, Level.PUBLIC,
                                                                today() + timedelta(1))),
                          ("independence", lambda: independence.count(ids)),
                          ("usability for the forum", lambda: sharing.usable(ids, case)),
                          ("what could tell people apart", lambda: telling_in(case))):
            seen.clear()
            started = time.perf_counter()
            ask()
            took = time.perf_counter() - started
            say(f"{name} of {len(ids)} items: {len(seen)} questions, {took * 1000:.0f} ms, "
                f"{took / bare:.1f} bare pages")
