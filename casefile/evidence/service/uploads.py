"""Uploads that may be cut off and go on later.

What is acknowledged is on disk (encrypted) and in the row. When all is there it is stored and registered; if the store
does not answer just then, a job goes on with it.
"""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, func, select
from sqlalchemy.orm import contains_eager

from casefile.accounts.models import User
from casefile.cases.models import Case
from casefile.cases.service import actor_for
from casefile.core import storage
from casefile.core.actor import SYSTEM, acting, current
from casefile.core.db import db
from casefile.core.errors import Damaged, Refused, StoreUnavailable
from casefile.core.jobs import Job, enqueue
from casefile.core.storage import Incomplete, Readable, Stored
from casefile.core.storage.resumable import Mismatch, Part, forget, under_way, wrapped_key
from casefile.evidence.models import EvidenceBatch, Upload
from casefile.evidence.service.intake import Sent, settle
from casefile.evidence.uploads import UploadState

KEEP = timedelta(hours=24)


class WrongOffset(Exception):
    """The sender goes on from another byte than the last one kept."""


def begin_upload(batch: EvidenceBatch, sent: Sent, again: bool) -> Upload:
    """Prepare for a file of so many bytes; go on with what the same person sent of the same file into this case.

    So an upload goes on after the browser was closed, and nothing of a case need stay in the browser for that.
    """
    if sent.sha256 and (begun := _begun(batch, sent)):
        begun.batch_id, begun.again, begun.touched_at = batch.id, again or batch.keep_duplicates, func.clock_timestamp()
        db.session.flush()
        return begun
    name, mime = sent.shown()
    upload = Upload(batch_id=batch.id, user_id=current().id, file_name=name, size=sent.size, mime=mime,
                    sha256=sent.sha256, received=0, state=UploadState.RECEIVING, again=again or batch.keep_duplicates)
    upload.wrapped = wrapped_key(upload.id)
    db.session.add(upload)
    if sent.size == 0:
        _settle_empty(upload)
    db.session.flush()
    return upload


def _settle_empty(upload: Upload) -> None:
    """Register a file of 0 bytes as soon as it is announced: by the protocol nothing of it will be sent."""
    stored = storage.receive(io.BytesIO(), 0)
    if upload.sha256 and upload.sha256 != stored.sha256:
        upload.state, upload.refused = UploadState.REFUSED, "mismatch"
    else:
        _register(upload, stored)


def _begun(batch: EvidenceBatch, sent: Sent) -> Upload | None:
    query = (select(Upload).join(EvidenceBatch, EvidenceBatch.id == Upload.batch_id)
             .where(EvidenceBatch.case_id == batch.case_id, Upload.user_id == current().id,
                    Upload.sha256 == sent.sha256, Upload.size == sent.size, Upload.state == UploadState.RECEIVING)
             .order_by(Upload.received.desc()).limit(1))
    return db.session.execute(query).scalar_one_or_none()


def upload_of(batch: EvidenceBatch, id: UUID) -> Upload | None:
    """One's own upload into this batch."""
    query = select(Upload).where(Upload.id == id, Upload.batch_id == batch.id)
    return db.session.execute(query).scalar_one_or_none()


def go_on(upload: Upload, offset: int, stream: Readable) -> Upload:
    """Keep what comes from `offset` on; register the file when all of it is there.

    No transaction stays open while bytes come in. Raises WrongOffset, and Busy while another request is at work.
    """
    id, part = upload.id, part_of(upload)
    db.session.rollback()
    with part.locked():
        upload = _again(id)
        if offset != upload.received or upload.state is not UploadState.RECEIVING:
            raise WrongOffset
        db.session.rollback()
        received = _append(part, offset, stream)
        upload = _again(id)
        upload.received, upload.touched_at = received, func.clock_timestamp()
        if received == upload.size:
            complete(upload)
        db.session.flush()
    return upload


def _append(part: Part, offset: int, stream: Readable) -> int:
    try:
        return part.append(offset, stream)
    except (Damaged, FileNotFoundError):
        raise Refused(_("What was sent before is gone. Send the file again from its beginning.")) from None


