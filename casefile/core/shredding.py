"""Destroyed keys stay destroyed: their names are also kept in a file, so that an old backup brings none of them back.

The file lies in the data folder, not in the database: whoever restores a database of last month restores the keys of
last month with it. `reapply` runs before the application serves anybody. It holds names of keys, nothing about people.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from casefile.core import vault
from casefile.core.db import db

log = logging.getLogger(__name__)
FILE = "destroyed-keys.txt"
_NAME = 36  # characters of a key's name


def destroy_key(owner: UUID) -> UUID:
    """Destroy the owner's data key in this transaction; returns its name. VaultError when there is none."""
    key_id = vault.shred(owner)
    db.session().info.setdefault("destroyed", []).append(key_id)
    return key_id


def reapply(known: Iterable[UUID]) -> int:
    """Destroy again what came back; returns how many keys that were.

    known: what the database says was destroyed. It and the file are brought together first: neither may forget.
    Raises ValueError when the file cannot be understood, and OSError when it cannot be written.
    """
    listed, told = _listed(), set(known)
    _add(sorted(told - listed))
    return vault.destroy(listed | told)


def _path() -> Path:
    return Path(current_app.config["DATA"]) / FILE


def _listed() -> set[UUID]:
    """What the file names. A line that a crash cut short is no name; it stands in the database still."""
    path = _path()
    lines = path.read_text("ascii").split("\n") if path.exists() else []
    return {UUID(line) for line in lines if len(line) == _NAME}


def _add(key_ids: list[UUID]) -> None:
    """Add names to the file, on the disk before this returns."""
    if not key_ids:
        return
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        size = os.fstat(handle).st_size
        begin = "\n" if size and os.pread(handle, 1, size - 1) != b"\n" else ""
        os.write(handle, (begin + "".join(f"{key_id}\n" for key_id in key_ids)).encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)


@event.listens_for(Session, "after_commit")
def _remember(session: Session) -> None:
    if session.in_nested_transaction():  # after_commit also fires for savepoints
        return
    key_ids = session.info.pop("destroyed", [])
    try:
        _add(key_ids)
    except OSError as error:  # the key is gone and on record; the next start brings the file up to date
        log.error("destroyed keys could not be added to %s: %s", FILE, type(error).__name__)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop("destroyed", None)
