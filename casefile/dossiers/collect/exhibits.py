"""The exhibit list with the custody record of each item, and whether its bytes are still the ones received."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from uuid import UUID

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select

from casefile.cases.models import Case
from casefile.core import storage
from casefile.core.db import db
from casefile.dossiers import view
from casefile.dossiers.collect.people import Staff
from casefile.dossiers.rules import size_in_words
from casefile.evidence import labels as words
from casefile.evidence.models import CustodyEvent, Evidence

Step = Callable[[int, int], None]


def items_of(case: Case) -> list[Evidence]:
    """The items filed in the case, by number."""
    filing = Evidence.Filing
    query = (select(Evidence).join(filing, filing.record_id == Evidence.id).where(filing.case_id == case.id)
             .order_by(Evidence.serial))
    return list(db.session.execute(query).scalars().unique())


def check(items: list[Evidence], step: Step) -> dict[UUID, str | None]:
    """Item id -> the SHA-256 of its bytes as they are now; None when the file is missing."""
    found: dict[UUID, str | None] = {}
    for number, item in enumerate(items, 1):
        found[item.id] = storage.digest(item.sha256)
        step(number, len(items))
    return found


def exhibits(items: list[Evidence], staff: Staff, digests: dict[UUID, str | None]) -> tuple[view.Exhibit, ...]:
    """The exhibit list."""
    custody = _custody(items, staff)
    return tuple(_exhibit(item, custody[item.id], digests[item.id] == item.sha256) for item in items)


def _exhibit(item: Evidence, custody: list[view.CustodyEntry], intact: bool) -> view.Exhibit:
    fixity = _("fingerprint checked for this dossier: matches") if intact else _(
        "FINGERPRINT CHECKED FOR THIS DOSSIER: DOES NOT MATCH")
    statuses = (words.HEADLINE[item.headline], words.VERIFICATION[item.verification_state],
                words.USE[item.use_restriction], fixity)
    return view.Exhibit(
        number=item.reference,
        title=item.title,
        kind=str(words.KIND[item.kind]),
        date=item.made.words() if item.made and item.made.code else _("not recorded"),
        source=_source(item),
        statuses=tuple(str(word) for word in statuses),
        extent=size_in_words(item.size),
        size=item.size,
        sha256=item.sha256,
        registration=item.ern_start if item.ern_start == item.ern_end else f"{item.ern_start} – {item.ern_end}",
        custody=tuple(custody),
    )


def _source(item: Evidence) -> str:
    how = words.ACQUISITION[item.acquisition] if item.acquisition else _("not recorded")
    return _("%(origin)s (%(how)s; received %(day)s)", origin=item.origin or _("not recorded"), how=how,
             day=format_date(item.received_at))


def _custody(items: list[Evidence], staff: Staff) -> dict[UUID, list[view.CustodyEntry]]:
    query = select(CustodyEvent).where(CustodyEvent.evidence_id.in_([item.id for item in items]))
    found: dict[UUID, list[view.CustodyEntry]] = defaultdict(list)
    for event in db.session.execute(query.order_by(CustodyEvent.case_id, CustodyEvent.pos)).scalars():
        found[event.evidence_id].append(view.CustodyEntry(
            seq=event.pos, at=event.at, kind=str(words.EVENT[event.type]), actor=staff.code(event.actor_id),
            reason=event.reason or "", hash_result=_hash_result(event)))
    return found


def _hash_result(event: CustodyEvent) -> str:
    outcome = event.detail.get("outcome")
    if outcome in words.OUTCOME:
        return str(words.OUTCOME[outcome])
    return event.hash_after[:12] if event.hash_after else ""
