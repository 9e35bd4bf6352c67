"""Items of evidence for tests: with a real file in the store, and with the rows alone where only the rows matter."""

from __future__ import annotations

import io
import itertools
from typing import Any

from casefile.accounts.models import User
from casefile.cases.models import Case
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.evidence import service
from casefile.evidence.models import Evidence, EvidenceBatch
from casefile.evidence.rules import Acquisition, Information, Kind, Sensitivity, Source, headline
from casefile.evidence.service import Sent
from tests.factories.base import acting_as, made

_serial = itertools.count(1)
COMMON = {"title": "Register of a facility", "kind": Kind.DOCUMENT, "sensitivity": Sensitivity.NONE,
          "languages": ["ko"], "origin": "Archive of an institution", "acquisition": Acquisition.OPEN_SOURCE}

# What the guards of the status table look for on an item.
READY = {"second_copy": "second site", "plan": "compare seals", "method_who": "handwriting", "method_what": "contents",
         "method_where": "letterhead", "method_when": "ink", "relevance": "the quota", "probative": "high",
         "prejudice": "none", "lawful": "lawful", "lawfulness_memo": "nothing against it", "privilege": "none"}


def _source(item: Evidence) -> dict[str, Any]:
    if item.kind is Kind.TESTIMONY:
        return {"sheet": {"opportunity": "stood at the gate", "first_hand": "yes"}}
    return {"source": Source.B, "source_reason": "Known for years"}


def a_batch(case: Case, by: User | None = None, **values: Any) -> EvidenceBatch:
    """A batch without files."""
    with acting_as(by) if by else acting(SYSTEM):
        case = db.session.get_one(Case, case.id)
        return made(service.open_batch(case, **{**COMMON, **values}))


def an_item(case: Case, by: User | None = None, content: bytes | None = None, name: str = "register.txt",
            states: dict[str, Any] | None = None, ready: bool = False, **values: Any) -> Evidence:
    """An item with its file in the store, received by somebody or by the system.

    ready: everything that a move needs to find on it is there.
    """
    content = f"page {next(_serial)}".encode() if content is None else content
    with acting_as(by) if by else acting(SYSTEM):
        case = db.session.get_one(Case, case.id)
        batch = service.open_batch(case, **{**COMMON, **values})
        db.session.commit()
        receipt = service.receive_alone(batch, io.BytesIO(content), Sent(name, "text/plain", len(content)), again=True)
        item = receipt.item
        assert item is not None
        if ready:
            service.check_for_harm(item, "scanner 1.2", "clean")
            service.grade(item, Information.PROBABLE, "Two other papers say the same", **_source(item))
            states = {**READY, **(states or {})}
        if states:  # past the arrows: a test begins where it needs to
            db.session.execute(db.update(Evidence).where(Evidence.id == item.id).values(**states)
                               .execution_options(synchronize_session=False))
            db.session.refresh(item)
            item.headline = headline(item.standing)
        return made(item)
