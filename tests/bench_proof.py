"""How long the matrix of a large charge takes beside a bare page, and how many questions it asks."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.law.models import ChargeElement, EvidenceLink
from casefile.law.rules import Direction
from casefile.officials.models import Official
from tests.factories.base import a_case
from tests.factories.evidence import an_item
from tests.factories.law import ENSLAVEMENT, SUPERIOR, a_charge, a_link
from tests.factories.officials import an_official

OFFICIALS, LINKS, ITEMS, ROUNDS = 5, 3000, 60, 9


def a_large_charge(links: int = LINKS) -> tuple[Any, Any]:
    """A charge against five officials, with links spread over all its elements: (case, charge)."""
    case = a_case()
    officials: list[Official] = [an_official(case.situation, case) for _n in range(OFFICIALS)]
    charge = a_charge(case, ENSLAVEMENT, *officials, modes=[SUPERIOR, "MOL-25-3-d", "MOL-25-3-b-1"])
    items = [an_item(case) for _n in range(ITEMS)]
    with acting(SYSTEM):
        elements = db.session.execute(select(ChargeElement).filter_by(charge_id=charge.id)).scalars().unique().all()
    first = [a_link(element, items[0], f"Sentence {n}") for n, element in enumerate(elements)]
    with acting(SYSTEM):
        db.session.add_all(EvidenceLink(case_id=case.id, proposition_id=first[n % len(first)].proposition_id,
                                        evidence_id=items[n % ITEMS].id, direction=Direction.SUPPORTS)
                           for n in range(links))
        db.session.commit()
    return case, charge


def run(say: Callable[[str], None], app: Flask, client: FlaskClient, case: Any, charge: Any) -> None:
    """Print the ratio to a bare page, and the number of questions."""
    asked: list[str] = []

    def count(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", count)
        bare, matrix = (_median(client, url) for url in ("/help", f"/cases/{case.id}/matrix?charge={charge.id}"))
        asked.clear()
        client.get(f"/cases/{case.id}/matrix?charge={charge.id}")
        event.remove(db.engine, "before_cursor_execute", count)
    say(f"matrix of {LINKS} links: {matrix / bare:.1f} times a bare page ({matrix * 1000:.0f} ms), "
        f"{len(asked)} questions")


def _median(client: FlaskClient, url: str) -> float:
    times = []
    for _n in range(ROUNDS):
        start = time.perf_counter()
        assert client.get(url).status_code == 200
        times.append(time.perf_counter() - start)
    return sorted(times)[len(times) // 2]
