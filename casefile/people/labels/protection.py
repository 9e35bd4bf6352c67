"""Words for the risk to a person."""

from __future__ import annotations

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.people.models import Person
from casefile.people.rules import (
    Protection,
)

PROTECTION = {
    Protection.LOW: _l("Low"),
    Protection.MEDIUM: _l("Medium"),
    Protection.HIGH: _l("High"),
    Protection.EXTREME: _l("Extreme"),
}
PROTECTION_TONE = {Protection.LOW: "neutral", Protection.MEDIUM: "info", Protection.HIGH: "warn",
                   Protection.EXTREME: "bad"}


def protection_words(person: Person) -> str:
    """The risk that was found and how long that holds."""
    if person.protection is None or person.protection_until is None:
        return _("The risk to this person was never assessed.")
    if person.protection_overdue:
        return _("The assessment ran out on %(day)s. Until it is renewed nobody may rely on it.",
                 day=format_date(person.protection_until))
    return _("Assessed; to be reviewed by %(day)s.", day=format_date(person.protection_until))
