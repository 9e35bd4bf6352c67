"""Intake: batches, and the way of a file from the wire to a registered item.

Stage, fsync, rename, then the row: a crash leaves at most a file no row speaks of, never a row without its file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from flask_babel import gettext as _
from sqlalchemy import select

from casefile.cases.models import Case
from casefile.core import storage
from casefile.core.actor import current
from casefile.core.db import db, next_number
from casefile.core.errors import Refused
from casefile.core.storage import Damaged, Incomplete, Readable, Stored
from casefile.evidence import files
from casefile.evidence.models import Evidence, EvidenceBatch
from casefile.evidence.models.provenance import COMMON
from casefile.evidence.rules import CustodyType, Relation, exhibit_number
from casefile.evidence.service.copies import ask_copies
from casefile.evidence.service.custody import Happened, append
from casefile.evidence.service.numbering import give_numbers, keep_numbers


class FormFile(Protocol):
    """A file of a form, as the web gives it."""

    @property
    def filename(self) -> str | None:
        """As the sender calls it."""

    @property
    def mimetype(self) -> str:
        """As the sender declares it."""

    @property
    def stream(self) -> Any:
        """Its bytes."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as the sender describes it. sha256: the sender's own computation, if any.

    written_out: name and type are written out already (`files.shown_name`); twice would change them.
    """

    name: str
    mime: str | None = None
    size: int | None = None
    sha256: str | None = None
    written_out: bool = False

    def shown(self) -> tuple[str, str | None]:
        """(name, type) as they can be kept and shown."""
        if self.written_out:
            return self.name, self.mime
        return files.shown_name(self.name), files.shown_name(self.mime) if self.mime else None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a file: registered as `item`, or held already as `duplicate_of`."""

    stored: Stored
    item: Evidence | None
    duplicate_of: Evidence | None


def open_batch(case: Case, keep_duplicates: bool = False, **common: Any) -> EvidenceBatch:
    """Open a batch: what is common to the files that come next. common: the attributes of Provenance."""
    number = next_number(f"batch-{case.situation_id}")
    batch = EvidenceBatch(case_id=case.id, case=case, situation_id=case.situation_id, number=number,
                          keep_duplicates=keep_duplicates, received_by=current().id, **common)
    db.session.add(batch)
    db.session.flush()
    return batch


def receive_alone(batch: EvidenceBatch, stream: Readable, sent: Sent, again: bool = False) -> Receipt:
    """Take in one file straight off the wire. again: register it also when it is held already.

    No transaction stays open while the bytes come in: that can take an hour.
    """
    db.session.rollback()
    stored = _store(stream, sent)
    return settle(batch, stored, sent, again or batch.keep_duplicates)


def receive_many(batch: EvidenceBatch, sent: Iterable[FormFile]) -> list[Receipt]:
    """Take in the files of a form, all or none: bytes first, then the rows."""
    kept = [take_in(file) for file in sent]
    return [settle(batch, stored, described, batch.keep_duplicates) for described, stored in kept]


def take_in(file: FormFile) -> tuple[Sent, Stored]:
    """Store the bytes of a file of a form; no row speaks of them yet. An empty file is kept like any other."""
    return Sent(file.filename or "", file.mimetype), _store(file.stream, Sent(""))


def _store(stream: Readable, sent: Sent) -> Stored:
    try:
        stored = storage.receive(stream, sent.size)
    except Incomplete:
        raise Refused(_("The file was cut off on its way. Nothing of it was stored; send it again.")) from None
    except Damaged:
        raise Refused(_("The store holds a damaged copy of this very file. Nothing was changed; tell the "
                        "administrator to run “casefile verify”.")) from None
    if sent.sha256 and sent.sha256.lower() != stored.sha256:
        raise Refused(_("The file changed on its way: the fingerprints differ. It was not registered; send it again."))
    return stored


def settle(batch: EvidenceBatch, stored: Stored, sent: Sent, again: bool) -> Receipt:
    """Register a stored file, unless it is held already and a second registration is not wanted."""
    known = None if again else held_as(stored.sha256)
    item = None if known else register(batch, stored, sent)
    return Receipt(stored, item, known)


def held_as(sha256: str) -> Evidence | None:
    """The first item with these bytes among those the actor may know of; a stranger's is never given away."""
    query = select(Evidence).where(Evidence.sha256 == sha256).order_by(Evidence.serial).limit(1)
    return db.session.execute(query).scalar_one_or_none()


def register(batch: EvidenceBatch, stored: Stored, sent: Sent) -> Evidence:
    """Register a stored file as the next item of the batch, and ask for its working copies."""
    page, _last = give_numbers(batch, 1)
    number = exhibit_number(batch.case.situation.code, batch.number, page)
    common = {name: getattr(batch, name) for name in COMMON}
    nth = next_number(f"item-{batch.id}")
    if nth > 1:
        common["title"] = f"{batch.title} ({nth})"
    item = enter(batch, stored, sent, common, (number, number))
    keep_numbers(item, batch, page, page)
    return item


def enter(batch: EvidenceBatch, stored: Stored, sent: Sent, common: dict[str, Any],  # noqa: PLR0917 - one row
          numbers: tuple[str, str], parent: Evidence | None = None, relation: Relation | None = None) -> Evidence:
    """Make the row of a stored file, file it and begin its custody log.

    common: the attributes of Provenance. numbers: its first and last registration number. parent, relation: what it
    came with or was made from; it is then filed wherever its parent is.
    """
    serial = next_number("EV")
    with storage.open_file(stored.sha256) as file:
        found = files.label(file.read(files.HEAD))
    name, declared = sent.shown()
    item = Evidence(reference=f"EV-{serial:04d}", serial=serial, ern_start=numbers[0], ern_end=numbers[1],
                    home_case_id=batch.case_id, batch_id=batch.id, received_by=current().id,
                    file_name=name, mime_found=found, size=stored.size, sha256=stored.sha256,
                    mime_declared=declared, parent_id=parent and parent.id,
                    relation=relation, family_id=(parent.family_id or parent.id) if parent else None, **common)
    db.session.add(item)
    item.file_into(batch.case)
    for filing in parent.filings if parent else []:
        if filing.case_id not in item.scopes():
            item.filings.append(Evidence.Filing(case_id=filing.case_id, filed_by=current().id, reason=filing.reason))
    append(item, *_first_entries(item))
    ask_copies(item)
    return item


def _first_entries(item: Evidence) -> list[Happened]:
    if item.relation not in (None, Relation.ATTACHMENT):  # made here: nobody collected it
        return [Happened(CustodyType.INGESTED, detail={"size": item.size}),
                Happened(CustodyType.HASHED, after=item.sha256, detail={"tool": "sha256"})]
    collected = Happened(CustodyType.COLLECTED, detail={
        "how": item.acquisition.value if item.acquisition else None,
        "when": item.obtained.code if item.obtained else None})
    return [*([collected] if item.acquisition else []), Happened(CustodyType.RECEIVED),
            Happened(CustodyType.INGESTED, detail={"size": item.size}),
            Happened(CustodyType.HASHED, after=item.sha256, detail={"tool": "sha256"})]
