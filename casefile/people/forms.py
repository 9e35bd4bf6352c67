"""Forms of witnesses and victims, their consent and protection, their parts in incidents, and their identities."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from casefile.core.forms import Choice, Choices, Day, Form, Line, Pick, Prose, Tick
from casefile.incidents.forms import FileForm as FileRecordForm
from casefile.incidents.forms.filters import Among, Filters
from casefile.people import labels
from casefile.people.models import Person, today
from casefile.people.rules import (
    FIELDS,
    AgeBand,
    Consent,
    Contact,
    Group,
    Part,
    PersonRole,
    Protection,
    Sex,
    Spoken,
    Testify,
    Vulnerability,
    latest_review,
    may_follow,
)


class PersonFilters(Filters):
    """What a list of people is filtered by."""

    text = Line(_l("Code"))
    role = Among(_l("Role"), PersonRole, labels.ROLE)
    protection = Among(_l("Protection level"), Protection, labels.PROTECTION)
    consent = Among(_l("Consent"), Consent, labels.CONSENT)
    overdue = Tick(_l("Protection review overdue"))


class PersonForm(Form):
    """A witness or victim, as the whole team may read it: no name anywhere."""

    draftable = True
    sections = [
        (_l("What the person is to this inquiry"), ["roles", "sex", "age_band", "languages", "vulnerabilities"]),
        (_l("Contact and testimony"), ["contact", "testify", "note"]),
    ]

    roles = Choices(_l("Roles"), PersonRole, labels.ROLE, required=_l("Choose at least one role"),
                    description=_l("The code is given when you save and never changes. "
                                   "It begins with V for somebody who is a victim and nothing else."))
    sex = Choice(_l("Sex or gender"), Sex, labels.SEX)
    age_band = Choice(_l("Age at the time of the events"), AgeBand, labels.AGE_BAND)
    languages = Choices(_l("Languages"), Spoken, labels.SPOKEN)
    vulnerabilities = Choices(_l("What those who meet the person must know"), Vulnerability, labels.VULNERABILITY)
    contact = Choice(_l("Contact"), Contact, labels.CONTACT, required=True, default=Contact.NO_CONTACT)
    testify = Choice(_l("Willing to testify"), Testify, labels.TESTIFY,
                     description=_l("Leave it open until the person was asked."))
    note = Prose(_l("Note"), longest=2000, description=_l(
        "No names, no places of residence, nothing that tells who this is: the whole team reads this. Use codes."))


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


class FileForm(FileRecordForm):
    """File a person into another case."""

    draftable = True


class LinkPersonForm(Form):
    """Give a person a part in an incident, from the incident's page."""

    draftable = True

    person_id = Pick(_l("Witness or victim"), required=_l("Choose a code"),
                     description=_l("People filed in the same case as the incident."))
    part = Choice(_l("Part in the incident"), Part, labels.PART, required=_l("Choose a part"))


class LinkIncidentForm(Form):
    """Give a person a part in an incident, from the person's page."""

    draftable = True

    incident_id = Pick(_l("Incident"), required=_l("Choose an incident"),
                       description=_l("Incidents filed in the same case as the person."))
    part = Choice(_l("Part in the incident"), Part, labels.PART, required=_l("Choose a part"))


class EndPartForm(Form):
    """Take a person's part in an incident back."""

    draftable = True

    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000,
                   description=_l("No names. It stays in the history, and so does the entry itself."))


# --- identity: never draftable, never filled from what is stored ---

_SECRET = {"autocomplete": "off", "spellcheck": "false"}


class Erase(SelectMultipleField):
    """Fields whose stored value is to be removed."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        choices = [SelectChoice(name, text) for name, text in labels.FIELD.items()]
        super().__init__(label, coerce=str, choices=choices, **kwargs)


class IdentityForm(Form):
    """Record who a person is. It only writes: what is stored is never put into it."""

    sections = [
        (_l("Names"), ["name_hangul", "name_latin", "name_other"]),
        (_l("Person"), ["birth", "documents", "family"]),
        (_l("Where and how to reach the person"), ["contacts", "whereabouts"]),
        (_l("Note"), ["note", "erase"]),
    ]

    name_hangul = Line(labels.FIELD["name_hangul"], render_kw=_SECRET)
    name_latin = Line(labels.FIELD["name_latin"], render_kw=_SECRET)
    name_other = Prose(labels.FIELD["name_other"], longest=2000, render_kw=_SECRET, description=_l("One per line."))
    birth = Line(labels.FIELD["birth"], render_kw=_SECRET, description=_l(
        "As exactly as it is known, for example 1974 or 1974-03."))
    documents = Prose(labels.FIELD["documents"], longest=4000, render_kw=_SECRET)
    family = Prose(labels.FIELD["family"], longest=4000, render_kw=_SECRET)
    contacts = Prose(labels.FIELD["contacts"], longest=4000, render_kw=_SECRET)
    whereabouts = Prose(labels.FIELD["whereabouts"], longest=4000, render_kw=_SECRET)
    note = Prose(labels.FIELD["note"], longest=4000, render_kw=_SECRET)
    erase = Erase(_l("Remove what is stored in"), description=_l(
        "A field left empty above keeps what is stored. Tick a field here to remove its stored text for good."))

    def validate_erase(self, field: Any) -> None:
        """A field is written or removed, not both."""
        both = [name for name in field.data or [] if name in labels.FIELD and self[name].data]
        if both:
            raise ValidationError(_("A field cannot be written and removed at once: %(field)s",
                                    field=labels.FIELD[both[0]]))

    @property
    def changes(self) -> dict[str, str | None]:
        """Field -> new text, or None where the stored text is to be removed."""
        written = {name: self[name].data for names in FIELDS.values() for name in names if self[name].data}
        return {**written, **dict.fromkeys(self.erase.data or [])}


class RevealForm(Form):
    """Open one group of an identity, with a reason."""

    group = Choice(_l("What to open"), Group, labels.GROUP, required=_l("Choose what to open"))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=500, description=_l(
        "Why you must know it now. No names: the case’s history shows this text."))

    def __init__(self, held: Collection[Group], **kwargs: Any) -> None:
        self._held = held
        super().__init__(**kwargs)
        self.group.choices = [choice for choice in self.group.choices if not choice.value or choice.value in held]

    def validate_group(self, field: Any) -> None:
        """Only what is recorded can be opened."""
        if field.data not in self._held:
            raise ValidationError(_("Choose one of the options listed"))
