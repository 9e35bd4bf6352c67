"""Forms about sharing: was the item looked through, who gave it on which terms."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from casefile.core.forms import Choice, Day, Form, Line, Pick, Prose, Tick, WholeNumber
from casefile.evidence import sharing_labels as labels
from casefile.evidence.providers import Attribution, Default, Onward


class PeopleReviewForm(Form):
    """Say that the list of people is whole."""

    whole = Tick(_l("I have looked through the whole item: nobody else can be recognised in it"))

    def validate_whole(self, field: Any) -> None:
        """Nothing else can be said here."""
        if not field.data:
            raise ValidationError(_("Tick this once you have looked through the whole item, or link who is missing"))


class ItemProviderForm(Form):
    """Under which agreement an item was given."""

    draftable = True

    agreement_id = Pick(_l("Agreement"), required=_l("Choose an agreement"))
    reason = Prose(_l("Reason"), required=_l("Say how this is known"), longest=2000, description=_l("Codes only."))


class AgreementForm(Form):
    """The terms on which an organisation gives us material."""

    draftable = True
    sections = [
        (_l("Who and when"), ["provider", "protocol_on", "expires_on", "contact"]),
        (_l("What they allow"), ["default", "consultation_days", "attribution", "onward", "return_on_end"]),
        (_l("Consent of the people concerned"), ["consents_obtained", "consent_form"]),
    ]

    provider = Line(_l("Provider"), required=_l("Enter the organisation"))
    protocol_on = Day(_l("Date of the protocol"), required=_l("Enter the date"))
    expires_on = Day(_l("Valid until"), description=_l("Afterwards nothing of this provider may be shared."))
    contact = Line(_l("Contact"), description=_l("An office or a code, no private person."))
    default = Choice(_l("Without other agreement"), Default, labels.DEFAULT, required=_l("Choose what is allowed"))
    consultation_days = WholeNumber(_l("Days to consult before sharing"), highest=365)
    attribution = Choice(_l("Attribution"), Attribution, labels.ATTRIBUTION, required=_l("Choose whether it is named"))
    onward = Choice(_l("Handing on by the recipient"), Onward, labels.ONWARD, required=_l("Choose what is allowed"))
    return_on_end = Tick(_l("Material is returned or destroyed when the agreement ends"))
    consents_obtained = Tick(_l("The provider obtained the consent of witnesses itself"))
    consent_form = Line(_l("In which form"), description=_l("Written, recorded, with which form."))

    def validate_expires_on(self, field: Any) -> None:
        """After it was made."""
        if field.data and self.protocol_on.data and field.data < self.protocol_on.data:
            raise ValidationError(_("The last day must not be before the date of the protocol"))

    @property
    def terms(self) -> dict[str, Any]:
        """The answers, with no days where none were entered."""
        return {**self.answers, "consultation_days": self.consultation_days.data or 0}
