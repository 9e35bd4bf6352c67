"""Jobs of deadlines."""

from __future__ import annotations

from typing import Any

from casefile.core.jobs import Job
from casefile.deadlines import reminders
from workers.duties import does


@does(Job.REMIND)
def remind() -> dict[str, Any] | None:
    """Remind of dates that are near, and call for help with those that have passed."""
    return {"said": reminders.remind()}
