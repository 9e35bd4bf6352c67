"""The search box."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm

from casefile.core.forms import Line


class SearchForm(PlainForm):
    """What is looked for."""

    q = Line(_l("Search for"), longest=200)
