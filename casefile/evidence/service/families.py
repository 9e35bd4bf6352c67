"""Items taken out of others: attachments, packed files, captured pages. Each has its own hash and its own entries."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from casefile.core import storage
from casefile.core.db import db
from casefile.core.edtf import BadDate
from casefile.core.errors import Refused
from casefile.core.jobs import Job, enqueue
from casefile.core.uncertain import DateEntry
from casefile.evidence.models import Evidence, Extraction, Reading
from casefile.evidence.models.provenance import COMMON
from casefile.evidence.rules import CustodyType, Kind, Relation, exhibit_number
from casefile.evidence.service import intake
from casefile.evidence.service.copies import facts_of
from casefile.evidence.service.custody import Happened, append
from casefile.evidence.service.kinship import join_family
from casefile.evidence.service.numbering import batch_of, give_numbers, keep_numbers

AT_ONCE = 50
MAIL = ("message/rfc822", "application/vnd.ms-outlook")


@dataclass(frozen=True, slots=True)
class Inside:
    """One thing inside an item. item: what it was registered as, if it was taken out."""

    place: int
    told: Mapping[str, Any]
    item: Evidence | None

    @property
    def can_come_out(self) -> bool:
        """True when it may be asked for."""
        return self.item is None and not self.told.get("problem")


def contents(item: Evidence) -> list[Inside]:
    """What lies inside, in the order of the file, with what was taken out already."""
    out = children(item)
    return [Inside(int(member["place"]), member, out.get(int(member["place"])))
            for member in facts_of(item)["members"] if str(member.get("place", "")).isdigit()]


def children(item: Evidence) -> dict[int, Evidence]:
    """Place -> the item that was taken out of it."""
    query = (select(Extraction.place, Evidence).join(Evidence, Evidence.id == Extraction.evidence_id)
             .where(Extraction.parent_id == item.id).order_by(Extraction.place))
    return {place: child for place, child in db.session.execute(query).all()}


def ask_to_take_out(item: Evidence, places: Collection[int]) -> int:
    """Ask a worker to take the parts out and register each as an item of the same batch; returns how many."""
    wanted = [inside.place for inside in contents(item) if inside.can_come_out and inside.place in places]
    if not wanted:
        raise Refused(_("Nothing that can be taken out was chosen."))
    ask(item, wanted)
    return len(wanted)


def ask(item: Evidence, places: list[int]) -> None:
    """One job for some of the parts each: what was taken out before a failure stays."""
    for start in range(0, len(places), AT_ONCE):
        enqueue(Job.TAKE_OUT, item.id, *places[start : start + AT_ONCE], case_id=item.home_case_id)


def ask_for_attachments(item: Evidence, reading: Reading, members: Iterable[Mapping[str, Any]]) -> None:
    """The attachments of an e-mail come out by themselves: a message and what hangs on it are one family."""
    if reading.kind in MAIL:
        ask(item, [int(member["place"]) for member in members if not member.get("problem")])


def still_inside(id: UUID, places: Iterable[int]) -> tuple[Evidence, list[int]] | None:
    """The item and those of the parts that nobody has taken out yet, for a worker; None when it is not seen."""
    query = select(Evidence).where(Evidence.id == id).with_for_update()
    item = db.session.execute(query).scalar_one_or_none()
    if item is None:
        return None
    out = children(item)
    return item, [place for place in places if place not in out]


def register(parent: Evidence, told: Mapping[str, Any], content: bytes) -> Evidence:
    """Register one part as an item with its own hash, its own entries and a word on where it came from."""
    stored = storage.receive(io.BytesIO(content))
    sent = intake.Sent(str(told.get("name", "")), str(told["mime"]) if told.get("mime") else None)
    batch, place = batch_of(parent), int(told["place"])
    page, _last = give_numbers(batch, 1)
    number = exhibit_number(batch.case.situation.code, batch.number, page)
    common = {name: getattr(parent, name) for name in COMMON}
    common["title"] = f"{parent.title[:180]} ({parent.reference}/{place + 1})"
    child = intake.enter(batch, stored, sent, common, (number, number), parent, Relation.ATTACHMENT)
    keep_numbers(child, batch, page, page)
    _as_captured(child, told)
    join_family(child, parent)
    db.session.add(Extraction(evidence_id=child.id, parent_id=parent.id, place=place))
    detail = {"from": str(parent.id), "place": place + 1, "digest_in_file": told.get("matches")}
    append(child, Happened(CustodyType.EXTRACTED, before=parent.sha256, after=child.sha256, detail=detail))
    return child


def _as_captured(child: Evidence, told: Mapping[str, Any]) -> None:
    """A captured page knows its address and its time."""
    if not told.get("url"):
        return
    child.kind, child.origin = Kind.WEB, str(told["url"])[:500]
    try:
        child.obtained = DateEntry.of(str(told.get("captured", ""))[:10])
    except BadDate:
        return
