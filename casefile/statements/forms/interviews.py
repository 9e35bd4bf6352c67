"""Forms of planned interviews."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from casefile.core.forms import Choice, Day, Form, Line, Pick, Prose
from casefile.people.models import today
from casefile.statements import labels
from casefile.statements.rules import FORBIDS, Need, StatementType

Look = Callable[[dict[str, Any]], tuple[Sequence[Need], Sequence[Any]]]


class PlanForm(Form):
    """Plan an interview; what stands against it is said before anything is stored."""

    draftable = True
    sections = [
        (_l("The interview"), ["type", "planned_on", "purpose"]),
        (_l("Who takes part"), ["interviewer", "interpreter_id"]),
        (_l("What must be weighed"), ["distress_on", "justification"]),
    ]

    type = Choice(_l("Kind"), StatementType, labels.TYPE, required=_l("Choose a kind"), description=_l(
        "A clarification asks only the questions on the list."))
    planned_on = Day(_l("Day"), required=_l("Enter the day"))
    purpose = Prose(_l("What this interview is to find out"), required=_l("Say what it is for"), longest=2000,
                    description=_l("Only what no earlier account says. Codes only, no names."))
    interviewer = Line(_l("Interviewer, by code"), required=_l("Enter the code of the interviewer"), longest=40)
    interpreter_id = Pick(_l("Interpreter"), description=_l("Conflicts are checked when you save."))
    distress_on = Day(_l("Something distressing happened to the person, or will, on"), description=_l(
        "A death, an operation, a hearing, an anniversary. What the safety log says is looked at anyway."))
    justification = Prose(_l("Why the person must tell it again"), longest=2000, description=_l(
        "Needed when a full interview exists in any organisation; a second person decides. No names."))

    def __init__(self, look: Look, **kwargs: Any) -> None:
        self._look = look
        self.needs: Sequence[Need] = ()
        super().__init__(**kwargs)

    def validate_planned_on(self, field: Any) -> None:
        """A plan lies ahead."""
        if field.data and field.data < today():
            raise ValidationError(_("The day must not lie in the past"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field, then what is known of the person, the earlier accounts and the interpreter."""
        if not super().validate(extra_validators):
            return False
        self.needs, conflicts = self._look(self.answers)
        if Need.INTERPRETER in self.needs:
            self.interpreter_id.errors = [str(words) for words in conflicts]
        self.form_errors.extend(str(labels.NEED[need]) for need in self.needs
                                if need in FORBIDS and need is not Need.INTERPRETER)
        if Need.FULL_EXISTS in self.needs and not self.justification.data:
            self.justification.errors = [str(labels.NEED[Need.FULL_EXISTS])]
        return not self.errors and not self.form_errors


class Answer(StrEnum):
    """What the protection officer decides."""

    AGREE = "agree"
    CALL_OFF = "call_off"


class OfficerForm(Form):
    """The protection officer’s decision on an interview."""

    decision = Choice(_l("Decision"), Answer, {Answer.AGREE: _l("The interview may be held"),
                                               Answer.CALL_OFF: _l("Call it off")}, required=_l("Choose one"))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000, description=_l("No names."))

    @property
    def agrees(self) -> bool:
        """Whether the interview may be held."""
        return self.decision.data is Answer.AGREE
