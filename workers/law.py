"""Jobs of charges and proof."""

from __future__ import annotations

from typing import Any

from casefile.core.jobs import Job
from casefile.law import service
from workers.duties import does


@does(Job.CLOSE_GAP_TASKS)
def close_gap_tasks() -> dict[str, Any] | None:
    """Close the tasks whose gap is gone, whatever slice filled it."""
    return {"closed": service.close_filled_everywhere()}
