"""Forms of accounts given elsewhere and of questions for the next contact."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from casefile.core.forms import Choice, Day, Form, Line, Pick, Prose, UncertainDate
from casefile.people.models import today
from casefile.statements import labels
from casefile.statements.rules import Obtained, Recorded, StatementType, Teller


class AccountForm(Form):
    """An account the person gave before or elsewhere."""

    draftable = True

    teller = Choice(_l("To whom"), Teller, labels.TELLER, required=_l("Choose to whom"))
    organisation = Line(_l("Organisation"), required=_l("Name the organisation, or write “not known”"))
    type = Choice(_l("Kind"), StatementType, labels.TYPE, required=_l("Choose a kind"), description=_l(
        "A full interview anywhere means: the person has told it all once."))
    given = UncertainDate(_l("When"))
    recorded = Choice(_l("Was it recorded?"), Recorded, labels.RECORDED, required=_l("Choose one"))
    obtained = Choice(_l("Do we hold it?"), Obtained, labels.OBTAINED, required=_l("Choose one"))
    evidence_id = Pick(_l("The item we hold"))
    note = Prose(_l("Note"), longest=2000, description=_l("Kept encrypted with the person’s own key."))

    def validate_evidence_id(self, field: Any) -> None:
        """Only what we hold is an item."""
        if field.data and self.obtained.data is not Obtained.YES:
            raise ValidationError(_("Choose the item only if we hold the account"))


class QuestionForm(Form):
    """A question for the next contact."""

    draftable = True

    question = Prose(_l("Question"), required=_l("Write the question"), longest=2000, description=_l(
        "Open, without suggesting an answer. Kept encrypted with the person’s own key."))
    incident_id = Pick(_l("Incident"))


class SettleForm(Form):
    """What became of a question."""

    draftable = True

    answered_on = Day(_l("When"), required=_l("Enter the day"))
    outcome = Line(_l("What became of it"), required=_l("Say what became of it"),
                   description=_l("For example “answered in ST-0012, paragraph 4”. No names."))

    def validate_answered_on(self, field: Any) -> None:
        """An answer lies in the past."""
        if field.data and field.data > today():
            raise ValidationError(_("The date must not be in the future"))
