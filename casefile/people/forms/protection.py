"""The form of a risk assessment."""

from __future__ import annotations

from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from casefile.core.forms import Choice, Day, Form, Prose
from casefile.people import labels
from casefile.people.models import today
from casefile.people.rules import (
    Protection,
    latest_review,
)


class ProtectionForm(Form):
    """Assess the risk to a person."""

    draftable = True

    protection = Choice(_l("Level that remains"), Protection, labels.PROTECTION, required=_l("Choose a level"))
    protection_until = Day(_l("Review by"), description=_l(
        "At most 180 days ahead for low, 90 for medium, 30 for high, 15 for extreme. Empty: the latest day allowed."))
    reason = Prose(_l("Basis"), required=_l("Say what the level rests on"), longest=2000, description=_l(
        "Threats, exposure and what was done against them. No names, no whereabouts. It stays in the history."))

    def validate_protection_until(self, field: Any) -> None:
        """Not in the past, and not longer than the level holds."""
        level = self.protection.data
        if field.data and field.data < today():
            raise ValidationError(_("The review must not lie in the past"))
        if field.data and level and field.data > latest_review(level, today()):
            raise ValidationError(_("For this level the review is due by %(day)s at the latest",
                                    day=format_date(latest_review(level, today()))))
