"""Filters of lists, read from the URL; what cannot be understood is said at the field and filters nothing."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice

from casefile.core.forms import Choice, Line, Pick, WholeNumber
from casefile.incidents import labels
from casefile.incidents.rules import PlaceKind, Precision, Status, Violation
from casefile.incidents.service import Matching


class Among(Choice):
    """One of an enum's values, or any."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices[0] = SelectChoice("", _l("Any"))


class Filters(PlainForm):
    """Filters read from the query of the request."""

    def __init__(self, offers: dict[str, Any] | None = None) -> None:
        self._offers = offers or {}
        super().__init__(request.args)
        self.validate()

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Offer the pickable records first: what was picked is checked against them."""
        for name, offered in self._offers.items():
            self[name].offer(offered, _l("Any"))
        super().process(*args, **kwargs)

    @property
    def chosen(self) -> dict[str, Any]:
        """Name -> value of every filter that could be understood."""
        return {field.name: field.data for field in self if field.data and not field.errors}


class IncidentFilters(Filters):
    """What a list of incidents is filtered by."""

    text = Line(_l("Words or reference"))
    violation = Among(_l("What was done"), Violation, labels.VIOLATION)
    status = Among(_l("Status"), Status, labels.STATUS)
    first_year = WholeNumber(_l("From year"), lowest=1, highest=9999)
    last_year = WholeNumber(_l("To year"), lowest=1, highest=9999)
    place_id = Pick(_l("Place"))

    def __init__(self, offers: dict[str, Any] | None = None, without: tuple[str, ...] = ()) -> None:
        self._without = without
        super().__init__(offers)

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Leave out what this list does not offer."""
        for name in self._without:
            del self[name]
        self._without = ()
        super().process(*args, **kwargs)

    @property
    def matching(self) -> Matching:
        """The filters as the service takes them."""
        return Matching(**self.chosen)


class PlaceFilters(Filters):
    """What the register of places is filtered by."""

    text = Line(_l("Name or reference"))
    kind = Among(_l("Kind"), PlaceKind, labels.PLACE_KIND)
    precision = Among(_l("Precision"), Precision, labels.PRECISION)
