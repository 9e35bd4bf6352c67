"""Forms that move an item: one status at a time, or the same step for many."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import Choice as Option
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from casefile.core.forms import Choice, Day, Form, Line, Prose
from casefile.evidence import labels
from casefile.evidence.models import Evidence
from casefile.evidence.rules import (
    CODES,
    STATES,
    WITH_THE_MOVE,
    Admissibility,
    Code,
    Disclosure,
    Need,
    Scan,
    Use,
    guard_of,
)
from casefile.evidence.service.links import items_named_for_reading


class Move(SelectField):
    """One of the moves that are open, as `axis:state`; the value is (axis, state)."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, [InputRequired(_l("Choose the new status"))], choices=[], coerce=str, **kwargs)

    def offer(self, offered: list[tuple[str, StrEnum, bool]]) -> None:
        """Set the moves: (axis, state, whether a second person decides)."""
        self.choices = [SelectChoice("", _l("— choose —"))]
        self.choices += [SelectChoice(f"{axis}:{state.value}", self._words(axis, state, second))
                         for axis, state, second in offered]

    @staticmethod
    def _words(axis: str, state: StrEnum, second: bool) -> str:
        title, states = labels.AXES[axis]
        if second:
            return _("%(axis)s: %(state)s (a second person decides)", axis=title, state=states[state])
        return _("%(axis)s: %(state)s", axis=title, state=states[state])

    def process_data(self, value: Any) -> None:
        """Nothing is chosen at first."""
        self.data: tuple[str, StrEnum] | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Only what was offered."""
        chosen = valuelist[0] if valuelist else ""
        known = {choice.value for choice in self.choices}
        axis, _colon, state = chosen.partition(":")
        self.data = (axis, STATES[axis](state)) if chosen and chosen in known else None
        if chosen and chosen not in known:
            raise ValueError(_("This move is not open any more. Choose one of the options listed"))

    def iter_choices(self) -> Any:
        """The options with the chosen one marked."""
        chosen = f"{self.data[0]}:{self.data[1].value}" if self.data else ""
        return [Option(choice.value, choice.label, choice.value == chosen, {}) for choice in self.choices]

    def pre_validate(self, form: Any) -> None:
        """Checked while reading."""


class StatusForm(Form):
    """Move an item along one of its axes."""

    draftable = True

    change = Move(_l("New status"))
    until = Day(_l("Embargo ends on"), description=_l("Only for an embargo."))
    code = Choice(_l("Reason code"), Code, labels.CODE, description=_l("Only for “excluded” and “not disclosable”."))
    support = Line(_l("Rests on item"), longest=40, description=_l(
        "The reference of the item that speaks against it, or holds the provider’s condition or consent."))
    paper = Line(_l("Document"), description=_l("A certificate, memo or record of a withdrawal, as it is cited."))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=4000,
                   description=_l("It stays in the history. Codes only, no names."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.found: Evidence | None = None
        super().__init__(*args, **kwargs)

    def validate_support(self, field: Any) -> None:
        """An item the actor may know of."""
        found, unknown = items_named_for_reading([field.data.upper()]) if field.data else ([], [])
        if unknown:
            raise ValidationError(_("Nothing in your cases has the reference %(reference)s", reference=unknown[0]))
        self.found = found[0] if found else None

    @property
    def answers(self) -> dict[str, Any]:
        """With the item itself in place of its reference."""
        return {**super().answers, "support": self.found}

    @property
    def _embargo(self) -> bool:
        return self.change.data is not None and self.change.data[1] is Use.EMBARGOED

    def _wants(self) -> frozenset[Need]:
        """What has to come with the chosen move."""
        if self.change.data is None or self.record is None:
            return frozenset()
        axis, new = self.change.data
        return WITH_THE_MOVE & set(guard_of(getattr(self.record, axis), new).needs)

    def _complete(self) -> bool:
        """Whether everything came with the move; the sentence stands at the field that lacks."""
        either = [self.paper, self.support]
        fields: dict[Need, list[Any]] = {
            Need.CODE: [self.code], Need.CONTRARY: [self.support], Need.CONDITION: [self.support],
            Need.CONSENT: [self.support], Need.WITHDRAWAL: either, Need.MEMO: either, Need.CERTIFICATE: [self.paper]}
        lacking = [(need, fields[need][0]) for need in sorted(self._wants() & set(fields))
                   if not any(field.data for field in fields[need])]
        for need, field in lacking:
            field.errors = [*field.errors, str(labels.NEED[need])]
        return not lacking

    def validate_code(self, field: Any) -> None:
        """One that fits the state."""
        if field.data and (self.change.data is None or field.data not in CODES.get(self.change.data[1], ())):
            raise ValidationError(_("This reason code does not fit this move"))

    def validate(self, extra_validators: Any = None) -> bool:
        """What the move needs came with it; an embargo has an end."""
        valid = bool(super().validate(extra_validators)) and self._complete()
        if self._embargo and not self.until.data and not self.until.errors:
            self.until.errors = [_("Enter the day on which the embargo ends")]
            return False
        return valid

    def validate_until(self, field: Any) -> None:
        """Nothing else has an end, and it lies ahead."""
        if not self._embargo:
            raise ValidationError(_("Leave this empty: only an embargo has an end"))
        if field.data and field.data <= datetime.now(UTC).date():
            raise ValidationError(_("The end of the embargo must lie ahead"))


class PreserveForm(Form):
    """What “preserved” rests on: a second copy, and a look for harmful code."""

    draftable = True

    second_copy = Line(_l("Where the second copy is kept"), required=_l("Say where the second copy is kept"),
                       description=_l("For example the nightly copy on the second site."))
    tool = Line(_l("Scanner and its version"), required=_l("Say with what it was checked for harmful code"))
    outcome = Choice(_l("What the scanner found"), Scan, labels.SCAN, required=_l("Say what the scanner found"))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000)


class PlanForm(Form):
    """Sending for verification."""

    draftable = True

    plan = Prose(_l("Plan of verification"), required=_l("Write down the plan of verification"),
                 description=_l("Which claims (who, what, where, when) are checked, how, and by whom. Items that "
                                "have a plan keep it."))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000)


class AcceptForm(Form):
    """Proposing that items are verified."""

    draftable = True

    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000,
                   description=_l("The method of each item stands on its own page."))


class ClassifyForm(Form):
    """Giving several items one disclosure class."""

    draftable = True

    disclosure = Choice(_l("Disclosure class"), Disclosure, labels.DISCLOSURE, required=_l("Choose a class"))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000)


class AdmitForm(Form):
    """Assessing the admissibility of several items."""

    draftable = True

    admissibility = Choice(_l("Admissibility"), Admissibility, labels.ADMISSIBILITY, required=_l("Choose a state"))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000,
                   description=_l("The answers for each item stand on its own page."))
