"""Filters of the chronology, read from the URL."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from casefile.chronology.labels import KIND
from casefile.chronology.parts import Wanted
from casefile.chronology.rules import Kind
from casefile.core.fields import Line, WholeNumber
from casefile.incidents.forms.filters import Among, Filters


class ChronologyFilters(Filters):
    """What the chronology is filtered by."""

    about = Line(_l("Reference or element"), longest=60, description=_l("O-0001, P-0001, RS7-1-c.1"))
    kind = Among(_l("Kind"), Kind, KIND)
    first_year = WholeNumber(_l("From year"), lowest=1, highest=9999)
    last_year = WholeNumber(_l("To year"), lowest=1, highest=9999)

    @property
    def wanted(self) -> Wanted:
        """The filters as the service takes them."""
        return Wanted(**self.chosen)
