"""Ask for a dossier; let one be built on a schedule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from casefile.core.fields import Clock
from casefile.core.forms import Choice, Form, Line, Prose, Tick
from casefile.dossiers import labels
from casefile.dossiers.rules import Day, Kind, Language, Method
from casefile.people import labels as people_words
from casefile.people.rules.grants import Level, Purpose, Recipient, recipient_code
from casefile.people.service import Telling, seen, stored


class GenerateForm(Form):
    """What to build."""

    kind = Choice(_l("Kind"), Kind, {Kind.INTERNAL: labels.KIND[Kind.INTERNAL]}, required=True, default=Kind.INTERNAL)
    language = Choice(_l("Language of the fixed words"), Language, labels.LANGUAGE, required=True, default=Language.EN,
                      description=_l("Titles, names and quotations stay in the language they were recorded in."))


_RECIPIENTS = {one: words for one, words in people_words.RECIPIENT.items() if one is not Recipient.OWN_ORG}
_LEVELS = [SelectChoice(str(int(one)), words) for one, words in people_words.LEVEL.items()
           if one >= Level.PSEUDONYMOUS]


class _Telling(Form):
    """Whoever lets something go answers for what could tell who people are; `found` is the list shown on the page."""

    draftable = True

    rare_seen = HiddenField()
    rare_reason = Prose(_l("Why it may go in spite of what could tell who people are"), longest=2000, description=_l(
        "You have read the list on this page. Say what was done about it, or why it must stay in. Codes only."))

    def __init__(self, found: Sequence[Telling], **kwargs: Any) -> None:
        self.found = found
        super().__init__(**kwargs)
        if not self.is_submitted():
            self.rare_seen.data = seen(found)
        if not found:
            del self.rare_reason

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field; then something was said of the list, and of this very list."""
        valid = super().validate(extra_validators)
        problem = self._unanswered() if self.found else None
        if problem is not None:
            self.rare_reason.errors = [*self.rare_reason.errors, problem]
        return valid and problem is None

    def _unanswered(self) -> str | None:
        if not self.rare_reason.data:
            return _("Say why it may go in spite of the list on this page")
        if self.rare_seen.data != seen(self.found):
            self.rare_seen.data = seen(self.found)
            return _("The list on this page has changed since you opened it. Read it again")
        return None

    @property
    def acknowledged(self) -> str | None:
        """What was said about the list; None when there was nothing to say."""
        said: str | None = self.rare_reason.data if self.found else None
        return said


class PartnerForm(_Telling):
    """A dossier for somebody outside: what may not go is left out of it."""

    recipient = Choice(_l("Recipient"), Recipient, _RECIPIENTS, required=_l("Choose who receives it"))
    detail = Line(_l("Which one"), description=_l("A country as three letters (KOR), or the code of the organisation."))
    purpose = Choice(_l("Purpose"), Purpose, people_words.PURPOSE, required=_l("Choose what it is for"))
    level = SelectField(_l("Most that may be told of who people are"), choices=_LEVELS, default="4", coerce=str)
    language = Choice(_l("Language of the fixed words"), Language, labels.LANGUAGE, required=True, default=Language.EN)
    sections = [(_l("For whom"), ["recipient", "detail", "purpose", "level", "language"]),
                (_l("What could tell who people are"), ["rare_reason"])]

    @property
    def to(self) -> dict[str, Any]:
        """Recipient, purpose, level, and what was said about the list, as they are kept."""
        return {"recipient": recipient_code(self.recipient.data, self.detail.data), "purpose": self.purpose.data,
                "level": int(self.level.data), "rare": stored(self.found), "rare_reason": self.acknowledged}

    def validate_detail(self, field: Any) -> None:
        """Those that need one say which."""
        if self.recipient.data and recipient_code(self.recipient.data, field.data) is None:
            raise ValidationError(_("Enter which one, where the recipient needs it: KOR, or a code"))


class HandoverForm(_Telling):
    """Propose that a dossier goes to whom it was made for."""

    method = Choice(_l("How it is handed over"), Method, {one: words for one, words in labels.METHOD.items()
                                                          if one is not Method.DOWNLOAD},
                    required=_l("Choose how it leaves"))
    legal_basis = Line(_l("Legal basis"), required=_l("Say on which basis it is handed over"))
    caveats = Prose(_l("Conditions for the recipient"), longest=2000)
    answers = Prose(_l("Answers to the sharing gate"), required=_l("Answer each question of the gate"), longest=4000,
                    description=_l("Fair trial in that state; death penalty and assurance on file; trial in absence; "
                                   "exculpatory material that is left out. No names of witnesses."))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000, description=_l("Codes only, no names."))
    sections = [(_l("How it goes"), ["method", "legal_basis", "caveats", "answers", "reason"]),
                (_l("What could tell who people are"), ["rare_reason"])]

    @property
    def terms(self) -> dict[str, Any]:
        """What is proposed, as plain values."""
        return {"method": self.method.data.value, "legal_basis": self.legal_basis.data, "caveats": self.caveats.data,
                "answers": self.answers.data, "rare_reason": self.acknowledged}


class ScheduleForm(Form):
    """When a dossier is built by itself."""

    draftable = True

    enabled = Tick(_l("Build a dossier by itself"), default=True)
    day = Choice(_l("Day"), Day, labels.DAY, required=True, default=Day.MONDAY)
    at = Clock(_l("Time"), required=_l("Enter a time"), default=time(6),
               description=_l("On the clock of the case's time zone."))
    language = Choice(_l("Language of the fixed words"), Language, labels.LANGUAGE, required=True, default=Language.EN)
