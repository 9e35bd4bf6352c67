"""Forms of witnesses and victims by code."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from casefile.core.forms import Choice, Choices, Form, Line, Prose, Tick
from casefile.incidents.forms import FileForm as FileRecordForm
from casefile.incidents.forms.filters import Among, Filters
from casefile.people import labels
from casefile.people.rules import (
    AgeBand,
    Consent,
    Contact,
    PersonRole,
    Protection,
    Sex,
    Spoken,
    Testify,
    Vulnerability,
    is_mistyped,
)


class PersonFilters(Filters):
    """What a list of people is filtered by."""

    text = Line(_l("Code"))
    role = Among(_l("Role"), PersonRole, labels.ROLE)
    protection = Among(_l("Protection level"), Protection, labels.PROTECTION)
    consent = Among(_l("Consent"), Consent, labels.CONSENT)
    overdue = Tick(_l("Protection review overdue"))

    def validate_text(self, field: Any) -> None:
        """A code with a slip in it is told apart from one that nobody has."""
        if is_mistyped(field.data or ""):
            raise ValidationError(_("A digit of this code is wrong: no code is like this. Compare it with its source"))


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


class FileForm(FileRecordForm):
    """File a person into another case."""

    draftable = True