def part_of(upload: Upload) -> Part:
    """What is kept of it."""
    return Part(upload.id, upload.size, upload.wrapped)


def _again(id: UUID) -> Upload:
    query = select(Upload).where(Upload.id == id).execution_options(populate_existing=True)
    return db.session.execute(query).scalar_one()


def complete(upload: Upload) -> None:
    """Store and register a file of which all bytes are here; when the store does not answer, it waits."""
    part = part_of(upload)
    upload.state = UploadState.RECEIVED
    try:
        stored = part.store(upload.sha256)
    except StoreUnavailable:
        return
    except (Mismatch, Incomplete, Damaged) as fault:
        refuse(upload, {Mismatch: "mismatch", Incomplete: "incomplete", Damaged: "damaged"}[type(fault)])
        return
    _register(upload, stored)


def _register(upload: Upload, stored: Stored) -> None:
    db.session.flush()  # so that the batch can be had from it
    receipt = settle(upload.batch, stored, Sent(upload.file_name, upload.mime, written_out=True), upload.again)
    upload.state, upload.item, upload.duplicate_of = UploadState.DONE, receipt.item, receipt.duplicate_of


def refuse(upload: Upload, code: str) -> None:
    """Say why it was not registered, and forget its bytes."""
    upload.state, upload.refused = UploadState.REFUSED, code
    forget(upload.id)


def end_upload(upload: Upload) -> None:
    """Forget an upload that its sender gave up; nothing else speaks of it."""
    if upload.state is UploadState.RECEIVED:
        raise Refused(_("The file is complete and is being registered."))
    forget(upload.id)
    db.session.delete(upload)


def unfinished(case: Case) -> list[Upload]:
    """One's own files on their way into the case: cut off, waiting for the store, or refused; the newest first."""
    query = (select(Upload).join(EvidenceBatch, EvidenceBatch.id == Upload.batch_id)
             .where(EvidenceBatch.case_id == case.id, Upload.state != UploadState.DONE)
             .options(contains_eager(Upload.batch)).order_by(Upload.touched_at.desc()).limit(100))
    return list(db.session.execute(query).scalars())


# --- the worker's side ---


def finish_upload(id: UUID) -> UploadState | None:
    """Go on with a file that waited for the store, with the rights of its sender; its state, None when it is gone."""
    query = select(Upload).where(Upload.id == id, Upload.state == UploadState.RECEIVED).with_for_update()
    upload = db.session.execute(query).scalar_one_or_none()
    if upload is None:
        return None
    if upload.batch is None:  # the sender has left the case meanwhile
        refuse(upload, "not_allowed")
    else:
        complete(upload)
    return upload.state


def ask_for_waiting(limit: int) -> int:
    """Ask for another try with every file that waits for the store; returns how many."""
    minute = func.floor(func.extract("epoch", func.clock_timestamp()) / 60)
    query = (select(Upload.id, User, minute.label("minute")).join(User, User.id == Upload.user_id)
             .where(Upload.state == UploadState.RECEIVED).order_by(Upload.touched_at).limit(limit))
    rows = db.session.execute(query).all()
    for row in rows:
        with acting(actor_for(row.User)):
            enqueue(Job.FINISH_UPLOAD, row.id, key=f"upload:{row.id}:{int(row.minute)}")
    return len(rows)


def sweep_uploads() -> dict[str, Any]:
    """Forget uploads nobody went on with for a day, and bytes no row speaks of; what waits for the store stays."""
    old = Upload.touched_at < func.clock_timestamp() - KEEP
    gone = delete(Upload).where(old, Upload.state != UploadState.RECEIVED).execution_options(synchronize_session=False)
    with acting(SYSTEM):
        left = under_way()
        ended = len(db.session.execute(gone.returning(Upload.id)).all())
        kept = select(Upload.id).where(Upload.state.in_([UploadState.RECEIVING, UploadState.RECEIVED]))
        known = {str(id) for id in db.session.execute(kept).scalars()}
    for id in left - known:
        forget(UUID(id))
    return {"uploads": ended}
