"""Jobs of people: consents whose last day has passed."""

from __future__ import annotations

from typing import Any

from casefile.core.jobs import Job
from casefile.people import service
from workers.duties import does


@does(Job.END_CONSENTS)
def end_consents() -> dict[str, Any] | None:
    """End what has run out, and do what follows from it."""
    return {"ended": service.expire_due()}
