"""Forms of the parts of an incident: acts with the people they were done to, and links to other incidents."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.core.forms import Choice, Form, Line, Pick, Prose, WholeNumber
from casefile.incidents import labels
from casefile.incidents.rules import LinkKind, Violation


class ActForm(Form):
    """One act and the group of people it was done to; the bounds of their number each with their source."""

    draftable = True
    sections = [(_l("What was done to whom"), ["act", "people", "source"]),
                (_l("How many"), ["lowest", "lowest_source", "highest", "highest_source"])]

    act = Choice(_l("What was done"), Violation, labels.VIOLATION, required=_l("Choose what was done"))
    people = Line(_l("To whom"), required=_l("Describe the people, without names"),
                  description=_l("A group in neutral words, for example “pregnant women sent back”. No names."))
    source = Line(_l("Source"), required=_l("Say who or what tells us so"))
    lowest = WholeNumber(_l("At least"))
    lowest_source = Line(_l("Who says so"))
    highest = WholeNumber(_l("At most"))
    highest_source = Line(_l("Who says so"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field, then the two bounds together."""
        valid = super().validate(extra_validators)
        for name, message in self._contradictions():
            self[name].errors = [*self[name].errors, message]
            valid = False
        return valid

    def _contradictions(self) -> list[tuple[str, str]]:
        found = [(f"{name}_source", _("Say whose count this is")) for name in ("lowest", "highest")
                 if self[name].data is not None and not self[f"{name}_source"].data]
        lowest, highest = self.lowest.data, self.highest.data
        if lowest is not None and highest is not None and highest < lowest:
            found.append(("highest", _("The most must not be below the least")))
        return found


class IncidentLinkForm(Form):
    """How another incident of the case belongs to this one."""

    draftable = True

    other_id = Pick(_l("Other incident"), required=_l("Choose the other incident"))
    kind = Choice(_l("How they belong together"), LinkKind, labels.LINK_KIND, required=_l("Choose how"))
    source = Line(_l("Source or reason"), required=_l("Say who or what tells us so, or why"))


class ReasonForm(Form):
    """Take something back, with a reason."""

    draftable = True

    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000,
                   description=_l("It stays in the history."))
