"""Who belongs to whom: the attachment and what it came with."""

from __future__ import annotations

from flask_babel import gettext as _

from casefile.core.errors import Refused
from casefile.evidence.models import Evidence
from casefile.evidence.rules import Relation


def join_family(item: Evidence, parent: Evidence) -> None:
    """Say that an item came with another one, as its attachment. Raises Refused for a circle."""
    if item.id in (parent.id, parent.parent_id):
        raise Refused(_("An item cannot be its own attachment."))
    item.parent_id, item.relation, item.family_id = parent.id, Relation.ATTACHMENT, parent.family_id or parent.id
