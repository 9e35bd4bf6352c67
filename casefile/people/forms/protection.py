"""Forms of protection: the assessment of risk, what happened, referrals."""

from __future__ import annotations

from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from casefile.core.forms import Choice, Choices, Day, Form, Pick, Prose
from casefile.people import labels
from casefile.people.labels import risk as risk_labels
from casefile.people.models import Person, Referral, today
from casefile.people.rules import Protection, latest_review
from casefile.people.rules.risk import (
    Decision,
    Degree,
    Exposure,
    Happening,
    ReferralState,
    Service,
    Threat,
    needs_measures,
)

_SEALED = _l("Kept encrypted with the person’s own key. Codes instead of names all the same.")


class ProtectionForm(Form):
    """Assess the risk to a person. Every assessment stays; the last one holds."""

    draftable = True
    sections = [
        (_l("What threatens"), ["threats", "exposures"]),
        (_l("How likely and how bad"), ["likelihood", "likelihood_text", "impact", "impact_text"]),
        (_l("What is done, and what remains"), ["mitigation", "protection", "decision", "reason"]),
        (_l("Next review"), ["protection_until", "owner_id"]),
    ]

    threats = Choices(_l("From whom"), Threat, risk_labels.THREAT)
    exposures = Choices(_l("What exposes the person"), Exposure, risk_labels.EXPOSURE)
    likelihood = Choice(_l("Likelihood"), Degree, risk_labels.LIKELIHOOD, required=_l("Say how likely it is"))
    likelihood_text = Prose(_l("Why so likely"), longest=4000, description=_SEALED)
    impact = Choice(_l("Impact"), Degree, risk_labels.IMPACT, required=_l("Say how bad it would be"))
    impact_text = Prose(_l("Why so bad"), longest=4000, description=_SEALED)
    mitigation = Prose(_l("Measures"), longest=4000, description=_SEALED)
    protection = Choice(_l("Level that remains"), Protection, labels.PROTECTION, required=_l("Choose a level"))
    decision = Choice(_l("Decision"), Decision, risk_labels.DECISION, required=_l("Choose what follows"))
    protection_until = Day(_l("Review by"), description=_l(
        "At most 180 days ahead for low, 90 for medium, 30 for high, 15 for extreme. Empty: the latest day allowed."))
    reason = Prose(_l("Basis"), required=_l("Say what the level rests on"), longest=2000, description=_l(
        "In one or two sentences that the whole team may read. No names, no whereabouts. It stays in the history."))
    owner_id = Pick(_l("Who renews it"), description=_l(
        "Reminders go to this person, then to the protection officer, the lead and the coordinators."))

    def __init__(self, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(None, **kwargs)

    def validate_protection_until(self, field: Any) -> None:
        """Not in the past, and not longer than the level holds."""
        level = self.protection.data
        if field.data and field.data < today():
            raise ValidationError(_("The review must not lie in the past"))
        if field.data and level and field.data > latest_review(level, today()):
            raise ValidationError(_("For this level the review is due by %(day)s at the latest",
                                    day=format_date(latest_review(level, today()))))

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field, then: a level below what likelihood and impact come to rests on measures, and those are named."""
        valid = super().validate(extra_validators)
        found = (self.likelihood.data, self.impact.data, self.protection.data)
        if all(found) and not self.mitigation.data and needs_measures(*found):
            self.mitigation.errors = [
                _("The level is lower than likelihood and impact together: say by which measures")]
            return False
        return valid


class EventForm(Form):
    """Log something that touched a person’s safety; those responsible are told at once."""

    draftable = True

    kind = Choice(_l("What happened"), Happening, risk_labels.HAPPENING, required=_l("Choose what happened"))
    happened_on = Day(_l("When"), required=_l("Enter the day"))
    description = Prose(_l("What is known"), required=_l("Say what is known"), longest=4000, description=_SEALED)
    measures = Prose(_l("What was done at once"), longest=4000, description=_SEALED)

    def validate_happened_on(self, field: Any) -> None:
        """What happened lies in the past."""
        if field.data and field.data > today():
            raise ValidationError(_("The date must not be in the future"))


class OutcomeForm(Form):
    """Say how something that was logged ended."""

    draftable = True

    outcome = Prose(_l("What was done and how it ended"), required=_l("Say how it ended"), longest=4000,
                    description=_SEALED)


class ReferralForm(Form):
    """Refer a person to help, or record what became of it."""

    draftable = True

    service = Choice(_l("Kind of help"), Service, risk_labels.SERVICE, required=_l("Choose a kind"))
    state = Choice(_l("How far it has come"), ReferralState, risk_labels.REFERRAL, required=True,
                   default=ReferralState.OFFERED)
    referred_on = Day(_l("Offered or made on"), required=_l("Enter the day"))
    follow_up_on = Day(_l("Ask again on"))
    provider = Prose(_l("With whom"), longest=1000, description=_SEALED)
    note = Prose(_l("Note"), longest=2000, description=_SEALED)

    def __init__(self, referral: Referral | None = None, **kwargs: Any) -> None:
        super().__init__(referral, **kwargs)

    def validate_state(self, field: Any) -> None:
        """Only a step that may follow."""
        record = self.record
        if isinstance(record, Referral) and field.data not in {None, record.state, *record.next_states("state")}:
            raise ValidationError(_("This cannot follow what is recorded"))

    def validate_follow_up_on(self, field: Any) -> None:
        """One asks again after, not before."""
        if field.data and self.referred_on.data and field.data < self.referred_on.data:
            raise ValidationError(_("This day must not lie before the referral"))
