"""Forms of propositions and links."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from casefile.core.forms import Choice, Form, Line, Prose
from casefile.evidence.models import Evidence
from casefile.evidence.pin_field import PinField
from casefile.law import labels
from casefile.law.models import Proposition
from casefile.law.pleading import Polarity, PropositionType
from casefile.law.rules import Corroboration, Direction, Directness, Weight

SENTENCE = 500
REFERENCE = re.compile(r"P-\d+\b", re.IGNORECASE)


class LinkDetailsForm(Form):
    """What is said about a link, when it is corrected."""

    draftable = True

    direction = Choice(_l("Direction"), Direction, labels.DIRECTIONS, required=_l("Say what the item does"))
    pinpoint = PinField(_l("Pinpoint"), description=_l(
        "Where in the item: p. 14, p. 4 para. 2, 00:14:22, frame 120, cell B12, #anchor. It can be added later."))
    quote = Prose(_l("Quote or summary"), longest=4000)
    directness = Choice(_l("Directness"), Directness, labels.DIRECTNESS)
    weight = Choice(_l("Weight"), Weight, labels.WEIGHTS)
    weight_reason = Line(_l("Reason for the weight"), longest=500)
    corroborates = Choice(_l("It corroborates another source as"), Corroboration, labels.CORROBORATIONS)
    note = Prose(_l("Note"), longest=4000, description=_l(
        "What it means for the charge. A link against the charge is answered here."))

    def validate(self, extra_validators: Any = None) -> bool:
        """A weight has a reason; checked here, where an empty box is looked at too."""
        valid = super().validate(extra_validators)
        if self.weight.data and not self.weight_reason.data and not self.weight_reason.errors:
            self.weight_reason.errors = [_("Give the reason for the weight")]
            return False
        return valid


class LinkForm(LinkDetailsForm):
    """Link an item under an element: the item, a sentence, and which way it points.

    items, sentences: how a text that was typed finds a record of the case. `item` and `proposition` are what was found;
    a sentence that is new stays a text.
    """

    evidence = Line(_l("Item"), required=_l("Enter the reference of an item"), id="link", longest=300,
                    description=_l("A reference such as EV-0143, or words of the title."))
    sentence = Line(_l("What does it show?"), required=_l("Write one sentence of fact, or choose one"),
                    longest=SENTENCE,
                    description=_l("One sentence of fact: a new one, or one already used in this case."))
    polarity = Choice(_l("If true, a new sentence speaks"), Polarity, labels.POLARITIES, default=Polarity.FOR)

    def __init__(self, items: Callable[[str], Evidence | None], sentences: Callable[[str], Proposition | None],
                 **kwargs: Any) -> None:
        self._items, self._sentences = items, sentences
        self.item: Any = None
        self.proposition: Any = None
        super().__init__(**kwargs)
        self.polarity.choices = self.polarity.choices[1:]  # one of the two, never neither

    def validate_evidence(self, field: Any) -> None:
        """An item of this case; one of another case reads like one that does not exist."""
        self.item = self._items(field.data) if field.data else None
        if self.item is None:
            raise ValidationError(_("There is no such item in this case. Enter its reference or choose one."))

    def validate_sentence(self, field: Any) -> None:
        """A proposition of this case, or a new sentence."""
        self.proposition = (self._sentences(field.data) if field.data else None) or field.data
        if isinstance(self.proposition, str) and REFERENCE.match(self.proposition):
            raise ValidationError(_("There is no such sentence in this case. Write the sentence itself."))

    @property
    def fields(self) -> dict[str, Any]:
        """The answers that are kept on the link, and the polarity of a new sentence."""
        kept = {name: value for name, value in self.answers.items() if name not in ("evidence", "sentence")}
        return {**kept, "polarity": self.polarity.data or Polarity.FOR}


class AttachForm(Form):
    """Let a proposition of the case serve another element too."""

    named = Line(_l("Sentence"), required=_l("Choose a sentence of this case"), longest=SENTENCE + 20,
                 description=_l("The reference of a proposition such as P-0004, or its sentence."))

    def __init__(self, sentences: Callable[[str], Proposition | None], **kwargs: Any) -> None:
        self._sentences = sentences
        self.proposition: Any = None
        super().__init__(**kwargs)

    def validate_named(self, field: Any) -> None:
        """A proposition of this case."""
        self.proposition = self._sentences(field.data) if field.data else None
        if self.proposition is None:
            raise ValidationError(_("There is no such sentence in this case. Write it when you link an item to it."))


class PropositionForm(Form):
    """Change a proposition."""

    draftable = True

    sentence = Line(_l("Sentence"), required=_l("Write one sentence of fact"), longest=SENTENCE)
    type = Choice(_l("Kind of fact"), PropositionType, labels.PROPOSITION_TYPES, required=_l("Choose the kind of fact"))
    polarity = Choice(_l("If true, it speaks"), Polarity, labels.POLARITIES, required=_l("Say which way it speaks"))


class ReasonForm(Form):
    """Why something is set aside, taken back, ended or withdrawn."""

    draftable = True

    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000,
                   description=_l("Nothing is deleted. The reason stays in the history."))
