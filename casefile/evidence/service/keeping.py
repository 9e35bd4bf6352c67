"""Keeping originals: entries written by hand, corrections, the look every 180 days, legal holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select

from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.evidence.labels import FIELD
from casefile.evidence.models import CustodyEvent, Evidence
from casefile.evidence.rules import BY_HAND, REVIEW_EVERY, Custody, CustodyType, missing_fields
from casefile.evidence.service.custody import Happened, append


def write_entry(item: Evidence, type: CustodyType, reason: str, **said: str | None) -> None:
    """Write an entry that no other act writes: a seal, an examination, a look at the original."""
    if type not in BY_HAND:
        raise Refused(_("Entries of this kind are written by the act itself, never by hand."))
    known = {name: text for name, text in said.items() if text}
    missing = missing_fields(type, known)
    if missing:
        raise Refused(_("This kind of entry also needs: %(fields)s.",
                        fields=", ".join(str(FIELD.get(name, name)) for name in missing)))
    append(item, Happened(type, reason=reason, before=item.sha256, detail=known))
    if type is CustodyType.REVIEWED:
        item.custody_seen_at = datetime.now(UTC)


def check_for_harm(item: Evidence, tool: str, outcome: str) -> None:
    """Write down what a scanner found. What is harmful is kept: it may be evidence."""
    append(item, Happened(CustodyType.VIRUS_CHECKED, before=item.sha256, detail={"tool": tool, "outcome": outcome}))


def correct(item: Evidence, pos: int, reason: str) -> None:
    """Correct an entry of the item by a new one that points at it; the old one stays as it is."""
    query = select(CustodyEvent.pos).where(CustodyEvent.evidence_id == item.id, CustodyEvent.pos == pos)
    if db.session.execute(query).first() is None:
        raise Refused(_("There is no such entry on this item."))
    append(item, Happened(CustodyType.CORRECTION, reason=reason, before=item.sha256, detail={"corrects": pos}))


def set_hold(item: Evidence, hold_reason: str | None, retain_until: date | None, reason: str) -> None:
    """Put a legal hold on an item or lift it, and say until when it is kept in any case."""
    item.hold_reason, item.retain_until, item.reason_for_change = hold_reason, retain_until, reason


def custody_due() -> ColumnElement[bool]:
    """The condition that nobody has looked after the original for 180 days."""
    seen = func.coalesce(Evidence.custody_seen_at, Evidence.received_at)
    here = Evidence.custody_state.in_([Custody.REGISTERED, Custody.PRESERVED, Custody.OUT])
    due: ColumnElement[bool] = (seen < func.clock_timestamp() - timedelta(days=REVIEW_EVERY)) & here
    return due & Evidence.relation.is_(None)
