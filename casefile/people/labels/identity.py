"""Words for identities."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from casefile.people.rules import Group, ShredGround

GROUP = {
    Group.NAMES: _l("Names"),
    Group.BIRTH: _l("Birth date"),
    Group.CONTACTS: _l("Contacts"),
    Group.DOCUMENTS: _l("Documents"),
    Group.WHEREABOUTS: _l("Whereabouts"),
    Group.FAMILY: _l("Family"),
    Group.NOTE: _l("Note"),
}
FIELD = {
    "name_hangul": _l("Name in Hangul"),
    "name_hanja": _l("Name in Hanja"),
    "name_latin": _l("Name in Latin letters"),
    "name_other": _l("Aliases and other spellings"),
    "birth": _l("Birth date"),
    "contacts": _l("Contacts and safe ways to get in touch"),
    "documents": _l("Identity documents"),
    "whereabouts": _l("Whereabouts"),
    "family": _l("Family"),
    "note": _l("Note on the identity"),
}
SHRED_GROUND = {
    ShredGround.WITHDRAWN: _l("The person withdrew consent and asked for it"),
    ShredGround.ASKED: _l("The person, or a court, asked for erasure"),
    ShredGround.RETENTION: _l("The time for which it may be kept is over"),
    ShredGround.UNLAWFUL: _l("It should never have been held"),
}
