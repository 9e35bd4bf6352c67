"""Form fields that pick records out of those offered: an id of another case reads like one that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import Choice as Option
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from casefile.core.fields import Worded, needs


class Pick(Worded, SelectField):
    """One record out of those offered; `offered` is a list of (id, label). The value is a UUID or None."""

    def __init__(self, label: Any, *, required: Any = False, **kwargs: Any) -> None:
        super().__init__(label, needs(required), coerce=str, choices=[], **kwargs)

    def offer(self, offered: Iterable[tuple[UUID, Any]], empty: Any = None) -> None:
        """Set what may be picked; `empty` is the label of picking nothing."""
        nothing = SelectChoice("", empty or _("— choose —"))
        self.choices = [nothing, *(SelectChoice(str(id), text) for id, text in offered)]

    def process_data(self, value: Any) -> None:
        """A UUID, or nothing."""
        self.data = value

    def process_formdata(self, valuelist: list[str]) -> None:
        """Only what was offered: an id of another case reads like one that does not exist."""
        value = valuelist[0] if valuelist else ""
        known = {choice.value for choice in self.choices}
        self.data = UUID(value) if value and value in known else None
        if value and value not in known:
            raise ValueError(_("Choose one of the options listed"))

    def iter_choices(self) -> Any:
        """The options with the present one marked."""
        chosen = str(self.data) if self.data else ""
        return [Option(choice.value, choice.label, choice.value == chosen, {}) for choice in self.choices]

    def pre_validate(self, form: Any) -> None:
        """Checked while reading."""

    @property
    def words(self) -> str:
        """The label of the record."""
        return next((str(c.label) for c in self.choices if c.value == str(self.data)), "") if self.data else ""


class Picks(Worded, SelectMultipleField):
    """Several records out of those offered; the value is a list of UUIDs."""

    def __init__(self, label: Any, *, required: Any = False, **kwargs: Any) -> None:
        super().__init__(label, needs(required), coerce=str, choices=[], **kwargs)

    def offer(self, offered: Iterable[tuple[UUID, Any]]) -> None:
        """Set what may be picked."""
        self.choices = [SelectChoice(str(id), text) for id, text in offered]

    def process_data(self, value: Any) -> None:
        """UUIDs."""
        self.data = [str(item) for item in value or []]

    def pre_validate(self, form: Any) -> None:
        """Only what was offered."""
        known = {choice.value for choice in self.choices}
        if any(item not in known for item in self.data or []):
            raise ValidationError(_("Choose among the options listed"))

    @property
    def ids(self) -> list[UUID]:
        """What was picked."""
        return [UUID(item) for item in self.data or []]

    @property
    def words(self) -> str:
        """The labels, joined."""
        chosen = set(self.data or [])
        return ", ".join(str(choice.label) for choice in self.choices if choice.value in chosen)
