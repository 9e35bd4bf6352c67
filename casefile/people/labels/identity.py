"""Words for identities."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from casefile.people.rules import (
    Group,
)

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
    "name_latin": _l("Name in Latin letters"),
    "name_other": _l("Other spellings, scripts and names"),
    "birth": _l("Birth date"),
    "contacts": _l("Contacts and safe ways to get in touch"),
    "documents": _l("Identity documents"),
    "whereabouts": _l("Whereabouts"),
    "family": _l("Family"),
    "note": _l("Note on the identity"),
}
