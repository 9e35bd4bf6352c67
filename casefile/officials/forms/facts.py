"""Forms of what sources say of an official's authority, knowledge, conduct and measures."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.core.forms import Choice, Line, Pick, Prose, UncertainDate
from casefile.officials import fact_labels, labels
from casefile.officials.forms.officials import Together
from casefile.officials.rules import Confidence, Direction, FactKind, Indicator, Known

_WHAT = ["indicator", "direction", "statement", "organisation_id", "during"]


class FactForm(Together):
    """One fact of one kind, with its source; for and against are one question of the same form."""

    draftable = True
    sections = [(_l("What the source says"), _WHAT), (_l("Who says so"), ["source", "confidence"])]

    indicator = Choice(_l("What it goes to"), Indicator, fact_labels.INDICATOR, required=_l("Choose what it goes to"))
    direction = Choice(_l("For or against"), Direction, fact_labels.SPEAKS, required=_l("Say whether it speaks for or "
                                                                                       "against"))
    statement = Prose(_l("In one or two neutral sentences"), longest=2000, required=_l("Write what the source says"))
    organisation_id = Pick(_l("Over which unit"))
    during = UncertainDate(_l("When"))
    source = Line(_l("Source"), required=_l("Say who or what tells us so"))
    confidence = Choice(_l("Confidence"), Confidence, labels.CONFIDENCE)

    kind: ClassVar[FactKind]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        start, *rest = self.indicator.choices
        self.indicator.choices = [start, *(each for each in rest if Indicator(each.value).kind is self.kind)]

    def contradictions(self) -> list[tuple[str, str]]:
        """What by its own words speaks against cannot be given as speaking for; a code belongs to its list."""
        indicator = self.indicator.data
        if not indicator:
            return []
        if indicator.kind is not self.kind:
            return [("indicator", _("Choose one of the list"))]
        if indicator.speaks_against and self.direction.data is Direction.FOR:
            return [("direction", _("By its words this speaks against control: choose “against”"))]
        return []


class AuthorityForm(FactForm):
    """Effective control."""

    kind = FactKind.AUTHORITY


class KnowledgeForm(FactForm):
    """What the person knew, and from where."""

    kind = FactKind.KNOWLEDGE


class ConductForm(FactForm):
    """What the person did or left undone."""

    kind = FactKind.CONDUCT


class MeasureForm(FactForm):
    """A measure that was open: within power, taken, with what result (Art 28)."""

    kind = FactKind.MEASURE
    sections = [(_l("What the source says"), [*_WHAT, "within_power", "taken", "result"]), FactForm.sections[1]]

    within_power = Choice(_l("Within the person’s power"), Known, fact_labels.KNOWN)
    taken = Choice(_l("Taken"), Known, fact_labels.KNOWN)
    result = Line(_l("With what result"))


FORMS = {form.kind: form for form in (AuthorityForm, KnowledgeForm, ConductForm, MeasureForm)}
