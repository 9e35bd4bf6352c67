"""Form fields shared by all slices: what they accept, what they refuse in words, and how they read on a page."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date, time
from enum import StrEnum
from typing import Any

from flask_babel import format_date, format_time
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import Choice as Option
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, StopValidation, ValidationError

_BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LINE = 200
PROSE = 20_000


def unfit(text: str, *, lines: bool) -> str | None:
    """The first character that cannot be kept, as U+XXXX; None when the text is fit.

    Refused: control characters, lone surrogates, non-characters and invisible direction marks, which let a text
    read otherwise than it is stored. `lines` allows line breaks and tabs.
    """
    for char in text:
        if lines and char in "\n\t":
            continue
        if char in _BIDI or unicodedata.category(char) in ("Cc", "Cs", "Cn"):
            return f"U+{ord(char):04X}"
    return None


class Fit:
    """Validator: the text has no character that cannot be kept and is not too long."""

    def __init__(self, longest: int, *, lines: bool) -> None:
        self.longest, self.lines = longest, lines

    def __call__(self, _form: Any, field: Field) -> None:
        """Raise StopValidation with what to change."""
        text = field.data or ""
        found = unfit(text, lines=self.lines)
        if found:
            raise StopValidation(_("Remove the character %(code)s: it is invisible and cannot be kept.", code=found))
        if len(text) > self.longest:
            message = _("Shorten this to %(limit)s characters; it has %(n)s.", limit=self.longest, n=len(text))
            raise StopValidation(message)


def tidy(text: str | None) -> str | None:
    """NFC, one kind of line break, trimmed; empty text is None."""
    if text is None:
        return None
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip() or None


class Needed(InputRequired):
    """Validator: something was filled in; spaces alone are nothing."""

    def __call__(self, form: Any, field: Field) -> None:
        """Raise StopValidation with what to do."""
        super().__call__(form, field)
        if field.data is None and not field.process_errors:
            raise StopValidation(self.message)


def needs(required: str | bool) -> list[Any]:
    """`required` may be the sentence to show when the field is empty."""
    if not required:
        return [Optional()]
    return [Needed(required if isinstance(required, str) or required is not True else _l("Fill this in"))]


class Worded:
    """How the value reads on a page."""

    data: Any

    @property
    def words(self) -> str:
        """The value in words; empty when there is none."""
        return "" if self.data is None else str(self.data)


class Line(Worded, StringField):
    """One line of text, NFC, trimmed; empty is None."""

    def __init__(self, label: Any, *, required: Any = False, longest: int = LINE, **kwargs: Any) -> None:
        checks = [Fit(longest, lines=False), *needs(required), *kwargs.pop("validators", [])]
        super().__init__(label, checks, filters=[tidy], **kwargs)


class Prose(Worded, TextAreaField):
    """Text of several lines, NFC, trimmed; empty is None."""

    def __init__(self, label: Any, *, required: Any = False, longest: int = PROSE, **kwargs: Any) -> None:
        checks = [Fit(longest, lines=True), *needs(required), *kwargs.pop("validators", [])]
        super().__init__(label, checks, filters=[tidy], **kwargs)


class WholeNumber(Worded, IntegerField):
    """A whole number between lowest and highest."""

    def __init__(self, label: Any, *, required: Any = False, lowest: int = 0, highest: int = 100_000_000,
                 **kwargs: Any) -> None:
        message = _l("Enter a whole number from %(lowest)s to %(highest)s", lowest=lowest, highest=highest)
        checks = [*needs(required), NumberRange(lowest, highest, message)]
        super().__init__(label, checks, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read digits of any script; anything else is refused in words."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        text = unicodedata.normalize("NFKC", valuelist[0]).strip().replace(",", "")
        if not text.lstrip("-").isdecimal() or len(text) > 12:
            self.data = None
            raise ValueError(_("Enter a whole number, in digits"))
        self.data = int(text)


class Tick(Worded, BooleanField):
    """Yes or no."""

    @property
    def words(self) -> str:
        """Yes or no, in words."""
        return _("Yes") if self.data else _("No")


class Day(Worded, DateField):
    """A calendar date of our own work (a due date, a date of receipt); never for what a source says."""

    def __init__(self, label: Any, *, required: Any = False, **kwargs: Any) -> None:
        super().__init__(label, needs(required), **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read YYYY-MM-DD."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            self.data = date.fromisoformat(valuelist[0].strip())
        except ValueError:
            self.data = None
            raise ValueError(_("Enter a date that exists, as year-month-day: 2026-11-24")) from None

    @property
    def words(self) -> str:
        """The date in the reader's language."""
        return format_date(self.data) if self.data else ""


class Clock(Worded, TimeField):
    """A time of day on somebody's clock, without a date."""

    def __init__(self, label: Any, *, required: Any = False, **kwargs: Any) -> None:
        super().__init__(label, needs(required), **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read HH:MM."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        try:
            self.data = time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None) if text else None
        except ValueError:
            raise ValueError(_("Enter a time as hours and minutes: 14:30")) from None

    @property
    def words(self) -> str:
        """The time in the reader's language."""
        return format_time(self.data, "HH:mm", rebase=False) if self.data else ""


class Choice(Worded, SelectField):
    """One of an enum's values; labels maps each value to its words, `empty` is what choosing nothing is called."""

    def __init__(self, label: Any, kind: type[StrEnum], labels: Mapping[Any, Any], *, required: Any = False,
                 empty: Any = None, **kwargs: Any) -> None:
        self.kind, self.labels, self.must = kind, labels, bool(required)
        nothing = SelectChoice("", empty or (_l("— choose —") if required else _l("Not recorded")))
        choices = [] if required and "default" in kwargs else [nothing]
        choices += [SelectChoice(value.value, text) for value, text in labels.items()]
        super().__init__(label, needs(required), coerce=self._read, choices=choices, **kwargs)

    def _read(self, value: Any) -> Any:
        """The enum's value; only what has a label here can be chosen."""
        if not value:
            return None
        if self.kind(value) not in self.labels:
            raise ValueError(value)
        return self.kind(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """An unknown value is refused in words, not by an exception."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Choose one of the options listed")) from None

    def iter_choices(self) -> Any:
        """The options with the present one marked."""
        chosen = self.data.value if self.data else ""
        return [Option(choice.value, choice.label, choice.value == chosen, {}) for choice in self.choices]

    def pre_validate(self, form: Any) -> None:
        """The coercion has checked the value."""

    @property
    def words(self) -> str:
        """The label of the value."""
        return str(self.labels[self.data]) if self.data in self.labels else ""


class Choices(Worded, SelectMultipleField):
    """Several of an enum's values, as a list in the enum's order."""

    def __init__(self, label: Any, kind: type[StrEnum], labels: Mapping[Any, Any], *, required: Any = False,
                 **kwargs: Any) -> None:
        self.kind, self.labels = kind, labels
        choices = [SelectChoice(value.value, text) for value, text in labels.items()]
        super().__init__(label, needs(required), coerce=str, choices=choices, **kwargs)

    def process_data(self, value: Any) -> None:
        """Enum values or their strings."""
        self.data = [str(item) for item in value or []]

    def pre_validate(self, form: Any) -> None:
        """Only listed values."""
        known = {value.value for value in self.labels}
        if any(item not in known for item in self.data or []):
            raise ValidationError(_("Choose among the options listed"))

    @property
    def words(self) -> str:
        """The labels, joined."""
        return ", ".join(str(text) for value, text in self.labels.items() if value.value in (self.data or []))
