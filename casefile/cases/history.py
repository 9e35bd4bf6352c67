"""What happened to the records of a case, in words: the audit entries as people read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from wtforms.fields.core import UnboundField

from casefile.accounts.models import User
from casefile.cases import labels
from casefile.cases.decisions import Change
from casefile.cases.links import Kind, kind_of, readable, unreadable
from casefile.cases.models import Case
from casefile.core.actor import current
from casefile.core.audit import PROTECTED, AuditEvent
from casefile.core.db import db
from casefile.core.fields import Choice, Choices

Names = Mapping[str, str]
_LONGEST = 300
_AN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Columns that only repeat what an entry says anyway.
_NOISE = frozenset({"stage_since", "situation_id", "case_id", "reference"})
# Rows that only keep what the entry of their case says anyway.
_ECHOES = ("stage_move",)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a history, ready to be shown."""

    title: str
    at: datetime
    who: str
    reason: str | None
    changes: list[Change]
    url: str | None
    reference: str | None
    tone: str = "neutral"


def history_of_case(case: Case) -> Any:
    """(entry, name of the person) for all records of the case that the actor may read."""
    hidden = [*unreadable(current(), case.id), *_ECHOES]
    return _rows().where(AuditEvent.scopes.contains([case.id]), AuditEvent.table.notin_(hidden))


def history_of(table: str, id: UUID) -> Any:
    """(entry, name of the person) for one record."""
    return _rows().where(AuditEvent.record_id == id, AuditEvent.table == table)


def _rows() -> Any:
    return select(AuditEvent, User.name).outerjoin(User, User.id == AuditEvent.actor_id)


def recent_activity(case: Case, names: Names, limit: int = 8) -> list[Entry]:
    """The last things done in the case; names: what to call the people of the team."""
    known = history_of_case(case).where(AuditEvent.table.in_(readable(current(), case.id)))
    rows = db.session.execute(known.order_by(AuditEvent.id.desc()).limit(limit))
    return [entry(event, name, names) for event, name in rows]


def own_recent_records(limit: int = 6) -> list[Entry]:
    """The records the actor worked on last, each once."""
    mine = _rows().where(AuditEvent.actor_id == current().id, AuditEvent.reference.is_not(None))
    found: dict[UUID, Entry] = {}
    for event, name in db.session.execute(mine.order_by(AuditEvent.id.desc()).limit(limit * 8)):
        if len(found) < limit:
            found.setdefault(event.record_id, entry(event, name))
    return list(found.values())


def entry(event: AuditEvent, name: str | None, names: Names = MappingProxyType({})) -> Entry:
    """An audit entry in words. Values are shown only for kinds of record whose slice said how they are read.

    names: user id -> name, for values that are people.
    """
    kind = kind_of(event.table)
    record = " ".join(str(part) for part in (kind.name if kind else _("Detail of a record"), event.reference) if part)
    action = labels.HISTORY.get(event.action) or _("Used")
    return Entry(
        title=_("%(action)s: %(record)s", action=action, record=record),
        at=event.at, who=name or _("The system"), reason=event.reason,
        changes=_changes(event, kind, names) if kind else [],
        url=kind.url(event.record_id) if kind else None,
        reference=event.reference,
        tone="warn" if event.action in labels.LOOKS else "neutral",
    )


def _changes(event: AuditEvent, kind: Kind, names: Names) -> list[Change]:
    hidden = _NOISE | kind.hides
    return [Change(field_label(kind, name), *(field_words(kind, name, value, names) for value in pair))
            for name, pair in event.changes.items() if name not in hidden]


def _field(form: Any, name: str) -> tuple[tuple[Any, ...], dict[str, Any], Any] | None:
    unbound = getattr(form, name, None)
    return (unbound.args, unbound.kwargs, unbound.field_class) if isinstance(unbound, UnboundField) else None


def field_label(kind: Kind, name: str) -> str:
    """What people call the column; the parts of an uncertain date go by the date's name."""
    if name in kind.columns:
        return str(kind.columns[name][0])
    for candidate in (name, name.rpartition("_")[0]):
        field = _field(kind.form, candidate)
        if field:
            return str(field[0][0] if field[0] else field[1].get("label", name))
    return str(labels.COLUMN.get(name, name.replace("_", " ")))


def _words_of(kind: Kind, name: str) -> Mapping[Any, Any]:
    """Value -> words, for a column that holds a choice."""
    if name in kind.columns:
        return kind.columns[name][1]
    field = _field(kind.form, name)
    if field and issubclass(field[2], Choice | Choices):
        found: Mapping[Any, Any] = field[0][2]
        return found
    return labels.VALUES.get(name, {})


def field_words(kind: Kind, name: str, value: Any, names: Names) -> str:
    """The value as the form would say it."""
    if value is None or value in ("", []):
        return ""
    if value == PROTECTED:
        return _("protected, not shown")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    words = _words_of(kind, name)
    values = value if isinstance(value, list) else [value]
    text = ", ".join(str(words.get(item) or names.get(str(item)) or _plain(item)) for item in values)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _plain(value: Any) -> str:
    """The value itself; an id says nothing to a reader."""
    return _("another record") if isinstance(value, str) and _AN_ID.fullmatch(value) else str(value)
