"""Forms of incidents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from casefile.core import once
from casefile.core.forms import Choice, Choices, Form, Line, Pick, Prose, UncertainDate, WholeNumber, read_token
from casefile.incidents import labels
from casefile.incidents.models import Incident
from casefile.incidents.rules import Language, Precision, Status, Violation
from casefile.incidents.service.alike import Described, LookAlike

LookAlikes = Callable[[Described, Incident | None], Sequence[LookAlike]]


class IncidentForm(Form):
    """An incident, as its page reads."""

    draftable = True
    sections = [
        (_l("What happened"), ["title", "violations", "description", "language"]),
        (_l("When"), ["when"]),
        (_l("Where"), ["place_id", "new_place", "new_place_precision", "place_note"]),
        (_l("Victims"), ["victims_lowest", "victims_highest", "victims_source", "victims_identified", "victims"]),
    ]

    title = Line(_l("Short title"), required=_l("Enter a short title"),
                 description=_l("Neutral, no names of victims or witnesses. Shown in lists and on the chronology."))
    violations = Choices(_l("What was done"), Violation, labels.VIOLATION,
                         required=_l("Choose at least one kind of act"),
                         description=_l("In neutral words; the legal label comes with the charge."))
    description = Prose(_l("Description"), description=_l(
        "What happened, in neutral words and no more detail than an element needs. "
        "Nothing about anybody’s other sexual conduct."))
    language = Choice(_l("Language of the description"), Language, labels.LANGUAGE, required=True,
                      default=Language.ENGLISH)
    when = UncertainDate(_l("When"), description=_l("As exactly as the source knows it, and no more."))
    place_id = Pick(_l("Place"))
    place_note = Line(_l("Note on the place"),
                      description=_l("What the source says, for example “a valley east of the mine”."))
    victims_lowest = WholeNumber(_l("Victims, at least"))
    victims_highest = WholeNumber(_l("Victims, at most"))
    victims_source = Line(_l("Whose count"), description=_l("A witness code, a document, or how it was worked out."))
    victims_identified = WholeNumber(_l("Victims identified"), description=_l("How many of them are known by code."))
    victims = Prose(_l("Who the victims were"), longest=2000,
                    description=_l("A description of the group, without names: “women repatriated in one transport”."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field, then what fields say together."""
        valid = super().validate(extra_validators)
        for name, message in self.contradictions():
            self[name].errors = [*self[name].errors, message]
            valid = False
        return valid

    def contradictions(self) -> list[tuple[str, str]]:
        """(field, message) for answers that do not go together."""
        found = []
        lowest, highest = self.victims_lowest.data, self.victims_highest.data
        if lowest is not None and highest is not None and highest < lowest:
            found.append(("victims_highest", _("The most must not be below the least")))
        if (lowest is not None or highest is not None) and not self.victims_source.data:
            found.append(("victims_source", _("Say whose count this is")))
        return found


class IncidentEntryForm(IncidentForm):
    """An incident being written: a new place can be named on the way, and a like incident is shown before saving."""

    new_place = Line(_l("Or a new place: its name"),
                     description=_l("Only if it is not in the list. It is entered in the register when you save."))
    new_place_precision = Choice(_l("Precision of the new place"), Precision, labels.PRECISION)

    def __init__(self, record: Incident | None = None, near: LookAlikes | None = None, **kwargs: Any) -> None:
        self._near = near
        self.look_alikes: Sequence[LookAlike] = []
        super().__init__(record, **kwargs)

    def validate(self, extra_validators: Any = None) -> bool:
        """Valid once the person has seen the incidents that look alike and goes on."""
        if not super().validate(extra_validators):
            return False
        if self._near is None or not self._says_something_new() or self._was_saved():
            return True
        before = self.record if isinstance(self.record, Incident) else None
        self.look_alikes = self._near(self._described(), before)
        if "anyway" in request.form:  # seen, and decided that they are not the same
            return True
        if self.look_alikes:
            self.form_errors.append(
                _("This may be recorded already. Compare it with the list above; “Save anyway” keeps both."))
        return not self.look_alikes

    def _was_saved(self) -> bool:
        """A second press meets the record of the first, which is like it in everything: it is no other incident."""
        token = read_token(self.once.data)
        return token is not None and once.was_acted_on(token)

    def _described(self) -> Described:
        return Described(self.violations.data, self.when.data, self.place_id.data, self.title.data,
                         self.description.data, self.victims_lowest.data, self.victims_highest.data)

    @property
    def alike(self) -> list[Incident]:
        """The incidents that look alike, without the reasons."""
        return [each.incident for each in self.look_alikes]

    def contradictions(self) -> list[tuple[str, str]]:
        """A place is picked or named, not both."""
        found = super().contradictions()
        if self.place_id.data and self.new_place.data:
            found.append(("new_place", _("Choose a place in the list or name a new one, not both")))
        return found

    def _says_something_new(self) -> bool:
        """A record whose kind, date and place stay as they were is not compared again."""
        record = self.record
        return not isinstance(record, Incident) or (
            (self.place_id.data, set(self.violations.data), self.when.data.code)
            != (record.place_id, set(record.violations), record.when.code if record.when else None))


class StatusForm(Form):
    """Move an incident's evidentiary status; only what may follow is offered."""

    draftable = True

    status = Choice(_l("New status"), Status, labels.STATUS, required=_l("Choose the new status"))
    duplicate_of_id = Pick(_l("Duplicate of"),
                           description=_l("Only for the status Duplicate: the incident to use instead."))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000, description=_l(
        "It stays in the history. “Established” and “Ready for a charge” wait for a second person."))

    def __init__(self, incident: Incident, **kwargs: Any) -> None:
        self._next = incident.next_states("status")
        super().__init__(**kwargs)
        start, *rest = self.status.choices
        self.status.choices = [start, *(option for option in rest if Status(option.value) in self._next)]

    def validate_status(self, field: Any) -> None:
        """Only what may follow the present status."""
        if field.data not in self._next:
            raise ValidationError(_("Choose one of the options listed"))

    def validate(self, extra_validators: Any = None) -> bool:
        """A duplicate names the other incident."""
        valid = super().validate(extra_validators)
        if self.status.data is Status.DUPLICATE and not self.duplicate_of_id.data:
            self.duplicate_of_id.errors = [*self.duplicate_of_id.errors, _("Choose the incident that this one repeats")]
            return False
        return valid


class FileForm(Form):
    """File a record into another case."""

    case_id = Pick(_l("Case"), required=_l("Choose a case"),
                   description=_l("Cases of the same situation in which you may file records."))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000,
                   description=_l("Everybody on that case’s team will see the whole record."))
