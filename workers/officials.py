"""Jobs of officials: keys made anew when the table of spellings changes."""

from __future__ import annotations

from typing import Any

from casefile.core.jobs import Job
from casefile.officials import service
from workers.duties import does


@does(Job.REBUILD_NAME_KEYS)
def rebuild_name_keys() -> dict[str, Any] | None:
    """Let everybody be found under the spellings as they stand now."""
    return {"changed": service.rebuild_keys()}
