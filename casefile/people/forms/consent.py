"""The form of consent."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from casefile.core.forms import Choice, Day, Form, Prose
from casefile.people import labels
from casefile.people.models import Person, today
from casefile.people.rules import (
    Consent,
    may_follow,
)


class ConsentForm(Form):
    """Record where consent stands; only what may follow is offered."""

    draftable = True

    consent = Choice(_l("Consent"), Consent, labels.CONSENT, required=_l("Choose what the person decided"))
    consent_on = Day(_l("Date of the decision"), required=_l("Enter the date"))
    consent_until = Day(_l("Valid until"), description=_l(
        "Only for consent that was given. Leave empty if it has no last day."))
    reason = Prose(_l("Basis"), required=_l("Say how this is known"), longest=2000, description=_l(
        "How and by whom it was recorded, by code: “form read out by interpreter IN-07”. No names. "
        "It stays in the history."))

    def __init__(self, person: Person | None, **kwargs: Any) -> None:
        self._next = may_follow(person.consent_now) if person else frozenset(Consent)
        super().__init__(person, **kwargs)
        if not self.is_submitted() and not self.draft_restored_at:
            self.consent.data = self.consent_on.data = self.consent_until.data = None
        self.consent.choices = [choice for choice in self.consent.choices
                                if not choice.value or choice.value in self._next]

    def validate_consent(self, field: Any) -> None:
        """Only what may follow."""
        if field.data not in self._next:
            raise ValidationError(_("Choose one of the options listed"))

    def validate_consent_on(self, field: Any) -> None:
        """A decision lies in the past."""
        if field.data and field.data > today():
            raise ValidationError(_("The date must not be in the future"))

    def validate_consent_until(self, field: Any) -> None:
        """Only given consent has a last day, and it comes after the first."""
        if field.data and self.consent.data is not Consent.ACTIVE:
            raise ValidationError(_("Only consent that was given has a last day"))
        if field.data and self.consent_on.data and field.data < self.consent_on.data:
            raise ValidationError(_("The last day must not be before the date of the decision"))
