"""Forms of the parts people have in incidents."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from casefile.core.forms import Choice, Form, Pick, Prose
from casefile.people import labels
from casefile.people.rules import (
    Part,
)


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
