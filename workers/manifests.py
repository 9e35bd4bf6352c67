"""Jobs of trusted time: list the digests of new files, and have each list stamped."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from casefile.cases.models import Case
from casefile.core import trusted_time
from casefile.core.db import get_visible
from casefile.core.jobs import Job, JobFailed, progress
from casefile.core.trusted_time import NotBelieved
from casefile.evidence.service import manifests
from workers.authority import ask
from workers.duties import does

# How many stamps one round asks for.
AT_ONCE = 200


@does(Job.MAKE_MANIFESTS)
def make_manifests() -> dict[str, Any] | None:
    """Ask for the lists of the day."""
    return {"asked": manifests.ask_daily_manifests()}


@does(Job.MAKE_MANIFEST)
def make_manifest(case_id: str) -> dict[str, Any] | None:
    """List the new files of a case, and ask for every stamp the case waits for."""
    case = get_visible(Case, UUID(case_id))
    if case is None:
        raise JobFailed("not_found")
    made = manifests.make_manifest(case)
    return {"files": made.files if made else 0, "asked": manifests.ask_stamps_of(case),
            "url": f"/cases/{case.id}/integrity"}


@does(Job.STAMP_MANIFESTS)
def stamp_manifests() -> dict[str, Any] | None:
    """Ask again for the stamps that nobody gave."""
    return {"asked": manifests.ask_stamps_due(AT_ONCE)}


@does(Job.STAMP_MANIFEST)
def stamp_manifest(manifest_id: str) -> dict[str, Any] | None:
    """Ask the authority, believe its answer only if it holds, and write down what came of it."""
    waiting = manifests.manifest_to_stamp(UUID(manifest_id))
    url = trusted_time.authority_url()
    if waiting is None or not url:
        return None
    manifest, now = waiting
    progress(0, 1, "asking_time")
    asked = trusted_time.question(manifest.content)
    try:
        stamp = trusted_time.believe(ask(url, asked.data), manifest.content, asked.nonce, now)
    except NotBelieved as fault:
        manifests.keep_failure(manifest, fault.answer)
        return {"answer": fault.answer.value}
    manifests.keep_stamp(manifest, stamp)
    return {"answer": "granted"}
