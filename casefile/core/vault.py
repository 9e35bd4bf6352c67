"""Encryption of protected fields: AES-256-GCM, one data key an owner, wrapped by a key kept outside the database."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app
from sqlalchemy import ColumnElement, LargeBinary, bindparam, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from casefile.core.db import Base, db

# 1: bound to table, column and row. 2: also to the one data key it was sealed with, whatever its owner has later.
FIRST, VERSION = 1, 2
_NONCE = 12
_SMALLEST = 64
_BATCH = 1_000


class VaultError(Exception):
    """A protected value cannot be opened; it is refused, never shown in another form."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The master keys by their id, and which of them wraps new data keys."""

    current: str
    keys: dict[str, bytes]

    @classmethod
    def read(cls, path: Path) -> Keyring:
        """Read {"current": id, "keys": {id: base64 of 32 bytes}}; ValueError when it is not that."""
        try:
            found = json.loads(path.read_text("utf-8"))
            keys = {name: base64.b64decode(value, validate=True) for name, value in found["keys"].items()}
            current = found["current"]
        except (KeyError, TypeError, AttributeError):
            raise ValueError("the vault key file needs a current key, and keys by name") from None
        if current not in keys or any(len(key) != 32 for key in keys.values()):
            raise ValueError("the vault key file needs a current key, and keys of 32 bytes")
        return cls(current, keys)


class DataKey(Base):
    """The wrapped key of one owner (a person's identity, a user's drafts). Deleting it shreds what it sealed.

    key_id: names this very key; an owner who gets another one later gets another name with it.
    """

    __tablename__ = "data_key"

    owner_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    key_id: Mapped[UUID] = mapped_column(server_default=func.gen_random_uuid(), unique=True)
    kek_id: Mapped[str]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A data key, unwrapped for use, and its name."""

    id: UUID
    secret: bytes


def _keyring() -> Keyring:
    ring: Keyring = current_app.extensions["vault"]
    return ring


def _aad(*parts: str) -> bytes:
    return json.dumps(parts, ensure_ascii=True).encode()


def encrypt(key: bytes, plain: bytes, aad: bytes, version: int = FIRST) -> bytes:
    """version ‖ nonce ‖ AES-256-GCM(plain) bound to aad."""
    nonce = secrets.token_bytes(_NONCE)
    return bytes([version]) + nonce + AESGCM(key).encrypt(nonce, plain, aad)


def decrypt(key: bytes, blob: bytes, aad: bytes) -> bytes:
    """The plain bytes; VaultError for an unknown version, a wrong key, another row or a changed byte."""
    if len(blob) < 1 + _NONCE + 16 or blob[0] not in (FIRST, VERSION):
        raise VaultError("unknown envelope")
    try:
        return AESGCM(key).decrypt(blob[1 : 1 + _NONCE], blob[1 + _NONCE :], aad)
    except InvalidTag:
        raise VaultError("does not open") from None


def open_key(owner: UUID, *, create: bool = False) -> OpenKey:
    """The owner's data key; made on first use when `create`. VaultError when it is missing or was shredded."""
    row = db.session.get(DataKey, owner)
    if row is None and create:
        row = _make_key(owner)
    if row is None:
        raise VaultError("no key")
    return OpenKey(row.key_id, unwrap(_keyring(), row))


def data_key(owner: UUID, *, create: bool = False) -> bytes:
    """The secret of `open_key` alone."""
    return open_key(owner, create=create).secret


def _make_key(owner: UUID) -> DataKey | None:
    """Make the owner's key, or take the one that somebody else made at this moment."""
    ring, key_id = _keyring(), uuid4()
    wrapped = wrap(ring, owner, key_id, new_secret())
    values = {"owner_id": owner, "key_id": key_id, "kek_id": ring.current, "wrapped": wrapped}
    with db.session.no_autoflush:  # the record whose field is being sealed may be half filled
        db.session.execute(insert(DataKey).values(**values).on_conflict_do_nothing())
        return db.session.get(DataKey, owner)


def new_secret() -> bytes:
    """A data key: 256 random bits."""
    return AESGCM.generate_key(256)


def wrap(ring: Keyring, owner: UUID, key_id: UUID, secret: bytes) -> bytes:
    """The data key, encrypted with the current master key, bound to its owner, its name and the master key's."""
    place = _aad("casefile/dek/v2", str(owner), str(key_id), ring.current)
    return encrypt(ring.keys[ring.current], secret, place, VERSION)


