"""What happens to an item, and what has to be said of it (domain brief §5.3)."""

from __future__ import annotations

from enum import StrEnum

from casefile.evidence.rules.axes import Custody
from casefile.evidence.rules.vocabulary import Relation


class CustodyType(StrEnum):
    """What happened to an item (§5.3)."""

    COLLECTED = "collected"
    RECEIVED = "received"
    INGESTED = "ingested"
    HASHED = "hashed"
    FIXITY_CHECKED = "fixity_checked"
    VIRUS_CHECKED = "virus_checked"
    SEALED = "sealed"
    UNSEALED = "unsealed"
    TRANSFERRED = "transferred"
    TRANSFER_REFUSED = "transfer_refused"
    ACCESSED = "accessed"
    COPIED_WORKING = "copied_working"
    CONVERTED = "converted"
    OCR = "ocr"
    TRANSCRIBED = "transcribed"
    TRANSLATED = "translated"
    REDACTED = "redacted"
    DERIVED = "derived"
    EXTRACTED = "extracted"
    EXAMINED = "examined"
    QUARANTINED = "quarantined"
    RELEASED = "released"
    DISCLOSED = "disclosed"
    NUMBERED = "numbered"
    REVIEWED = "reviewed"
    RETURNED = "returned"
    DISPOSED = "disposed"
    LOST = "lost"
    FOUND = "found"
    CORRECTION = "correction"


# PREMIS event codes (§5.3, checked against id.loc.gov only in part: see docs/adr/0013).
PREMIS = {
    CustodyType.COLLECTED: "cap", CustodyType.RECEIVED: "acc", CustodyType.INGESTED: "ing", CustodyType.HASHED: "mes",
    CustodyType.FIXITY_CHECKED: "fix", CustodyType.VIRUS_CHECKED: "vir", CustodyType.TRANSFERRED: "tra",
    CustodyType.COPIED_WORKING: "rep", CustodyType.CONVERTED: "mig", CustodyType.OCR: "cre",
    CustodyType.TRANSCRIBED: "cre", CustodyType.TRANSLATED: "cre", CustodyType.DERIVED: "cre",
    CustodyType.EXTRACTED: "ext",
    CustodyType.REDACTED: "red", CustodyType.EXAMINED: "ffa", CustodyType.QUARANTINED: "qua",
    CustodyType.RELEASED: "unq", CustodyType.DISCLOSED: "dis", CustodyType.RETURNED: "dea", CustodyType.DISPOSED: "dea",
    CustodyType.CORRECTION: "mem",
}

# What an entry may say beside type, reason, fingerprints, time and person. Everything here is hashed with the entry.
FIELDS = ("from", "to", "place", "method", "condition", "seal", "witness", "document", "tool", "version", "zone",
          "outcome", "size", "how", "when", "corrects", "transfer", "item", "number", "first", "last", "package",
          "digest_in_file")

class Scan(StrEnum):
    """What a look for harmful code found."""

    CLEAN = "clean"
    HARMFUL = "harmful"
    NOT_POSSIBLE = "not_possible"


# What people may write by hand, with the fields each must have; everything else is written by the act itself.
BY_HAND: dict[CustodyType, tuple[str, ...]] = {
    CustodyType.VIRUS_CHECKED: ("tool", "outcome"),
    CustodyType.SEALED: ("seal", "place"),
    CustodyType.UNSEALED: ("seal", "condition"),
    CustodyType.COPIED_WORKING: ("method",),
    CustodyType.CONVERTED: ("method", "tool"),
    CustodyType.EXAMINED: ("method", "place"),
    CustodyType.QUARANTINED: ("place",),
    CustodyType.RELEASED: ("condition",),
    CustodyType.DISCLOSED: ("to", "package"),
    CustodyType.REVIEWED: ("place", "condition"),
}

# The entry that the making of a derivative leaves on its original.
OF_RELATION = {
    Relation.TRANSLATION: CustodyType.TRANSLATED, Relation.TRANSCRIPT: CustodyType.TRANSCRIBED,
    Relation.REDACTION: CustodyType.REDACTED, Relation.TEXT_LAYER: CustodyType.OCR,
    Relation.EXTRACT: CustodyType.DERIVED, Relation.ENHANCEMENT: CustodyType.DERIVED,
    Relation.SUMMARY: CustodyType.DERIVED,
}

# A move of the original that the custody log must show.
CUSTODY_OF_STATE = {Custody.OUT: CustodyType.TRANSFERRED, Custody.RETURNED: CustodyType.RETURNED,
                    Custody.DISPOSED: CustodyType.DISPOSED, Custody.LOST: CustodyType.LOST}
CUSTODY_BACK = {Custody.OUT: CustodyType.RECEIVED, Custody.LOST: CustodyType.FOUND}
REVIEW_EVERY = 180  # days between two looks at an original


def custody_type(old: Custody, new: Custody) -> CustodyType | None:
    """The custody entry that a move of the custody axis makes; None when the original did not move."""
    return CUSTODY_OF_STATE.get(new) or (CUSTODY_BACK.get(old) if new is Custody.PRESERVED else None)


def missing_fields(type: CustodyType, said: dict[str, str]) -> list[str]:
    """The fields that an entry written by hand still lacks."""
    return [name for name in BY_HAND[type] if not said.get(name)]


class TransferState(StrEnum):
    """Where a handing over stands: one gives, the other confirms."""

    OFFERED = "offered"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    BACK = "back"


TRANSFER_ARROWS = {
    TransferState.OFFERED: frozenset({TransferState.CONFIRMED, TransferState.REFUSED, TransferState.WITHDRAWN}),
    TransferState.CONFIRMED: frozenset({TransferState.BACK}),
    TransferState.REFUSED: frozenset(),
    TransferState.WITHDRAWN: frozenset(),
    TransferState.BACK: frozenset(),
}
