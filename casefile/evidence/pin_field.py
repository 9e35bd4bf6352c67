"""The box for a pinpoint."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from wtforms import StringField
from wtforms.validators import Optional as MayBeEmpty

from casefile.core.fields import Worded, unfit
from casefile.evidence.pin_labels import PIN_PROBLEMS, pin_words
from casefile.evidence.pinpoints import BadPinpoint, Pinpoint, read


class PinField(Worded, StringField):
    """The place in an item, in one box, as people write it: "p. 14", "00:14:22"; the value is a Pinpoint or None."""

    data: Pinpoint | None

    def __init__(self, label: Any, **kwargs: Any) -> None:
        self.typed = ""
        super().__init__(label, [MayBeEmpty()], **kwargs)

    def process_data(self, value: Any) -> None:
        """A Pinpoint."""
        self.data, self.typed = value, str(value) if value else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the text; what cannot be read stays in the box with an example of how to write it."""
        if not valuelist:
            return
        self.typed, self.data = valuelist[0], None
        if not self.typed.strip():
            return
        found = unfit(self.typed, lines=False)
        if found:
            raise ValueError(_("Remove the character %(code)s: it is invisible and cannot be kept.", code=found))
        try:
            self.data = read(self.typed)
        except BadPinpoint as bad:
            raise ValueError(str(PIN_PROBLEMS[bad.reason])) from None

    def _value(self) -> str:
        return self.typed

    @property
    def words(self) -> str:
        """The pinpoint in the reader's language."""
        return pin_words(self.data)
