"""History, written by the flush and never by the caller."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from flask import g, has_request_context
from sqlalchemy import BigInteger, ColumnElement, Identity, Index, LargeBinary, Uuid, cast, event, func, inspect, or_
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql import ClauseElement

from casefile.core.actor import Actor, responsible
from casefile.core.db import Base, Record, db

PROTECTED = "protected"


class AuditEvent(Base):
    """One thing somebody did to one record. The database refuses UPDATE, DELETE and TRUNCATE (trigger)."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_record", "record_id", "id"),
        Index("ix_audit_event_actor", "actor_id", "id"),
        Index("ix_audit_event_scopes", "scopes", postgresql_using="gin"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    actor_id: Mapped[UUID | None]
    action: Mapped[str]
    table: Mapped[str] = mapped_column("table_name")
    record_id: Mapped[UUID]
    reference: Mapped[str | None]
    scopes: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    changes: Mapped[dict[str, list[Any]]] = mapped_column(JSONB)
    reason: Mapped[str | None]
    request_id: Mapped[str | None]

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Entries on records of the actor's cases, but for records of a kind that is hidden from the actor there."""
        everywhere = actor.cases | actor.situations
        seen = cls._speaks_of(everywhere)
        for table, hidden in _hidden_from(actor).items():
            seen &= or_(cls.table != table, cls._speaks_of(everywhere - hidden))
        return seen

    @classmethod
    def _speaks_of(cls, scopes: frozenset[UUID]) -> ColumnElement[bool]:
        found: ColumnElement[bool] = cls.scopes.op("&&", is_comparison=True)(cast(sorted(scopes), ARRAY(Uuid())))
        return found


def _hidden_from(actor: Actor) -> dict[str, frozenset[UUID]]:
    """Table -> the actor's cases in which its records are hidden from the actor."""
    kinds = (mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Record))
    found = ((kind.__tablename__, kind.hidden_in(actor)) for kind in kinds)
    return {table: hidden for table, hidden in found if hidden}


def note(action: str, *records: Record, reason: str | None = None) -> None:
    """Write down that somebody looked at or used the records, in this transaction."""
    for record in records:
        db.session.add(_entry(record, action, {}, reason))


def protected(value: bool = True) -> dict[str, bool]:
    """`mapped_column(info=protected())`: the history says that the column changed, never to what."""
    return {PROTECTED: value}


@event.listens_for(Session, "before_flush")
def _write_history(session: Session, _context: Any, _instances: Any) -> None:
    for record in [obj for obj in session.new if isinstance(obj, Record)]:
        session.add(_entry(record, "created", _changes(record), record.reason_for_change))
    for record in [obj for obj in session.dirty if isinstance(obj, Record)]:
        changes = _changes(record)
        if changes:
            session.add(_entry(record, "changed", changes, record.reason_for_change))
            record.reason_for_change = None
    for record in [obj for obj in session.deleted if isinstance(obj, Record)]:
        session.add(_entry(record, "removed", {}, record.reason_for_change))


def _entry(record: Record, action: str, changes: dict[str, list[Any]], reason: str | None) -> AuditEvent:
    return AuditEvent(
        actor_id=responsible().id,
        action=action,
        table=record.__tablename__,
        record_id=record.id,
        reference=getattr(record, "reference", None),
        scopes=sorted(record.scopes()),
        changes=changes,
        reason=reason,
        request_id=g.get("request_id") if has_request_context() else None,
    )


def _changes(record: Record) -> dict[str, list[Any]]:
    """Column name -> [before, after] for every column this flush writes."""
    state: Any = inspect(record)
    changes: dict[str, list[Any]] = {}
    for prop in state.mapper.column_attrs:
        if prop.key in ("id", "version", "created_at"):
            continue
        history = state.attrs[prop.key].history
        if not history.has_changes():
            continue
        before = history.deleted[0] if history.deleted else None
        after = history.added[0] if history.added else None
        if before is None and after is None:
            continue
        column = prop.columns[0]
        if column.info.get(PROTECTED) or isinstance(column.type, LargeBinary):
            before, after = before and PROTECTED, after and PROTECTED
        changes[prop.key] = [_plain(before), _plain(after)]
    return changes


def _plain(value: Any) -> Any:
    """The value as JSON can hold it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, ClauseElement):
        return "set by the database"
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value if value is None or isinstance(value, str | int | float) else str(value)
