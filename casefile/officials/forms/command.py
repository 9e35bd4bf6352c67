"""What a command chart is asked: on which day or days, over which kinds of line."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from casefile.core.edtf import BadDate, parse
from casefile.core.edtf.standing import Days
from casefile.core.fields import Line
from casefile.core.uncertain.messages import explain
from casefile.incidents.forms.filters import Among, Filters
from casefile.officials import labels
from casefile.officials.rules import LEADING, RelationKind


class AsOf(Filters):
    """The days, as a date code ("2004-05-01", "2004", "2004/2006"), and one kind of line or all that lead."""

    on = Line(_l("On which day"), longest=60,
              description=_l("2004-05-01, 2004 or 2004/2006"))
    kind = Among(_l("Lines"), RelationKind, labels.RELATION_KIND)

    def validate_on(self, field: Any) -> None:
        """A date that can be held."""
        if field.data:
            try:
                parse(field.data)
            except BadDate as wrong:
                raise ValidationError(explain(wrong)) from wrong

    def days(self, otherwise: Days) -> Days:
        """First and last day asked for; `otherwise` where nothing (or no date) was asked."""
        asked = parse(self.on.data) if self.on.data and not self.on.errors else None
        if asked is None:
            return otherwise
        return asked.earliest or dt.date.min, asked.latest or dt.date.max

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked, for the address of the chart and the table."""
        return {"on": self.on.data, "kind": self.kind.data}

    @property
    def kinds(self) -> tuple[RelationKind, ...]:
        """The kinds of line to follow."""
        return (self.kind.data,) if self.kind.data and not self.kind.errors else LEADING
