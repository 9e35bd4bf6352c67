"""Encryption of protected fields: AES-256-GCM, one data key an owner, wrapped by a key kept outside the database."""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app
from sqlalchemy import LargeBinary, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from casefile.core.db import Base, db

VERSION = 1
_NONCE = 12
_PAD = 64


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
    """The wrapped key of one owner (a person's identity, a user's drafts). Deleting it shreds what it sealed."""

    __tablename__ = "data_key"

    owner_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kek_id: Mapped[str]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


def _keyring() -> Keyring:
    ring: Keyring = current_app.extensions["vault"]
    return ring


def _aad(*parts: str) -> bytes:
    return json.dumps(parts, ensure_ascii=True).encode()


def encrypt(key: bytes, plain: bytes, aad: bytes) -> bytes:
    """version ‖ nonce ‖ AES-256-GCM(plain) bound to aad."""
    nonce = secrets.token_bytes(_NONCE)
    return bytes([VERSION]) + nonce + AESGCM(key).encrypt(nonce, plain, aad)


def decrypt(key: bytes, blob: bytes, aad: bytes) -> bytes:
    """The plain bytes; VaultError for an unknown version, a wrong key, another row or a changed byte."""
    if len(blob) < 1 + _NONCE + 16 or blob[0] != VERSION:
        raise VaultError("unknown envelope")
    try:
        return AESGCM(key).decrypt(blob[1 : 1 + _NONCE], blob[1 + _NONCE :], aad)
    except InvalidTag:
        raise VaultError("does not open") from None


def data_key(owner: UUID, *, create: bool = False) -> bytes:
    """The owner's data key; made on first use when `create`. VaultError when it is missing or was shredded."""
    row = db.session.get(DataKey, owner)
    if row is None and create:
        row = _make_key(owner)
    if row is None:
        raise VaultError("no key")
    return _unwrap(_keyring(), row)


def _make_key(owner: UUID) -> DataKey | None:
    """Make the owner's key, or take the one that somebody else made at this moment."""
    ring = _keyring()
    wrapped = encrypt(ring.keys[ring.current], AESGCM.generate_key(256), _aad("casefile/dek/v1", str(owner)))
    made = insert(DataKey).values(owner_id=owner, kek_id=ring.current, wrapped=wrapped).on_conflict_do_nothing()
    with db.session.no_autoflush:  # the record whose field is being sealed may be half filled
        db.session.execute(made)
        return db.session.get(DataKey, owner)


def _unwrap(ring: Keyring, row: DataKey) -> bytes:
    if row.kek_id not in ring.keys:
        raise VaultError("no master key")
    return decrypt(ring.keys[row.kek_id], row.wrapped, _aad("casefile/dek/v1", str(row.owner_id)))


def rewrap() -> int:
    """Wrap every data key with the current master key; returns how many were changed. No field is rewritten.

    Raises VaultError, and nothing is changed, when one of the keys does not open.
    """
    ring = _keyring()
    old = select(DataKey).where(DataKey.kek_id != ring.current).with_for_update()
    rows = db.session.execute(old).scalars().all()
    keys = [_unwrap(ring, row) for row in rows]
    for row, key in zip(rows, keys, strict=True):
        row.wrapped = encrypt(ring.keys[ring.current], key, _aad("casefile/dek/v1", str(row.owner_id)))
        row.kek_id = ring.current
    return len(rows)


def seal(owner: UUID, table: str, column: str, row: UUID, text: str) -> bytes:
    """Encrypt text for one place; padded to 64 bytes so that its length says nothing."""
    raw = text.encode()
    framed = len(raw).to_bytes(4, "big") + raw
    padded = framed + bytes(-len(framed) % _PAD)
    return encrypt(data_key(owner, create=True), padded, _aad("casefile/field/v1", table, column, str(row)))


def unseal(owner: UUID, table: str, column: str, row: UUID, blob: bytes) -> str:
    """The text sealed for exactly this place; VaultError otherwise, never a fallback."""
    framed = decrypt(data_key(owner), blob, _aad("casefile/field/v1", table, column, str(row)))
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
