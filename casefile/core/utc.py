"""A datetime whose utcnow() is what libraries that still call it should have used."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Self


class UtcDatetime(datetime):
    """datetime with a utcnow() that is aware of its zone."""

    @classmethod
    def utcnow(cls) -> Self:
        """The present moment in UTC."""
        return cls.now(UTC)
