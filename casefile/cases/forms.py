"""Forms of situations, cases and teams."""

from __future__ import annotations

import zoneinfo
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from casefile.cases import labels
from casefile.cases.rules import CaseKind, Classification, Forum, Standard, Theme
from casefile.core.access import CASE_ROLES, Role
from casefile.core.forms import Choice, Form, Line, Pick, Prose


class SituationForm(Form):
    """A country situation."""

    draftable = True

    code = Line(_l("Code"), required=_l("Enter a short code"), longest=12,
                description=_l("Three to six capital letters; it begins every exhibit number, for example PRK."))
    title = Line(_l("Title"), required=_l("Enter a title"))
    description = Prose(_l("Description"))

    def validate_code(self, field: Any) -> None:
        """Capital letters and digits only: the code becomes part of exhibit numbers."""
        if field.data and not (field.data.isascii() and field.data.isalnum() and field.data.isupper()):
            raise ValidationError(_("Use capital letters A to Z and digits only"))


class CaseForm(Form):
    """A case file."""

    draftable = True
    sections = [
        (_l("What the case is about"), ["title", "kind", "theme", "summary"]),
        (_l("Where it could go"), ["target_forum", "target_standard"]),
        (_l("Who may know, and in which time zone"), ["classification", "timezone"]),
    ]

    title = Line(_l("Title"), required=_l("Enter a title"),
                 description=_l("Neutral, no names of witnesses or victims."))
    kind = Choice(_l("Kind"), CaseKind, labels.KIND, required=True, default=CaseKind.CASE)
    theme = Choice(_l("Theme"), Theme, labels.THEME, required=_l("Choose a theme"))
    summary = Prose(_l("Summary"), description=_l("What is known and what is to be shown, in a few sentences."))
    target_forum = Choice(_l("Target forum"), Forum, labels.FORUM, required=_l("Choose a forum, or “Not decided yet”"))
    target_standard = Choice(_l("Target standard of proof"), Standard, labels.STANDARD,
                             required=_l("Choose the standard this case aims at"))
    classification = Choice(_l("Classification"), Classification, labels.CLASSIFICATION,
                            required=True, default=Classification.RESTRICTED)
    timezone = Line(_l("Time zone"), required=_l("Enter a time zone"), default="Asia/Seoul",
                    description=_l("Region and city, for example Asia/Seoul. Deadlines and schedules follow it."))

    def validate_timezone(self, field: Any) -> None:
        """A zone the time zone database knows."""
        if field.data not in zoneinfo.available_timezones():
            raise ValidationError(_("There is no time zone of this name; write for example Asia/Seoul or Europe/Berlin"))


class MemberForm(Form):
    """Put a person on the team, with a role in this case."""

    user_id = Pick(_l("Person"), required=_l("Choose a person"))
    role = Choice(_l("Role in this case"), Role, {role: labels.ROLE[role] for role in CASE_ROLES},
                  required=_l("Choose a role"))
