"""Forms of searches for what exonerates, of the defence-view memo, and of tasks that fill a gap."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from casefile.core.forms import Day, Form, Pick, Prose


class SearchForm(Form):
    """What was looked for, where, when, and what came of it."""

    draftable = True

    sought = Prose(_l("What was looked for"), required=_l("Say what was looked for"), longest=4000)
    places = Prose(_l("Where"), required=_l("Say where it was looked for"), longest=4000, description=_l(
        "Archives, registers, people by their codes. Somebody else must be able to look there again."))
    searched_on = Day(_l("Day"), required=_l("Enter the day"))
    result = Prose(_l("Result"), required=_l("Say what came of it"), longest=4000,
                   description=_l("“Nothing found” is a result."))

    def validate_searched_on(self, field: Any) -> None:
        """Not a plan."""
        if field.data and field.data > date.today():
            raise ValidationError(_("The day must not lie in the future"))


class MemoForm(Form):
    """The case as the defence would read it."""

    draftable = True

    strongest = Prose(_l("The strongest points for the defence"), required=_l("Write the strongest points"),
                      longest=20000)
    alternatives = Prose(_l("Other explanations of the facts"), required=_l("Write the other explanations"),
                         longest=20000)
    evidence_attacked = Prose(_l("Evidence that would be attacked, and how"), longest=20000)
    not_explored = Prose(_l("What was not explored"), longest=20000)


class FillForm(Form):
    """Who fills a gap, and by when."""

    draftable = True

    owner_id = Pick(_l("Who does it"), required=_l("Choose who does it"))
    due_on = Day(_l("Due"), required=_l("Enter the day"))

    def validate_due_on(self, field: Any) -> None:
        """Not in the past."""
        if field.data and field.data < date.today():
            raise ValidationError(_("The day must not lie in the past"))