def unwrap(ring: Keyring, row: DataKey) -> bytes:
    """The secret of a wrapped data key; VaultError when the master key is missing or is not the one."""
    if row.kek_id not in ring.keys:
        raise VaultError("no master key")
    if row.wrapped[:1] == bytes([FIRST]):
        place = _aad("casefile/dek/v1", str(row.owner_id))
    else:
        place = _aad("casefile/dek/v2", str(row.owner_id), str(row.key_id), row.kek_id)
    return decrypt(ring.keys[row.kek_id], row.wrapped, place)


def rewrap() -> int:
    """Wrap every data key with the current master key; returns how many were changed. No field is rewritten.

    Nobody makes or changes a key meanwhile. Raises VaultError, and nothing is changed, when one of the keys does not
    open, or when the counts at the end are not those of the beginning.
    """
    ring, table = _keyring(), DataKey.__table__
    db.session.execute(text("LOCK TABLE data_key IN SHARE ROW EXCLUSIVE MODE"))
    old, total = (_count(DataKey.kek_id != ring.current), _count())
    changed = 0
    while rows := db.session.execute(
            select(DataKey).where(DataKey.kek_id != ring.current).limit(_BATCH)).scalars().all():
        renewed = [{"owner": row.owner_id, "kek": ring.current,
                    "new": wrap(ring, row.owner_id, row.key_id, unwrap(ring, row))} for row in rows]
        statement = update(table).where(table.c.owner_id == bindparam("owner"))
        db.session.execute(statement.values(wrapped=bindparam("new"), kek_id=bindparam("kek")), renewed)
        db.session.expire_all()
        changed += len(rows)
    if (changed, _count(DataKey.kek_id != ring.current), _count()) != (old, 0, total):
        raise VaultError("the counts do not agree")
    return changed


def _count(*conditions: ColumnElement[bool]) -> int:
    found: int = db.session.execute(select(func.count()).select_from(DataKey).where(*conditions)).scalar_one()
    return found


def shred(owner: UUID) -> UUID:
    """Destroy the owner's data key; returns its name. VaultError when there is none."""
    gone = delete(DataKey).where(DataKey.owner_id == owner).returning(DataKey.key_id)
    key_id = db.session.execute(gone).scalar_one_or_none()
    if key_id is None:
        raise VaultError("no key")
    db.session.expire_all()
    return key_id


def destroy(key_ids: Collection[UUID]) -> int:
    """Destroy the data keys of these names, wherever they came back from; returns how many there were."""
    gone = delete(DataKey).where(DataKey.key_id.in_(key_ids)).returning(DataKey.key_id)
    return len(db.session.execute(gone).all())


def seal(owner: UUID, table: str, column: str, row: UUID, text: str) -> bytes:
    """Encrypt text for one place; padded to the next size (64, 128, 256 …) so that its length says nothing."""
    return seal_with(open_key(owner, create=True), table, column, row, text)


def seal_with(key: OpenKey, table: str, column: str, row: UUID, text: str) -> bytes:
    """`seal` with a key that is open already."""
    raw = text.encode()
    framed = len(raw).to_bytes(4, "big") + raw
    size = max(_SMALLEST, 1 << (len(framed) - 1).bit_length())
    place = _aad("casefile/field/v2", table, column, str(row), str(key.id))
    return encrypt(key.secret, framed.ljust(size, b"\0"), place, VERSION)


def unseal(owner: UUID, table: str, column: str, row: UUID, blob: bytes) -> str:
    """The text sealed for exactly this place; VaultError otherwise, never a fallback."""
    return unseal_with(open_key(owner), table, column, row, blob)


def unseal_with(key: OpenKey, table: str, column: str, row: UUID, blob: bytes) -> str:
    """`unseal` with a key that is open already."""
    if blob[:1] == bytes([FIRST]):
        place = _aad("casefile/field/v1", table, column, str(row))
    else:
        place = _aad("casefile/field/v2", table, column, str(row), str(key.id))
    framed = decrypt(key.secret, blob, place)
    length = int.from_bytes(framed[:4], "big")
    if len(framed) < 4 or length > len(framed) - 4:
        raise VaultError("not a field")
    return framed[4 : 4 + length].decode()


class Sealed:
    """A protected attribute kept encrypted in the LargeBinary column `<name>_sealed`.

    The owner of the data key is the record's `key_owner`; None and empty text are stored as NULL.
    """

    column: str

    def __set_name__(self, _owner: type, name: str) -> None:
        self.column = f"{name}_sealed"

    def __get__(self, record: Any, _owner: type | None = None) -> Any:
        if record is None:
            return self
        blob = getattr(record, self.column)
        if blob is None:
            return None
        return unseal(record.key_owner, record.__tablename__, self.column, record.id, blob)

    def __set__(self, record: Any, text: str | None) -> None:
        blob = seal(record.key_owner, record.__tablename__, self.column, record.id, text) if text else None
        setattr(record, self.column, blob)
