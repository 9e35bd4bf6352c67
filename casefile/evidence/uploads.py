"""The tus 1.0 protocol as plain values: states of an upload, and what its headers say."""

from __future__ import annotations

import base64
import re
from enum import StrEnum

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,expiration"
BODY = "application/offset+octet-stream"
# Of the protocol's checksum extension: the bytes are not what was announced.
CHECKSUM_MISMATCH = 460
DIGEST = re.compile(r"[0-9a-f]{64}")


class UploadState(StrEnum):
    """Where an upload stands. received: all bytes are safe here, and wait for the store."""

    RECEIVING = "receiving"
    RECEIVED = "received"
    DONE = "done"
    REFUSED = "refused"


def length(value: str | None) -> int | None:
    """A count of bytes out of a header; None when it is none."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 19 else None


def metadata(value: str) -> dict[str, bytes] | None:
    """Upload-Metadata: `key base64,key base64`; None when it is not that."""
    found: dict[str, bytes] = {}
    for pair in value.split(",") if value.strip() else []:
        key, _space, encoded = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(encoded, validate=True)
        except ValueError:
            return None
    return found


def digest(value: bytes) -> str | None:
    """A SHA-256 as announced; None when it is none."""
    text = value.decode("ascii", "replace").lower()
    return text if DIGEST.fullmatch(text) else None
