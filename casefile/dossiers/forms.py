"""Ask for a dossier; let one be built on a schedule."""

from __future__ import annotations

from datetime import time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from casefile.core.fields import Clock
from casefile.core.forms import Choice, Form, Line, Prose, Tick
from casefile.dossiers import labels
from casefile.dossiers.rules import Day, Kind, Language, Method
from casefile.people import labels as people_words
from casefile.people.rules.grants import Level, Purpose, Recipient, recipient_code


class GenerateForm(Form):
    """What to build."""

    kind = Choice(_l("Kind"), Kind, {Kind.INTERNAL: labels.KIND[Kind.INTERNAL]}, required=True, default=Kind.INTERNAL)
    language = Choice(_l("Language of the fixed words"), Language, labels.LANGUAGE, required=True, default=Language.EN,
                      description=_l("Titles, names and quotations stay in the language they were recorded in."))


_RECIPIENTS = {one: words for one, words in people_words.RECIPIENT.items() if one is not Recipient.OWN_ORG}
_LEVELS = [SelectChoice(str(int(one)), words) for one, words in people_words.LEVEL.items()
           if one >= Level.PSEUDONYMOUS]


class _Outside(Form):
    """Who outside receives it, for what, and how much of the identities."""

    recipient = Choice(_l("Recipient"), Recipient, _RECIPIENTS, empty=_l("— choose —"))
    detail = Line(_l("Which one"), description=_l("A country as three letters (KOR), or the code of the organisation."))
    purpose = Choice(_l("Purpose"), Purpose, people_words.PURPOSE, empty=_l("— choose —"))
    level = SelectField(_l("Most that may be told of who people are"), choices=_LEVELS, default="4", coerce=str)

    @property
    def to(self) -> dict[str, Any]:
        """Recipient, purpose and level as they are kept."""
        code = recipient_code(self.recipient.data, self.detail.data) if self.recipient.data else None
        return {"recipient": code, "purpose": self.purpose.data, "level": int(self.level.data)}

    def validate_detail(self, field: Any) -> None:
        """Those that need one say which."""
        if self.recipient.data and recipient_code(self.recipient.data, field.data) is None:
            raise ValidationError(_("Enter which one, where the recipient needs it: KOR, or a code"))


class PartnerForm(_Outside):
    """A dossier for somebody outside: what may not go is left out of it."""

    recipient = Choice(_l("Recipient"), Recipient, _RECIPIENTS, required=_l("Choose who receives it"))
    purpose = Choice(_l("Purpose"), Purpose, people_words.PURPOSE, required=_l("Choose what it is for"))
    language = Choice(_l("Language of the fixed words"), Language, labels.LANGUAGE, required=True, default=Language.EN)


class HandoverForm(_Outside):
    """Propose that a dossier leaves the house."""

    draftable = True

    recipient = Choice(_l("Recipient"), Recipient, _RECIPIENTS, required=_l("Choose who receives it"))
    purpose = Choice(_l("Purpose"), Purpose, people_words.PURPOSE, required=_l("Choose what it is for"))
    method = Choice(_l("How it is handed over"), Method, {one: words for one, words in labels.METHOD.items()
                                                          if one is not Method.DOWNLOAD},
                    required=_l("Choose how it leaves"))
    legal_basis = Line(_l("Legal basis"), required=_l("Say on which basis it is handed over"))
    caveats = Prose(_l("Conditions for the recipient"), longest=2000)
    answers = Prose(_l("Answers to the sharing gate"), required=_l("Answer each question of the gate"), longest=4000,
                    description=_l("Fair trial in that state; death penalty and assurance on file; trial in absence; "
                                   "exculpatory material that is left out. No names of witnesses."))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000, description=_l("Codes only, no names."))

    @property
    def terms(self) -> dict[str, Any]:
        """What is proposed, as plain values."""
        return {**self.to, "purpose": self.purpose.data.value, "method": self.method.data.value,
                "legal_basis": self.legal_basis.data, "caveats": self.caveats.data, "answers": self.answers.data}


class ScheduleForm(Form):
    """When a dossier is built by itself."""

    draftable = True

    enabled = Tick(_l("Build a dossier by itself"), default=True)
    day = Choice(_l("Day"), Day, labels.DAY, required=True, default=Day.MONDAY)
    at = Clock(_l("Time"), required=_l("Enter a time"), default=time(6),
               description=_l("On the clock of the case's time zone."))
    language = Choice(_l("Language of the fixed words"), Language, labels.LANGUAGE, required=True, default=Language.EN)
