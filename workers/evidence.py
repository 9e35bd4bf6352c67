"""Jobs of evidence: is every stored file still what was received."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from casefile.core import storage
from casefile.core.jobs import Job, JobFailed, progress
from casefile.evidence import service
from casefile.evidence.service import fixity, uploads
from workers.duties import does

# How many checks one round asks for: 90 days hold over a million of them.
AT_ONCE = 500


@does(Job.CHECK_FIXITY)
def check_fixity(evidence_id: str) -> dict[str, Any] | None:
    """Recompute a digest from the bytes and write down what came of it, once for this job."""
    item = service.item_to_check(UUID(evidence_id))
    if item is None:
        raise JobFailed("not_found")
    progress(0, 1, "hashing")
    found = storage.digest(item.sha256)
    return {"matches": service.record_check(item.id, found)}


@does(Job.FINISH_UPLOAD)
def finish_upload(upload_id: str) -> dict[str, Any] | None:
    """Go on with a file that waited for the store; when it still does not answer, the next round asks again."""
    return {"state": uploads.finish_upload(UUID(upload_id))}


@does(Job.FINISH_UPLOADS)
def finish_uploads() -> dict[str, Any] | None:
    """Ask for another try with every file that waits for the store, and forget what nobody goes on with."""
    return {"asked": uploads.ask_for_waiting(AT_ONCE), **uploads.sweep_uploads()}


@does(Job.CHECK_FIXITY_DUE)
def check_fixity_due() -> dict[str, Any] | None:
    """Ask for the checks that are due."""
    return {"asked": service.fixity_due(AT_ONCE)}


@does(Job.OPEN_EMBARGOES)
def open_embargoes() -> dict[str, Any] | None:
    """Open what is under an embargo that has ended."""
    return {"opened": service.open_embargoes()}


@does(Job.CHECK_FIXITY_SAMPLE)
def check_fixity_sample() -> dict[str, Any] | None:
    """Ask for the checks of the week's random sample."""
    return {"asked": fixity.fixity_sample()}
