"""The parts of an identity."""

from __future__ import annotations

from enum import StrEnum


class Group(StrEnum):
    """The parts of an identity; only one of them is opened at a time."""

    NAMES = "names"
    BIRTH = "birth"
    CONTACTS = "contacts"
    DOCUMENTS = "documents"
    WHEREABOUTS = "whereabouts"
    FAMILY = "family"
    NOTE = "note"


FIELDS: dict[Group, tuple[str, ...]] = {
    Group.NAMES: ("name_hangul", "name_hanja", "name_latin", "name_other"),
    Group.BIRTH: ("birth",),
    Group.CONTACTS: ("contacts",),
    Group.DOCUMENTS: ("documents",),
    Group.WHEREABOUTS: ("whereabouts",),
    Group.FAMILY: ("family",),
    Group.NOTE: ("note",),
}


class ShredGround(StrEnum):
    """Why an identity is destroyed for good."""

    WITHDRAWN = "consent_withdrawn"
    ASKED = "erasure_asked"
    RETENTION = "retention_ended"
    UNLAWFUL = "not_lawfully_held"


# Nobody has an identity open for longer without the protection officer.
WINDOW_MINUTES = 60
