"""The form with which a place in an item is cited."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import FieldList

from casefile.core.forms import Line, Prose
from casefile.evidence.forms import LinkForm
from casefile.evidence.pin_field import PinField


class CiteForm(LinkForm):
    """A place in the item and what it says there, for what is named below.

    The viewer opens it with what was selected, by a form of its own: no text of an item is ever in an address.
    """

    pinpoint = PinField(_l("Pinpoint"), description=_l(
        "Where in the item: p. 14, para. 3, 00:14:22-00:15:03, p. 2 region 100,250,400,80 (thousandths of the page)."))
    quote = Prose(_l("Quote"), longest=4000, description=_l("The words as they stand there."))
    references = FieldList(Line(_l("Reference"), render_kw={"list": "known", "autocomplete": "off"}),
                           _l("Incidents, people and officials"), min_entries=2, max_entries=30,
                           description=_l("Type a reference or choose one from the list, one in each box."))
    sections = [(_l("What is cited"), ["pinpoint", "quote"]), (_l("What it is about"), ["references"])]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_opened:
            self.once.data = str(uuid4())

    @property
    def is_opened(self) -> bool:
        """The viewer sends what was selected: the form is shown, nothing is saved."""
        return "selected" in request.form
