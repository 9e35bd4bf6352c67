"""How high the risk to a person is, and how long an assessment holds (brief §6.5)."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class Protection(StrEnum):
    """The risk that remains after mitigation (§6.5)."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    EXTREME = "extreme"


# Days an assessment holds at most. The brief gives no figure for extreme: half of that for high.
HOLDS = {Protection.LOW: 180, Protection.MEDIUM: 90, Protection.HIGH: 30, Protection.EXTREME: 15}


def latest_review(level: Protection, today: date) -> date:
    """The last day on which an assessment made today may still be relied on."""
    return today + timedelta(days=HOLDS[level])
