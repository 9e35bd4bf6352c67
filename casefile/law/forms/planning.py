"""Forms of the forum planner and of adopting what a structural case found."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from casefile.core.forms import Choice, Day, Form, Line, Pick, Prose
from casefile.law import labels
from casefile.law.planning import Absentia, DeathPenalty, EventKind, FairTrial, Viability


class ForumForm(Form):
    """What is recorded for one forum."""

    draftable = True
    sections = [
        (_l("Whether it is open"), ["viability"]),
        (_l("Jurisdiction"), ["temporal_from", "temporal_to", "territorial_basis", "personal_basis"]),
        (_l("Admissibility and immunity"), ["admissibility_note", "immunity_note"]),
        (_l("Rights of the accused"), ["death_penalty", "fair_trial", "fair_trial_on", "in_absentia"]),
        (_l("What it asks for"), ["evidence_form", "language"]),
        (_l("Review"), ["reviewed_on", "next_review_due"]),
    ]

    viability = Choice(_l("Viability"), Viability, labels.VIABILITIES, required=_l("Choose one"),
                       default=Viability.CONTINGENT)
    temporal_from = Day(_l("First day of jurisdiction"), description=_l(
        "Only when it is later than what is printed with the forum, as for a State that became a party afterwards."))
    temporal_to = Day(_l("Last day of jurisdiction"))
    territorial_basis = Prose(_l("Territorial basis"), longest=4000)
    personal_basis = Prose(_l("Personal basis"), longest=4000)
    admissibility_note = Prose(_l("National proceedings and gravity"), longest=4000)
    immunity_note = Prose(_l("Immunity"), longest=4000)
    death_penalty = Choice(_l("Death penalty"), DeathPenalty, labels.DEATH_PENALTIES, required=_l("Choose one"),
                           default=DeathPenalty.UNKNOWN)
    fair_trial = Choice(_l("Fair-trial assessment"), FairTrial, labels.FAIR_TRIALS, required=_l("Choose one"),
                        default=FairTrial.UNASSESSED)
    fair_trial_on = Day(_l("Date of the assessment"))
    in_absentia = Choice(_l("Trial in absence"), Absentia, labels.ABSENTIAS, required=_l("Choose one"),
                         default=Absentia.UNKNOWN)
    evidence_form = Prose(_l("Form of evidence"), longest=2000)
    language = Line(_l("Language"))
    reviewed_on = Day(_l("Reviewed on"))
    next_review_due = Day(_l("Next review due"))

    def validate_temporal_to(self, field: Any) -> None:
        """Not before the first day."""
        if field.data and self.temporal_from.data and field.data < self.temporal_from.data:
            raise ValidationError(_("The last day must not be before the first"))

    def validate(self, extra_validators: Any = None) -> bool:
        """An assessment has a date, and only an assessment."""
        valid = super().validate(extra_validators)
        day, assessed = self.fair_trial_on, self.fair_trial.data not in (None, FairTrial.UNASSESSED)
        if day.errors or assessed == bool(day.data):
            return valid
        day.errors = [_("Enter the date of the assessment") if assessed
                      else _("Choose what the assessment says, or leave the date empty")]
        return False


class EventForm(Form):
    """Something that suspends or interrupts a limitation."""

    draftable = True

    kind = Choice(_l("What happened to the period"), EventKind, labels.EVENT_KINDS, required=_l("Choose one"))
    began_on = Day(_l("Day"), required=_l("Enter the day"), description=_l("Of a suspension: its first day."))
    ended_on = Day(_l("The day it runs again"), description=_l("For a suspension only."))
    basis = Prose(_l("Legal basis and what shows it"), required=_l("Say on what basis"), longest=2000)

    def validate(self, extra_validators: Any = None) -> bool:
        """A suspension ends after it began; an interruption has one day."""
        valid = super().validate(extra_validators)
        problem = None if self.ended_on.errors else self._problem()
        if problem:
            self.ended_on.errors = [problem]
        return valid and not problem

    def _problem(self) -> str | None:
        """What is wrong with the day on which the period runs again."""
        began, ended = self.began_on.data, self.ended_on.data
        if self.kind.data is EventKind.SUSPENSION and not ended:
            return _("Enter the day on which the period runs again")
        if self.kind.data is EventKind.INTERRUPTION and ended:
            return _("An interruption has one day: leave this empty")
        if began and ended and ended < began:
            return _("The period cannot run again before it stood still")
        return None


class AdoptForm(Form):
    """Rest an element on what a structural case found."""

    draftable = True

    finding_id = Pick(_l("Finding"), required=_l("Choose the finding"))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000, description=_l(
        "Why the finding fits the incidents of this charge: time, place, people."))
