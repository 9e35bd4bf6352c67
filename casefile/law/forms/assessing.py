"""Forms of assessments, of where a sentence stands, of citing from an item."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any
from uuid import uuid4

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import ValidationError

from casefile.cases.labels import STANDARD
from casefile.cases.rules import Standard
from casefile.core.forms import Choice, Form, Line, Prose
from casefile.law import labels
from casefile.law.forms.fields import Codes
from casefile.law.forms.proof import REFERENCE, SENTENCE, LinkDetailsForm
from casefile.law.models import Proposition
from casefile.law.pleading import Polarity
from casefile.law.rules import Direction, Guard, Level, PropositionStatus

_PLACE = {Guard.REASON: "reasoning", Guard.CONTRARY: "contrary", Guard.REMOVE_ONE: "without_strongest",
          Guard.TARGET: "standard"}


class AssessForm(Form):
    """A level and what a person thinks; never a number.

    unmet: what a level asks for and is not given. number: of the assessment that stands; waiting: one waits already.
    """

    draftable = True

    number = HiddenField()
    level = Choice(_l("Level"), Level, labels.LEVELS, required=_l("Choose the level"), description=_l(
        "A person decides. The counts beside are hints; none of them sets a level."))
    standard = Choice(_l("Highest standard supported now"), Standard, STANDARD)
    reasoning = Prose(_l("Reasoning"), longest=8000, description=_l("Why this level: what shows it, and how well."))
    weaknesses = Prose(_l("Weaknesses"), longest=8000)
    exculpatory = Prose(_l("What speaks for the official"), required=_l("Say what speaks for the official"),
                        longest=8000, description=_l("What was looked at, found or not found. “Nothing found” is an "
                                                     "answer when you say where you looked."))
    contrary = Prose(_l("Contrary view and expected defence"), longest=8000)
    without_strongest = Prose(_l("If the strongest item fell away"), longest=4000, description=_l(
        "For Strong only: what would carry the element then. The check beside shows what would be left."))
    next_step = Prose(_l("Next step"), longest=2000)

    def __init__(self, unmet: Callable[..., Collection[Guard]], standing: int, waiting: bool, **kwargs: Any) -> None:
        self._unmet, self._standing, self._waiting = unmet, standing, waiting
        super().__init__(**kwargs)
        start, *rest = self.level.choices
        self.level.choices = [start, *(one for one in rest if one.value != Level.NOT_ASSESSED.value)]
        if not self.is_submitted():
            self.number.data = str(standing)

    @property
    def visible(self) -> list[Any]:
        """The number is nobody's to fill in."""
        return [field for field in super().visible if field.name != "number"]

    def validate_level(self, field: Any) -> None:
        """One at a time, and upon the one that stands."""
        if field.data is Level.NOT_ASSESSED:
            raise ValidationError(_("Choose one of the options listed"))
        if self._waiting:
            raise ValidationError(_("An assessment of this element waits for a second person. Decide that one first."))
        if self.number.data != str(self._standing):
            self.number.data = str(self._standing)
            raise ValidationError(_("Somebody assessed this element meanwhile. Read that assessment, then save yours "
                                    "again."))

    def validate(self, extra_validators: Any = None) -> bool:
        """What the level asks for, named beside its field."""
        valid = super().validate(extra_validators)
        if not self.level.data or self.level.errors:
            return False
        for guard in sorted(self._unmet(self.level.data, self.standard.data, self.texts)):
            field = self[_PLACE.get(guard, "level")]
            field.errors = [*field.errors, str(labels.GUARDS[guard])]
            valid = False
        return valid

    @property
    def texts(self) -> dict[str, Any]:
        """What was written."""
        return {name: value for name, value in self.answers.items() if name not in ("number", "level", "standard")}


class PropositionStatusForm(Form):
    """Say where a sentence stands; only what may follow is offered."""

    draftable = True

    status = Choice(_l("Status"), PropositionStatus, labels.PROPOSITION_STATUSES, required=_l("Choose the status"))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000)

    def __init__(self, proposition: Proposition, **kwargs: Any) -> None:
        self._next = proposition.next_states("status")
        super().__init__(**kwargs)
        start, *rest = self.status.choices
        self.status.choices = [start, *(one for one in rest if PropositionStatus(one.value) in self._next)]

    def validate_status(self, field: Any) -> None:
        """Only what may follow the present status."""
        if field.data not in self._next:
            raise ValidationError(_("Choose one of the options listed"))


class CiteForm(LinkDetailsForm):
    """Cite a place in an item under elements of a charge, ticked in the grid of the charge."""

    elements = Codes(_l("Elements"))
    sentence = Line(_l("What does it show?"), required=_l("Write one sentence of fact, or choose one"),
                    longest=SENTENCE, id="sentence",
                    description=_l("One sentence of fact: a new one, or one already used in this case."))
    polarity = Choice(_l("If true, a new sentence speaks"), Polarity, labels.POLARITIES, default=Polarity.FOR)
    rendition = Line(_l("Version of the item"), longest=64, description=_l(
        "The fingerprint of the version in which the place was counted; leave it empty for the original."))

    def __init__(self, sentences: Callable[[str], Proposition | None], **kwargs: Any) -> None:
        self._sentences = sentences
        self.proposition: Any = None
        super().__init__(**kwargs)
        self.polarity.choices = self.polarity.choices[1:]
        if self.is_opened:
            self.direction.data, self.once.data = Direction.SUPPORTS, str(uuid4())

    @property
    def is_opened(self) -> bool:
        """The viewer sends what was selected: the form is shown, nothing is saved."""
        return "selected" in request.form

    def validate(self, extra_validators: Any = None) -> bool:
        """At least one tick; checked here, where an empty list is looked at too."""
        valid = super().validate(extra_validators)
        if not self.elements.data and not self.elements.errors:
            self.elements.errors = [_("Tick at least one element")]
            return False
        return valid

    def validate_rendition(self, field: Any) -> None:
        """A fingerprint, or nothing."""
        if (field.data and not all(sign in "0123456789abcdef" for sign in field.data)) or len(field.data or "") % 64:
            raise ValidationError(_("Enter the 64 signs of the fingerprint, or nothing"))

    def validate_sentence(self, field: Any) -> None:
        """A proposition of this case, or a new sentence."""
        self.proposition = (self._sentences(field.data) if field.data else None) or field.data
        if isinstance(self.proposition, str) and REFERENCE.match(self.proposition):
            raise ValidationError(_("There is no such sentence in this case. Write the sentence itself."))

    @property
    def fields(self) -> dict[str, Any]:
        """The answers that are kept on the link, and the polarity of a new sentence."""
        kept = {name: value for name, value in self.answers.items() if name not in ("elements", "sentence")}
        return {**kept, "direction": self.direction.data or Direction.SUPPORTS,
                "polarity": self.polarity.data or Polarity.FOR, "rendition": kept["rendition"] or None}
