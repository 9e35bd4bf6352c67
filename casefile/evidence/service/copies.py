"""Working copies: asking for them, keeping what the worker made, showing how far it is.

The worker sends what the reader said; nothing of it is shown before the transaction that keeps it ends.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, select

from casefile.core import storage, vault
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.jobs import Job, JobRun, JobState, enqueue
from casefile.evidence.copies import (
    NOTES,
    PROBLEMS,
    CopyKind,
    Examined,
    ReadingState,
    blind,
    ending_fits,
    says_made,
    says_where,
    words_of,
)
from casefile.evidence.models import Evidence, Reading, Rendition
from casefile.evidence.rules import MOST_PAGES as MOST_NUMBERS
from casefile.evidence.rules import CustodyType
from casefile.evidence.service.custody import Happened, append
from casefile.evidence.service.numbering import assign_pages

# The key of the index belongs to nobody's record; it lies wrapped beside the others.
INDEX = UUID("6b0d4f0e-5f5b-4f4e-9c39-0f6a5d1c7e21")
MOST_PAGES = 5_000
CHUNK = 8


@dataclass(frozen=True, slots=True)
class Tool:
    """What made a copy."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Made:
    """One page, text or reason as the worker hands it over."""

    kind: CopyKind
    page: int
    content: bytes | None = None
    problem: str | None = None
    width: int | None = None
    height: int | None = None
    sure: int | None = None


def ask_copies(item: Evidence) -> None:
    """Ask a worker to read the item, in the transaction that registers it.

    The application itself asks: copies are made also when whoever sent the file has left the team.
    """
    reading = Reading(evidence_id=item.id)
    db.session.add(reading)
    _ask(reading, item)


def ask_again(item: Evidence) -> None:
    """Read the item once more. Raises Refused while it is being read."""
    reading = reading_of(item, lock=True)
    if reading is None:
        ask_copies(item)
        return
    if is_busy(reading):
        raise Refused(_("This item is being read at the moment."))
    reading.attempt += 1
    reading.state, reading.problem, reading.asked_at = ReadingState.WAITING, None, datetime.now(UTC)
    _ask(reading, item)


def _ask(reading: Reading, item: Evidence) -> None:
    db.session.flush()
    with acting(SYSTEM):
        key = f"read:{item.id}:{reading.attempt}"
        reading.run_id = enqueue(Job.READ_ITEM, item.id, reading.attempt, case_id=item.home_case_id, key=key)


