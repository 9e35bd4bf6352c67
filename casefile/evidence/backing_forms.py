"""Forms that tie a place in an item to claims of the registers."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from casefile.core.forms import Choice, Form, Line, Picks, Prose
from casefile.evidence import labels
from casefile.evidence.bearing import Bearing
from casefile.evidence.forms import Find
from casefile.evidence.models import Evidence
from casefile.evidence.pin_field import PinField

PINPOINT = _l("Where in the item: p. 14, para. 3, 00:14:22-00:15:03, p. 2 region 100,250,400,80 (thousandths of the "
              "page).")


class BackingForm(Form):
    """An item, the place in it, and whether it supports or contradicts the claim; `item` is there after validation."""

    draftable = True
    sections = [(_l("Evidence"), ["reference", "bearing", "pinpoint", "quote"])]

    reference = Line(_l("Item"), required=_l("Enter the reference of an item"),
                     render_kw={"list": "known", "autocomplete": "off"}, description=_l("For example EV-0001."))
    bearing = Choice(_l("What it does to the claim"), Bearing, labels.BEARING, required=_l("Choose what it does"))
    pinpoint = PinField(_l("Pinpoint"), description=PINPOINT)
    quote = Prose(_l("Quote"), longest=4000, description=_l("The words as they stand there."))

    def __init__(self, find: Find, **kwargs: Any) -> None:
        self._find = find
        self.item: Evidence | None = None
        super().__init__(**kwargs)

    def validate_reference(self, field: Any) -> None:
        """An item the actor may link."""
        found, _unknown = self._find([field.data.strip().upper()])
        if not found:
            raise ValidationError(_("Nothing in your cases has the reference %(reference)s", reference=field.data))
        self.item = found[0]


class ClaimsForm(Form):
    """The claims about one official, organisation or incident that a place in an item supports or contradicts."""

    draftable = True
    sections = [(_l("What is cited"), ["pinpoint", "quote"]), (_l("What it goes to"), ["about", "claims", "bearing"])]

    pinpoint = PinField(_l("Pinpoint"), description=PINPOINT)
    quote = Prose(_l("Quote"), longest=4000, description=_l("The words as they stand there."))
    about = Line(_l("Official, organisation or incident"), required=_l("Enter a reference"),
                 render_kw={"list": "known", "autocomplete": "off"},
                 description=_l("Its reference; then press “Show what is said of it” and tick what the place goes to."))
    claims = Picks(_l("What is said of it"), required=_l("Tick at least one"))
    bearing = Choice(_l("What it does to the claim"), Bearing, labels.BEARING, required=_l("Choose what it does"))

    @property
    def is_opened(self) -> bool:
        """The viewer, or the button that shows the claims, sends what was typed: nothing is saved."""
        return "selected" in request.form
