"""Forms that link officials to cases and incidents, and that take links back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from casefile.core.forms import Choice, Form, Line, Pick, Prose
from casefile.officials import labels
from casefile.officials.rules import Degree, Direction

WHY_MATTERS = _l("Why this person matters in the case")


class PickOfficialForm(Form):
    """Say that an official of the register matters in a case."""

    draftable = True

    official_id = Pick(_l("Official"), required=_l("Choose an official"),
                       description=_l("With year of birth and last post: many people share a name."))
    role = Prose(WHY_MATTERS, longest=2000,
                 description=_l("In neutral words: the post, the time, the incidents concerned."))


class CaseRoleForm(Form):
    """Change why an official matters in a case."""

    draftable = True

    role = Prose(WHY_MATTERS, longest=2000)


class SaidForm(Form):
    """What one source says of somebody in an incident."""

    draftable = True

    degree = Choice(_l("What the source says"), Degree, labels.DEGREE, required=_l("Choose what the source says"))
    direction = Choice(_l("For or against"), Direction, labels.DIRECTION, required=True, default=Direction.FOR)


class InvolvementForm(SaidForm):
    """Link an official to an incident."""

    sections = [(_l("Who"), ["named", "official_id"]),
                (_l("What the source says"), ["degree", "direction", "source"])]

    named = Line(_l("Find by name"), description=_l(
        "In any script and spelling; press “Find”, then choose below. Whoever may be meant stands first."))
    official_id = Pick(_l("Official"), required=_l("Choose an official"),
                       description=_l("Officials of the cases in which the incident is filed."))
    source = Line(_l("Source"), required=_l("Say who or what links the official to the incident"),
                  description=_l("A witness code, a document with its page, or how it was worked out."))


    def put_first(self, ids: Sequence[UUID]) -> None:
        """Let whoever may be meant stand first in the list; nobody is chosen by the machine."""
        place = {str(id): at for at, id in enumerate(ids)}
        start, *rest = self.official_id.choices
        self.official_id.choices = [start, *sorted(rest, key=lambda choice: place.get(choice.value, len(place)))]

    @property
    def answers(self) -> dict[str, Any]:
        """What is recorded; the name that was looked for is not."""
        return {name: value for name, value in super().answers.items() if name != "named"}


class UnitInvolvementForm(SaidForm):
    """Link a unit to an incident."""

    sections = [(_l("What the source says"), ["organisation_id", "degree", "direction", "source"])]

    organisation_id = Pick(_l("Unit"), required=_l("Choose a unit"),
                           description=_l("Organisations of the register, units without a known name included."))
    source = Line(_l("Source"), required=_l("Say who or what links the unit to the incident"),
                  description=_l("A witness code, a document with its page, or how it was worked out."))
