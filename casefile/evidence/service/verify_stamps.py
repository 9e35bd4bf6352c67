"""`casefile verify`: every manifest says what its files are, and every time stamp is proved anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.trusted_time import Answer, NotBelieved, check, roots
from casefile.evidence.models import Evidence, ManifestEntry, TimeAnswer, TimeManifest
from casefile.evidence.rules.manifests import manifest_of

PORTION = 20  # a manifest may hold a megabyte


def broken_manifests(tally: Any) -> Iterator[tuple[str, str, str]]:
    """(code, reference, where) of each fault; counts `tally.stamps` up on the way."""
    last = ""
    while rows := _portion(last):
        for manifest, answer in rows:
            yield from _manifest(manifest)
            if answer is not None:
                yield from _token(manifest, answer)
            tally.stamps += 1
        last = rows[-1][0].reference


def _portion(after: str) -> list[Any]:
    granted = (TimeAnswer.manifest_id == TimeManifest.id) & (TimeAnswer.answer == Answer.GRANTED)
    query = (select(TimeManifest, TimeAnswer).outerjoin(TimeAnswer, granted).where(TimeManifest.reference > after)
             .order_by(TimeManifest.reference).limit(PORTION).execution_options(populate_existing=True)
             .options(undefer(TimeManifest.content), undefer(TimeAnswer.token)))
    with acting(SYSTEM):
        return list(db.session.execute(query).all())


def _manifest(manifest: TimeManifest) -> Iterator[tuple[str, str, str]]:
    if hashlib.sha256(manifest.content).hexdigest() != manifest.sha256:
        yield "manifest changed", manifest.reference, manifest.sha256
    query = (select(Evidence.sha256, Evidence.size, Evidence.reference)
             .join(ManifestEntry, ManifestEntry.evidence_id == Evidence.id)
             .where(ManifestEntry.manifest_id == manifest.id))
    with acting(SYSTEM):
        files = db.session.execute(query).all()
    if manifest_of((row.sha256, row.size, row.reference) for row in files) != manifest.content:
        yield "manifest differs from its items", manifest.reference, ""


def _token(manifest: TimeManifest, answer: TimeAnswer) -> Iterator[tuple[str, str, str]]:
    token = answer.token or b""
    if hashlib.sha256(token).hexdigest() != answer.token_sha256:
        yield "time stamp changed", manifest.reference, ""
    if not roots():
        yield "time stamp not checked, no certificates are set", manifest.reference, ""
        return
    try:
        stamp = check(token, manifest.content)
    except NotBelieved as fault:
        yield "time stamp does not hold", manifest.reference, fault.answer.value
        return
    if (stamp.at, stamp.serial, stamp.authority) != (answer.stamped_at, answer.serial, answer.authority):
        yield "time stamp says something else", manifest.reference, ""
