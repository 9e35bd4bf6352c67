"""What somebody typed and did not save yet: kept encrypted on the server, for that person and that page."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import LargeBinary, UniqueConstraint, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from casefile.core import vault
from casefile.core.actor import current
from casefile.core.db import Base, db

LARGEST = 300_000


class Draft(Base):
    """One person's unsaved form. fields: JSON of name -> list of texts, sealed with the person's own key."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("user_id", "path"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    user_id: Mapped[UUID]
    path: Mapped[str]
    fields_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())


def keep(path: str, fields: dict[str, list[str]]) -> datetime:
    """Keep (or replace) the actor's draft for a page; returns the database's time of saving."""
    user = current().id
    if user is None:
        raise PermissionError("drafts belong to a person")
    id = uuid4()
    existing = db.session.execute(select(Draft.id).where(Draft.user_id == user, Draft.path == path)).scalar()
    row = existing or id
    blob = vault.seal(user, "draft", "fields_sealed", row, json.dumps(fields, ensure_ascii=True))
    db.session.flush()
    values = {"id": row, "user_id": user, "path": path, "fields_sealed": blob}
    now = func.clock_timestamp()
    statement = insert(Draft).values(**values).on_conflict_do_update(
        index_elements=["user_id", "path"], set_={"id": row, "fields_sealed": blob, "saved_at": now})
    saved: datetime = db.session.execute(statement.returning(Draft.saved_at)).scalar_one()
    return saved


def find(path: str) -> tuple[dict[str, list[str]], datetime] | None:
    """The actor's draft for a page and when it was saved."""
    user = current().id
    query = select(Draft).where(Draft.user_id == user, Draft.path == path)
    draft = db.session.execute(query).scalar_one_or_none() if user else None
    if draft is None or user is None:
        return None
    text = vault.unseal(user, "draft", "fields_sealed", draft.id, draft.fields_sealed)
    return json.loads(text), draft.saved_at


def drop(path: str) -> None:
    """Forget the actor's draft for a page."""
    db.session.execute(delete(Draft).where(Draft.user_id == current().id, Draft.path == path))
