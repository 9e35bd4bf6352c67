"""Ask for a dossier; let one be built on a schedule."""

from __future__ import annotations

from datetime import time

from flask_babel import lazy_gettext as _l

from casefile.core.fields import Clock
from casefile.core.forms import Choice, Form, Tick
from casefile.dossiers import labels
from casefile.dossiers.rules import Day, Kind, Language


class GenerateForm(Form):
    """What to build."""

    kind = Choice(_l("Kind"), Kind, labels.KIND, required=True, default=Kind.INTERNAL)
    language = Choice(_l("Language of the fixed words"), Language, labels.LANGUAGE, required=True, default=Language.EN,
                      description=_l("Titles, names and quotations stay in the language they were recorded in."))


class ScheduleForm(Form):
    """When a dossier is built by itself."""

    draftable = True

    enabled = Tick(_l("Build a dossier by itself"), default=True)
    day = Choice(_l("Day"), Day, labels.DAY, required=True, default=Day.MONDAY)
    at = Clock(_l("Time"), required=_l("Enter a time"), default=time(6),
               description=_l("On the clock of the case's time zone."))
    language = Choice(_l("Language of the fixed words"), Language, labels.LANGUAGE, required=True, default=Language.EN)
