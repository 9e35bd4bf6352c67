"""Forms of evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import FieldList, SelectField
from wtforms import Form as PlainForm
from wtforms.fields.choices import Choice as Option
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError
from wtforms.validators import Optional as Open

from casefile.core.forms import Choice, Choices, Day, Form, Line, Pick, Prose, Tick, UncertainDate
from casefile.evidence import labels
from casefile.evidence.rules import (
    STATES,
    Acquisition,
    Exculpatory,
    Headline,
    Kind,
    Language,
    Sensitivity,
    Use,
    Verification,
)
from casefile.evidence.sources import Role

NEUTRAL = _l("Neutral, no names of witnesses or victims.")
Find = Callable[[Collection[str]], tuple[list[Any], list[str]]]


class EvidenceForm(Form):
    """What is known about an item, beside the file itself."""

    draftable = True
    sections = [
        (_l("What it is"), ["title", "kind", "languages", "description", "sensitivity"]),
        (_l("Where it comes from"), ["origin", "author", "made"]),
        (_l("How it was obtained"), ["acquisition", "obtained_by", "obtained", "obtained_where", "circumstances"]),
    ]

    title = Line(_l("Title"), required=_l("Enter a title"), description=NEUTRAL)
    kind = Choice(_l("Kind"), Kind, labels.KIND, required=_l("Choose a kind"))
    languages = Choices(_l("Languages"), Language, labels.LANGUAGE)
    description = Prose(_l("Description"), description=NEUTRAL)
    sensitivity = Choice(_l("Sensitivity"), Sensitivity, labels.SENSITIVITY,
                         required=_l("Choose what the item contains, or “None”"),
                         description=_l("What is marked stays hidden until somebody asks for it."))
    origin = Prose(_l("Origin"), longest=2000,
                   description=_l("The code of a person, an institution or an address; never a name of a witness."))
    author = Line(_l("Author"), description=_l("Who made the content, if that may be written here."))
    made = UncertainDate(_l("When it was made"))
    acquisition = Choice(_l("How it was obtained"), Acquisition, labels.ACQUISITION)
    obtained_by = Line(_l("Obtained by"), description=_l("The collector, or the organisation that handed it over."))
    obtained = UncertainDate(_l("When it was obtained"))
    obtained_where = Line(_l("Where it was obtained"))
    circumstances = Prose(_l("Circumstances"), description=_l("What is known about the way it came to us."))


class WhatForm(EvidenceForm):
    """What an item is, for reading."""

    sections = EvidenceForm.sections[:1]


class SourceForm(EvidenceForm):
    """Where an item is from, for reading."""

    sections = EvidenceForm.sections[1:]


class BatchForm(EvidenceForm):
    """Files that came together, and what is common to them."""

    files = MultipleFileField(_l("Files"), description=_l("Any kind of file, several at once."))
    keep_duplicates = Tick(_l("Also register files that are held already"),
                           description=_l("Otherwise you are told which item holds the same file."))

    def validate_files(self, field: Any) -> None:
        """At least one, and none of them empty; a script sends the files afterwards, one by one."""
        if request.accept_mimetypes.best == "application/json":
            return
        if not field.data:
            raise ValidationError(_("Choose one or more files"))
        for file in field.data:
            if not file.stream.read(1):
                raise ValidationError(_("The file “%(name)s” is empty: it has 0 bytes", name=file.filename))
            file.stream.seek(0)


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
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=4000,
                   description=_l("It stays in the history. “Verified” needs the method for who, what, where, when."))

    @property
    def _embargo(self) -> bool:
        return self.change.data is not None and self.change.data[1] is Use.EMBARGOED

    def validate(self, extra_validators: Any = None) -> bool:
        """An embargo has an end."""
        valid = bool(super().validate(extra_validators))
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


class ReasonForm(Form):
    """A reason that stays in the history."""

    draftable = True

    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000, description=_l("Codes only, no names."))


class OriginalForm(Form):
    """Why an original is asked for."""

    reason = Line(_l("Reason"), required=_l("Say what you need the original for"), longest=400,
                  description=_l("It stays in the custody log. Codes only, no names."))


class FileForm(Form):
    """File an item into another case."""

    case_id = Pick(_l("Case"), required=_l("Choose a case"), description=_l("Cases in which you may file records."))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000,
                   description=_l("Everybody on that case’s team will see the whole record."))


class FlagForm(Form):
    """Say that an item speaks for a suspect."""

    draftable = True

    kind = Choice(_l("In what way"), Exculpatory, labels.EXCULPATORY, required=_l("Choose in what way"))
    passage = Prose(_l("Passage or reason"), required=_l("Say where in the item, or why"), longest=4000,
                    description=_l("Page, paragraph or time, and what it says. Codes only, no names."))


class ReferencesForm(Form):
    """References of records; `found` holds the records after validation."""

    draftable = True

    references = FieldList(Line(_l("Reference"), render_kw={"list": "known", "autocomplete": "off"}), _l("References"),
                           min_entries=3, max_entries=30,
                           description=_l("Type a reference or choose one from the list, one in each box."))
    def __init__(self, find: Find, **kwargs: Any) -> None:
        self._find = find
        self.found: list[Any] = []
        super().__init__(**kwargs)

    @property
    def wants_more(self) -> bool:
        """The button “Add another” was pressed: nothing is saved, one more box comes."""
        if "references-more" not in request.form:
            return False
        self.references.append_entry()
        return True

    def validate_references(self, field: Any) -> None:
        """Each names something the actor may know of."""
        named = [word.upper() for entry in field for word in re.split(r"[\s,;]+", entry.data or "") if word]
        if not named:
            raise ValidationError(_("Enter at least one reference"))
        self.found, unknown = self._find(dict.fromkeys(named))
        if unknown:
            raise ValidationError(_("Nothing in your cases has the reference %(reference)s", reference=unknown[0]))


class LinkForm(ReferencesForm):
    """What is to be linked, and how the people among it can be recognised in the item."""

    role = Choice(_l("People among them"), Role, labels.ROLE, empty=labels.ROLE[Role.SUBJECT],
                  description=_l("How they can be recognised. An item is shared only if they all consented."))


class Among(Choice):
    """One of an enum's values, or any."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices[0] = SelectChoice("", _l("Any"))


class EvidenceFilters(PlainForm):
    """What a list of items is filtered by, read from the URL."""

    text = Line(_l("Words, reference or fingerprint"))
    kind = Among(_l("Kind"), Kind, labels.KIND)
    headline = Among(_l("Status"), Headline, labels.HEADLINE)
    verification_state = Among(_l("Verification"), Verification, labels.VERIFICATION)
    sensitivity = Among(_l("Sensitivity"), Sensitivity, labels.SENSITIVITY)
    unlinked = Tick(_l("Linked to nothing"), validators=[Open()])

    def __init__(self) -> None:
        super().__init__(request.args)
        self.validate()

    @property
    def chosen(self) -> dict[str, Any]:
        """Name -> value of every filter that could be understood."""
        return {field.name: field.data for field in self if field.data and not field.errors}
