"""Giving out an original: with a reason, and never without an entry in the custody log."""

from __future__ import annotations

from io import BufferedReader

from flask_babel import gettext as _

from casefile.core import storage
from casefile.core.errors import Refused
from casefile.core.storage import Damaged
from casefile.evidence.models import Evidence
from casefile.evidence.rules import CustodyType, Use
from casefile.evidence.service.custody import Happened, append


def open_original(item: Evidence, reason: str) -> BufferedReader:
    """The bytes as received. Raises Refused for what is sealed or withdrawn, and when the file is gone."""
    if item.use_restriction in (Use.WITHDRAWN, Use.SEALED):
        raise Refused(_("This item is sealed or its consent was withdrawn. Its original is not given out."))
    append(item, Happened(CustodyType.ACCESSED, reason=reason, before=item.sha256))
    return bytes_of(item)


def bytes_of(item: Evidence) -> BufferedReader:
    """The bytes as received, when the entry is written. Raises Refused when they are gone or have changed."""
    try:
        stored = storage.open_file(item.sha256)
        stored.peek(1)  # the first bytes open, or the sentence below is said instead of half an answer
    except FileNotFoundError:
        raise Refused(_("The stored file of %(reference)s is missing. Press “Check now” on its page, so that the alert "
                        "is raised.", reference=item.reference)) from None
    except Damaged:
        raise Refused(_("The stored file of %(reference)s has changed and is not given out. Press “Check now” on its "
                        "page, so that the alert is raised.", reference=item.reference)) from None
    return stored
