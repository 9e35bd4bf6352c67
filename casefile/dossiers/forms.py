"""Ask for a dossier; let one be built on a schedule."""

from __future__ import annotations

from datetime import time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.core.forms import Choice, Form, Line, Tick
from casefile.dossiers import labels
from casefile.dossiers.rules import Day, Kind, Language


class GenerateForm(Form):
    """What to build."""

    kind = Choice(_l("Kind"), Kind, labels.KIND, required=True, default=Kind.INTERNAL)
    language = Choice(_l("Language of the fixed words"), Language, labels.LANGUAGE, required=True, default=Language.EN,
                      description=_l("Titles, names and quotations stay in the language they were recorded in."))


class Clock(Line):
    """A time of day as hours and minutes."""

    def process_data(self, value: Any) -> None:
        """A time, or nothing."""
        self.data = value.strftime("%H:%M") if isinstance(value, time) else value

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """Turn the text into a time."""
        if not validation_stopped and isinstance(self.data, str):
            self.data = time.fromisoformat(self.data)

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not a time, in words."""
        try:
            time.fromisoformat(self.data or "00:00")
        except ValueError:
            raise ValueError(_("Enter a time as hours and minutes, for example 06:00")) from None

    @property
    def words(self) -> str:
        """Hours and minutes."""
        return self.data.strftime("%H:%M") if isinstance(self.data, time) else str(self.data or "")


class ScheduleForm(Form):
    """When a dossier is built by itself."""

    draftable = True

    enabled = Tick(_l("Build a dossier by itself"), default=True)
    day = Choice(_l("Day"), Day, labels.DAY, required=True, default=Day.MONDAY)
    at = Clock(_l("Time"), required=_l("Enter a time"), longest=5, default="06:00",
               description=_l("On the clock of the case's time zone."))
    language = Choice(_l("Language of the fixed words"), Language, labels.LANGUAGE, required=True, default=Language.EN)
