"""What stands in the database, whoever asks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select

from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db


def row(model: Any, id: UUID) -> Any:
    """The record as it is now."""
    with acting(SYSTEM):
        db.session.expire_all()
        return db.session.execute(select(model).where(model.id == id)).scalar_one()