def reading_of(item: Evidence, lock: bool = False) -> Reading | None:
    """How far the reading of the item is; None for one that came before there was a reader."""
    query = select(Reading).where(Reading.evidence_id == item.id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.execute(query).scalar_one_or_none()


def is_busy(reading: Reading) -> bool:
    """True while a worker has it or will get it; a job that was given up or cancelled counts no more."""
    if reading.state in (ReadingState.DONE, ReadingState.FAILED):
        return False
    query = select(JobRun.state).where(JobRun.id == reading.run_id)
    with acting(SYSTEM):
        return db.session.execute(query).scalar_one_or_none() in (JobState.WAITING, JobState.RUNNING)


def to_read(id: UUID, attempt: int) -> tuple[Evidence, Reading] | None:
    """The item and its reading for a worker, locked; None when this try is no longer wanted."""
    item = db.session.execute(select(Evidence).where(Evidence.id == id)).scalar_one_or_none()
    reading = reading_of(item, lock=True) if item else None
    if item is None or reading is None or reading.attempt != attempt or reading.state in (
            ReadingState.DONE, ReadingState.FAILED):
        return None
    return item, reading


def keep_examined(item: Evidence, reading: Reading, found: Examined, tool: Tool) -> None:
    """Keep what the first look found, and ask for the pages of a paged file."""
    db.session.execute(delete(Rendition).where(Rendition.evidence_id == item.id))
    notes = {note for note in found.notes if note in NOTES}
    reading.kind, reading.members, reading.made = found.kind[:100], len(found.members), 0
    reading.notes = sorted(notes if ending_fits(found.kind, item.file_name) else notes | {"ending"})
    reading.pages = min(found.pages, MOST_PAGES) if found.pages else None
    reading.says_made, reading.says_where = says_made(found.told), says_where(found.told) is not None
    facts = json.dumps({"told": dict(found.told), "members": list(found.members)}, ensure_ascii=False)
    _keep(item, [Made(CopyKind.FACTS, 0, facts.encode()),
                 *(Made(CopyKind.TEXT, n, text.encode()) for n, text in enumerate(found.texts, 1))], tool)
    reading.parts = len(found.texts)
    if reading.pages and item.pages is None:  # what a person counted stands
        assign_pages(item, min(reading.pages, MOST_NUMBERS))
    if reading.pages and not found.problem:
        reading.state = ReadingState.READING
        ask_pages(item, reading, 1)
    else:
        _finish(item, reading, found.problem, tool)


def ask_pages(item: Evidence, reading: Reading, first: int) -> None:
    """Ask for the next pages."""
    key = f"pages:{item.id}:{reading.attempt}:{first}"
    with acting(SYSTEM):
        reading.run_id = enqueue(Job.COPY_PAGES, item.id, reading.attempt, first, case_id=item.home_case_id, key=key)


def keep_pages(item: Evidence, reading: Reading, last: int, made: Iterable[Made], tool: Tool) -> None:
    """Keep some pages, and ask for the next ones or finish."""
    _keep(item, made, tool)
    reading.made = last
    if last < (reading.pages or 0):
        ask_pages(item, reading, last + 1)
    else:
        _finish(item, reading, None, tool)


def fail(item: Evidence, reading: Reading, problem: str) -> None:
    """Say on the item why it cannot be read; what was made before stays."""
    reading.state, reading.problem = ReadingState.FAILED, problem if problem in PROBLEMS else "unexpected"


def _finish(item: Evidence, reading: Reading, problem: str | None, tool: Tool) -> None:
    reading.done_at = datetime.now(UTC)
    if problem:
        fail(item, reading, problem)
    else:
        reading.state = ReadingState.DONE
    read = select(Rendition.kind, Rendition.page, Rendition.problem).where(Rendition.evidence_id == item.id)
    rows = db.session.execute(read).all()
    detail = {"tool": tool.name, "version": tool.version, "kind": reading.kind,
              "pages": sum(row.kind is CopyKind.PAGE and not row.problem for row in rows),
              "texts": sum(row.kind is CopyKind.TEXT and not row.problem for row in rows)}
    happened = [Happened(CustodyType.COPIED_WORKING, before=item.sha256, detail=detail)]
    by_engine = sum(row.kind is CopyKind.OCR and not row.problem for row in rows)
    if by_engine:
        happened.append(Happened(CustodyType.OCR, before=item.sha256, detail={"pages": by_engine, "tool": "tesseract"}))
    append(item, *happened)


def _keep(item: Evidence, made: Iterable[Made], tool: Tool) -> None:
    """Store the bytes, then the rows that speak of them."""
    key = vault.data_key(INDEX, create=True)
    for one in made:
        values: dict[str, Any] = {"problem": one.problem}
        if one.content is not None:
            stored = storage.receive(io.BytesIO(one.content))
            values = {"sha256": stored.sha256, "size": stored.size, "width": one.width, "height": one.height,
                      "sure": one.sure}
            if one.kind in (CopyKind.TEXT, CopyKind.OCR):
                values["words"] = blind(key, words_of(one.content.decode("utf-8", "replace")))
        elif one.problem not in PROBLEMS:
            values["problem"] = "unexpected"
        engine = Tool("tesseract", tool.version) if one.kind is CopyKind.OCR else tool
        db.session.add(Rendition(evidence_id=item.id, kind=one.kind, page=one.page, tool=engine.name,
                                 tool_version=engine.version, **values))
    db.session.flush()


@storage.spoken_for
def rendition_digests() -> Iterable[str]:
    """The files that working copies are."""
    with acting(SYSTEM):
        query = select(Rendition.sha256).where(Rendition.sha256.is_not(None)).distinct()
        return [sha256 for sha256 in db.session.execute(query).scalars() if sha256]


def facts_of(item: Evidence) -> Mapping[str, Any]:
    """What the file says of itself (`told`), and what lies inside (`members`)."""
    query = select(Rendition.sha256).where(Rendition.evidence_id == item.id, Rendition.kind == CopyKind.FACTS)
    sha256 = db.session.execute(query).scalar_one_or_none()
    if sha256 is None:
        return {"told": {}, "members": []}
    try:
        with storage.open_file(sha256) as file:
            found: dict[str, Any] = json.load(file)
    except (FileNotFoundError, storage.Damaged):
        return {"told": {}, "members": []}
    return found
