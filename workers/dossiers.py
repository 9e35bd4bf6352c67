"""Jobs of dossiers: build one, and ask for those that are due by a schedule."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from casefile.core.db import get_visible
from casefile.core.jobs import Job, JobFailed
from casefile.dossiers import build, service
from casefile.dossiers.models import Dossier
from workers.duties import does


@does(Job.BUILD_DOSSIER)
def build_dossier(dossier_id: str) -> dict[str, Any] | None:
    """Build the dossier with the rights its asker has now."""
    dossier = get_visible(Dossier, UUID(dossier_id))
    if dossier is None:
        raise JobFailed("not_on_team")
    build.build(dossier)
    return {"url": f"/dossiers/{dossier.id}"}


@does(Job.SCHEDULE_DOSSIERS)
def schedule_dossiers() -> dict[str, Any] | None:
    """Ask for every dossier that a schedule wants by now."""
    return {"asked": service.build_what_is_due(datetime.now(UTC))}
