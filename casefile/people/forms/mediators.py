"""Forms of the registers of interpreters and intermediaries."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from casefile.core.forms import Choice, Choices, Day, Form, Line, Pick, Prose, Tick
from casefile.people import labels
from casefile.people.labels import mediators as mediator_labels
from casefile.people.models import today
from casefile.people.rules import Sex, Spoken
from casefile.people.rules.mediators import Between, Region, Tie

_SECRET = {"autocomplete": "off", "spellcheck": "false"}
_WHO = _l("Name and how to reach them. It only writes: what is stored is not shown here, and left empty it stays. "
          "Encrypted with a key of their own; a protection officer opens it with a reason.")


class InterpreterForm(Form):
    """An interpreter, by code."""

    sections = [
        (_l("What they do"), ["languages", "region", "gender"]),
        (_l("Whether we may rely on them"), ["vetted_on", "nda_until", "quality", "retired"]),
        (_l("Who it is"), ["who"]),
    ]

    languages = Choices(_l("Languages and dialects"), Spoken, labels.SPOKEN, required=_l("Choose at least one"))
    region = Choice(_l("Region of origin"), Region, mediator_labels.REGION, description=_l(
        "For conflicts of interest: somebody from the same place may know the person or be known."))
    gender = Choice(_l("Sex or gender"), Sex, labels.SEX)
    vetted_on = Day(_l("Vetted on"))
    nda_until = Day(_l("Bound to secrecy until"), description=_l("Empty: nothing was signed, and no interview is set."))
    quality = Prose(_l("Notes on quality"), longest=4000, description=_l("Kept encrypted. No names of witnesses."))
    retired = Tick(_l("No longer works for us"))
    who = Prose(_l("Who it is"), longest=2000, render_kw=_SECRET, description=_WHO)

    def validate_vetted_on(self, field: Any) -> None:
        """Vetting lies in the past."""
        if field.data and field.data > today():
            raise ValidationError(_("The date must not be in the future"))


class TieForm(Form):
    """With whom an interpreter may not sit."""

    draftable = True

    tie = Choice(_l("What stands between them"), Tie, mediator_labels.TIE, required=_l("Choose one"))
    person_id = Pick(_l("Witness or victim"), description=_l("Leave empty for a part of their own in this case."))
    reason = Prose(_l("How this is known"), required=_l("Say how this is known"), longest=1000,
                   description=_l("Codes only, no names."))

    def validate(self, extra_validators: Any = None) -> bool:
        """A part in a case names no person; everything else does."""
        valid = super().validate(extra_validators)
        if self.tie.data and not self.tie.errors and (self.tie.data is Tie.PARTY) == bool(self.person_id.data):
            message = _("A part of their own is in the case: choose nobody") if self.person_id.data else _(
                "Choose the person")
            self.person_id.errors = [*self.person_id.errors, message]
            return False
        return valid


class IntermediaryForm(Form):
    """An intermediary, by code."""

    sections = [
        (_l("What they are"), ["kind", "vetted_on", "interests", "retired"]),
        (_l("Who it is"), ["who"]),
    ]

    kind = Choice(_l("What they are"), Between, mediator_labels.BETWEEN, required=_l("Choose one"))
    vetted_on = Day(_l("Vetted on"))
    interests = Prose(_l("What they stand to gain or lose"), longest=4000, description=_l("Kept encrypted."))
    retired = Tick(_l("No longer works with us"))
    who = Prose(_l("Who it is"), longest=2000, render_kw=_SECRET, description=_WHO)


class IntroductionForm(Form):
    """Who brought the person to us."""

    intermediary_id = Pick(_l("Intermediary"), required=_l("Choose a code"))
    introduced_on = Day(_l("When"))
    spread = Tick(_l("Accounts may have passed through the intermediary"), description=_l(
        "Those of whom this is said under one intermediary count as one independent source."))
    relation = Prose(_l("Relation to the person"), longest=1000, description=_l("Kept encrypted."))
    interests = Prose(_l("Interests in this introduction"), longest=1000, description=_l("Kept encrypted."))
    payments = Prose(_l("Payments and favours"), longest=1000, description=_l(
        "To the intermediary or the person, with the day and what for: it is disclosed. Kept encrypted."))


class WhoForm(Form):
    """Open who somebody of a register is, with a reason."""

    reason = Line(_l("Reason"), required=_l("Give the reason"), longest=500, description=_l(
        "Why you must know it now. No names: the history shows this text."))
