"""The form of consent."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField
from wtforms.validators import ValidationError

from casefile.core.forms import Choice, Choices, Day, Line, Prose, Tick
from casefile.people import labels
from casefile.people.forms.grants import Row, RowsForm
from casefile.people.models import Person, today
from casefile.people.rules import Consent, Contact, Spoken, Testify, Vulnerability, may_follow
from casefile.people.rules.consent import Channel, Explained, Shape

_DETAILS = ("place", "obtained_by", "interpreter", "language", "shape", "explained", "unexplained", "capacity",
            "guardian", "conditions", "recontact", "channel", "contact", "testify", "review_on")


class ConsentForm(RowsForm):
    """Record what the person decided; only what may follow is offered, and nothing is permitted that has no row."""

    draftable = True
    sections = [
        (_l("The decision"), ["consent", "consent_on", "consent_until", "reason"]),
        (_l("What was explained"), ["explained", "unexplained", "capacity", "guardian", "assent"]),
        (_l("What is permitted"), ["grants", "conditions"]),
        (_l("Contact and testimony"), ["contact", "testify", "recontact", "channel", "review_on"]),
        (_l("How it was obtained"), ["shape", "place", "obtained_by", "interpreter", "language"]),
    ]

    consent = Choice(_l("Consent"), Consent, labels.CONSENT, required=_l("Choose what the person decided"))
    consent_on = Day(_l("Date of the decision"), required=_l("Enter the date"))
    consent_until = Day(_l("Valid until"), description=_l(
        "Only for consent that was given. Leave empty if it has no last day."))
    reason = Prose(_l("Basis"), required=_l("Say how this is known"), longest=2000, description=_l(
        "How and by whom it was recorded, by code: “form read out by interpreter IN-07”. No names. "
        "It stays in the history."))
    explained = Choices(_l("Explained and understood"), Explained, labels.EXPLAINED)
    unexplained = Prose(_l("Why something was not explained"), longest=2000,
                        description=_l("Only if one of these was left out."))
    capacity = Tick(_l("The person was able to decide"))
    guardian = Line(_l("Guardian, for a minor"), description=_l("Relation or code of whoever consented, no name."))
    assent = Tick(_l("The minor agreed as well"))
    grants = FieldList(FormField(Row), _l("Who may use it for what"), min_entries=3, max_entries=100, description=_l(
        "Nothing is permitted that has no row. Leave rows empty that are not needed."))
    conditions = Prose(_l("Special conditions"), longest=4000, description=_l(
        "In the person’s words, without names. Nothing may be shared until they are turned into limits."))
    contact = Choice(_l("Contact"), Contact, labels.CONTACT)
    testify = Choice(_l("Willing to testify"), Testify, labels.TESTIFY)
    recontact = Tick(_l("May be asked again when this consent ends"))
    channel = Choice(_l("Safe way to get in touch"), Channel, labels.CHANNEL,
                     description=_l("The number or address itself belongs into the identity, encrypted."))
    review_on = Day(_l("Next review"))
    shape = Choice(_l("Form"), Shape, labels.SHAPE)
    place = Line(_l("Place"), description=_l("A kind of place or a city, no address."))
    obtained_by = Line(_l("Obtained by"), description=_l("A code, no name."))
    interpreter = Line(_l("Interpreter"), description=_l("A code, no name."))
    language = Choice(_l("Language"), Spoken, labels.SPOKEN)

    def __init__(self, person: Person | None, **kwargs: Any) -> None:
        self._next = may_follow(person.consent_now) if person else frozenset(Consent)
        self._minor = bool(person) and Vulnerability.CHILD in (person.vulnerabilities if person else ())
        super().__init__(person, **kwargs)
        if not self.is_submitted() and not self.draft_restored_at:
            self.consent.data = self.consent_on.data = self.consent_until.data = None
        self.consent.choices = [choice for choice in self.consent.choices
                                if not choice.value or choice.value in self._next]

    @property
    def _given(self) -> bool:
        return self.consent.data is Consent.ACTIVE

    @property
    def decision(self) -> dict[str, Any]:
        """What the service takes; the details belong to a decision, not to its end."""
        answers = self.answers
        found = {name: answers[name] for name in ("consent", "consent_on", "consent_until", "reason")}
        if self.consent.data in (Consent.ACTIVE, Consent.REFUSED):
            found |= {name: answers[name] for name in _DETAILS}
            found["assent"] = bool(answers["assent"]) if answers["guardian"] else None
        return found | {"grants": self.rows(self.consent_on.data) if self._given else []}

    def validate_consent(self, field: Any) -> None:
        """Only what may follow."""
        if field.data not in self._next:
            raise ValidationError(_("Choose one of the options listed"))

    def validate_consent_on(self, field: Any) -> None:
        """A decision lies in the past."""
        if field.data and field.data > today():
            raise ValidationError(_("The date must not be in the future"))

    def validate_consent_until(self, field: Any) -> None:
        """Only given consent has a last day; it comes after the first and is not over yet."""
        if field.data and not self._given:
            raise ValidationError(_("Only consent that was given has a last day"))
        if field.data and self.consent_on.data and field.data < self.consent_on.data:
            raise ValidationError(_("The last day must not be before the date of the decision"))
        if field.data and field.data < today():
            raise ValidationError(_("This consent has ended already: the last day lies in the past"))

    def validate_explained(self, field: Any) -> None:
        """All of it, or a reason."""
        if self._given and len(field.data or []) < len(Explained) and not self.unexplained.data:
            raise ValidationError(_("Tick everything that was explained, or say below why something was not"))

    def validate_capacity(self, field: Any) -> None:
        """Nobody consents who cannot."""
        if self._given and not field.data:
            raise ValidationError(_("Confirm that the person was able to decide; otherwise there is no consent"))

    def validate_guardian(self, field: Any) -> None:
        """A minor does not consent alone."""
        if self._given and self._minor and not field.data:
            raise ValidationError(_("The person is recorded as a child: say who consented for them"))

    def validate_assent(self, field: Any) -> None:
        """Nobody consents over a minor's head."""
        if self._given and self.guardian.data and not field.data:
            raise ValidationError(_("Without the minor’s own agreement there is no consent"))

    def validate_grants(self, _field: Any) -> None:
        """Only given consent permits anything, and its rows do not contradict each other."""
        if self.filled and not self._given:
            raise ValidationError(_("Only consent that was given permits anything: empty the rows"))
        if self._given:
            self.check_rows(self.consent_on.data, self.consent_until.data,
                            reachable=self.contact.data is not Contact.NO_CONTACT)

    def validate_review_on(self, field: Any) -> None:
        """Ahead."""
        if field.data and field.data < today():
            raise ValidationError(_("The review must not lie in the past"))
